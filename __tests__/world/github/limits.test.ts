import { asker } from '../../support/github-asker.ts'
import { type GithubStory, tellGithubStory } from '../../support/github-story.ts'

describe('limits of the local GitHub', () => {
  let story: GithubStory

  beforeEach(async () => {
    story = await tellGithubStory({ goodDeploys: 1 })
  })
  afterEach(async () => {
    await story.close()
  })

  it.each([
    ['GET', 'actions/runs', 'actions=read'],
    ['POST', 'deployments', 'deployments=write'],
    ['GET', 'commits', 'contents=read'],
  ])('%s %s needs %s, and says so', async (method, path, permission) => {
    const told = await asker(story.github, { issues: 'write' })(
      method,
      path,
      method === 'POST' ? {} : undefined,
    )
    expect(told).toMatchObject({ status: 403, body: { message: 'Resource not accessible by integration' } })
    expect(told.headers.get('x-accepted-github-permissions')).toBe(permission)
    expect(story.github.writes).toEqual([])
  })

  it('knows no token that it did not give out', async () => {
    const response = await fetch(`${story.github.apiUrl}/repos/octo/shop`, {
      headers: { authorization: 'Bearer x' },
    })
    expect(response.status).toBe(401)
  })

  it('counts requests by the hour, and does not count what has not changed', async () => {
    const ask = asker(story.github)
    const first = await ask('GET', 'actions/runs')
    const etag = first.headers.get('etag') ?? ''
    const remaining = (told: typeof first) => Number(told.headers.get('x-ratelimit-remaining'))
    const again = await ask('GET', 'actions/runs', undefined, { 'if-none-match': etag })
    expect([again.status, remaining(again)]).toEqual([304, remaining(first)])
    story.github.quota.leave(0)
    const refused = await ask('GET', 'actions/runs')
    expect(refused).toMatchObject({ status: 403, body: { message: expect.stringContaining('rate limit') } })
    story.pass(3_600_000)
    expect((await ask('GET', 'actions/runs')).status).toBe(200)
  })

  it('can act and then lose the answer', async () => {
    const ask = asker(story.github)
    const [good] = story.good
    story.github.faults.drop('POST /rerun', { afterActing: true, times: 1 })
    await expect(ask('POST', `actions/runs/${good?.id}/rerun`)).rejects.toThrow('fetch failed')
    expect((await ask('GET', `actions/runs/${good?.id}`)).body).toMatchObject({ run_attempt: 2 })
    expect(story.github.writes).toEqual([`POST /repos/octo/shop/actions/runs/${good?.id}/rerun`])
  })
})

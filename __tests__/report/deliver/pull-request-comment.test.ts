import type { Permissions } from '../../../demo/world/github/server.ts'
import type { Issue } from '../../../demo/world/github/state.ts'
import { commentMarker, commentOnPullRequest } from '../../../src/report/deliver/pull-request-comment.ts'
import { asker } from '../../support/github-asker.ts'
import { findDeviations } from '../../support/github-description.ts'
import { type GithubStory, tellGithubStory } from '../../support/github-story.ts'
import { poison } from '../poison.ts'
import { tellStory } from '../stories.ts'

const LEAST: Permissions = { pull_requests: 'write' }
const MARKER = commentMarker('production')

describe('the comment on the pull request', () => {
  let story: GithubStory
  let pull: Issue

  beforeEach(async () => {
    story = await tellGithubStory({ goodDeploys: 0 })
    const { github, bad } = story
    pull = github.pull({ title: 'Take orders', head: 'orders', headSha: bad.sha, mergedAs: bad.sha })
  })
  afterEach(async () => {
    expect(findDeviations(story.github.exchanges)).toEqual([])
    await story.close()
  })

  async function comment(
    result: 'healthy' | 'rolled-back' = 'healthy',
    { permissions = LEAST, place = 'production', payload = {} as unknown, commit = story.bad.sha } = {},
  ) {
    const client = story.client(story.github.token(permissions))
    const at = { place, commit, payload }
    return await commentOnPullRequest(client, await tellStory(result), at, AbortSignal.timeout(10_000))
  }

  it('says result, where and the run, with no more than pull-requests: write', async () => {
    await comment('rolled-back')
    const [written] = pull.comments
    expect(written?.author).toBe('github-actions[bot]')
    expect(written?.body).toMatchSnapshot()
  })

  it('is one, which later runs change', async () => {
    await comment('rolled-back')
    await comment('healthy')
    expect(pull.comments.map(({ body }) => body.split('\n')[1])).toEqual([expect.stringContaining('## ✅')])
  })

  it('is one for each place: two environments do not overwrite each other', async () => {
    await comment('healthy', { place: 'staging' })
    await comment('rolled-back')
    await comment('healthy', { place: 'staging' })
    expect(pull.comments).toHaveLength(2)
  })

  it('is found behind a hundred others', async () => {
    const ask = asker(story.github)
    for (let index = 0; index < 101; index += 1)
      await ask('POST', `issues/${pull.number}/comments`, { body: `Number ${index}` })
    await comment('rolled-back')
    await comment('healthy')
    expect(pull.comments).toHaveLength(102)
  })

  it.each([
    ['a stranger wrote the marker', 'mallory', `${MARKER}\nMine`],
    ['an app quotes it', 'quoter[bot]', `> ${MARKER}`],
  ])('is a new one where %s', async (_, author, body) => {
    pull.comments.push({ id: 1, author, body, atMs: 0, updatedAtMs: 0 })
    await comment()
    expect(pull.comments.map((one) => one.author)).toEqual([author, 'github-actions[bot]'])
    expect(pull.comments[0]?.body).toBe(body)
  })

  it('is on the pull request of the event, whatever its merge commit is', async () => {
    await comment('healthy', { payload: { pull_request: { number: pull.number } }, commit: 'f'.repeat(40) })
    expect(pull.comments).toHaveLength(1)
  })

  it('is nowhere where the commit belongs to no pull request, or to several', async () => {
    const { sha } = story.github.push({ message: 'Straight to main' })
    expect(await comment('healthy', { commit: sha })).toEqual({
      kind: 'no-pull-request',
      why: 'the commit belongs to no pull request',
    })
    for (const head of ['one', 'other']) story.github.pull({ title: head, head, headSha: sha })
    expect(await comment('healthy', { commit: sha })).toMatchObject({
      why: '2 open pull requests have the commit',
    })
  })

  it('is refused to a token that may only read', async () => {
    await expect(comment('healthy', { permissions: { pull_requests: 'read' } })).rejects.toMatchObject({
      code: 'access-denied',
    })
  })

  it('fits, and pings nobody, whatever the texts from outside hold', async () => {
    const told = poison(await tellStory('rolled-back'), (word) =>
      word.startsWith('https://') ? word : `${word} @mona ${'x'.repeat(3_000)}`,
    )
    const client = story.client()
    const at = { place: 'production', commit: story.bad.sha, payload: {} }
    await commentOnPullRequest(client, told, at, AbortSignal.timeout(10_000))
    const body = pull.comments[0]?.body ?? ''
    expect(body.length).toBeLessThan(16_000)
    // In code GitHub looks for nobody.
    expect(body.replace(/`[^`]*`/g, '')).not.toContain('@mona')
  })
})

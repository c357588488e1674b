import { type Asker, asker } from '../../support/github-asker.ts'
import {
  attemptOf,
  DEPLOY_FILE,
  type GithubStory,
  GUARDED,
  MINUTE_MS,
  tellGithubStory,
} from '../../support/github-story.ts'

const DAY_MS = 24 * 60 * MINUTE_MS

describe('runs of the local GitHub', () => {
  let story: GithubStory
  let ask: Asker

  beforeEach(async () => {
    story = await tellGithubStory()
    ask = asker(story.github)
  })
  afterEach(async () => {
    await story.close()
  })

  const lastGood = () => {
    const run = story.good.at(-1)
    if (run === undefined) throw new Error('there is no good run')
    return run
  }
  const rerun = (id: number) => ask('POST', `actions/runs/${id}/rerun`)
  const read = async (id: number) => (await ask('GET', `actions/runs/${id}`)).body as Record<string, unknown>

  it('are run again under the same number and commit, by an answer that says nothing', async () => {
    const before = await read(lastGood().id)
    expect(await rerun(lastGood().id)).toMatchObject({ status: 201, body: {} })
    const after = await read(lastGood().id)
    expect(after).toMatchObject({
      id: before.id,
      head_sha: before.head_sha,
      run_attempt: 2,
      status: 'in_progress',
    })
    expect(after.created_at).toBe(before.created_at)
    expect(after.run_started_at).not.toBe(before.run_started_at)
  })

  it.each([
    ['while it runs', 'This workflow is already running', () => story.bad.id],
    [
      'after a month',
      'Unable to retry this workflow run because it was created over a month ago',
      () => {
        story.pass(31 * DAY_MS)
        return lastGood().id
      },
    ],
    [
      'of a disabled workflow',
      'This workflow run cannot be retried',
      () => {
        const workflow = story.github.state.workflows.get(DEPLOY_FILE)
        if (workflow) workflow.state = 'disabled_manually'
        return lastGood().id
      },
    ],
  ])('are not run again %s, told apart by the text alone', async (_, message, runId) => {
    expect(await rerun(runId())).toMatchObject({ status: 403, body: { message } })
  })

  it('accept the 51st re-run, and do not start it', async () => {
    story.github.story(() => ({ durationMs: 1_000 }))
    for (let count = 0; count < 51; count += 1) {
      expect((await rerun(lastGood().id)).status).toBe(201)
      story.pass(10_000)
    }
    expect(attemptOf(lastGood())).toBe(51)
  })

  it('are listed rightly without a filter, and as an old index has them with one', async () => {
    story.github.state.frozen.filteredAtMs = story.clock.nowMs() - DAY_MS
    const ids = async (query: string) => {
      const { body } = await ask('GET', `actions/workflows/deploy.yml/runs${query}`)
      return (body as { workflow_runs: { id: number }[] }).workflow_runs.map(({ id }) => id)
    }
    expect(await ids('')).toEqual([story.bad.id, ...story.good.map(({ id }) => id).reverse()])
    expect(await ids('?status=success')).toEqual([])
  })

  it('come in pages that link to the next', async () => {
    const first = await ask('GET', 'actions/runs?per_page=2')
    const link = first.headers.get('link') ?? ''
    expect(link).toMatch(/page=2>; rel="next"/)
    const second = await ask('GET', 'actions/runs?per_page=2&page=2')
    expect((second.body as { workflow_runs: object[] }).workflow_runs).toHaveLength(1)
    expect(second.headers.get('link')).toBeNull()
  })

  it.each([
    [
      'a commit',
      { ref: '0123456789012345678901234567890123456789' },
      'No ref found for: 0123456789012345678901234567890123456789',
    ],
    [
      'an undeclared input',
      { ref: 'main', inputs: { version: '1' } },
      'Unexpected inputs provided: ["version"]',
    ],
  ])('are not dispatched with %s', async (_, body, message) => {
    expect(await ask('POST', 'actions/workflows/deploy.yml/dispatches', body)).toMatchObject({
      status: 422,
      body: { message },
    })
  })

  it('are dispatched with their inputs, and with their number only if asked for', async () => {
    const path = 'actions/workflows/deploy.yml/dispatches'
    expect(await ask('POST', path, { ref: 'main', inputs: { sha: 'abc' } })).toMatchObject({ status: 204 })
    const told = await ask('POST', path, { ref: 'main', inputs: { sha: 'abc' }, return_run_details: true })
    const { workflow_run_id: id } = told.body as { workflow_run_id: number }
    expect(await read(id)).toMatchObject({
      event: 'workflow_dispatch',
      display_title: 'Deploy abc',
      head_branch: 'main',
    })
  })

  it('wait for the review of their environment, and record the deployment only as it goes', async () => {
    const { github } = story
    github.environment({ name: 'production', reviewers: ['hubot'] })
    await rerun(lastGood().id)
    story.pass(2 * MINUTE_MS)
    expect(await read(lastGood().id)).toMatchObject({ status: 'waiting' })
    const states = () => github.state.deployments.at(-1)?.statuses.map(({ state }) => state)
    expect(states()).toEqual(['pending'])
    github.review(lastGood(), 'production', true)
    story.pass(10 * MINUTE_MS)
    expect(await read(lastGood().id)).toMatchObject({ status: 'completed', conclusion: 'success' })
    expect(states()).toEqual(['pending', 'in_progress', 'success'])
  })

  it('overwrite at the end of the job what was said of its deployment from inside', async () => {
    const { github } = story
    github.story(({ job }) => (job === 'deploy' ? { durationMs: 'held' } : { durationMs: 1_000 }))
    const [run] = github.push({ files: { [DEPLOY_FILE]: GUARDED } }).runs
    if (run === undefined) throw new Error('nothing was started')
    story.pass(2_000)
    const deployment = github.state.deployments.at(-1)
    await ask('POST', `deployments/${deployment?.id}/statuses`, { state: 'failure' })
    github.finishJob(run, 'deploy', 'success')
    expect(deployment?.statuses.map(({ state }) => state)).toEqual(['in_progress', 'failure', 'success'])
    const earlier = github.state.deployments.find(({ sha }) => sha === story.bad.sha)
    expect(earlier?.statuses.at(-1)?.state).toBe('inactive')
  })
})

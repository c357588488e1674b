import { PlatformError } from '../../../src/core/platform-error.ts'
import type { RollbackPlan } from '../../../src/run/rollback.ts'
import { workflowRollback } from '../../../src/targets/workflow/strategy.ts'
import type { WorkflowConfig, WorkflowStrategy } from '../../../src/targets/workflow/workflow-config.ts'
import type { WorkflowRollbackDeps } from '../../../src/targets/workflow/workflow-context.ts'
import { findDeviations } from '../../support/github-description.ts'
import {
  config,
  DEPLOY_FILE,
  deployYaml,
  type GithubStory,
  group,
  MINUTE_MS,
  type StoryWish,
  tellGithubStory,
  worldTime,
} from '../../support/github-story.ts'

const never = new AbortController().signal
const ignore = () => {}
type Dispatch = Extract<WorkflowStrategy, { kind: 'dispatch' }>

describe('dispatching a workflow with the good commit', () => {
  let story: GithubStory

  const open = async (wish: StoryWish = {}) => {
    story = await tellGithubStory(wish)
  }
  afterEach(async () => {
    await story.close()
    expect(findDeviations(story.github.exchanges)).toEqual([])
  })

  const wish = (strategy: Partial<Dispatch> = {}): WorkflowConfig => ({
    ...config,
    strategy: { kind: 'dispatch', inputs: [{ name: 'sha', value: '{sha}' }], ...strategy },
  })
  const plan = (strategy: Partial<Dispatch> = {}, deps: Partial<WorkflowRollbackDeps> = {}) =>
    workflowRollback(wish(strategy), story.deps(deps)).plan(never)
  const ready = async (...wanted: Parameters<typeof plan>): Promise<RollbackPlan> => {
    const result = await plan(...wanted)
    if (result.kind !== 'ready') throw new Error(JSON.stringify(result))
    return result.plan
  }
  const repo = () => `${new URL(story.github.url).host}/octo/shop`
  const good = () => {
    const run = story.good.at(-1)
    if (run === undefined) throw new Error('there is no good run')
    return run
  }
  const dispatched = () => story.github.state.runs.filter(({ event }) => event === 'workflow_dispatch')
  const posts = (end: string) =>
    story.github.exchanges.filter(({ method, url }) => method === 'POST' && url.endsWith(end))
  const refusal = async (work: Promise<unknown>): Promise<PlatformError> => {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    if (error instanceof PlatformError) return error
    throw new Error('it was not refused', { cause: error })
  }

  it('says what it will send, and how to do it by hand', async () => {
    await open()
    const { steps, manual, unknowns } = await ready({
      inputs: [{ name: 'sha', value: '{sha}' }],
    })
    expect(steps[1]).toBe(
      `POST /repos/octo/shop/actions/workflows/deploy.yml/dispatches (ref main, inputs {"sha":"${good().sha}"})`,
    )
    expect(manual).toEqual([`gh workflow run deploy.yml --repo ${repo()} --ref main -f sha=${good().sha}`])
    expect(unknowns).toEqual([])
  })

  it('sends it once, waits for the run that GitHub names, and marks which it is', async () => {
    await open()
    const chosen = await ready()
    const result = await chosen.apply(ignore, never)
    await chosen.conclude?.(true, never)
    const [run] = dispatched()
    expect(result).toEqual({
      kind: 'in-place',
      run: { id: String(run?.id), url: `${story.github.url}/octo/shop/actions/runs/${run?.id}` },
    })
    expect(run?.inputs).toEqual({ sha: good().sha })
    const mark = story.github.state.deployments.find(({ task }) => task === 'rollback')
    expect(mark?.payload).not.toHaveProperty('to_run')
    expect(mark?.statuses.at(-1)?.logUrl).toContain(`/actions/runs/${run?.id}`)
  })

  it('knows itself in the run that it started', async () => {
    await open()
    await (await ready()).apply(ignore, never)
    const [run] = dispatched()
    const context = { ...story.deps().context, runId: run?.id ?? 0 }
    const stopped = {
      kind: 'guard-stopped',
      reason: expect.stringContaining('this run is itself the rollback'),
    }
    expect(await plan({}, { context })).toMatchObject(stopped)
    // An approval may take its time.
    story.pass(180 * MINUTE_MS)
    expect(await plan({}, { context })).toMatchObject(stopped)
  })

  it('is followed by a later try, which its marker leads to, though another run looks just the same', async () => {
    await open()
    const stop = new AbortController()
    const reason = new Error('the job was cancelled')
    const first = (await ready()).apply(
      (text) => text.includes('in_progress') && stop.abort(reason),
      stop.signal,
    )
    await expect(first).rejects.toBe(reason)
    const [ours] = dispatched()
    const later = await ready()
    story.github.dispatch(DEPLOY_FILE, 'main', { sha: good().sha })
    expect(await later.apply(ignore, never)).toMatchObject({
      kind: 'in-place',
      run: { id: String(ours?.id) },
    })
    expect(posts('/dispatches')).toHaveLength(1)
  })

  it('takes an earlier order of the same run, for another commit, for what it is', async () => {
    await open({ goodDeploys: 3 })
    const commits = story.good.slice(0, 2).map(({ sha }) => sha)
    for (const revision of commits) {
      const rollbackTo = { kind: 'revision', revision } as const
      const { apply } = await ready({}, { isManual: true, rollbackTo })
      expect((await apply(ignore, never)).kind).toBe('in-place')
    }
    expect(dispatched().map(({ inputs }) => inputs.sha)).toEqual(commits)
    const marks = story.github.state.deployments.filter(({ task }) => task === 'rollback')
    expect(marks.map(({ sha }) => sha)).toEqual(commits)
  })

  it('does without run details on a server that does not know them', async () => {
    await open({ edition: 'ghes', file: deployYaml() })
    const chosen = await ready()
    expect((await chosen.apply(ignore, never)).kind).toBe('handed-off')
    expect(dispatched()).toHaveLength(1)
    expect(posts('/dispatches').map(({ status }) => status)).toEqual([422, 204])
  })

  it('hands off when the dispatched run waits for this one', async () => {
    await open({ file: deployYaml({ workflowGroup: group('deploy') }) })
    const chosen = await ready()
    expect(chosen.handsOff).toBe(true)
    expect((await chosen.apply(ignore, never)).kind).toBe('handed-off')
    story.github.finishJob(story.bad, 'guard', 'failure')
    story.pass(5 * MINUTE_MS)
    expect(story.github.state.deployments.at(-1)?.statuses.at(-1)?.state).toBe('success')
  })

  describe('of another workflow, where the server does not report its groups', () => {
    const ROLLBACK = '.github/workflows/rollback.yml'
    const rollbackYaml = `
on:
  push:
  workflow_dispatch: { inputs: { run: { required: true } } }
${group('deploy')}
jobs: { deploy: {} }
`
    it('finds out by a run that stays pending that it waits for this one', async () => {
      const file = deployYaml({ workflowGroup: group('deploy') })
      await open({ edition: 'ghes', file, goodDeploys: 1 })
      story.github.finishJob(story.bad, 'guard', 'failure')
      story.github.story(() => ({ durationMs: MINUTE_MS }))
      story.github.push({ message: 'Add a rollback', files: { [ROLLBACK]: rollbackYaml } })
      story.pass(60 * MINUTE_MS)
      story.github.push({ message: 'Another good one' })
      story.pass(60 * MINUTE_MS)
      story.github.story(({ job }) => (job === 'guard' ? { durationMs: 'held' } : { durationMs: MINUTE_MS }))
      const bad = story.github.push({
        message: 'Worse',
        files: { [ROLLBACK]: rollbackYaml.replace('push:', '') },
      }).runs
      story.pass(2 * MINUTE_MS)
      const own = bad.find(({ workflow }) => workflow.path === DEPLOY_FILE)
      const context = { ...story.deps().context, runId: own?.id ?? 0 }
      const { environment: _, ...rest } = wish({ inputs: [{ name: 'run', value: '{run_id}' }] })
      const target = { ...rest, workflow: 'rollback.yml' }
      const deps = story.deps({ context, clock: worldTime(story.clock) })
      const planned = await workflowRollback(target, deps).plan(never)
      if (planned.kind !== 'ready') throw new Error(JSON.stringify(planned))
      expect(planned.plan.handsOff).toBeUndefined()
      expect(planned.plan.unknowns).toContain(
        'whether it waits for a concurrency group of this run could not be read',
      )
      const before = story.time.nowMs()
      expect(await planned.plan.apply(ignore, never)).toMatchObject({
        kind: 'handed-off',
        reason: expect.stringContaining('has been pending for a concurrency group for 1m'),
      })
      expect(story.time.nowMs() - before).toBeLessThan(2 * MINUTE_MS)
    })
  })

  describe('when the answer is lost', () => {
    it('finds the run and sends nothing more', async () => {
      await open()
      const chosen = await ready()
      story.github.faults.drop('POST /dispatches', { afterActing: true })
      expect((await chosen.apply(ignore, never)).kind).toBe('in-place')
      expect(posts('/dispatches')).toHaveLength(1)
      expect(dispatched()).toHaveLength(1)
    })

    it('never sends it again, since it would deploy twice', async () => {
      await open()
      const chosen = await ready()
      story.github.faults.drop('POST /dispatches')
      const error = await refusal(chosen.apply(ignore, never))
      expect(error).toMatchObject({
        code: 'ambiguous',
        hint: expect.stringContaining('gh workflow run deploy.yml'),
      })
      expect(posts('/dispatches')).toHaveLength(1)
    })

    it.each<[string, (story: GithubStory, sha: string) => void]>([
      ['a dispatch of another branch', ({ github }, sha) => github.dispatch(DEPLOY_FILE, 'next', { sha })],
      ['a push', ({ github }) => github.push({ message: 'Meanwhile' })],
    ])('never takes %s for its own', async (_, begin) => {
      await open()
      story.github.push({ message: 'Something else', branch: 'next', files: { [DEPLOY_FILE]: deployYaml() } })
      const chosen = await ready()
      story.github.faults.drop('POST /dispatches')
      const isLost = (text: string) => text.startsWith('the answer was lost')
      const apply = chosen.apply((text) => isLost(text) && begin(story, good().sha), never)
      expect(await refusal(apply)).toMatchObject({ code: 'ambiguous' })
      expect(posts('/dispatches')).toHaveLength(1)
    })

    it('finds its run among those of others by the run-name', async () => {
      await open()
      const chosen = await ready()
      story.github.faults.drop('POST /dispatches', { afterActing: true })
      story.github.onHappening(({ kind, run }) => {
        const isOurs = kind === 'job-started' && run.inputs.sha === good().sha
        if (isOurs && dispatched().length === 1)
          story.github.dispatch(DEPLOY_FILE, 'main', { sha: 'f00f00f' })
      })
      const result = await chosen.apply(ignore, never)
      const ours = dispatched().filter(({ inputs }) => inputs.sha === good().sha)
      expect(dispatched()).toHaveLength(2)
      expect(result).toMatchObject({ kind: 'in-place', run: { id: String(ours[0]?.id) } })
    })
  })

  describe('is refused before anything is written', () => {
    it.each([
      [
        'a commit as dispatch-ref',
        { ref: '0123456789abcdef0123456789abcdef01234567' },
        'refused',
        'GitHub dispatches branches and tags only',
      ],
      [
        'a dispatch-ref that does not exist',
        { ref: 'nowhere' },
        'not-found',
        'deploy.yml does not exist at dispatch-ref nowhere, or nowhere does not exist',
      ],
      [
        'an input that is not declared',
        { inputs: [{ name: 'version', value: '{sha}' }] },
        'refused',
        'deploy.yml at main declares no dispatch input version; it declares sha',
      ],
    ])('with %s', async (_, strategy, code, message) => {
      await open()
      const error = await refusal(plan(strategy))
      expect(error.code).toBe(code)
      expect(error.message).toContain(message)
      expect(error.hint).toMatch(/\S+ \S+/)
      expect(story.github.writes).toEqual([])
    })

    it.each([
      [
        'no trigger for it',
        (yaml: string) => yaml.replace(/ {2}workflow_dispatch:[\s\S]*?\n(?=\n|jobs)/, ''),
        'has no workflow_dispatch trigger',
      ],
      [
        'a required input that is not given',
        (yaml: string) => yaml.replace("required: false, default: ''", 'required: true'),
        'requires the dispatch input sha',
      ],
    ])('with %s', async (_, change, message) => {
      await open({ file: change(deployYaml()) })
      const error = await refusal(plan({ inputs: [] }))
      expect(error.message).toContain(message)
      expect(story.github.writes).toEqual([])
    })

    it('and says so when it may not look into the file', async () => {
      await open()
      const token = story.github.token({ actions: 'write', deployments: 'write' })
      const { unknowns } = await ready({}, { github: story.client(token) })
      expect(unknowns).toEqual([
        'whether deploy.yml at main declares the dispatch inputs; to check it, the job needs `permissions: { contents: read }`',
      ])
    })
  })

  it.each([
    ['Unexpected inputs provided: ["sha"]', 422],
    ["Cannot trigger a 'workflow_dispatch' on a disabled workflow", 422],
  ])('passes on what GitHub says: %s', async (message, status) => {
    await open()
    const chosen = await ready()
    story.github.faults.answer('POST /dispatches', status, message)
    const error = await refusal(chosen.apply(ignore, never))
    expect(error.message).toBe(`GitHub refused to dispatch deploy.yml at main: ${message}`)
    expect(error.hint).toContain('gh workflow run deploy.yml')
    expect(posts('/dispatches')).toHaveLength(1)
  })

  it('does not go back to a dispatched run, whose inputs chose what it deployed', async () => {
    await open()
    story.github.finishJob(story.bad, 'guard', 'failure')
    const run = story.github.dispatch(DEPLOY_FILE, 'main', { sha: 'f00f00f' })
    story.pass(10 * MINUTE_MS)
    story.github.story(({ job }) => (job === 'guard' ? { durationMs: 'held' } : { durationMs: MINUTE_MS }))
    const [bad] = story.github.push({ message: 'Worse' }).runs
    story.pass(2 * MINUTE_MS)
    const context = { ...story.deps().context, runId: bad?.id ?? 0 }
    const { to, evidence } = await ready({}, { context })
    expect(to).toBe(good().sha)
    expect(evidence.join()).toContain(`run ${run.id}`)
  })
})

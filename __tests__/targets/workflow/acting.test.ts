import { addDeployment } from '../../../demo/world/github/deployments.ts'
import { latestAttempt } from '../../../demo/world/github/state.ts'
import { PlatformError } from '../../../src/core/platform-error.ts'
import type { GithubClient } from '../../../src/github/client.ts'
import type { RollbackPlan } from '../../../src/run/rollback.ts'
import { workflowRollback } from '../../../src/targets/workflow/strategy.ts'
import type { WorkflowConfig } from '../../../src/targets/workflow/workflow-config.ts'
import type { WorkflowRollbackDeps } from '../../../src/targets/workflow/workflow-context.ts'
import { findDeviations } from '../../support/github-description.ts'
import {
  attemptOf,
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

describe('running the good run again', () => {
  let story: GithubStory

  const open = async (wish: StoryWish = {}) => {
    story = await tellGithubStory(wish)
  }
  afterEach(async () => {
    await story.close()
    expect(findDeviations(story.github.exchanges)).toEqual([])
  })

  const plan = (deps: Partial<WorkflowRollbackDeps> = {}, wish: WorkflowConfig = config) =>
    workflowRollback(wish, story.deps(deps)).plan(never)
  const ready = async (
    deps: Partial<WorkflowRollbackDeps> = {},
    wish?: WorkflowConfig,
  ): Promise<RollbackPlan> => {
    const result = await plan(deps, wish)
    if (result.kind !== 'ready') throw new Error(JSON.stringify(result))
    return result.plan
  }
  const good = () => {
    const run = story.good.at(-1)
    if (run === undefined) throw new Error('there is no good run')
    return run
  }
  const reference = () => ({
    id: String(good().id),
    url: `${story.github.url}/octo/shop/actions/runs/${good().id}`,
  })
  /** Writes as `POST rerun`, `POST statuses queued`. */
  const writes = () =>
    story.github.exchanges
      .filter(({ hasActed }) => hasActed)
      .map(({ method, url, requestBody }) => {
        const state = (requestBody as { state?: string } | undefined)?.state
        return [method, url.split('/').at(-1), state].filter((part) => part !== undefined).join(' ')
      })
  const states = (sha: string, task = 'deploy') =>
    story.github.state.deployments
      .findLast((one) => one.sha === sha && one.task === task)
      ?.statuses.map(({ state }) => state)
  const refusal = async (work: Promise<unknown>): Promise<PlatformError> => {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    if (error instanceof PlatformError) return error
    throw new Error('it was not refused', { cause: error })
  }

  it('marks, runs it again, waits for it, and keeps the records truthful', async () => {
    await open()
    const said: string[] = []
    const chosen = await ready()
    expect(chosen.handsOff).toBeUndefined()
    expect(await chosen.apply((text) => said.push(text), never)).toEqual({
      kind: 'in-place',
      run: reference(),
    })
    await chosen.conclude?.(true, never)

    expect(writes()).toEqual([
      'POST deployments',
      'POST statuses queued',
      'POST rerun',
      'POST statuses in_progress',
      'POST statuses failure',
      'POST statuses success',
    ])
    expect(states(good().sha, 'rollback')).toEqual(['queued', 'in_progress', 'success'])
    expect(states(story.bad.sha)).toEqual(['in_progress', 'success', 'failure'])
    expect(states(good().sha)).toEqual(['in_progress', 'success'])
    const mark = story.github.state.deployments.find(({ task }) => task === 'rollback')
    expect(mark?.payload).toEqual({
      v: 1,
      from_run: story.bad.id,
      from_attempt: 1,
      from_sha: story.bad.sha,
      to_sha: good().sha,
      to_run: good().id,
      to_attempt: 2,
    })
    expect(said.join('\n')).toContain(`run ${good().id} (${good().sha.slice(0, 7)}), attempt 2, is success`)
  })

  it('writes failure in the marker when the earlier version is not healthy', async () => {
    await open()
    const chosen = await ready()
    await chosen.apply(ignore, never)
    await chosen.conclude?.(false, never)
    expect(states(good().sha, 'rollback')).toEqual(['queued', 'in_progress', 'failure'])
  })

  it('leaves the record of a job that still runs to GitHub, which writes it when the job ends', async () => {
    await open()
    story.github.story(({ job, runId }) =>
      job === 'deploy' && runId !== good().id ? { durationMs: 'held' } : { durationMs: MINUTE_MS },
    )
    story.github.finishJob(story.bad, 'guard', 'failure')
    const [bad] = story.github.push({ message: 'Guarded in its own job' }).runs
    if (bad === undefined) throw new Error('nothing was started')
    story.pass(2 * MINUTE_MS)
    const chosen = await ready({ context: { ...story.deps().context, runId: bad.id } })
    expect((await chosen.apply(ignore, never)).kind).toBe('in-place')
    expect(states(bad.sha)).toEqual(['in_progress'])
    story.github.finishJob(bad, 'deploy', 'failure')
    expect(states(bad.sha)).toEqual(['in_progress', 'failure'])
  })

  it('does not say that a version was bad which a person merely did not want', async () => {
    await open()
    story.github.finishJob(story.bad, 'guard', 'success')
    story.github.story(({ runId }) =>
      runId > story.bad.id + 50 ? { durationMs: 'held' } : { durationMs: MINUTE_MS },
    )
    const path = '.github/workflows/rollback.yml'
    const { runs } = story.github.push({
      branch: 'main',
      message: 'Tools',
      files: { [path]: 'on: push\njobs: { rollback: {} }' },
    })
    for (const run of runs) if (run.workflow.path === DEPLOY_FILE) story.github.cancel(run)
    const own = runs.find(({ workflow }) => workflow.path === path)
    const context = { ...story.deps().context, runId: own?.id ?? 0 }
    const chosen = await ready({ context, isManual: true }, { ...config, workflow: 'deploy.yml' })
    expect([chosen.from, chosen.to]).toEqual([story.bad.sha, good().sha])
    expect((await chosen.apply(ignore, never)).kind).toBe('in-place')
    expect(states(story.bad.sha)).toEqual(['in_progress', 'success', 'inactive'])
  })

  describe('when it could only wait for us', () => {
    it.each([
      [
        'the workflow has one group',
        { workflowGroup: group('deploy') },
        'this run holds the concurrency group deploy',
      ],
      [
        'the group cancels what runs',
        { workflowGroup: group('deploy', true) },
        'this run holds the concurrency group deploy',
      ],
    ])('hands off because %s', async (_, yaml, why) => {
      await open({ file: deployYaml(yaml) })
      const chosen = await ready()
      expect(chosen.handsOff).toBe(true)
      expect(chosen.evidence.at(-1)).toContain(why)
      const result = await chosen.apply(ignore, never)
      expect(result).toMatchObject({ kind: 'handed-off', run: reference() })
      expect(writes().filter((write) => write === 'POST rerun')).toHaveLength(1)
      expect(states(story.bad.sha)?.at(-1)).toBe('failure')
      story.github.finishJob(story.bad, 'guard', 'failure')
      story.pass(5 * MINUTE_MS)
      expect(latestAttempt(good())).toMatchObject({ number: 2, conclusion: 'success' })
    })

    it('is not so when the group is that of the deploy job, and the guard is another job', async () => {
      await open({ file: deployYaml({ deployGroup: group('production') }) })
      const chosen = await ready()
      expect(chosen.handsOff).toBeUndefined()
      expect((await chosen.apply(ignore, never)).kind).toBe('in-place')
    })

    it('is taken to be so for the own workflow where the server does not say', async () => {
      await open({ edition: 'ghes' })
      const chosen = await ready()
      expect(chosen).toMatchObject({ handsOff: true })
      expect(await chosen.apply(ignore, never)).toMatchObject({ kind: 'handed-off' })
    })

    it('says so also when it cancels this run while the records are being kept', async () => {
      await open({ file: deployYaml({ workflowGroup: group('deploy', true) }) })
      const stop = new AbortController()
      const client = story.client()
      const github: GithubClient = {
        repository: client.repository,
        pages: (...asked) => client.pages(...asked),
        async request(route, parameters, signal) {
          const answer = await client.request(route, parameters, signal)
          const isSeenToRun = attemptOf(good()) === 2 && route.startsWith('GET')
          if (isSeenToRun) stop.abort(new Error('the job was cancelled'))
          return answer
        },
      }
      const chosen = await ready({ github })
      expect(await chosen.apply(ignore, stop.signal)).toMatchObject({ kind: 'handed-off', run: reference() })
      expect(states(good().sha, 'rollback')).not.toContain('error')
    })

    it('names the runs that its entry may cancel', async () => {
      await open({ file: deployYaml({ workflowGroup: group('deploy') }) })
      const [waiting] = story.github.push({ message: 'A fix' }).runs
      const { unknowns } = await ready()
      expect(unknowns).toEqual([
        `whether the runs that wait in the same concurrency group are cancelled by it: ${waiting?.id}`,
      ])
    })
  })

  describe('when it waits for people', () => {
    it('is awaiting approval, and says whose', async () => {
      await open()
      story.github.environment({ name: 'production', reviewers: ['hubot', 'mona'] })
      expect(await (await ready()).apply(ignore, never)).toEqual({
        kind: 'awaiting-approval',
        reason: `run ${good().id} (${good().sha.slice(0, 7)}) waits for an approval: production by hubot or mona`,
        run: reference(),
      })
    })

    it('waits for a timer that runs out by itself', async () => {
      await open()
      story.github.environment({ name: 'production', waitTimerMinutes: 5 })
      const said: string[] = []
      expect((await (await ready()).apply((text) => said.push(text), never)).kind).toBe('in-place')
      expect(said).toContain('production has a wait timer of 5 min')
    })
  })

  describe('never loops', () => {
    it('is not done by a rollback run', async () => {
      await open()
      await (await ready()).apply(ignore, never)
      const context = { ...story.deps().context, runId: good().id, runAttempt: 2 }
      const before = writes()
      expect(await plan({ context })).toMatchObject({
        kind: 'guard-stopped',
        reason: `this run is itself the rollback that run ${story.bad.id} (${story.bad.sha.slice(0, 7)}) asked for, and a rollback is never rolled back`,
      })
      expect(writes()).toEqual(before)
    })

    const startElsewhere = () => {
      const path = '.github/workflows/elsewhere.yml'
      story.github.finishJob(story.bad, 'guard', 'failure')
      story.github.story(() => ({ durationMs: 'held' }))
      story.github.push({ branch: 'tools', files: { [path]: 'on: workflow_dispatch\njobs: { guard: {} }' } })
      story.github.state.branches.set('main', story.github.state.branches.get('tools') ?? '')
      return story.github.dispatch(path, 'main')
    }

    it('is not done to a rollback run by a guard in another workflow, however late', async () => {
      await open()
      await (await ready()).apply(ignore, never)
      story.pass(180 * MINUTE_MS)
      const context = { ...story.deps().context, runId: startElsewhere().id }
      const clock = worldTime(story.clock)
      expect(await plan({ context, clock }, { ...config, workflow: 'deploy.yml' })).toMatchObject({
        kind: 'guard-stopped',
        reason: expect.stringMatching(`^run ${good().id} .* is itself the rollback that run ${story.bad.id}`),
      })
    })

    it('does not take the order of a person for a rollback because of the commit that it is started on', async () => {
      await open()
      await (await ready()).apply(ignore, never)
      const run = startElsewhere()
      const mark = story.github.state.deployments.find(({ task }) => task === 'rollback')
      Object.assign(mark?.payload ?? {}, { to_sha: run.sha })
      const context = { ...story.deps().context, runId: run.id }
      const planned = await plan({ context, isManual: true }, { ...config, workflow: 'deploy.yml' })
      expect(planned).not.toMatchObject({ kind: 'guard-stopped' })
    })

    const worse = () => {
      story.github.finishJob(story.bad, 'guard', 'failure')
      story.github.story(({ job }) => (job === 'guard' ? { durationMs: 'held' } : { durationMs: MINUTE_MS }))
      const [run] = story.github.push({ message: 'Worse' }).runs
      story.pass(2 * MINUTE_MS)
      return { context: { ...story.deps().context, runId: run?.id ?? 0 } }
    }

    it('is done once an hour in one environment, unless a person orders more', async () => {
      await open()
      await (await ready()).apply(ignore, never)
      const next = worse()
      expect(await plan(next)).toMatchObject({
        kind: 'guard-stopped',
        reason: expect.stringMatching(
          /^production may be rolled back 1 time in 60m, and run \d+ \(\w{7}\) rolled back \d+m/,
        ),
        hint: expect.stringContaining('mode: rollback'),
      })
      expect((await plan({ ...next, isManual: true })).kind).toBe('ready')
      story.pass(60 * MINUTE_MS)
      expect((await plan(next)).kind).toBe('ready')
    })

    it('goes back past a commit that was rolled back from before', async () => {
      await open()
      await (await ready()).apply(ignore, never)
      const next = worse()
      story.pass(60 * MINUTE_MS)
      const { to, evidence } = await ready(next)
      expect(to).toBe(good().sha)
      expect(evidence.join()).not.toContain(`deployed ${story.bad.sha.slice(0, 7)}`)
    })

    it('gives way to a rollback whose marker was written a moment earlier', async () => {
      await open()
      const chosen = await ready()
      const theirs = { sha: good().sha, ref: good().sha, environment: 'production', task: 'rollback' }
      addDeployment(story.github.state, {
        ...theirs,
        payload: { v: 1, from_run: 5, from_attempt: 1, from_sha: 'f00f00f', to_sha: good().sha },
      })
      expect(await chosen.apply(ignore, never)).toEqual({
        kind: 'guard-stopped',
        reason: 'production may be rolled back 1 time in 60m, and run 5 (f00f00f) rolled back just now',
      })
      expect(writes()).toEqual(['POST deployments', 'POST statuses queued', 'POST statuses error'])
    })

    it.each([
      [
        'it may not be written',
        { actions: 'write', deployments: 'read' },
        'could not be written',
        'deployments: write',
      ],
      ['it may not be read', { actions: 'write' }, 'could not be read', 'deployments: read'],
    ] as const)('stops without its marker: %s', async (_, permissions, reason, permission) => {
      await open()
      const github = story.client(story.github.token(permissions))
      const { environment: __, ...wish } = config
      const planned = await plan({ github }, wish)
      const result = planned.kind === 'ready' ? await planned.plan.apply(ignore, never) : planned
      expect(result).toMatchObject({
        kind: 'guard-stopped',
        reason: expect.stringContaining(reason),
        hint: expect.stringContaining(permission),
      })
      expect(writes()).toEqual([])
    })

    it.each([
      ['pull_request', 'octo/shop', 'was started by pull_request'],
      ['push', 'mallory/shop', 'ran the code of a fork'],
    ])('is never done for %s of %s, though the plan is shown', async (event, headRepository, reason) => {
      await open({ file: deployYaml().replace('push:', 'push:\n  pull_request:') })
      story.github.story(() => ({ durationMs: 'held' }))
      const [run] = story.github.start('main', { event, headRepository })
      const chosen = await ready({ context: { ...story.deps().context, runId: run?.id ?? 0 } })
      expect(chosen.unknowns.join()).toContain(`it would not be done here: run ${run?.id}`)
      expect(await chosen.apply(ignore, never)).toMatchObject({
        kind: 'guard-stopped',
        reason: expect.stringContaining(reason),
      })
      expect(writes()).toEqual([])
    })
  })

  describe('leaves what is newer alone', () => {
    const deployNewer = () => {
      story.github.story(({ runId }) =>
        runId > story.bad.id ? { durationMs: MINUTE_MS } : { durationMs: 'held' },
      )
      const [run] = story.github.push({ message: 'A fix' }).runs
      return run
    }

    it.each([
      ['that has deployed', 5 * MINUTE_MS, 'has deployed since'],
      ['that deploys', 90_000, 'deploys now'],
    ])('%s, before it plans and before it acts', async (_, afterMs, does) => {
      await open()
      const chosen = await ready()
      const newer = deployNewer()
      story.pass(afterMs)
      const superseded = {
        kind: 'superseded',
        by: newer?.sha,
        reason: `run ${newer?.id} (${newer?.sha.slice(0, 7)}), which began later, ${does}`,
      }
      expect(await chosen.apply(ignore, never)).toEqual(superseded)
      expect(await plan()).toEqual(superseded)
      expect(writes()).toEqual([])
    })

    it('that was deployed before somebody ran the failed job of the guard again', async () => {
      await open()
      const newer = deployNewer()
      story.pass(5 * MINUTE_MS)
      story.github.finishJob(story.bad, 'guard', 'failure')
      story.github.rerunFailed(story.bad)
      const context = { ...story.deps().context, runAttempt: 2 }
      expect(await plan({ context })).toMatchObject({ kind: 'superseded', by: newer?.sha })
    })

    it('that began while the marker got no answer, and takes the marker back', async () => {
      await open()
      const { github } = story
      let newer: string | undefined
      const deploysWhileWaiting: GithubClient = {
        repository: 'octo/shop',
        pages: (...asked) => story.client().pages(...asked),
        request: async (route, ...asked) => {
          const answer = await story.client().request(route, ...asked)
          if (route === 'POST /repos/{owner}/{repo}/deployments') {
            newer = deployNewer()?.sha
            story.pass(90_000)
          }
          return answer
        },
      }
      const delayed = await ready({ github: deploysWhileWaiting })
      expect(await delayed.apply(ignore, never)).toMatchObject({ kind: 'superseded', by: newer })
      expect(
        github.state.deployments.findLast(({ task }) => task === 'rollback')?.statuses.at(-1),
      ).toMatchObject({
        state: 'error',
      })
      expect(writes()).not.toContain('POST rerun')
    })

    it('that was deployed after the good run had begun again: it is no longer that one that runs', async () => {
      await open()
      story.github.story(({ job, runId }) => ({
        durationMs: job === 'guard' && runId === story.bad.id ? 'held' : MINUTE_MS,
      }))
      const chosen = await ready()
      expect(await chosen.apply(ignore, never)).toMatchObject({ kind: 'in-place' })
      expect(await chosen.findNewerDeployment?.(never)).toBeUndefined()
      const newer = deployNewer()
      story.pass(5 * MINUTE_MS)
      expect(await chosen.findNewerDeployment?.(never)).toMatchObject({ by: newer?.sha })
    })

    it('however many began after it and only build yet', async () => {
      await open()
      const { environment: _, ...wish } = config
      const newer = deployNewer()
      story.pass(5 * MINUTE_MS)
      for (let index = 0; index < 6; index += 1) story.github.push({ message: `Next ${index}` })
      expect(await plan({}, wish)).toMatchObject({ kind: 'superseded', by: newer?.sha })
    })

    it('that another workflow deployed to the environment', async () => {
      await open()
      const chosen = await ready()
      const path = '.github/workflows/hotfix.yml'
      const files = { [path]: 'on: push\njobs: { fix: { environment: production } }' }
      story.github.story(({ workflow }) =>
        workflow === path ? { durationMs: MINUTE_MS } : { durationMs: 'held' },
      )
      const { sha } = story.github.push({ branch: 'hotfix', message: 'Fix it', files })
      story.pass(5 * MINUTE_MS)
      const superseded = {
        kind: 'superseded',
        by: sha,
        reason: `the deployment of ${sha.slice(0, 7)} to production, which began later, has succeeded`,
      }
      expect(await chosen.apply(ignore, never)).toEqual(superseded)
      expect(await plan()).toEqual(superseded)
      expect(writes()).toEqual([])
    })

    it('that was released from a tag of its own, as each release is', async () => {
      await open()
      const { environment: _, ...wish } = config
      const { state } = story.github
      const release = (tag: string, message: string) => {
        const { sha } = story.github.push({ branch: 'next', message })
        state.tags.set(tag, sha)
        const [run] = story.github.start(tag, { event: 'push' })
        if (run === undefined) throw new Error('nothing was started')
        return run
      }
      story.github.finishJob(story.bad, 'guard', 'failure')
      story.github.story(({ job }) => (job === 'guard' ? { durationMs: 'held' } : { durationMs: MINUTE_MS }))
      const bad = release('v1.1', 'Worse')
      story.pass(2 * MINUTE_MS)
      const newer = release('v1.2', 'A fix')
      story.pass(2 * MINUTE_MS)
      const context = { ...story.deps().context, runId: bad.id, refType: 'tag' as const }
      expect(await plan({ context }, wish)).toEqual({
        kind: 'superseded',
        by: newer.sha,
        reason: `run ${newer.id} (${newer.sha.slice(0, 7)}), which began later, has deployed since`,
      })
    })

    it('that was deployed while a guard in another workflow watched the one before', async () => {
      await open()
      story.github.finishJob(story.bad, 'guard', 'failure')
      const path = '.github/workflows/guard.yml'
      story.github.story(() => ({ durationMs: 'held' }))
      story.github.push({ branch: 'tools', files: { [path]: 'on: workflow_dispatch\njobs: { guard: {} }' } })
      story.github.state.branches.set('main', story.github.state.branches.get('tools') ?? '')
      const watcher = story.github.dispatch(path, 'main')
      const context = { ...story.deps().context, runId: watcher.id }
      const wish = { ...config, workflow: 'deploy.yml' }
      expect((await plan({ context }, wish)).kind).toBe('ready')
      const newer = deployNewer()
      story.pass(5 * MINUTE_MS)
      const superseded = {
        kind: 'superseded',
        by: newer?.sha,
        reason: `run ${newer?.id} (${newer?.sha.slice(0, 7)}), which began to deploy after this step began, has deployed since`,
      }
      expect(await plan({ context }, wish)).toEqual(superseded)
      expect((await plan({ context, isManual: true }, wish)).kind).toBe('ready')
    })

    it('but not what only builds yet', async () => {
      await open()
      deployNewer()
      story.pass(1_000)
      expect((await plan()).kind).toBe('ready')
    })

    it('follows somebody who runs the good run again already, and writes nothing', async () => {
      await open()
      const chosen = await ready()
      story.github.rerun(good())
      expect(await chosen.apply(ignore, never)).toEqual({ kind: 'in-place', run: reference() })
      expect(writes()).toEqual([])
    })
  })

  describe('when GitHub refuses', () => {
    it.each([
      ['This workflow run cannot be retried', 'refused', 'may be disabled'],
      [
        'Unable to retry this workflow run because it was created over a month ago',
        'refused',
        'workflow-strategy: dispatch',
      ],
      ['This workflow is already running', 'refused', 'follow it at'],
      ['Resource not accessible by integration', 'access-denied', 'permissions:'],
    ])('%s: passes it on, and spends nothing of the budget', async (message, code, hint) => {
      await open()
      const chosen = await ready()
      story.github.faults.answer('POST /rerun', 403, message, {
        headers: { 'x-accepted-github-permissions': 'actions=write' },
      })
      const error = await refusal(chosen.apply(ignore, never))
      expect(error).toMatchObject({ code, hint: expect.stringContaining(hint) })
      expect(error.message).toBe(
        `GitHub refused to run run ${good().id} (${good().sha.slice(0, 7)}) again: ${message}`,
      )
      expect(states(good().sha, 'rollback')).toEqual(['queued', 'error'])
      expect((await plan()).kind).toBe('ready')
    })

    it('reports a token that may only read, by the permission', async () => {
      await open()
      const token = story.github.token({ actions: 'read', deployments: 'write', contents: 'read' })
      const error = await refusal((await ready({ github: story.client(token) })).apply(ignore, never))
      expect(error.hint).toContain('`permissions: { actions: write }`')
      expect(attemptOf(good())).toBe(1)
    })

    it('reports an acceptance that nothing follows from', async () => {
      await open()
      const chosen = await ready()
      story.github.state.ignoresReruns = true
      const before = story.time.nowMs()
      const error = await refusal(chosen.apply(ignore, never))
      expect(error.message).toContain('but started nothing within 60s')
      expect(error.hint).toContain('50 re-runs')
      expect(story.time.nowMs() - before).toBe(60_000)
      expect(writes().filter((write) => write === 'POST rerun')).toHaveLength(1)
    })
  })

  describe('when an answer is lost', () => {
    it.each([
      ['after it acted', { afterActing: true }, 1],
      ['before it acted', { afterActing: false }, 1],
    ])('%s: reads what became of it, and the run is run again once', async (_, fault, times) => {
      await open()
      const chosen = await ready()
      story.github.faults.drop('POST /rerun', { ...fault, times })
      expect((await chosen.apply(ignore, never)).kind).toBe('in-place')
      expect(attemptOf(good())).toBe(2)
      expect(writes().filter((write) => write === 'POST rerun')).toHaveLength(1)
    })

    it('sends no third one, and says that it does not know', async () => {
      await open()
      const chosen = await ready()
      story.github.faults.drop('POST /rerun')
      const error = await refusal(chosen.apply(ignore, never))
      expect(error).toMatchObject({
        code: 'ambiguous',
        hint: expect.stringContaining(`gh run rerun ${good().id}`),
      })
      expect(story.github.exchanges.filter(({ url }) => url.endsWith('/rerun'))).toHaveLength(2)
      expect(states(good().sha, 'rollback')).toEqual(['queued'])
    })

    it('of the marker: does not write it twice', async () => {
      await open()
      const chosen = await ready()
      story.github.faults.drop('POST /deployments', { afterActing: true, times: 1 })
      expect((await chosen.apply(ignore, never)).kind).toBe('in-place')
      expect(story.github.state.deployments.filter(({ task }) => task === 'rollback')).toHaveLength(1)
    })

    it('of how far it is: goes on waiting, since nothing is known against it', async () => {
      await open()
      const chosen = await ready()
      const said: string[] = []
      const progress = (text: string) => {
        said.push(text)
        if (!text.endsWith(`${good().id}`)) return
        story.github.faults.drop(`GET /runs/${good().id}`, { times: 9 })
      }
      expect((await chosen.apply(progress, never)).kind).toBe('in-place')
      expect(said.filter((text) => /GitHub did not answer .*; asking again/.test(text))).toHaveLength(1)
      expect(states(good().sha, 'rollback')).not.toContain('failure')
    })

    it('of a status: goes on without it', async () => {
      await open()
      const chosen = await ready()
      story.github.faults.answer('POST /statuses', 500, 'Server Error')
      expect((await chosen.apply(ignore, never)).kind).toBe('in-place')
    })
  })

  describe('is not back until it has deployed', () => {
    it.each([
      ['fails', { conclusion: 'failure' }, /attempt 2, ended as failure: job deploy failure$/],
      ['is cancelled', { conclusion: 'cancelled' }, /attempt 2, was cancelled; a newer run that enters/],
      [
        'skips its deploy job',
        { conclusion: 'skipped' },
        /attempt 2, succeeded without deploying: its job deploy is skipped$/,
      ],
    ] as const)('when it %s', async (_, goes, message) => {
      await open()
      const chosen = await ready()
      story.github.story(({ job }) => (job === 'deploy' ? { durationMs: MINUTE_MS, ...goes } : {}))
      const error = await refusal(chosen.apply(ignore, never))
      expect(error.code).toBe('refused')
      expect(error.message).toMatch(message)
      expect(states(good().sha, 'rollback')?.at(-1)).toBe('failure')
    })
  })

  it('continues where it was when it is called again, also by another process of the same run', async () => {
    await open()
    const chosen = await ready()
    const stop = new AbortController()
    const reason = new Error('the job was cancelled')
    const first = chosen.apply((text) => text.includes('in_progress') && stop.abort(reason), stop.signal)
    await expect(first).rejects.toBe(reason)
    const before = writes()
    expect((await chosen.apply(ignore, never)).kind).toBe('in-place')
    expect((await chosen.apply(ignore, never)).kind).toBe('in-place')
    expect(writes()).toEqual(before)
    expect(attemptOf(good())).toBe(2)
  })

  describe('after an earlier attempt of this run that was ended', () => {
    const nextAttempt = () => ({ context: { ...story.deps().context, runAttempt: 2 } })
    const endAt = async (pattern: RegExp, beforeEnd = () => {}) => {
      const chosen = await ready()
      const stop = new AbortController()
      const onProgress = (text: string) => {
        if (!pattern.test(text)) return
        beforeEnd()
        stop.abort(new Error('the runner is gone'))
      }
      await expect(chosen.apply(onProgress, stop.signal)).rejects.toThrow('the runner is gone')
    }
    const reruns = () => writes().filter((write) => write === 'POST rerun').length

    it('between the marker and the request, it is done', async () => {
      await open()
      await endAt(/^POST .*rerun/)
      expect(await (await ready(nextAttempt())).apply(ignore, never)).toMatchObject({ kind: 'in-place' })
      expect(writes().filter((write) => write === 'POST deployments')).toHaveLength(1)
      expect(reruns()).toBe(1)
    })

    it('after the request, what it began is followed', async () => {
      await open()
      await endAt(/is in_progress/)
      const again = await ready(nextAttempt())
      expect(again.steps[0]).toMatch(/^follow run /)
      expect(again.evidence[0]).toMatch(/^an earlier attempt of this run has requested this rollback/)
      expect(await again.apply(ignore, never)).toMatchObject({ kind: 'in-place', run: reference() })
      expect(reruns()).toBe(1)
    })

    it.each([
      { conclusion: 'failure', kind: 'guard-stopped', reason: 'may be rolled back 1 time in 60m' },
      { conclusion: 'success', kind: 'superseded', reason: 'which began later, has deployed since' },
    ] as const)(
      'and whose rollback is over by now ($conclusion), it is not done once more',
      async ({ conclusion, kind, reason }) => {
        await open()
        const isBack = (facts: { job: string; runId: number }) =>
          facts.job === 'deploy' && facts.runId === good().id
        story.github.story((facts) => ({
          durationMs: facts.job === 'guard' ? 'held' : MINUTE_MS,
          ...(isBack(facts) && { conclusion }),
        }))
        await endAt(/is in_progress/)
        story.pass(10 * MINUTE_MS)
        if (conclusion === 'success') story.github.finishJob(good(), 'guard', 'success')
        expect(await plan(nextAttempt())).toMatchObject({ kind, reason: expect.stringContaining(reason) })
        expect(reruns()).toBe(1)
      },
    )
  })

  it('asks a bounded number of times, however busy the repository and however long the wait', async () => {
    await open({ goodDeploys: 0 })
    story.github.finishJob(story.bad, 'guard', 'failure')
    story.github.story(() => ({ durationMs: 1_000 }))
    story.github.push({ message: 'The only good one' })
    story.pass(10_000)
    story.github.story(({ job }) => ({
      durationMs: 1_000,
      ...(job === 'deploy' ? { conclusion: 'skipped' as const } : {}),
    }))
    for (let index = 0; index < 1_100; index += 1) story.github.push({ message: `Docs ${index}` })
    story.pass(10_000)
    story.github.story(({ job }) => (job === 'guard' ? { durationMs: 'held' } : { durationMs: MINUTE_MS }))
    const [bad] = story.github.push({ message: 'Bad' }).runs
    story.pass(2 * MINUTE_MS)
    const context = { ...story.deps().context, runId: bad?.id ?? 0 }
    const { environment: _, ...wish } = config
    expect((await plan({ context }, wish)).kind).toBe('no-target')
    expect(story.github.exchanges.length).toBeLessThan(60)
    const planning = story.github.exchanges.length

    const chosen = await ready({ context })
    story.github.story(() => ({ durationMs: 14 * MINUTE_MS }))
    await chosen.apply(ignore, never).catch(ignore)
    const counted = story.github.exchanges.slice(planning).filter(({ status }) => status !== 304)
    expect(counted.length).toBeLessThan(100)
  })
})

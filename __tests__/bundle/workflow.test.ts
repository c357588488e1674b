import type { Run } from '../../demo/world/github/state.ts'
import { findDeviations } from '../support/github-description.ts'
import { DEPLOY_FILE, deployYaml, type GithubStory, group, MINUTE_MS } from '../support/github-story.ts'
import { type PlayedWorkflow, playWorkflow, type WorkflowScene } from './workflow-play.ts'

const MARKED = ['POST deployments', 'POST statuses queued']
const STARTED = [...MARKED, 'POST rerun', 'POST statuses in_progress', 'POST statuses failure']

async function play(scene: WorkflowScene = {}): Promise<PlayedWorkflow> {
  const played = await playWorkflow(scene)
  expect(findDeviations(played.story.github.exchanges)).toEqual([])
  return played
}

const good = ({ story }: PlayedWorkflow) => {
  const run = story.good.at(-1)
  if (run === undefined) throw new Error('there is no good run')
  return run
}

test.concurrent('rolled-back: the good run deploys again, and is verified', async () => {
  const played = await play()
  expect(played).toMatchObject({
    exitCode: 1,
    live: good(played).sha,
    writes: [...STARTED, 'POST statuses success'],
  })
  expect(played.outputs).toMatchObject({
    result: 'rolled-back',
    healthy: 'true',
    'rolled-back': 'true',
    from: played.story.bad.sha,
    to: good(played).sha,
    'rollback-run-id': String(good(played).id),
    'rollback-run-url': `${played.story.github.url}/octo/shop/actions/runs/${good(played).id}`,
  })
  expect(played.summary).toContain(good(played).sha.slice(0, 7))
})

test.concurrent('healthy: nothing is asked of GitHub at all', async () => {
  const played = await play({ isHealthy: () => true })
  expect(played).toMatchObject({ exitCode: 0, outputs: { result: 'healthy' }, writes: [] })
})

test.concurrent('rollback-unhealthy: what came back does not answer well either', async () => {
  const played = await play({ isHealthy: () => false })
  expect(played).toMatchObject({
    exitCode: 1,
    outputs: { result: 'rollback-unhealthy', healthy: 'false', 'rolled-back': 'false' },
    writes: [...STARTED, 'POST statuses failure'],
  })
})

test.concurrent('rollback-failed: GitHub refuses, in its own words', async () => {
  const played = await play({
    begin: ({ github }) => {
      github.faults.answer('POST /rerun', 403, 'This workflow run cannot be retried')
    },
  })
  const written = [...MARKED, 'POST statuses error', 'POST statuses failure']
  expect(played).toMatchObject({ exitCode: 1, writes: written })
  expect(played.outputs).toMatchObject({
    result: 'rollback-failed',
    reason: expect.stringContaining('This workflow run cannot be retried'),
  })
})

test.concurrent('rollback-failed: the re-run fails', async () => {
  const played = await play({
    begin: ({ github, good: runs }) => {
      const last = runs.at(-1)?.id
      github.story(({ job, runId }) => ({
        durationMs: job === 'guard' ? 'held' : MINUTE_MS,
        ...(job === 'deploy' && runId === last ? { conclusion: 'failure' } : {}),
      }))
    },
  })
  expect(played).toMatchObject({
    exitCode: 1,
    outputs: { result: 'rollback-failed', reason: expect.stringContaining('job deploy failure') },
    writes: [...STARTED, 'POST statuses failure'],
  })
})

test.concurrent('unhealthy: with auto-rollback: false the plan is shown, and reading is enough', async () => {
  const played = await play({
    with: { 'auto-rollback': 'false' },
    permissions: { actions: 'read', deployments: 'read' },
  })
  expect(played).toMatchObject({
    exitCode: 1,
    outputs: { result: 'unhealthy', to: good(played).sha },
    writes: [],
  })
  expect(played.summary).toContain(`gh run rerun ${good(played).id}`)
})

test.concurrent('no-target: the rejected candidates are reported', async () => {
  const played = await play({ goodDeploys: 0 })
  const writes = ['POST statuses failure']
  expect(played).toMatchObject({ exitCode: 1, outputs: { result: 'no-target' }, writes })
  expect(played.summary).toContain('looked at: all 1 runs of the workflow, unfiltered')
})

test.concurrent('superseded: a newer run has deployed', async () => {
  const played = await play({
    isHealthy: () => false,
    begin: ({ github, pass }) => {
      github.push({ message: 'A fix' })
      pass(3 * MINUTE_MS)
    },
  })
  expect(played).toMatchObject({ exitCode: 1, outputs: { result: 'superseded' }, writes: [] })
})

test.concurrent('handed-off: the re-run needs the group that this run holds, and starts once it has ended', async () => {
  const played = await play({ file: deployYaml({ workflowGroup: group('deploy') }) })
  expect(played).toMatchObject({
    exitCode: 1,
    outputs: { result: 'handed-off', 'rolled-back': 'false' },
    writes: STARTED,
  })
  expect(played.outputs['rollback-run-id']).toBe(String(good(played).id))
  expect(played.live).toBe(played.story.bad.sha)
})

test.concurrent('handed-off: even if asking for the re-run cancels this very run', async () => {
  const played = await play({ file: deployYaml({ workflowGroup: group('deploy', true) }) })
  expect(played.outputs).toMatchObject({
    result: 'handed-off',
    to: good(played).sha,
  })
  expect(played.summary).toContain(good(played).sha.slice(0, 7))
  expect(played.writes.filter((write) => write === 'POST rerun')).toHaveLength(1)
})

test.concurrent('awaiting-approval: with the reviewers', async () => {
  const played = await play({
    begin: ({ github }) => {
      github.environment({ name: 'production', reviewers: ['hubot'] })
    },
  })
  expect(played).toMatchObject({ exitCode: 1, writes: STARTED })
  expect(played.outputs).toMatchObject({
    result: 'awaiting-approval',
    reason: expect.stringContaining('production by hubot'),
  })
})

test.concurrent('guard-stopped: a rollback is never rolled back', async () => {
  const first = await play()
  expect(first.outputs.result).toBe('rolled-back')
  const played = await play({
    isHealthy: () => false,
    begin: ({ github, good: runs, bad, pass }) => {
      const carrier = runs.at(-1)
      if (carrier === undefined) throw new Error('there is no good run')
      const payload = {
        v: 1,
        from_run: bad.id,
        from_attempt: 1,
        from_sha: bad.sha,
        to_run: carrier.id,
        to_attempt: 2,
        to_sha: carrier.sha,
      }
      github.state.deployments.push({
        id: 5,
        sha: carrier.sha,
        ref: carrier.sha,
        task: 'rollback',
        environment: 'production',
        payload,
        description: null,
        creator: 'github-actions[bot]',
        isTransient: false,
        isProduction: true,
        createdAtMs: github.state.timeline.nowMs,
        statuses: [],
      })
      github.finishJob(bad, 'guard', 'failure')
      github.story(({ job }) => ({ durationMs: job === 'guard' ? 'held' : MINUTE_MS }))
      github.rerun(carrier)
      pass(3 * MINUTE_MS)
      return carrier
    },
  })
  const writes = ['POST statuses failure']
  expect(played).toMatchObject({ exitCode: 1, outputs: { result: 'guard-stopped' }, writes })
  expect(played.outputs.reason).toContain('this run is itself the rollback')
})

test.concurrent('guard-stopped: without the permission to write a marker, named', async () => {
  const played = await play({ permissions: { actions: 'write', deployments: 'read' } })
  expect(played).toMatchObject({ exitCode: 1, outputs: { result: 'guard-stopped' }, writes: [] })
  expect(played.summary).toContain('deployments: write')
})

test.concurrent('cancelled: says how far it was', async () => {
  const played = await play({
    cancelAt: ({ text }) => text.includes('is in_progress'),
    begin: ({ github }) => {
      github.story(() => ({ durationMs: 'held' }))
    },
  })
  expect(played.outputs).toMatchObject({ result: 'cancelled', to: good(played).sha })
  expect(played.writes.filter((write) => write === 'POST rerun')).toHaveLength(1)
})

test.concurrent('validated: the whole plan, with reading only', async () => {
  const played = await play({
    with: { mode: 'validate' },
    isHealthy: () => true,
    permissions: { actions: 'read', deployments: 'read', contents: 'read' },
  })
  expect(played).toMatchObject({ exitCode: 0, outputs: { result: 'validated' }, writes: [] })
  expect(played.summary).toContain(`/actions/runs/${good(played).id}/rerun`)
})

test.concurrent('captured: which run a rollback would go back to', async () => {
  const played = await play({ with: { mode: 'capture' }, isHealthy: () => true })
  expect(played).toMatchObject({ exitCode: 0, outputs: { result: 'captured' }, writes: [] })
  expect(JSON.parse(played.outputs.captured ?? '{}')).toMatchObject({ revision: String(good(played).id) })
})

test.concurrent('a person orders it, from a workflow of its own, with a commit of their choice', async () => {
  const path = '.github/workflows/rollback.yml'
  const played = await play({
    goodDeploys: 3,
    job: 'rollback',
    with: { mode: 'rollback', workflow: 'deploy.yml', 'rollback-to': '-2' },
    begin: ({ github, bad }) => {
      github.finishJob(bad, 'guard', 'failure')
      github.story(({ job }) => ({ durationMs: job === 'rollback' ? 'held' : MINUTE_MS }))
      const { runs } = github.push({ branch: 'tools', files: { [path]: 'on: push\njobs: { rollback: {} }' } })
      for (const run of runs) if (run.workflow.path !== path) github.cancel(run)
      const own = runs.find(({ workflow }) => workflow.path === path)
      return own && Object.assign(own, { refName: 'main' })
    },
  })
  const target = played.story.good.at(-2)
  expect(played).toMatchObject({ exitCode: 0, live: target?.sha })
  expect(played.outputs).toMatchObject({ result: 'rolled-back', from: played.story.bad.sha, to: target?.sha })
  expect(played.writes).toEqual([
    ...MARKED,
    'POST rerun',
    'POST statuses in_progress',
    'POST statuses inactive',
    'POST statuses success',
  ])
})

const BUTTON = '.github/workflows/button.yml'

/** A button was pressed three times at one commit, each time with a version; the last one is bad. */
function pressThrice({ github, bad, pass }: GithubStory): Run {
  github.finishJob(bad, 'guard', 'failure')
  const file = `
on: { workflow_dispatch: { inputs: { version: { required: true } } } }
jobs: { deploy: { environment: production }, guard: { needs: deploy } }
`
  github.push({ files: { [BUTTON]: file } })
  const press = (version: string) => {
    pass(10 * MINUTE_MS)
    const run = github.dispatch(BUTTON, 'main', { version })
    pass(2 * MINUTE_MS)
    return run
  }
  github.story(() => ({ durationMs: MINUTE_MS / 2 }))
  press('3')
  press('4')
  github.story(({ job, attempt }) => ({
    durationMs: job === 'guard' && attempt === 1 ? 'held' : MINUTE_MS / 2,
  }))
  return press('5')
}

const pressed = ({ github: { state } }: GithubStory) =>
  state.runs.filter(({ workflow, event }) => workflow.path === BUTTON && event === 'workflow_dispatch')

for (const [what, inputs, version] of [
  ['the one before', () => ({}), '4'],
  ['the one before, without an environment', () => ({ environment: '' }), '4'],
  ['the one that rollback-to names', (story) => ({ 'rollback-to': String(pressed(story)[0]?.id) }), '3'],
] satisfies [string, (story: GithubStory) => Readonly<Record<string, string>>, string][]) {
  test.concurrent(`rolled-back: of three runs with one commit and a version as an input, ${what}`, async () => {
    const played = await play({ begin: pressThrice, isHealthy: (version) => version !== '5', with: inputs })
    const [, , last] = pressed(played.story)
    const good = pressed(played.story).find((run) => run.inputs.version === version)
    expect(played).toMatchObject({ exitCode: 1, live: version })
    expect(played.outputs).toMatchObject({
      result: 'rolled-back',
      from: String(last?.id),
      to: String(good?.id),
      'rollback-run-id': String(good?.id),
    })
    expect(good?.sha).toBe(last?.sha)
    const corrected = what.includes('without') ? [] : ['POST statuses failure']
    const started = [...MARKED, 'POST rerun', 'POST statuses in_progress']
    expect(played.writes).toEqual([...started, ...corrected, 'POST statuses success'])
  })
}

test.concurrent('rolled-back: a called workflow whose report of a failure was skipped was good', async () => {
  const called = '.github/workflows/rollout.yml'
  const skips = (job: string) => (job === 'deploy/notify-failure' ? { conclusion: 'skipped' as const } : {})
  const played = await play({
    begin: ({ github, bad, pass }) => {
      github.finishJob(bad, 'guard', 'failure')
      const rollout = `
on: workflow_call
jobs: { rollout: { environment: production }, notify-failure: { needs: rollout } }
`
      const caller = `
on: push
jobs: { deploy: { uses: ./${called} }, guard: { needs: deploy } }
`
      github.story(({ job }) => ({ durationMs: MINUTE_MS, ...skips(job) }))
      github.push({ message: 'Called', files: { [called]: rollout, [DEPLOY_FILE]: caller } })
      pass(10 * MINUTE_MS)
      github.story(({ job, attempt }) => ({
        durationMs: job === 'guard' && attempt === 1 ? 'held' : MINUTE_MS,
        ...skips(job),
      }))
      const [run] = github.push({ message: 'Worse' }).runs
      pass(3 * MINUTE_MS)
      return run
    },
    isHealthy: (sha, { github }) => sha !== github.state.branches.get('main'),
  })
  const [good, bad] = played.story.github.state.runs.slice(-2)
  expect(played).toMatchObject({
    exitCode: 1,
    live: good?.sha,
    writes: [...STARTED, 'POST statuses success'],
  })
  expect(played.outputs).toMatchObject({ result: 'rolled-back', from: bad?.sha, to: good?.sha })
})

test.concurrent('no-target: no job has the name, and all of them are listed as what to do next', async () => {
  const played = await play({ with: { 'deploy-job': 'rollout' } })
  expect(played).toMatchObject({ exitCode: 1, outputs: { result: 'no-target' } })
  expect(played.summary).toContain('No job is called rollout. The jobs are: build, deploy, guard.')
})

test.concurrent('dispatch: the good commit as an input', async () => {
  const played = await play({ with: { 'workflow-strategy': 'dispatch', 'dispatch-inputs': 'sha: {sha}' } })
  expect(played).toMatchObject({ exitCode: 1, outputs: { result: 'rolled-back' }, live: good(played).sha })
  expect(played.writes.filter((write) => write === 'POST dispatches')).toHaveLength(1)
})

test.concurrent('a failing pipeline: its own runs are the only check, before and after', async () => {
  const path = '.github/workflows/guard.yml'
  const scene: WorkflowScene = {
    goodDeploys: 6,
    gapMs: 10 * MINUTE_MS,
    job: 'watch',
    dropped: ['health-url', 'timeout'],
    with: {
      workflow: 'deploy.yml',
      'rollback-when': 'run success rate < 95% over 5 runs',
      retries: '1',
    },
    begin: ({ github, bad, pass }) => {
      github.finishJob(bad, 'guard', 'failure')
      github.story(({ job }) => ({ durationMs: job === 'watch' ? 'held' : MINUTE_MS }))
      const files = { [path]: 'on: workflow_run\njobs: { watch: {} }' }
      for (const run of github.push({ message: 'Guard it', files }).runs) github.cancel(run)
      pass(1_000)
      const [run] = github.start('main', { event: 'workflow_run' })
      pass(1_000)
      return run
    },
  }
  const played = await play(scene)
  expect(played.outputs).toMatchObject({ result: 'rolled-back', to: good(played).sha })
  expect(played.outputs.reason).toContain(`run ${played.story.bad.id} failed`)
  expect(played.writes).toEqual([...STARTED, 'POST statuses success'])
})

describe('bad input: one clear sentence, and nothing is written', () => {
  test.concurrent.each([
    ['no token', { 'github-token': '' }, 2, 'github-token'],
    [
      'a commit as dispatch-ref',
      {
        'workflow-strategy': 'dispatch',
        'dispatch-inputs': 'sha: {sha}',
        'dispatch-ref': '0123456789abcdef0123456789abcdef01234567',
      },
      undefined,
      'dispatch-ref',
    ],
    ['an unknown workflow', { workflow: 'deplyo.yml' }, 1, 'deplyo.yml does not exist'],
    [
      'an undeclared dispatch input',
      { 'workflow-strategy': 'dispatch', 'dispatch-inputs': 'version: {sha}' },
      1,
      'declares no dispatch input version',
    ],
  ])('%s', async (_, inputs, exitCode, text) => {
    const played = await play({ with: inputs })
    if (exitCode !== undefined) expect(played.exitCode).toBe(exitCode)
    expect(played.exitCode).not.toBe(0)
    expect(played.writes).toEqual([])
    expect(`${played.outputs.reason} ${played.summary}`).toContain(text)
  })

  test.concurrent('a token that may read only', async () => {
    const played = await play({ permissions: { actions: 'read', deployments: 'read', contents: 'read' } })
    expect(played).toMatchObject({ exitCode: 1, outputs: { result: 'guard-stopped' }, writes: [] })
    expect(played.summary).toContain('deployments: write')
  })

  test.concurrent('a pull request of a fork', async () => {
    const file = deployYaml().replace('push:', 'push:\n  pull_request:')
    const played = await play({
      file,
      isHealthy: () => false,
      permissions: { actions: 'read', deployments: 'read', contents: 'read' },
      begin: ({ github, pass }) => {
        github.story(({ job }) => ({ durationMs: job === 'guard' ? 'held' : 1_000 }))
        const [run] = github.start('main', { event: 'pull_request', headRepository: 'mallory/shop' })
        pass(10_000)
        return run
      },
    })
    expect(played).toMatchObject({ exitCode: 1, writes: [] })
    expect(played.outputs.result).toBe('guard-stopped')
  })
})

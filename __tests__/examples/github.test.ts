import { scaledClock } from '../../demo/world/clock.ts'
import { startGithub } from '../../demo/world/github/index.ts'
import type { JobFacts } from '../../demo/world/github/state.ts'
import { read } from '../repository/files.ts'
import { Forge } from '../targets/git/forge.ts'
import { scene, stepOf } from './scene.ts'
import { SmallPlatform } from './small-platform.ts'
import { type Script, Stage } from './stage.ts'

const DEPLOY = '#!/usr/bin/env bash\nexec curl --fail --silent --show-error "$STAGE_URL/deploy/$1"\n'
const GITHUB_SPEED = 120
const FOLDER = '.github/workflows'

const WRITES = { actions: 'write', contents: 'read', deployments: 'write' } as const
const READS = { actions: 'read', contents: 'read', deployments: 'read' } as const

const MANUAL = 'workflow-manual-rollback'

/**
 * A GitHub in which one run deployed well and is over, and a second one deployed this commit. The step is in
 * the second one's guard, or in the run of the button.
 */
async function pushTwice(example: string, sha: string) {
  const github = await startGithub({ clock: scaledClock(GITHUB_SPEED), repository: 'octo/shop' })
  const deploy = read(`examples/${example === MANUAL ? 'workflow-rerun' : example}.yml`)
  const files = { [`${FOLDER}/deploy.yml`]: deploy, [`${FOLDER}/button.yml`]: read(`examples/${MANUAL}.yml`) }
  github.story(() => ({ durationMs: 0 }))
  const [good] = github.push({ files }).runs
  github.catchUp()
  const isOurs = ({ job, event, attempt }: JobFacts) =>
    example === MANUAL ? job === 'roll-back' : job === 'guard' && event === 'push' && attempt === 1
  github.story((facts) => ({ durationMs: isOurs(facts) ? 'held' : 0 }))
  const [bad] = github.push({ sha }).runs
  github.catchUp()
  if (good === undefined || bad === undefined) throw new Error('a push started no run')
  if (example !== MANUAL) return { github, good, env: github.env(bad, 'guard') }
  const button = github.dispatch(`${FOLDER}/button.yml`, 'main', {
    revision: 'previous',
    reason: 'Orders fail',
  })
  github.catchUp()
  return { github, good, env: github.env(button, 'roll-back') }
}

/** Plays a workflow by whose guard, or by whose button, GitHub is to run something again. */
async function play(act: string, example: string, job: string, wish: Partial<Script> = {}) {
  const isCheck = wish.event === 'pull_request'
  const platform = new SmallPlatform()
  const stage = await Stage.open(act, platform.answer)
  const script = { example, files: { 'deploy.sh': DEPLOY }, ...wish }
  const sha = stage.commit(script)
  platform.bad.add(sha)
  const { github, good, env } = await pushTwice(example, sha)
  platform.history.push(sha)
  // What the deploy job of another run does.
  github.onHappening(({ kind, run, job: done }) => {
    if (kind === 'job-completed' && done.key === 'deploy') platform.history.push(run.inputs.sha || run.sha)
  })
  try {
    const played = await stage.run({
      ...script,
      vars: { HEALTH_URL: `${stage.url}/health` },
      secrets: { GITHUB_TOKEN: github.token(isCheck ? READS : WRITES) },
      env: { ...env, SHA_REF: sha },
    })
    return { played, platform, good, github, step: (id: string) => stepOf(played, job, id) }
  } finally {
    await github.close()
    await stage.close()
  }
}

scene('workflow-rerun.yml runs the last good run again, waits for it, and verifies it', async (act) => {
  const { step, platform, good } = await play(act, 'workflow-rerun', 'guard')
  const { outputs } = step('landing')
  expect(outputs).toMatchObject({ result: 'rolled-back', to: good.sha, 'rollback-run-id': String(good.id) })
  expect(good.attempts.length).toBe(2)
  expect(platform.running).toBe(good.sha)
})

scene('workflow-dispatch.yml deploys the good commit by a new run, and verifies it', async (act) => {
  const { step, platform, good, github } = await play(act, 'workflow-dispatch', 'guard')
  expect(step('landing').outputs).toMatchObject({ result: 'rolled-back', to: good.sha })
  expect(github.state.runs.at(-1)).toMatchObject({ event: 'workflow_dispatch', inputs: { sha: good.sha } })
  expect(platform.running).toBe(good.sha)
})

const order = (dryRun: string) => ({
  event: 'workflow_dispatch',
  payload: { inputs: { revision: 'previous', reason: 'Orders fail', 'dry-run': dryRun } },
})

scene('workflow-manual-rollback.yml runs the good run again because a person says so', async (act) => {
  const { step, platform, good } = await play(act, MANUAL, 'roll-back', order('false'))
  expect(step('rollback')).toMatchObject({ result: 'success', outputs: { result: 'rolled-back' } })
  expect(platform.running).toBe(good.sha)
})

scene('workflow-manual-rollback.yml with a dry run shows the plan, and runs nothing', async (act) => {
  const { step, good } = await play(act, MANUAL, 'roll-back', order('true'))
  expect(step('rollback').outputs.result).toBe('validated')
  expect(step('rollback').summary).toContain(good.sha)
  expect(good.attempts.length).toBe(1)
})

const mona = { event: 'pull_request', payload: { pull_request: { user: { login: 'mona' } } } }

for (const example of ['workflow-rerun', 'workflow-dispatch']) {
  const check = example === 'workflow-rerun' ? 'workflow-pull-request' : 'workflow-dispatch-pull-request'
  scene(`${check}.yml names the good run with permissions to read only, and runs nothing`, async (act) => {
    const { step, good, github } = await play(act, example, 'validate', { ...mona, example: check })
    expect(step('validation').outputs.result).toBe('validated')
    expect(step('validation').summary).toContain(good.sha)
    expect([good.attempts.length, github.state.runs.length]).toEqual([1, 2])
  })
}

/** A branch of which a good and then a bad commit went live, and the workflow that is to revert the bad one. */
async function revert(act: string, own: Script, job: string, id: string, env = {}) {
  const platform = new SmallPlatform()
  const stage = await Stage.open(act, platform.answer)
  const forge = await Forge.start()
  try {
    const good = forge.commit('Good', { 'page.html': 'good' })
    forge.publish()
    forge.deployments.push({ id: 1, sha: good, environment: 'production', states: ['success'] })
    const bad = forge.commit('Bad', { 'page.html': 'bad' })
    forge.publish()
    platform.history.push(bad)
    platform.bad.add(bad)
    const script = { ...own, with: { 'start-period': '500ms' } }
    stage.commit(script)
    const played = await stage.run({
      ...script,
      vars: { HEALTH_URL: `${stage.url}/health` },
      secrets: { GITHUB_TOKEN: forge.token },
      env: {
        GITHUB_API_URL: `${forge.origin}/api`,
        GITHUB_SERVER_URL: forge.origin,
        GITHUB_REPOSITORY: forge.repository,
        GITHUB_REF: 'refs/heads/main',
        SHA_REF: bad,
        ...env,
      },
    })
    const [pull] = forge.pulls
    const head = pull === undefined ? undefined : forge.treeOf(pull.head)
    const step = stepOf(played, job, id)
    return { ...step, good, bad, pulls: [...forge.pulls], isGood: head === forge.treeOf(good) }
  } finally {
    await forge.close()
    await stage.close()
  }
}

scene('git-revert.yml opens a pull request that reverts what was pushed', async (act) => {
  const { outputs, pulls, isGood, ...ends } = await revert(act, { example: 'git-revert' }, 'watch', 'landing')
  expect(outputs).toMatchObject({ result: 'handed-off', from: ends.bad, to: ends.good })
  expect(pulls).toMatchObject([{ base: 'main', open: true }])
  expect(isGood).toBe(true)
  expect(outputs['rollback-run-url']).toMatch(/\/pull\/1$/)
})

scene('git-manual-rollback.yml opens that pull request because a person says so', async (act) => {
  const button = { example: 'git-manual-rollback', ...order('false') }
  const { outputs, pulls, isGood } = await revert(act, button, 'roll-back', 'rollback')
  expect(outputs).toMatchObject({ result: 'handed-off' })
  expect(pulls).toMatchObject([{ base: 'main', open: true }])
  expect(isGood).toBe(true)
})

scene('git-manual-rollback.yml with a dry run opens none', async (act) => {
  const button = { example: 'git-manual-rollback', ...order('true') }
  const { outputs, pulls } = await revert(act, button, 'roll-back', 'rollback')
  expect(outputs.result).toBe('validated')
  expect(pulls).toEqual([])
})

scene('git-pull-request.yml shows what would be reverted, and opens nothing', async (act) => {
  const check = { example: 'git-pull-request', ...mona }
  const ends = await revert(act, check, 'validate', 'validation', { GITHUB_BASE_REF: 'main' })
  expect(ends.outputs.result).toBe('validated')
  expect(ends.summary).toContain(ends.good)
  expect(ends.pulls).toEqual([])
})

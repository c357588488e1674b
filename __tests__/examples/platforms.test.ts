import type { WorkflowRun } from './act.ts'
import { scene, stepOf } from './scene.ts'
import { SmallPlatform } from './small-platform.ts'
import { type Script, Stage } from './stage.ts'

const TOKEN = 'a-token-of-the-platform'

/** Plays an example against a platform whose next version is bad or good. */
async function play(
  act: string,
  script: (stage: Stage) => Script,
  { isBad, token = '' }: { readonly isBad: boolean; readonly token?: string },
): Promise<{ run: WorkflowRun; platform: SmallPlatform; sha: string }> {
  const platform = new SmallPlatform()
  platform.token = token
  const stage = await Stage.open(act, platform.answer)
  try {
    const told = script(stage)
    const sha = stage.commit(told)
    if (isBad) platform.bad.add(sha)
    return { run: await stage.run(told), platform, sha }
  } finally {
    await stage.close()
  }
}

const webhook = (stage: Stage): Script => ({
  example: 'webhook-blue-green',
  vars: { PLATFORM_URL: stage.url, HEALTH_URL: `${stage.url}/health` },
  secrets: { PLATFORM_TOKEN: TOKEN },
})

scene('webhook-blue-green.yml switches to a good version and stays there', async (act) => {
  const { run, platform, sha } = await play(act, webhook, { isBad: false, token: TOKEN })
  expect(stepOf(run, 'deploy', 'landing').outputs.result).toBe('healthy')
  expect(platform.running).toBe(sha)
  expect(run.exitCode).toBe(0)
})

scene('webhook-blue-green.yml switches back from a bad one, and shows no secret', async (act) => {
  const { run, platform } = await play(act, webhook, { isBad: true, token: TOKEN })
  const { outputs, summary } = stepOf(run, 'deploy', 'landing')
  expect(outputs).toMatchObject({ result: 'rolled-back', healthy: 'true' })
  expect(platform.running).toBe('good-2')
  expect(JSON.parse(platform.lastBody)).toEqual({ reason: expect.stringContaining('answered 500') })
  expect(summary).toContain('Rolled back')
  expect(summary + run.log).not.toContain(TOKEN)
  expect(run.exitCode).toBe(1)
})

scene('rehearse.yml switches the platform back to the version before, and forward again', async (act) => {
  const rehearsal = (stage: Stage): Script => ({
    example: 'rehearse',
    event: 'workflow_dispatch',
    vars: { REHEARSE: '["webhook"]', PLATFORM_URL: stage.url, HEALTH_URL: `${stage.url}/health` },
    secrets: { PLATFORM_TOKEN: TOKEN },
  })
  const { run, platform } = await play(act, rehearsal, { isBad: false, token: TOKEN })
  const { outputs, summary } = stepOf(run, 'webhook', 'rehearsal')
  expect(outputs).toMatchObject({ result: 'rehearsed', healthy: 'true', from: 'good-2', to: 'good-1' })
  expect(platform.history).toEqual(['good-1', 'good-2', 'good-1', 'good-2'])
  expect(summary + run.log).not.toContain(TOKEN)
  expect(run.exitCode).toBe(0)
})

const kubernetes = (stage: Stage): Script => ({
  example: 'kubernetes',
  vars: { REGISTRY: 'registry.example', HEALTH_URL: `${stage.url}/health` },
  secrets: { KUBE_CONFIG: 'apiVersion: v1\nkind: Config' },
})

scene('kubernetes.yml undoes the rollout of a bad version by its own command', async (act) => {
  const { run, platform, sha } = await play(act, kubernetes, { isBad: true })
  const { outputs } = stepOf(run, 'deploy', 'landing')
  expect(outputs).toMatchObject({ result: 'rolled-back', from: `registry.example/web:${sha}` })
  expect(platform.history).toEqual(['good-1', 'good-2', sha, 'good-2'])
})

scene('kubernetes.yml leaves a good version alone', async (act) => {
  const { run, platform, sha } = await play(act, kubernetes, { isBad: false })
  expect(stepOf(run, 'deploy', 'landing').outputs.result).toBe('healthy')
  expect(platform.running).toBe(sha)
})

/** A person has seen what the checks did not: the bad version answers well. */
const order = (dryRun: string) => ({
  event: 'workflow_dispatch',
  payload: { inputs: { revision: 'previous', reason: 'Orders fail', 'dry-run': dryRun } },
})

const BUTTONS = { webhook, kubernetes }

for (const [name, deployment] of Object.entries(BUTTONS)) {
  const example = `${name}-manual-rollback`
  const button = (stage: Stage, dryRun: string): Script => ({
    ...deployment(stage),
    ...order(dryRun),
    example,
  })
  const token = name === 'webhook' ? TOKEN : ''

  scene(`${example}.yml goes back because a person says so`, async (act) => {
    const { run, platform } = await play(act, (stage) => button(stage, 'false'), { isBad: false, token })
    expect(stepOf(run, 'roll-back', 'rollback')).toMatchObject({
      result: 'success',
      outputs: { result: 'rolled-back' },
    })
    expect(platform.history).toEqual(['good-1', 'good-2', 'good-1'])
  })

  scene(`${example}.yml with a dry run changes nothing`, async (act) => {
    const { run, platform } = await play(act, (stage) => button(stage, 'true'), { isBad: false, token })
    expect(stepOf(run, 'roll-back', 'rollback').outputs.result).toBe('validated')
    expect(platform.history).toEqual(['good-1', 'good-2'])
  })
}

/** Of the repository itself, or of a stranger's fork, which gets no secrets and no variables. */
function pullRequest(from: 'octo/shop' | 'stranger/shop', own: Script): Script {
  const payload = {
    repository: { full_name: 'octo/shop' },
    pull_request: { head: { repo: { full_name: from } }, user: { login: 'mona' } },
  }
  const none = (names: object = {}) => Object.fromEntries(Object.keys(names).map((name) => [name, '']))
  const given = from === 'octo/shop' ? own : { ...own, vars: none(own.vars), secrets: none(own.secrets) }
  return { ...given, example: `${own.example}-pull-request`, event: 'pull_request', payload }
}

const CHECKS = {
  'webhook-pull-request': {
    own: (stage: Stage) => ({ ...webhook(stage), example: 'webhook' }),
    shows: 'good-2',
  },
  'kubernetes-pull-request': { own: kubernetes, shows: 'registry.example/web:good-2' },
}

for (const [name, { own, shows }] of Object.entries(CHECKS)) {
  const token = name.startsWith('webhook') ? TOKEN : ''

  scene(`${name}.yml tries everything, changes nothing, and shows what a rollback would do`, async (act) => {
    const script = (stage: Stage) => pullRequest('octo/shop', own(stage))
    const { run, platform } = await play(act, script, { isBad: false, token })
    const { outputs, summary } = stepOf(run, 'validate', 'validation')
    expect([outputs.result, run.exitCode]).toEqual(['validated', 0])
    expect(summary).toContain(shows)
    expect(platform.history).toEqual(['good-1', 'good-2'])
    expect(summary + run.log).not.toContain(TOKEN)
  })

  scene(`${name}.yml does for a fork what it can`, async (act) => {
    const script = (stage: Stage) => pullRequest('stranger/shop', own(stage))
    const { run, platform } = await play(act, script, { isBad: false, token })
    const { outputs, summary } = stepOf(run, 'validate', 'validation')
    expect([outputs.result, run.exitCode]).toEqual(['validated', 0])
    expect(summary).toContain('fork')
    expect(platform.history).toEqual(['good-1', 'good-2'])
  })
}

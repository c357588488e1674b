import type { RolloutState } from '../../../../src/health/rollout.ts'
import type { PlanResult } from '../../../../src/run/rollback.ts'
import type { RollbackTo } from '../../../../src/run/rollback-to.ts'
import { ecsRollback } from '../../../../src/targets/ecs/rollback/strategy.ts'
import { ecsCapture } from '../../../../src/targets/ecs/watch/capture-source.ts'
import { ecsDiagnostics } from '../../../../src/targets/ecs/watch/diagnostics.ts'
import { ecsRolloutWatch } from '../../../../src/targets/ecs/watch/rollout-watch.ts'
import type { ServiceTracker } from '../../../../src/targets/ecs/watch/service-tracker.ts'
import { type EcsBench, startEcsBench } from '../../../support/ecs-world.ts'
import { ready } from '../../../support/rollback-contract.ts'

const BAD = 'registry.example/web:bad'
const MINUTE_MS = 60_000
/** The original task set is kept for five minutes after the traffic has moved. */
const FINISHED_MS = 20 * MINUTE_MS
const never = new AbortController().signal

let bench: EcsBench
let deployed: { taskDefinitionArn: string; deploymentId: string }

beforeEach(async () => {
  bench = await startEcsBench()
  const { world } = bench
  world.createService({ name: 'web', controller: 'CODE_DEPLOY' })
  world.image(BAD, { http: { status: 500 } })
  deployed = world.deploy('web', BAD)
})
afterEach(() => bench.close())

const pass = (ms: number) => bench.clock.sleep(ms, never)

function watched(): ServiceTracker[] {
  return bench.watch({ service: 'web', taskDefinition: deployed.taskDefinitionArn })
}

async function look(services = watched()): Promise<RolloutState | undefined> {
  const { services: seen } = await ecsRolloutWatch(bench.api, services, bench.clock).poll(never)
  return seen[0]?.state
}

async function plan(
  rollbackTo: RollbackTo = { kind: 'previous' },
  services = watched(),
): Promise<PlanResult> {
  const { api, clock } = bench
  return await ecsRollback({
    api,
    watched: services,
    clock,
    rollbackTo,
    pollIntervalMs: 5_000,
    rollbackTimeoutMs: 900_000,
    retries: 3,
  }).plan(never)
}

async function rollBack(rollbackTo?: RollbackTo): Promise<string[]> {
  const said: string[] = []
  const result = await ready(await plan(rollbackTo)).apply((text) => said.push(text), never)
  expect(result).toEqual({ kind: 'in-place' })
  return said
}

/** As `StopDeployment d-1`, `CreateDeployment web:3`, with those that were refused. */
function writes(): string[] {
  return bench.world.codeDeploy.calls.flatMap(({ action, input, error = '' }) => {
    const { revision } = input as { revision?: { appSpecContent: { content: string } } }
    const named = /task-definition\/(web:\d+)/.exec(revision?.appSpecContent.content ?? '')?.[1]
    if (action === 'StopDeployment') return `Stop ${input.autoRollbackEnabled} ${error}`.trim()
    return action === 'CreateDeployment' ? `Create ${named} ${error}`.trim() : []
  })
}

const running = () => bench.world.service('web').taskDefinitionArn.split('/').at(-1)

describe('a deployment by CodeDeploy', () => {
  it('is followed from before its task set is there until it has all the traffic', async () => {
    const services = watched()
    expect(await look(services)).toMatchObject({
      kind: 'in-progress',
      detail: expect.stringContaining('is Created'),
    })
    await pass(15_000)
    expect(await look(services)).toMatchObject({
      kind: 'in-progress',
      detail: expect.stringContaining('0 of 2 tasks run'),
    })
    await pass(2 * MINUTE_MS)
    expect(await look(services)).toMatchObject({
      kind: 'complete',
      detail: expect.stringContaining('all traffic has moved'),
    })
    await pass(FINISHED_MS)
    expect(await look(services)).toMatchObject({
      kind: 'complete',
      detail: expect.stringContaining('Succeeded'),
    })
  })

  it('is the newest task set when no task definition is given', async () => {
    await pass(15_000)
    expect(await look(bench.watch({ service: 'web' }))).toMatchObject({ kind: 'in-progress' })
    expect(ready(await plan({ kind: 'previous' }, bench.watch({ service: 'web' })))).toMatchObject({
      from: 'web:4',
      to: 'web:3',
    })
  })

  it('is read by two calls per poll once it is known', async () => {
    const services = watched()
    await pass(15_000)
    await look(services)
    bench.world.ecs.calls.length = 0
    bench.world.codeDeploy.calls.length = 0
    await look(services)
    expect(bench.world.ecs.calls.map(({ action }) => action)).toEqual(['DescribeServices'])
    expect(bench.world.codeDeploy.calls.map(({ action }) => action)).toEqual(['GetDeployment'])
  })

  it('that CodeDeploy rolls back shows as rolled back, at once and when it is over', async () => {
    const services = watched()
    await pass(30_000)
    await look(services)
    await stopByHand()
    expect(await look(services)).toMatchObject({ kind: 'rolled-back', to: 'web:3' })
    await pass(MINUTE_MS)
    const state = { kind: 'rolled-back', to: 'web:3', reason: expect.stringContaining('MANUAL_STOP') }
    expect(await look(services)).toMatchObject(state)
    expect(await look()).toMatchObject(state)
  })

  it('that never came is absent', async () => {
    const other = bench.watch({ service: 'web', taskDefinition: 'web:99' })
    expect(await look(other)).toMatchObject({ kind: 'absent' })
  })

  it('is superseded by a later one of another version', async () => {
    const services = watched()
    await pass(FINISHED_MS)
    await look(services)
    bench.world.image('registry.example/web:5')
    bench.world.deploy('web', 'registry.example/web:5')
    await pass(15_000)
    expect(await look(services)).toMatchObject({ kind: 'superseded' })
    expect(await plan({ kind: 'previous' }, services)).toMatchObject({ kind: 'superseded', by: 'web:5' })
  })

  it('is explained with what CodeDeploy records', async () => {
    await pass(30_000)
    await stopByHand()
    await pass(MINUTE_MS)
    const found = await ecsDiagnostics(bench.api, watched(), () => {}).diagnose(never)
    const record = found.find(({ title }) => title === 'Deployment of web as CodeDeploy records it')
    expect(record?.lines).toEqual([
      expect.stringMatching(/^d-\w+ of web:4: Stopped \(MANUAL_STOP: /),
      expect.stringMatching(/^d-\w+ of web:3, which rolls d-\w+ back: Succeeded$/),
    ])
    expect(record?.links?.[0]?.url).toBe(
      `https://us-east-1.console.aws.amazon.com/codesuite/codedeploy/deployments/${deployed.deploymentId}?region=us-east-1`,
    )
  })
})

describe('an order', () => {
  it('with a revision undoes the deployment that ECS does not show yet', async () => {
    const planned = ready(
      await plan({ kind: 'revision', revision: 'web:3' }, bench.watch({ service: 'web' })),
    )
    expect(planned).toMatchObject({ from: 'web:4', to: 'web:3' })
    await planned.apply(() => {}, never)
    expect(writes()).toEqual(['Stop true'])
    expect(running()).toBe('web:3')
  })

  it('goes back from what runs, whatever was stopped before it', async () => {
    const { world } = bench
    await pass(15_000)
    const { codeDeploy } = world
    await fetch(codeDeploy.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'CodeDeploy_20141006.StopDeployment' },
      body: JSON.stringify({ deploymentId: deployed.deploymentId, autoRollbackEnabled: false }),
    })
    const services = bench.watch({ service: 'web', taskDefinition: 'web:3' })
    expect(ready(await plan({ kind: 'back', count: 1 }, services))).toMatchObject({ to: 'web:2' })
  })
})

describe('a rollback while it runs', () => {
  it('stops it with rollback, and follows the deployment that CodeDeploy makes of it', async () => {
    await pass(2 * MINUTE_MS)
    const planned = ready(await plan())
    expect(planned).toMatchObject({
      actor: 'us',
      steps: [
        `codedeploy:StopDeployment of ${deployed.deploymentId} with autoRollbackEnabled, which restores web:3`,
      ],
      manual: [
        expect.stringContaining(
          `aws deploy stop-deployment --region us-east-1 --deployment-id ${deployed.deploymentId} --auto-rollback-enabled || aws deploy create-deployment `,
        ),
      ],
      unknowns: [],
    })
    await rollBack()
    expect(writes()).toEqual(['Stop true'])
    expect(running()).toBe('web:3')
  })

  it('to another version stops it first, and then deploys that', async () => {
    await pass(2 * MINUTE_MS)
    expect(ready(await plan({ kind: 'back', count: 2 })).steps).toEqual([
      expect.stringContaining('which restores web:3'),
      'codedeploy:CreateDeployment of web:2 for web',
    ])
    await rollBack({ kind: 'back', count: 2 })
    expect(writes()).toEqual(['Stop true', 'Create web:2'])
    expect(running()).toBe('web:2')
  })

  it('that ends just before the call is decided again', async () => {
    await pass(2 * MINUTE_MS)
    const planned = ready(await plan())
    const { faults } = bench.world.codeDeploy
    faults.fail('StopDeployment', 'DeploymentAlreadyCompletedException', { times: 1 })
    await planned.apply(() => {}, never)
    expect(writes()).toEqual(['Stop true DeploymentAlreadyCompletedException', 'Stop true'])
    expect(running()).toBe('web:3')
  })

  it('is not asked for twice when the answer was lost', async () => {
    await pass(2 * MINUTE_MS)
    const planned = ready(await plan())
    bench.world.codeDeploy.faults.breakConnection('StopDeployment', { times: 1 })
    await planned.apply(() => {}, never)
    expect(running()).toBe('web:3')
  })

  it('is only followed when somebody has already stopped it', async () => {
    await pass(2 * MINUTE_MS)
    await stopByHand()
    const planned = ready(await plan())
    expect(planned).toMatchObject({ actor: 'platform', to: 'web:3' })
    bench.world.codeDeploy.calls.length = 0
    expect(await planned.apply(() => {}, never)).toEqual({ kind: 'in-place' })
    expect(writes()).toEqual([])
  })

  it('needs no history', async () => {
    bench.world.codeDeploy.faults.deny('ListDeployments')
    await pass(30_000)
    expect(ready(await plan())).toMatchObject({
      to: 'web:3',
      evidence: ['web:3 was deployed successfully on an earlier day', expect.any(String)],
    })
  })
})

describe('a rollback after it has finished', () => {
  beforeEach(() => pass(FINISHED_MS))

  it('deploys the version before it with the same container and port, all at once', async () => {
    await rollBack()
    expect(writes()).toEqual(['Create web:3'])
    expect(running()).toBe('web:3')
    const created = bench.world.codeDeploy.calls.find(({ action }) => action === 'CreateDeployment')
    expect(created?.input).toMatchObject({
      applicationName: 'AppECS-prod-web',
      deploymentGroupName: 'DgpECS-prod-web',
      deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
    })
    const { revision } = (created?.input ?? {}) as { revision: { appSpecContent: { content: string } } }
    expect(JSON.parse(revision.appSpecContent.content).Resources[0].TargetService.Properties).toEqual({
      TaskDefinition: expect.stringContaining('task-definition/web:3'),
      LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 8080 },
    })
  })

  it('shows the same call for a person, safe for a shell', async () => {
    const [manual] = ready(await plan()).manual
    expect(manual).toMatch(
      /^aws deploy create-deployment --region us-east-1 --application-name AppECS-prod-web --deployment-group-name DgpECS-prod-web --deployment-config-name CodeDeployDefault\.ECSAllAtOnce --description 'Safe Landing: back from web:4 to web:3' --revision '\{.*\}'$/,
    )
  })

  it('says that a tag may have moved, since CodeDeploy records no digest', async () => {
    expect(ready(await plan()).unknowns).toEqual([
      'registry.example/web:3 is a tag, and nothing shows that it still means the same image',
    ])
  })

  it('registers an INACTIVE target again', async () => {
    const web3 = bench.world.ecs.state.taskDefinitions.get('web:3')
    web3.status = 'INACTIVE'
    expect(ready(await plan()).steps[0]).toBe('ecs:RegisterTaskDefinition: a copy of web:3 (it is INACTIVE)')
    await rollBack()
    expect(writes()).toEqual(['Create web:5'])
    expect(running()).toBe('web:5')
  })

  it('waits for a deployment that is in its way', async () => {
    bench.world.codeDeploy.faults.fail('CreateDeployment', 'DeploymentLimitExceededException', { times: 2 })
    await rollBack()
    expect(writes()).toEqual([
      'Create web:3 DeploymentLimitExceededException',
      'Create web:3 DeploymentLimitExceededException',
      'Create web:3',
    ])
  })

  it('is given up when the target fails as well', async () => {
    bench.world.image('registry.example/web:3', { task: { kind: 'exits', exitCode: 1, afterMs: 5_000 } })
    const apply = ready(await plan()).apply(() => {}, never)
    await expect(apply).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/could not be brought back to web:3: \d of its tasks failed as well/),
    })
  })

  it.each([
    [{ kind: 'revision', revision: 'web:1' }, 'web:1'],
    [{ kind: 'back', count: 3 }, 'web:1'],
  ] as const)('goes to %j', async (rollbackTo, to) => {
    await rollBack(rollbackTo)
    expect(writes()).toEqual([`Create ${to}`])
  })

  it('goes no further back than the group remembers', async () => {
    expect(await plan({ kind: 'back', count: 9 })).toMatchObject({
      kind: 'no-target',
      reason: expect.stringContaining('the record ends after 3: web:3, web:2, web:1'),
    })
  })

  it('without the list still knows the version before it', async () => {
    bench.world.codeDeploy.faults.deny('ListDeployments')
    await rollBack()
    expect(writes()).toEqual(['Create web:3'])
    expect(bench.warnings).toEqual([expect.stringContaining('codedeploy:ListDeployments')])
  })

  it('without the list goes no further, and names the permission', async () => {
    bench.world.codeDeploy.faults.deny('ListDeployments')
    expect(await plan({ kind: 'back', count: 2 })).toMatchObject({
      kind: 'no-target',
      hint: expect.stringContaining('codedeploy:ListDeployments'),
    })
  })

  it('has nothing to put back when nothing was deployed since the capture', async () => {
    const { api, clock } = bench
    const { state } = await ecsCapture(api, watched()).capture(never)
    const capture = { schemaVersion: 1 as const, subject: 'ecs prod web', takenAt: 'then', state }
    const settings = {
      rollbackTo: { kind: 'previous' },
      pollIntervalMs: 5_000,
      rollbackTimeoutMs: 900_000,
      retries: 3,
    } as const
    const strategy = ecsRollback({ api, watched: watched(), clock, capture, ...settings })
    expect(await strategy.plan(never)).toMatchObject({ kind: 'not-deployed' })
  })
})

describe('a service of each kind in one step', () => {
  it('go back together, each in its own way', async () => {
    const { world } = bench
    world.createService({ name: 'worker' })
    world.image('registry.example/worker:4', { http: { status: 500 } })
    const worker = world.deploy('worker', 'registry.example/worker:4')
    await pass(FINISHED_MS)
    const both = bench.watch(
      { service: 'web', taskDefinition: deployed.taskDefinitionArn },
      { service: 'worker', taskDefinition: worker.taskDefinitionArn },
    )
    const planned = ready(await plan({ kind: 'previous' }, both))
    expect(planned).toMatchObject({ from: 'web=web:4\nworker=worker:4', to: 'web=web:3\nworker=worker:3' })
    expect(await planned.apply(() => {}, never)).toEqual({ kind: 'in-place' })
    expect(writes()).toEqual(['Create web:3'])
    expect(world.ecs.writes).toMatchObject([{ action: 'UpdateService', input: { service: 'worker' } }])
  })
})

describe('an application with a name of its own', () => {
  beforeEach(async () => {
    await bench.close()
    bench = await startEcsBench()
    const { world } = bench
    world.createService({
      name: 'web',
      controller: 'CODE_DEPLOY',
      codeDeploy: { application: 'shop', group: 'shop-web' },
    })
    world.image(BAD, { http: { status: 500 } })
    deployed = world.deploy('web', BAD)
  })

  it('is found through the task set, and until then nothing is lost', async () => {
    // The first task set of a service is made with it, and not by CodeDeploy.
    for (const taskSet of bench.world.service('web').deployments) taskSet.externalId = undefined
    const services = watched()
    expect(await look(services)).toMatchObject({ kind: 'absent' })
    expect(bench.warnings).toEqual([])
    await pass(FINISHED_MS)
    expect(await look(services)).toMatchObject({ kind: 'complete' })
    const planned = ready(await plan({ kind: 'back', count: 2 }, services))
    await planned.apply(() => {}, never)
    const created = bench.world.codeDeploy.calls.find(({ action }) => action === 'CreateDeployment')
    expect(created?.input).toMatchObject({ applicationName: 'shop', deploymentGroupName: 'shop-web' })
    expect(running()).toBe('web:2')
  })
})

describe('what may not be read', () => {
  it('GetDeployment: the task sets show the progress, and a rollback names what it needs', async () => {
    bench.world.codeDeploy.faults.deny('GetDeployment')
    const services = watched()
    await pass(15_000)
    expect(await look(services)).toMatchObject({
      kind: 'in-progress',
      detail: 'its task set is ACTIVE and STABILIZING, 0 of 2 tasks run',
    })
    await pass(2 * MINUTE_MS)
    expect(await look(services)).toMatchObject({ kind: 'complete' })
    expect(bench.warnings).toEqual([expect.stringContaining('codedeploy:GetDeployment')])
    await expect(plan({ kind: 'previous' }, services)).rejects.toMatchObject({
      code: 'access-denied',
      hint: expect.stringContaining('codedeploy:GetDeployment'),
    })
  })

  it('GetApplicationRevision: it is followed, and stopped with rollback, all the same', async () => {
    bench.world.codeDeploy.faults.deny('GetApplicationRevision')
    const services = watched()
    await pass(30_000)
    expect(await look(services)).toMatchObject({ kind: 'in-progress' })
    expect(bench.warnings).toEqual([expect.stringContaining('codedeploy:GetApplicationRevision')])
    const planned = ready(await plan({ kind: 'previous' }, services))
    expect(await planned.apply(() => {}, never)).toEqual({ kind: 'in-place' })
    expect(writes()).toEqual(['Stop true'])
    expect(running()).toBe('web:3')
  })

  it('GetApplicationRevision: afterwards no other version can be deployed, and it says so', async () => {
    bench.world.codeDeploy.faults.deny('GetApplicationRevision')
    await pass(FINISHED_MS)
    await expect(plan({ kind: 'revision', revision: 'web:3' })).rejects.toMatchObject({
      code: 'not-found',
      hint: expect.stringContaining('codedeploy:GetApplicationRevision'),
    })
  })

  it('is no information while it is only throttled', async () => {
    bench.world.codeDeploy.faults.throttle('*', { times: 3 })
    const services = watched()
    await pass(15_000)
    expect(await look(services)).toMatchObject({ kind: 'unknown', permanent: false })
    expect(await look(services)).toMatchObject({ kind: 'in-progress' })
  })
})

async function stopByHand(): Promise<void> {
  const { deploymentId } = deployed
  await bench.api.codeDeploy(
    'codedeploy:StopDeployment',
    ({ sdk, client }) =>
      client.send(new sdk.StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true })),
    never,
  )
}

describe('an order after CodeDeploy has gone back', () => {
  /** A person names nothing: only what runs and the group's past are known. */
  const order = (rollbackTo: RollbackTo = { kind: 'previous' }) =>
    plan(rollbackTo, bench.watch({ service: 'web' }))

  it.each([
    { from: 'one in flight, by a stop', afterMs: 3 * MINUTE_MS },
    { from: 'one that had finished, by a new deployment', afterMs: FINISHED_MS },
  ])('from $from, goes to what ran before, and never to the bad one', async ({ afterMs }) => {
    await pass(afterMs)
    await rollBack()
    await pass(FINISHED_MS)
    expect(running()).toBe('web:3')
    const planned = ready(await order())
    expect(planned).toMatchObject({ from: 'web:3', to: 'web:2' })
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    await pass(FINISHED_MS)
    expect(running()).toBe('web:2')
  })

  it.each([
    { of: 'a stop', afterMs: 3 * MINUTE_MS },
    { of: 'a new deployment', afterMs: FINISHED_MS },
  ])('while that is under way because of $of, follows it', async ({ afterMs }) => {
    await pass(afterMs)
    const guarded = ready(await plan())
    const stop = new AbortController()
    const report = (text: string) => {
      if (/accepted to stop|deploys web:3/.test(text)) stop.abort(new Error('the guard ends here'))
    }
    await expect(guarded.apply(report, stop.signal)).rejects.toThrow('the guard ends here')
    const before = writes().length
    const planned = ready(await order())
    expect(planned).toMatchObject({ from: 'web:4', to: 'web:3' })
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    expect(writes().slice(before)).toEqual([])
    await pass(FINISHED_MS)
    expect(running()).toBe('web:3')
  })

  it('to what runs already only verifies it', async () => {
    await pass(FINISHED_MS)
    const { api, clock } = bench
    const deps = { api, clock, pollIntervalMs: 5_000, rollbackTimeoutMs: 900_000, retries: 3 }
    const rollbackTo = { kind: 'revision', revision: 'web:4' } as const
    const watched = bench.watch({ service: 'web' })
    const planned = ready(
      await ecsRollback({ ...deps, watched, rollbackTo, acceptsRunning: true }).plan(never),
    )
    expect(planned).toMatchObject({ from: 'web:4', to: 'web:4' })
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual([])
  })
})

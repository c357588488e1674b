import { ecsRollback } from '../../../../src/targets/ecs/rollback/strategy.ts'
import { ecsCapture } from '../../../../src/targets/ecs/watch/capture-source.ts'
import { ecsRolloutWatch } from '../../../../src/targets/ecs/watch/rollout-watch.ts'
import { type EcsBench, startEcsBench } from '../../../support/ecs-world.ts'
import { ready } from '../../../support/rollback-contract.ts'

const BAD = 'registry.example/web:bad'
const MINUTE_MS = 60_000
const never = new AbortController().signal

let bench: EcsBench
beforeEach(async () => {
  bench = await startEcsBench()
  bench.world.image(BAD, { http: { status: 500 } })
})
afterEach(() => bench.close())

async function plan() {
  const { api, clock } = bench
  const watched = bench.watch({ service: 'web' })
  return await ecsRollback({
    api,
    watched,
    clock,
    rollbackTo: { kind: 'previous' },
    pollIntervalMs: 5_000,
    rollbackTimeoutMs: 900_000,
    retries: 3,
  }).plan(never)
}

const warnings = async () =>
  (await ecsCapture(bench.api, bench.watch({ service: 'web' })).capture(never)).warnings.map(
    ({ text }) => text,
  )

describe('a service of an external deployer', () => {
  beforeEach(() => {
    bench.world.createService({ name: 'web', controller: 'EXTERNAL' })
  })

  it('is followed by its task set', async () => {
    const { taskDefinitionArn } = bench.world.deploy('web', BAD)
    const watch = ecsRolloutWatch(
      bench.api,
      bench.watch({ service: 'web', taskDefinition: taskDefinitionArn }),
      bench.clock,
    )
    await bench.clock.sleep(20_000, never)
    expect((await watch.poll(never)).services[0]?.state).toMatchObject({ kind: 'in-progress' })
    await bench.clock.sleep(5 * MINUTE_MS, never)
    expect((await watch.poll(never)).services[0]?.state).toMatchObject({
      kind: 'complete',
      detail: 'its task set is PRIMARY and STEADY_STATE, 2 of 2 tasks run',
    })
  })

  it('is not rolled back from here, and that is said with what to do instead', async () => {
    bench.world.deploy('web', BAD)
    await bench.clock.sleep(5 * MINUTE_MS, never)
    expect(await plan()).toEqual({
      kind: 'no-target',
      reason: 'web is controlled by an external deployer',
      evidence: ['the deployment controller of web is EXTERNAL: ECS takes no rollback from us there'],
      hint: 'Let that deployer roll back: target: webhook or target: command can ask it to.',
    })
    expect(bench.world.ecs.writes).toEqual([])
  })

  it('is told apart while there is still time', async () => {
    expect(await warnings()).toEqual([
      'web is controlled by an external deployer: it is verified, and not rolled back from here',
    ])
  })
})

describe('an Express service', () => {
  beforeEach(() => {
    bench.world.createService({ name: 'web', resourceManagementType: 'ECS' })
    bench.world.deploy('web', BAD)
  })

  it('is rolled back by ECS while its deployment is in flight', async () => {
    await bench.clock.sleep(10_000, never)
    const planned = ready(await plan())
    expect(await planned.apply(() => {}, never)).toEqual({ kind: 'in-place' })
    expect(bench.world.ecs.writes.map(({ action }) => action)).toEqual(['StopServiceDeployment'])
  })

  it('is not rolled back any more once its deployment has finished', async () => {
    await bench.clock.sleep(20 * MINUTE_MS, never)
    expect(await plan()).toMatchObject({
      kind: 'no-target',
      reason: 'web is an Express service, of which only a deployment in flight can be rolled back',
      hint: expect.stringContaining('Deploy the earlier image again'),
    })
    expect(bench.world.ecs.writes).toEqual([])
  })

  it('is told apart while there is still time', async () => {
    expect(await warnings()).toContain(
      'web is an Express service, of which only a deployment in flight can be rolled back',
    )
  })
})

import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import { ecsRollback } from '../../../../src/targets/ecs/rollback/strategy.ts'
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

/** A bad version that has got so far, behind a load balancer that drains old tasks for five minutes. */
async function deployed(deploymentConfiguration: DeploymentConfiguration, afterMs: number) {
  const { world, clock } = bench
  world.createService({ name: 'web', deploymentConfiguration, deregistrationDelayMs: 5 * MINUTE_MS })
  world.deploy('web', BAD)
  await clock.sleep(afterMs, never)
}

async function rollBack(): Promise<{ tookMs: number; calls: number }> {
  const { api, clock, world } = bench
  const watched = bench.watch({ service: 'web' })
  const deps = { api, watched, clock, pollIntervalMs: 5_000, rollbackTimeoutMs: 900_000, retries: 3 }
  const plan = ready(await ecsRollback({ ...deps, rollbackTo: { kind: 'previous' } }).plan(never))
  const [begunAtMs, before] = [clock.nowMs(), world.ecs.calls.length]
  expect(await plan.apply(() => {}, never)).toEqual({ kind: 'in-place' })
  return { tookMs: clock.nowMs() - begunAtMs, calls: world.ecs.calls.length - before }
}

/** How ECS itself stands, and whose tasks get new requests. */
function position() {
  const { serviceDeployments, traffic, tasks, deployments } = bench.world.service('web')
  const good = traffic?.main ?? deployments[0]
  const leaving = tasks.filter((task) => task.deployment !== good && task.desiredStatus === 'RUNNING')
  const version = good?.revision.taskDefinitionArn.split('/').at(-1)
  return {
    status: serviceDeployments.at(-1)?.status,
    version,
    percentOfBad: traffic?.incoming?.percent ?? 0,
    leaving: traffic === undefined ? leaving.length : 0,
  }
}

const IN_STEPS = { bakeTimeInMinutes: 10, linearConfiguration: { stepPercent: 10, stepBakeTimeInMinutes: 1 } }

it.each<[string, DeploymentConfiguration, number]>([
  ['blue/green, while ECS bakes', { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 10 }, 3 * MINUTE_MS],
  ['linear, half-way', { strategy: 'LINEAR', ...IN_STEPS }, 6 * MINUTE_MS],
  ['linear, while ECS bakes', { strategy: 'LINEAR', ...IN_STEPS }, 13 * MINUTE_MS],
  [
    'canary',
    { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: 10 } },
    5 * MINUTE_MS,
  ],
])(
  'the target is in place 10 s after the order, and not only when ECS has torn the rest down: %s',
  async (_, strategy, afterMs) => {
    await deployed(strategy, afterMs)
    const { tookMs } = await rollBack()
    expect(tookMs).toBeLessThanOrEqual(10_000)
    expect(position()).toEqual({
      status: 'ROLLBACK_IN_PROGRESS',
      version: 'web:3',
      percentOfBad: 0,
      leaving: 0,
    })
  },
)

describe('a rolling deployment', () => {
  it('is in place once all tasks that get requests are of the target, while those of the bad version drain', async () => {
    await deployed({ maximumPercent: 400 }, 70_000)
    const { tookMs, calls } = await rollBack()
    expect(position()).toEqual({
      status: 'ROLLBACK_IN_PROGRESS',
      version: 'web:3',
      percentOfBad: 0,
      leaving: 0,
    })
    expect(tookMs).toBeLessThan(2 * MINUTE_MS)
    expect(calls).toBeLessThan(60)
  })

  it('is in place in the same way by an update, when the bad version has finished', async () => {
    await deployed({}, 20 * MINUTE_MS)
    const { tookMs } = await rollBack()
    expect(position()).toMatchObject({ status: 'IN_PROGRESS', version: 'web:3', leaving: 0 })
    expect(tookMs).toBeLessThan(2 * MINUTE_MS)
  })

  it('is waited for to its end where the tasks may not be listed', async () => {
    bench.world.ecs.faults.deny('ListTasks')
    await deployed({}, 70_000)
    await rollBack()
    expect(position()).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL', version: 'web:3' })
  })
})

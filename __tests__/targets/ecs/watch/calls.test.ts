import { nextPollDelayMs } from '../../../../src/run/rollout-pace.ts'
import { ClusterTasks } from '../../../../src/targets/ecs/api/cluster-tasks.ts'
import { ecsRolloutWatch } from '../../../../src/targets/ecs/watch/rollout-watch.ts'
import { startEcsBench } from '../../../support/ecs-world.ts'
import { watchMany } from '../../../support/many-services.ts'

const MINUTE_MS = 60_000
const never = new AbortController().signal

it('a linear deployment of an hour needs at most 150 calls', async () => {
  const bench = await startEcsBench()
  const { world, clock } = bench
  const deploymentConfiguration = {
    strategy: 'LINEAR',
    bakeTimeInMinutes: 5,
    linearConfiguration: { stepPercent: 10, stepBakeTimeInMinutes: 6 },
  } as const
  try {
    world.createService({ name: 'web', deploymentConfiguration })
    world.image('registry.example/web:4')
    const { taskDefinitionArn } = world.deploy('web', 'registry.example/web:4')
    const services = bench.watch({ service: 'web', taskDefinition: taskDefinitionArn })
    const watch = ecsRolloutWatch(bench.api, services, clock)
    const before = world.ecs.calls.length
    let shown = ''
    let changedAtMs = clock.nowMs()
    let poll = await watch.poll(never)
    while (poll.services[0]?.state.kind !== 'complete') {
      const now = JSON.stringify(poll.services[0]?.state)
      if (now !== shown) changedAtMs = poll.atMs
      shown = now
      await clock.sleep(
        nextPollDelayMs(5_000, poll.atMs - changedAtMs, { latest: poll, moves: new Map() }, 0.5),
        never,
      )
      poll = await watch.poll(never)
    }
    expect(clock.elapsedMs()).toBeGreaterThan(55 * MINUTE_MS)
    expect(world.ecs.calls.length - before).toBeLessThanOrEqual(150)
  } finally {
    await bench.close()
  }
})

describe('a healthy landing of many services, judged by what AWS says of them', () => {
  it.each([
    [10, 40, 20],
    [50, 90, 45],
  ])(
    'of %i needs at most %i calls of ECS a minute, and %i of the load balancer',
    async (services, most, targets) => {
      const { verdict, callsPerMinute, targetCallsPerMinute } = await watchMany(services)
      expect(verdict.kind).toBe('healthy')
      expect(callsPerMinute).toBeLessThanOrEqual(most)
      expect(targetCallsPerMinute).toBeLessThanOrEqual(targets)
    },
  )

  it('describes the services once for the watch and the check', async () => {
    const { calls, probes } = await watchMany(1)
    expect(calls.filter((action) => action === 'DescribeServices')).toHaveLength(probes)
  })

  it.each([60_000, 100_000, 170_000])(
    'finds the one service whose targets fail after %i ms, though ECS does not show it',
    async (afterMs) => {
      const fate = { kind: 'fails-elb-health-checks', afterMs, reason: 'codes: [502]' } as const
      const { verdict } = await watchMany(12, { failing: 'web11', fate })
      expect(verdict).toMatchObject({
        kind: 'unhealthy',
        reason: expect.stringContaining('targets of targetgroup/web11 are unhealthy'),
      })
    },
  )

  it('finds the one service whose tasks fail', async () => {
    const { verdict } = await watchMany(12, { failing: 'web11' })
    expect(verdict).toMatchObject({
      kind: 'unhealthy',
      reason: expect.stringContaining('tasks of web11 failed'),
    })
  })
})

describe('the tasks of many services', () => {
  it.each([
    ['of the cluster, from the third service on', 'nobody', 0, 2],
    ['by service, where the cluster may not be listed', 'denied', 0, 5],
    ['by service, where the cluster has many tasks of others', 'others', 300, 5],
  ])('are listed %s', async (_, what, others, byService) => {
    const bench = await startEcsBench()
    const { world, api } = bench
    try {
      const names = ['a', 'b', 'c', 'd', 'e']
      for (const name of names) world.createService({ name, desiredCount: 3 })
      if (others > 0) world.createService({ name: 'others', desiredCount: others })
      if (what === 'denied')
        world.ecs.faults.deny('ListTasks', { when: ({ serviceName }) => serviceName === undefined })
      const tasks = new ClusterTasks(api, names.length)
      world.ecs.calls.length = 0
      for (const name of names) expect(await tasks.list(name, never)).toHaveLength(3)
      const asked = world.ecs.calls.filter(
        ({ action, input }) => action === 'ListTasks' && 'serviceName' in input,
      )
      expect(asked).toHaveLength(byService)
    } finally {
      await bench.close()
    }
  })
})

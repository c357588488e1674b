import { nextPollDelayMs } from '../../../../src/run/rollout-pace.ts'
import { ecsRolloutWatch } from '../../../../src/targets/ecs/watch/rollout-watch.ts'
import { startEcsBench } from '../../../support/ecs-world.ts'

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

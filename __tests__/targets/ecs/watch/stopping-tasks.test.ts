import { ecsRolloutWatch } from '../../../../src/targets/ecs/watch/rollout-watch.ts'
import { type EcsBench, startEcsBench } from '../../../support/ecs-world.ts'

const BAD = 'registry.example/web:bad'
const POLL_EVERY_MS = 5_000
const never = new AbortController().signal

let bench: EcsBench
beforeEach(async () => {
  bench = await startEcsBench()
})
afterEach(() => bench.close())

/** How long after the start of the deployment a poll first reports so many failed tasks. */
async function firstReported(count: number): Promise<number> {
  const { taskDefinitionArn } = bench.world.deploy('web', BAD)
  const watched = bench.watch({ service: 'web', taskDefinition: taskDefinitionArn })
  const watch = ecsRolloutWatch(bench.api, watched, bench.clock)
  const startedAtMs = bench.clock.nowMs()
  while (bench.clock.nowMs() - startedAtMs < 120_000) {
    const state = (await watch.poll(never)).services[0]?.state
    if (state?.kind === 'in-progress' && state.failedTasks.length >= count) break
    await bench.clock.sleep(POLL_EVERY_MS, never)
  }
  return bench.clock.nowMs() - startedAtMs
}

// A task that has crashed takes a while to be STOPPED; until then nothing else changes that would be news.
it('counts a task as soon as it is known why it stops, one poll after it crashed', async () => {
  bench.world.createService({ name: 'web', desiredCount: 3 })
  bench.world.image(BAD, { startMs: 10_000, task: { kind: 'exits', exitCode: 1, afterMs: 3_000 } })
  const launchedAtMs = 2_000
  const crashedAtMs = launchedAtMs + 10_000 + 3_000
  expect(await firstReported(3)).toBeLessThanOrEqual(crashedAtMs + POLL_EVERY_MS)
})

it('does not count old tasks that are taken out of service on their way', async () => {
  bench.world.createService({ name: 'web', desiredCount: 3 })
  bench.world.image(BAD, {})
  expect(await firstReported(1)).toBeGreaterThanOrEqual(120_000)
})

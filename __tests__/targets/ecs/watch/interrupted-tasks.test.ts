import { ecsRolloutWatch } from '../../../../src/targets/ecs/watch/rollout-watch.ts'
import { type EcsBench, startEcsBench } from '../../../support/ecs-world.ts'

const NEW = 'registry.example/web:4'
const never = new AbortController().signal

let bench: EcsBench
beforeEach(async () => {
  bench = await startEcsBench()
})
afterEach(() => bench.close())

interface Watched {
  /** What ECS gave as the reason for which all tasks were gone, each once. */
  readonly reasons: readonly string[]
  /** It was so at the last poll, too. */
  readonly isOn: boolean
}

/** Deploys, lets it complete, and polls for five minutes more. */
async function watch(during: () => void): Promise<Watched> {
  const { taskDefinitionArn } = bench.world.deploy('web', NEW)
  const trackers = bench.watch({ service: 'web', taskDefinition: taskDefinitionArn })
  const rollout = ecsRolloutWatch(bench.api, trackers, bench.clock)
  bench.world.after(300_000, during)
  const seen: (string | undefined)[] = []
  for (let atMs = 0; atMs < 600_000; atMs += 10_000) {
    const state = (await rollout.poll(never)).services[0]?.state
    seen.push(state?.kind === 'complete' ? state.takenAway : undefined)
    await bench.clock.sleep(10_000, never)
  }
  const reasons = [...new Set(seen)].filter((reason) => reason !== undefined)
  return { reasons, isOn: seen.at(-1) !== undefined }
}

describe('all tasks of a deployment that served are gone', () => {
  it.each([
    ['spot', 'Your Spot Task was interrupted'],
    ['infrastructure-health', 'the underlying infrastructure is impaired'],
  ] as const)('for %s: the reason is that, until one runs again', async (by, reason) => {
    bench.world.image(NEW)
    bench.world.createService({ name: 'web', desiredCount: 2 })
    const { reasons, isOn } = await watch(() => bench.world.interrupt('web', by, 2))
    expect(reasons).toEqual([expect.stringContaining(reason)])
    expect(isOn).toBe(false)
  })

  it('since the version ended them: nothing took them away', async () => {
    let hasFailed = false
    bench.world.image(NEW, {
      task: () => (hasFailed ? { kind: 'exits', exitCode: 1, afterMs: 1_000 } : { kind: 'runs' }),
    })
    bench.world.createService({ name: 'web', desiredCount: 1 })
    const { reasons } = await watch(() => {
      hasFailed = true
      bench.world.interrupt('web', 'host-terminated', 1)
    })
    // The first one was taken away; the ones in its place end by themselves.
    expect(reasons).toEqual([expect.stringContaining('terminated')])
    expect((await watchAgain()).length).toBeGreaterThan(1)
  })
})

async function watchAgain(): Promise<readonly string[]> {
  const trackers = bench.watch({ service: 'web' })
  const state = (await ecsRolloutWatch(bench.api, trackers, bench.clock).poll(never)).services[0]?.state
  return state?.kind === 'complete' ? state.failedTasks.map(({ reason }) => reason) : []
}

it('one of two tasks is gone: the other one serves', async () => {
  bench.world.image(NEW)
  bench.world.createService({ name: 'web', desiredCount: 2 })
  expect(await watch(() => bench.world.interrupt('web', 'spot', 1))).toEqual({ reasons: [], isOn: false })
})

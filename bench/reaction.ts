import { perform } from '../demo/stage.ts'
import type { TaskFate } from '../demo/world/images.ts'
import type { Figure } from './figure.ts'

const ROUNDS = 3
const POLL_MS = 2_000
/** A poll comes up to a tenth later than `poll-interval`, so that many runs do not ask in step. */
const AIM_MS = POLL_MS * 1.1 + 1_000
const RETRIES = 3

/** Tasks that crash one after the other, a second apart. */
const crash = (ordinal: number): TaskFate => ({ kind: 'exits', exitCode: 1, afterMs: 1_000 * (ordinal + 1) })

/**
 * From the moment at which ECS knows of the failure that decides (the last of `retries` tasks) to the call that
 * rolls back. In real time: a world that ran faster than the action would change between two looks as no ECS does.
 */
export async function measureReaction(): Promise<Figure[]> {
  const delaysMs: number[] = []
  for (let round = 0; round < ROUNDS; round++) delaysMs.push(await reactionMs())
  const slowest = Math.max(...delaysMs)
  return [
    {
      what: `evidence to rollback call, slowest of ${ROUNDS}, poll-interval ${POLL_MS / 1_000}s`,
      measured: `${(slowest / 1_000).toFixed(1)} s`,
      aim: { text: `≤ ${AIM_MS / 1_000} s`, isMet: slowest <= AIM_MS },
    },
  ]
}

async function reactionMs(): Promise<number> {
  return await perform(
    {
      speed: 1,
      begin: (world) => {
        world.createService({ name: 'web', desiredCount: RETRIES })
        world.image('registry.example/web:4', { task: crash, startMs: 2_000 })
        const deploy = () => world.deploy('web', 'registry.example/web:4')
        return { deploy, with: { retries: String(RETRIES), 'poll-interval': `${POLL_MS}ms` } }
      },
      cancelAt: (_, world) => world.ecs.writes.length > 0,
    },
    {},
    ({ world, result }) => {
      const failedAtMs = world
        .service('web')
        .tasks.filter(({ stopCode }) => stopCode === 'EssentialContainerExited')
        .flatMap(({ stoppingAtMs }) => (stoppingAtMs === undefined ? [] : [stoppingAtMs]))
        .sort((a, b) => a - b)[RETRIES - 1]
      const calledAtMs = world.ecs.writes[0]?.atMs
      if (failedAtMs === undefined || calledAtMs === undefined) {
        throw new Error(`It should have rolled back: ${result.outputs.reason}`)
      }
      return calledAtMs - failedAtMs
    },
  )
}

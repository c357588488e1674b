import { perform } from '../demo/stage.ts'
import type { Figure } from './figure.ts'

const ROUNDS = 5
const POLL_MS = 1_000
const AIM_MS = POLL_MS + 1_000
const SPEED = 20
const RETRIES = 3

/**
 * From the moment at which ECS knows of the failure that decides (the last of `retries` tasks) to the call
 * that rolls back, on a real clock.
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
  let failedAtMs: number | undefined
  return await perform(
    {
      speed: SPEED,
      begin: (world) => {
        world.createService({ name: 'web' })
        world.image('registry.example/web:4', { task: { kind: 'exits', exitCode: 1, afterMs: 1_000 } })
        const deployed = world.deploy('web', 'registry.example/web:4')
        return {
          deployed,
          with: { retries: String(RETRIES), 'poll-interval': `${POLL_MS}ms`, 'bake-time': '0s' },
        }
      },
    },
    {},
    ({ world, result }) => {
      const stopped = world
        .service('web')
        .tasks.filter(({ stopCode }) => stopCode === 'EssentialContainerExited')
        .map(({ stoppedAtMs }) => stoppedAtMs)
        .filter((atMs) => atMs !== undefined)
        .sort((a, b) => a - b)
      failedAtMs = stopped[RETRIES - 1]
      const calledAtMs = world.ecs.writes[0]?.atMs
      if (failedAtMs === undefined || calledAtMs === undefined) {
        throw new Error(`It should have rolled back: ${result.outputs.reason}`)
      }
      return (calledAtMs - failedAtMs) / SPEED
    },
  )
}

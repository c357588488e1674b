import { interrupt } from '../../demo/world/ecs/interruptions.ts'
import type { EcsState, Service } from '../../demo/world/ecs/state.ts'
import type { ImageBehaviour } from '../../demo/world/images.ts'
import { deployImage, type ServiceStory, tellService } from '../../demo/world/stories.ts'
import { STRATEGIES } from '../../scripts/state-table/axes.ts'
import { guardOn } from '../../scripts/state-table/play.ts'

const MINUTE_MS = 60_000
const NEW = 'registry.example/web:4'
const NO_ROOM = 'Capacity is unavailable at this time. Please try again later.'

interface Way {
  readonly name: string
  readonly story?: Partial<ServiceStory>
  readonly image?: ImageBehaviour
  /** What AWS does while it lands. */
  readonly happens?: (ecs: EcsState, service: Service) => void
}

const ROLLING: readonly (readonly [desired: number, least: number, most: number])[] = [
  [1, 100, 200],
  [1, 0, 100],
  [3, 0, 100],
  [3, 34, 100],
  [4, 50, 150],
  [10, 100, 110],
]
const STARTS_MS = [20_000, 4 * MINUTE_MS, 12 * MINUTE_MS]

const later =
  (afterMs: number, act: (ecs: EcsState, service: Service) => void) => (ecs: EcsState, service: Service) =>
    ecs.timeline.after(afterMs, () => act(ecs, service))

const WAYS: readonly Way[] = [
  ...ROLLING.flatMap(([desiredCount, minimumHealthyPercent, maximumPercent]) =>
    STARTS_MS.map((startMs) => ({
      name: `${desiredCount} tasks, ${minimumHealthyPercent} % to ${maximumPercent} %, each starts in ${startMs / 1_000} s`,
      story: { desiredCount, deploymentConfiguration: { minimumHealthyPercent, maximumPercent } },
      image: { startMs },
    })),
  ),
  ...Object.entries(STRATEGIES).flatMap(([strategy, deploymentConfiguration]) =>
    STARTS_MS.map((startMs) => ({
      name: `${strategy}, each task starts in ${startMs / 1_000} s`,
      story: { deploymentConfiguration },
      image: { startMs },
    })),
  ),
  { name: 'old tasks that drain for twenty minutes', story: { deregistrationDelayMs: 20 * MINUTE_MS } },
  {
    name: 'no room for the first four tasks',
    image: {
      task: (ordinal) => (ordinal < 4 ? { kind: 'cannot-place', reason: NO_ROOM } : { kind: 'runs' }),
    },
  },
  {
    name: 'static ports on three instances',
    story: {
      desiredCount: 3,
      capacity: { kind: 'EC2', instances: 3, hostPort: 8080 },
      deploymentConfiguration: { minimumHealthyPercent: 60, maximumPercent: 200 },
    },
  },
  ...(['spot', 'maintenance', 'infrastructure-health'] as const).flatMap((by) =>
    [20_000, 2 * MINUTE_MS, 4 * MINUTE_MS].map((afterMs) => ({
      name: `tasks taken away (${by}) ${afterMs / 1_000} s after the deploy`,
      story: { desiredCount: 4 },
      happens: later(afterMs, (ecs, service) => interrupt(ecs, service, by, 3)),
    })),
  ),
]

test.each(WAYS)('a healthy version is never rolled back: $name', async ({ story, image = {}, happens }) => {
  const { outcome, writes } = await guardOn({
    prepare: (ecs) => tellService(ecs, { name: 'web', ...story }),
    begin: (ecs, service) => {
      ecs.images.push(NEW, image)
      deployImage(ecs, service, NEW, {})
      happens?.(ecs, service)
    },
  })
  expect({ result: outcome.result, reason: outcome.reason, writes }).toEqual({
    result: 'healthy',
    reason: expect.stringMatching(/^healthy for /),
    writes: [],
  })
})

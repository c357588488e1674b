import type { Situation } from '../../scripts/state-table/axes.ts'
import { type Cell, describe as describeSituation, playCell } from '../../scripts/state-table/cell.ts'
import { begin, EARLIER_MS, prepare } from '../../scripts/state-table/scene.ts'
import { onStage } from './ecs-stage.ts'

/** One of each kind of end, over real HTTP and in real time. */
const SAMPLE: readonly Situation[] = [
  { strategy: 'rolling', moment: 'SCALE_UP', hook: 'no hook', version: 'crash' },
  { strategy: 'rolling', moment: 'COMPLETED', hook: 'no hook', version: '404' },
  { strategy: 'blue/green', moment: 'PRE_SCALE_UP', hook: 'PAUSE', version: 'healthy' },
  { strategy: 'blue/green', moment: 'POST_TEST_TRAFFIC_SHIFT', hook: 'Lambda', version: '404' },
  { strategy: 'blue/green', moment: 'POST_PRODUCTION_TRAFFIC_SHIFT', hook: 'PAUSE', version: 'slow' },
  { strategy: 'blue/green', moment: 'BAKE_TIME', hook: 'no hook', version: '5xx' },
  { strategy: 'blue/green', moment: 'BAKE_TIME', hook: 'no hook', version: 'wrong version' },
  { strategy: 'linear', moment: 'RECONCILE_SERVICE', hook: 'no hook', version: 'healthy' },
  { strategy: 'linear', moment: 'PRODUCTION_TRAFFIC_SHIFT', hook: 'no hook', version: 'reports unhealthy' },
  { strategy: 'canary', moment: 'PRE_PRODUCTION_TRAFFIC_SHIFT', hook: 'PAUSE', version: 'crash' },
]

const cells: Cell[] = []
for (const situation of SAMPLE) cells.push(await playCell(situation))

test.concurrent.each(cells.map((cell) => [describeSituation(cell), cell] as const))(
  '%s: ends in real time as on virtual time',
  (_, { result, writes, ...situation }) =>
    onStage(async ({ world, step, pass }) => {
      const service = prepare(world.ecs.state, situation)
      pass(EARLIER_MS)
      world.service('web')
      begin(world.ecs.state, service, situation)
      const played = await step({
        'task-definition': service.taskDefinitionArn,
        'expect-version': '4',
        'rollout-timeout': '3s',
        ...(situation.version === 'slow' ? { timeout: '400ms' } : {}),
      })
      expect({
        result: played.outputs.result,
        writes: played.writes.map((write) => write.split(' ')[0]),
        log: played.log,
      }).toEqual({ result, writes, log: expect.any(String) })
    }),
)

import { readStoppedTasks } from '../../../../src/targets/ecs/api/task-reading.ts'
import { type EcsBench, startEcsBench } from '../../../support/ecs-world.ts'

const never = new AbortController().signal

let bench: EcsBench
beforeEach(async () => {
  bench = await startEcsBench()
})
afterEach(() => bench.close())

it('counts the stopped tasks of a crash loop, however short the pages are', async () => {
  bench.world.createService({ name: 'web' })
  bench.world.image('registry.example/web:4', { task: { kind: 'exits', exitCode: 1, afterMs: 1_000 } })
  const { deploymentId } = bench.world.deploy('web', 'registry.example/web:4')
  await bench.clock.sleep(180_000, never)
  const all = await readStoppedTasks(bench.api, 'web', never)
  expect(all.length).toBeGreaterThan(4)
  expect(new Set(all.map(({ startedBy }) => startedBy))).toEqual(new Set([deploymentId]))
  bench.world.ecs.quirks.pageSize = 2
  expect((await readStoppedTasks(bench.api, 'web', never)).length).toBe(Math.min(all.length, 10))
})

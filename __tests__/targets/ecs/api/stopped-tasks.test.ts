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

it('counts a task that still stops only once its code and its reason are both given', async () => {
  bench.world.createService({ name: 'web', desiredCount: 1 })
  bench.world.image('registry.example/web:4', { task: { kind: 'exits', exitCode: 1, afterMs: 1_000 } })
  bench.world.deploy('web', 'registry.example/web:4')
  const stopping = () => bench.world.service('web').tasks.find(({ lastStatus }) => lastStatus === 'STOPPING')
  while (stopping() === undefined) await bench.clock.sleep(500, never)
  const task = stopping()
  if (task === undefined) throw new Error('a task stops')
  const counted = async (given: Pick<typeof task, 'stopCode' | 'stoppedReason'>) => {
    Object.assign(task, given)
    return (await readStoppedTasks(bench.api, 'web', never)).length
  }
  const { stopCode, stoppedReason } = task
  expect(await counted({ stopCode, stoppedReason: undefined })).toBe(0)
  expect(await counted({ stopCode: undefined, stoppedReason })).toBe(0)
  expect(await counted({ stopCode: undefined, stoppedReason: undefined })).toBe(0)
  expect(await counted({ stopCode, stoppedReason })).toBe(1)
})

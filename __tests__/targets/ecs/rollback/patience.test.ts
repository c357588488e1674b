import { ecsRollback } from '../../../../src/targets/ecs/rollback/strategy.ts'
import { ecsCapture } from '../../../../src/targets/ecs/watch/capture-source.ts'
import { type EcsBench, startEcsBench } from '../../../support/ecs-world.ts'
import { ready } from '../../../support/rollback-contract.ts'

const BAD = 'registry.example/web:bad'
const MINUTE_MS = 60_000
const WRITE_ATTEMPTS = 6
const never = new AbortController().signal

let bench: EcsBench
beforeEach(async () => {
  bench = await startEcsBench()
  bench.world.image(BAD, { http: { status: 500 } })
  bench.world.createService({ name: 'web' })
  bench.world.deploy('web', BAD)
  await bench.clock.sleep(10 * MINUTE_MS, never)
})
afterEach(() => bench.close())

const deps = () => ({
  api: bench.api,
  clock: bench.clock,
  watched: bench.watch({ service: 'web' }),
  rollbackTo: { kind: 'previous' } as const,
  pollIntervalMs: 5_000,
  retries: 3,
})
const plan = async () => ready(await ecsRollback(deps()).plan(never))

const writes = () => bench.world.ecs.writes.map(({ action }) => action)

describe('AWS that throttles', () => {
  it('may refuse a write five times', async () => {
    bench.world.ecs.faults.throttle('UpdateService', { times: WRITE_ATTEMPTS - 1 })
    expect((await (await plan()).apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual(['UpdateService'])
  })

  it('may not refuse it a sixth time', async () => {
    bench.world.ecs.faults.throttle('UpdateService', { times: WRITE_ATTEMPTS })
    const planned = await plan()
    await expect(planned.apply(() => {}, never)).rejects.toMatchObject({ code: 'unreachable' })
    expect(writes()).toEqual([])
  })

  it('may leave a poll without an answer, while the rollback goes on', async () => {
    const planned = await plan()
    const progress: string[] = []
    const report = (text: string) => {
      progress.push(text)
      if (text.startsWith('ECS accepted')) bench.world.ecs.faults.throttle('DescribeServices', { times: 3 })
    }
    expect((await planned.apply(report, never)).kind).toBe('in-place')
    expect(progress).toContain('AWS does not answer at the moment')
  })

  it('gets one copy of an INACTIVE target, however often the service is given it', async () => {
    const { DeregisterTaskDefinitionCommand } = bench.api.sdk
    const deregister = new DeregisterTaskDefinitionCommand({ taskDefinition: 'web:3' })
    await bench.api.call('ecs:Deregister', (client) => client.send(deregister), never)
    bench.world.ecs.calls.length = 0
    bench.world.ecs.faults.throttle('UpdateService', { times: 2 })
    expect((await (await plan()).apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual(['RegisterTaskDefinition', 'UpdateService'])
  })
})

it('says of several services that nothing is left to roll back by what somebody else has taken', async () => {
  bench.world.createService({ name: 'api' })
  const { state } = await ecsCapture(bench.api, bench.watch({ service: 'api' })).capture(never)
  const capture = { schemaVersion: 1, subject: 'ecs', takenAt: '', state } as const
  bench.world.image('registry.example/web:other')
  bench.world.deploy('web', 'registry.example/web:other')
  const watched = bench.watch({ service: 'api' }, { service: 'web', taskDefinition: 'web:4' })
  expect(await ecsRollback({ ...deps(), watched, capture }).plan(never)).toMatchObject({
    kind: 'superseded',
    by: 'web:5',
  })
})

import { ecsRollback } from '../../../../src/targets/ecs/rollback/strategy.ts'
import { ecsCapture } from '../../../../src/targets/ecs/watch/capture-source.ts'
import { type EcsBench, startEcsBench } from '../../../support/ecs-world.ts'
import { ready } from '../../../support/rollback-contract.ts'

const BAD = 'registry.example/web:bad'
const MINUTE_MS = 60_000
const TIMEOUT_MS = 900_000
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
  rollbackTimeoutMs: TIMEOUT_MS,
  retries: 3,
})
const plan = async () => ready(await ecsRollback(deps()).plan(never))

const writes = () => bench.world.ecs.writes.map(({ action }) => action)

/** Every call fails for so long, by the clock of the test. */
async function away(forMs: number): Promise<void> {
  bench.world.ecs.faults.fail('*', 'ServerException')
  bench.clock.after(forMs, () => bench.world.ecs.faults.clear())
}

describe('a control plane that is away', () => {
  it('for some minutes while the rollback is planned', async () => {
    await away(5 * MINUTE_MS)
    expect((await (await plan()).apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual(['UpdateService'])
  })

  it('for some minutes just before the write', async () => {
    const planned = await plan()
    await away(5 * MINUTE_MS)
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual(['UpdateService'])
  })

  it('for some minutes just after the write', async () => {
    const planned = await plan()
    const report = (text: string) => void (text.startsWith('ECS accepted') && away(5 * MINUTE_MS))
    expect((await planned.apply(report, never)).kind).toBe('in-place')
    expect(writes()).toEqual(['UpdateService'])
  })

  it('with the write, whose answer is lost: what became of it is read, and nothing is written twice', async () => {
    const planned = await plan()
    bench.world.ecs.faults.breakConnection('UpdateService', { times: 1, afterActing: true })
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual(['UpdateService'])
  })

  it('for longer than the rollback may take: its own last words are the reason', async () => {
    bench.world.ecs.faults.fail('DescribeServices', 'ServerException')
    const begunAtMs = bench.clock.nowMs()
    await expect(plan()).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('ecs:DescribeServices'),
    })
    expect(bench.clock.nowMs() - begunAtMs).toBeGreaterThan(TIMEOUT_MS - 10_000)
    expect(bench.clock.nowMs() - begunAtMs).toBeLessThanOrEqual(TIMEOUT_MS)
  })
})

describe('a history that gives no answer at all', () => {
  beforeEach(() => bench.world.ecs.faults.fail('ListServiceDeployments', 'ServerException'))

  const planTo = async (changes: Partial<Parameters<typeof ecsRollback>[0]>) =>
    ready(await ecsRollback({ ...deps(), ...changes }).plan(never))

  it('does not stop a rollback to what is named, and the plan says what is unknown', async () => {
    const planned = await planTo({ rollbackTo: { kind: 'revision', revision: 'web:2' } })
    expect(planned.unknowns.join('\n')).toMatch(/what ECS has on record of web.*ecs:ListServiceDeployments/)
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    expect(bench.world.service('web').taskDefinitionArn).toMatch(/web:2$/)
  })

  it('does not stop a rollback to what was captured', async () => {
    const web3 = 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:3'
    const captured = { service: 'web', taskDefinition: web3, isProven: true, images: [], settings: {} }
    const capture = { schemaVersion: 1, subject: 'ecs', takenAt: '', state: [captured] } as const
    const planned = await planTo({ capture })
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    expect(bench.world.service('web').taskDefinitionArn).toMatch(/web:3$/)
  })

  it('is waited for where only the history knows a target', async () => {
    bench.clock.after(5 * MINUTE_MS, () => bench.world.ecs.faults.clear())
    expect(await planTo({})).toMatchObject({ to: 'web:3' })
  })
})

describe('AWS that throttles', () => {
  it('may refuse a write for as long as the rollback may take', async () => {
    bench.world.ecs.faults.throttle('UpdateService', { times: 100 })
    expect((await (await plan()).apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual(['UpdateService'])
  })

  it('may not refuse it for longer', async () => {
    bench.world.ecs.faults.throttle('UpdateService')
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

  const deregister = async () => {
    const { DeregisterTaskDefinitionCommand } = bench.api.sdk
    const command = new DeregisterTaskDefinitionCommand({ taskDefinition: 'web:3' })
    await bench.api.call('ecs:Deregister', (client) => client.send(command), never)
    bench.world.ecs.calls.length = 0
  }

  it('registers one copy of an INACTIVE target, although the answer to that is lost', async () => {
    await deregister()
    bench.world.ecs.faults.breakConnection('RegisterTaskDefinition', { times: 1, afterActing: true })
    expect((await (await plan()).apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual(['RegisterTaskDefinition', 'UpdateService'])
  })

  it('gets one copy of an INACTIVE target, however often the service is given it', async () => {
    await deregister()
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

import type { Capture } from '../../../../src/run/capture.ts'
import type { RollbackPlan } from '../../../../src/run/rollback.ts'
import type { RollbackTo } from '../../../../src/run/rollback-to.ts'
import { ecsRollback } from '../../../../src/targets/ecs/rollback/strategy.ts'
import { KnownGood } from '../../../../src/targets/ecs/watch/known-good.ts'
import { type EcsBench, startEcsBench } from '../../../support/ecs-world.ts'
import { ready } from '../../../support/rollback-contract.ts'

const BAD = 'registry.example/web:bad'
const MINUTE_MS = 60_000
const never = new AbortController().signal
const taskDefinition = (name: string) => `arn:aws:ecs:us-east-1:123456789012:task-definition/${name}`

let bench: EcsBench
let knownGood: KnownGood
beforeEach(async () => {
  bench = await startEcsBench()
  const finder = () => ({ at: '2026-07-31T10:00:00Z', commit: '', runUrl: '' })
  knownGood = new KnownGood(bench.api, (text) => bench.warnings.push(text), finder)
  bench.world.image(BAD, { http: { status: 500 } })
  for (const name of ['api', 'web']) {
    bench.world.createService({ name })
    bench.world.deploy(name, BAD)
  }
  await bench.clock.sleep(10 * MINUTE_MS, never)
})
afterEach(() => bench.close())

interface Request {
  readonly names?: readonly string[]
  readonly rollbackTo?: RollbackTo
  readonly capture?: Capture
}

async function plan({
  names = ['web'],
  rollbackTo = { kind: 'previous' },
  capture,
}: Request = {}): Promise<RollbackPlan> {
  const { api, clock } = bench
  const watched = bench.watch(...names.map((service) => ({ service })))
  const deps = {
    api,
    watched,
    clock,
    rollbackTo,
    knownGood,
    pollIntervalMs: 5_000,
    rollbackTimeoutMs: 900_000,
    retries: 3,
  }
  return ready(await ecsRollback({ ...deps, ...(capture && { capture }) }).plan(never))
}

describe('what was put back', () => {
  const recorded = async (...names: readonly string[]) =>
    Object.fromEntries(await knownGood.recall(names.map(taskDefinition), { untilVerified: false }, never))

  it('is recorded as verified, in every service, once it has proved itself', async () => {
    const planned = await plan({ names: ['api', 'web'] })
    await planned.apply(() => {}, never)
    expect(await recorded('api:3', 'web:3')).toEqual({})
    await planned.conclude?.(true, never)
    expect(await recorded('api:3', 'web:3', 'api:4', 'web:4')).toEqual({
      [taskDefinition('api:3')]: 'verified',
      [taskDefinition('web:3')]: 'verified',
    })
  })

  it('is not recorded as verified when it has not', async () => {
    const planned = await plan()
    await planned.apply(() => {}, never)
    await planned.conclude?.(false, never)
    expect(await recorded('web:3', 'web:4')).toEqual({})
  })
})

describe('the version that a recovery has to show', () => {
  const answered = (...versions: readonly string[]) => ({
    checks: versions.map((version) => ({ check: version, asked: 10, failed: 0, latenciesMs: [], version })),
  })
  const captured = (name: string) => {
    const [service = ''] = name.split(':')
    return { service, taskDefinition: taskDefinition(name), isProven: true, images: [], settings: {} }
  }
  const capture = (names: readonly string[], versions: readonly string[]): Capture => ({
    schemaVersion: 1,
    subject: 'ecs',
    takenAt: '2026-07-31T10:00:00Z',
    state: names.map(captured),
    baseline: answered(...versions),
  })

  it.each<[string, Request, string | undefined]>([
    ['is the one that answered when it ran', { capture: capture(['web:2'], ['v2']) }, 'v2'],
    ['is not known where none answered', { capture: capture(['web:2'], []) }, undefined],
    ['is not known where several answered', { capture: capture(['web:2'], ['v2', 'v1']) }, undefined],
    [
      'is not that of another revision, which is put back instead',
      { capture: capture(['web:2'], ['v2']), rollbackTo: { kind: 'revision', revision: 'web:1' } },
      undefined,
    ],
    [
      'is the one of all services',
      { names: ['api', 'web'], capture: capture(['api:2', 'web:2'], ['v2']) },
      'v2',
    ],
    [
      'is not known where one of the services was not captured',
      { names: ['api', 'web'], capture: capture(['web:2'], ['v2']) },
      undefined,
    ],
  ])('%s', async (_, request, version) => {
    expect((await plan(request)).toVersion).toBe(version)
  })
})

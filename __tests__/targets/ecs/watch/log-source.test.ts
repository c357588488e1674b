import type { ImageBehaviour } from '../../../../demo/world/images.ts'
import { readPattern } from '../../../../src/core/pattern/pattern.ts'
import type { LogReading, MetricReading } from '../../../../src/health/triggers/metric-source.ts'
import { INPUT_DEFAULTS } from '../../../../src/inputs/declarations.ts'
import { ecsLogs } from '../../../../src/targets/ecs/watch/log-source.ts'
import { type EcsBench, startEcsBench } from '../../../support/ecs-world.ts'

let bench: EcsBench
beforeEach(async () => {
  bench = await startEcsBench()
})
afterEach(() => bench.close())

const signal = new AbortController().signal
const read = readPattern(INPUT_DEFAULTS['log-pattern'])
if (!read.ok) throw new Error(read.because)
const { pattern } = read
const EPOCH_MS = Date.parse('2026-01-05T10:00:00Z')

interface Wish {
  readonly isNew?: boolean
  readonly container?: string
  readonly of?: 'deployed' | 'restored'
}

/** `web:4` behaves so, and its rollout is complete. */
async function deploy(behaviour: ImageBehaviour, before: ImageBehaviour = {}): Promise<void> {
  bench.world.image('registry.example/web:3', before)
  bench.world.createService({ name: 'web' })
  await bench.clock.sleep(700_000, signal)
  bench.world.image('registry.example/web:4', behaviour)
  bench.world.deploy('web', 'registry.example/web:4')
  await bench.clock.sleep(300_000, signal)
}

function source({ isNew = false, container, of = 'deployed' }: Wish = {}) {
  const logOptions = [{ isNew, container, pattern, epochMs: EPOCH_MS }]
  const logs = ecsLogs(bench.api, bench.watch({ service: 'web' }), {
    ...{ clock: bench.clock, epochMs: EPOCH_MS, redact: (text: string) => text, logOptions, of },
  })
  return async (): Promise<MetricReading> => {
    const [sample] = await logs.sample(signal)
    if (sample === undefined) throw new Error('there is no sample')
    return sample.reading
  }
}

async function errorsOf(reading: Promise<MetricReading>): Promise<LogReading['errors']> {
  const found = await reading
  if (found.kind !== 'logs') throw new Error(JSON.stringify(found))
  return found.errors
}
const total = async (reading: Promise<MetricReading>) =>
  (await errorsOf(reading)).reduce((sum, { count }) => sum + count, 0)

const NOISY = (line: string): ImageBehaviour => ({
  log: ['starting', 'listening', { line, afterMs: 1_000, everyMs: 10_000 }],
})

test('what the tasks of the new version log is counted once, and what the old ones log is not', async () => {
  await deploy({ log: ['starting', 'ERROR no cache', 'listening'] }, NOISY('ERROR of the old version'))
  const sample = source()
  const errors = await errorsOf(sample())
  expect(errors.map(({ example }) => example).filter(Boolean)).toEqual(['ERROR no cache'])
  expect(await total(sample())).toBe(0)
  expect(bench.world.logs.calls.map(({ action }) => action)).toEqual(['FilterLogEvents', 'FilterLogEvents'])
})

test('lines that come later are found at a later reading, each once, also those that arrive late', async () => {
  const late = { line: 'ERROR late', afterMs: 60_000, ingestedAfterMs: 260_000 }
  await deploy({ log: ['starting', late, { line: 'ERROR at once', afterMs: 100_000 }] })
  const sample = source()
  const seen: number[] = []
  for (let reading = 0; reading < 8; reading += 1) {
    seen.push(await total(sample()))
    await bench.clock.sleep(15_000, signal)
  }
  expect(seen.reduce((sum, one) => sum + one, 0)).toBe(4)
  expect(seen.filter((one) => one > 0).length).toBeGreaterThan(1)
})

test('a log of many pages is read a few at a time, to its end', async () => {
  const line = { line: 'ERROR again', afterMs: 0, everyMs: 4 }
  await deploy({ log: [line] })
  const sample = source()
  const before = bench.world.logs.calls.length
  const first = await sample()
  expect(first).toMatchObject({ isBehind: true })
  expect(bench.world.logs.calls.length - before).toBe(5)
  expect(JSON.stringify(first).length).toBeLessThan(50_000)
  let last = first
  for (let reading = 0; reading < 10 && last.kind === 'logs' && last.isBehind; reading += 1)
    last = await sample()
  expect(last).toMatchObject({ kind: 'logs' })
  expect(last).not.toHaveProperty('isBehind')
})

describe('what is new', () => {
  test('is what the version before did not log in its last minutes', async () => {
    await deploy({ log: ['ERROR order 17 failed', 'ERROR no cache'] }, NOISY('ERROR order 4711 failed'))
    const errors = await errorsOf(source({ isNew: true })())
    expect(errors.filter(({ isNew }) => isNew).map(({ example }) => example)).toContain('ERROR no cache')
    expect(errors.filter(({ isNew }) => !isNew).map(({ example }) => example)).toContain(
      'ERROR order 17 failed',
    )
  })

  test('cannot be said if nothing was logged before', async () => {
    await deploy({ log: ['ERROR no cache'] }, { log: ['starting'] })
    expect(await source({ isNew: true })()).toMatchObject({
      incomparable: expect.stringContaining('nothing was logged in the 10m before'),
      errors: expect.not.arrayContaining([expect.objectContaining({ isNew: true })]),
    })
  })
})

test('of what was put back, its own tasks are read, from then on', async () => {
  await deploy(NOISY('ERROR of what runs'), NOISY('ERROR of the old version'))
  const sample = source({ of: 'restored' })
  expect(await errorsOf(sample())).toEqual([])
  await bench.clock.sleep(15_000, signal)
  const errors = await errorsOf(sample())
  expect(errors.flatMap(({ example }) => example ?? [])).toEqual(['ERROR of what runs'])
  expect(errors.reduce((sum, { count }) => sum + count, 0)).toBeLessThan(6)
})

describe('a log that cannot be read', () => {
  test('of one service hides nothing that was found in the log of another', async () => {
    bench.world.createService({ name: 'worker' })
    const logOptions = [{ isNew: false, pattern, epochMs: EPOCH_MS }]
    const logs = ecsLogs(bench.api, bench.watch({ service: 'web' }, { service: 'worker' }), {
      ...{
        clock: bench.clock,
        epochMs: EPOCH_MS,
        redact: (text: string) => text,
        logOptions,
        of: 'deployed',
      },
    })
    const read = async () => (await logs.sample(signal))[0]?.reading
    // One attempt and its repetitions, for the second service only.
    bench.world.logs.faults.deny('FilterLogEvents', {
      when: ({ logGroupName }) => logGroupName === '/ecs/worker',
    })
    expect(await read()).toMatchObject({ kind: 'unreadable' })
    bench.world.logs.faults.clear()
    const found = await read()
    if (found?.kind !== 'logs') throw new Error(JSON.stringify(found))
    expect(found.errors.map(({ example }) => example)).toContain('ERROR no cache')
  })

  beforeEach(() => deploy({ log: ['ERROR no cache'] }))

  test('is denied: the permission is named', async () => {
    bench.world.logs.faults.deny('FilterLogEvents')
    expect(await source()()).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringContaining('Add logs:FilterLogEvents'),
    })
  })

  test('is throttled: the next reading has all of it', async () => {
    bench.world.logs.faults.throttle('FilterLogEvents', { times: 3 })
    const sample = source()
    expect(await sample()).toMatchObject({ kind: 'unreadable', reason: expect.stringContaining('throttles') })
    expect(await total(sample())).toBe(2)
  })

  test('is of a container that does not exist', async () => {
    expect(await source({ container: 'envoy' })()).toMatchObject({
      missing: 'the task definition has no container envoy, only web',
    })
  })
})

import { readPattern } from '../../../src/core/pattern/pattern.ts'
import type { LogReading, MetricReading } from '../../../src/health/triggers/metric-source.ts'
import { INPUT_DEFAULTS } from '../../../src/inputs/declarations.ts'
import { isSince, readJournal } from '../../../src/targets/ssh/model/journal-line.ts'
import { unitLog } from '../../../src/targets/ssh/unit-log.ts'
import { missing, SshHost } from './host.ts'
import { keepJournal, keepRealJournal, type Logged, missingJournald } from './journal.ts'
import { SshServer } from './server.ts'
import { SshWorld } from './world.ts'

const read = readPattern(INPUT_DEFAULTS['log-pattern'])
if (!read.ok) throw new Error(read.because)
const { pattern } = read
const signal = new AbortController().signal

describe('a line of the journal', () => {
  const entry = (fields: object) => JSON.stringify({ __REALTIME_TIMESTAMP: '1767607200123456', ...fields })
  test.each<[string, string, string | undefined]>([
    ['a text', entry({ MESSAGE: 'ERROR x' }), 'ERROR x'],
    ['bytes that are no text', entry({ MESSAGE: [69, 82, 82, 27, 91] }), 'ERR\u001b['],
    ['several messages', entry({ MESSAGE: ['a', [98]] }), 'a\nb'],
    ['one that is too long to be shown', entry({ MESSAGE: null }), undefined],
    ['none', entry({}), undefined],
    ['without a time', JSON.stringify({ MESSAGE: 'x' }), undefined],
    ['no JSON', '-- No entries --', undefined],
    ['another value', '17', undefined],
  ])('%s', (_, line, expected) => {
    const found = readJournal(`${line}\n`)
    expect(found.map(({ text }) => text)).toEqual(expected === undefined ? [] : [expected])
    for (const { loggedAtMs } of found) expect(loggedAtMs).toBe(1_767_607_200_123.456)
  })
})

test.each([
  [1_000, 'old', false],
  [1_000, 'own', true],
  [1_999, undefined, true],
  [2_000, 'old', true],
  [999, 'own', false],
])('a line at %i of the start %s is of the version that runs: %s', (loggedAtMs, invocation, expected) => {
  const start = { startedAtMs: 1_000, invocation: 'own' }
  expect(isSince(start, { loggedAtMs, invocation, text: '' })).toBe(expected)
})

const skipped = missing === undefined ? describe : describe.skip

skipped('the log of the unit', () => {
  let host: SshHost
  let server: SshServer
  let world: SshWorld
  const startedAtS = Math.floor(Date.now() / 1_000) - 60

  beforeAll(async () => {
    host = new SshHost()
    server = await SshServer.start(host)
  })
  beforeEach(async () => {
    world = await SshWorld.open(server)
    server.order('started', `@${startedAtS}`)
    server.order('log', 'start --\nstart --\n')
  })
  afterEach(() => world.close())
  afterAll(async () => {
    await server.close()
    host.close()
  })

  const at = (afterS: number, text: string, invocation = '2'): Logged => ({
    ...{ atS: startedAtS + afterS, text, invocation },
  })

  function source(isNew = false): () => Promise<MetricReading> {
    const access = {
      ...{ clock: world.clock, redact: (text: string) => text, temporary: world.temporary },
      env: { PATH: process.env.PATH, HOME: '/nonexistent' },
    }
    const epochMs = Date.now() - world.clock.nowMs()
    const log = unitLog(world.config(), access, { isNew, pattern, epochMs })
    return async () => {
      const [sample] = await log.sample(signal)
      if (sample === undefined) throw new Error('there is no sample')
      return sample.reading
    }
  }
  const textsOf = (reading: MetricReading) =>
    reading.kind === 'logs' ? reading.errors.flatMap(({ example }) => example ?? []) : reading
  const total = ({ errors }: LogReading) => errors.reduce((sum, { count }) => sum + count, 0)

  test('since its start, each line once, and nothing of the start before', async () => {
    const lines = [
      ...[at(-30, 'ERROR of before', '1'), at(0, 'ERROR at its end', '1'), at(0.5, 'ERROR at the start')],
      ...[at(1, 'listening'), at(2, 'Traceback (most recent call last):')],
      ...[at(2, '  File "x"'), at(2, 'ValueError: ünïcödé'), at(3, 'ERROR after a restart', '3')],
    ]
    keepJournal(server, lines)
    const sample = source()
    expect(textsOf(await sample())).toEqual([
      ...['ERROR at the start', 'Traceback (most recent call last):', 'ERROR after a restart'],
    ])
    expect(textsOf(await sample())).toEqual([])
    keepJournal(server, [...lines, at(20, 'ERROR later')])
    expect(await sample()).toMatchObject({ errors: [{ count: 1 }] })
    expect(await world.writes()).toBe(0)
  })

  test('of many pages', async () => {
    keepJournal(
      server,
      Array.from({ length: 6_000 }, (_, index) => at(1 + index / 1_000, `ERROR ünïcödé ${index}`)),
    )
    const sample = source()
    const [first, second] = [await sample(), await sample()]
    expect([first, second]).toMatchObject([{ isBehind: true }, { kind: 'logs' }])
    expect(total(first as LogReading) + total(second as LogReading)).toBe(6_000)
  })

  test('what is new beside the ten minutes before the start', async () => {
    const before = [at(-700, 'ERROR long ago', '1'), at(-60, 'ERROR order 17 failed', '1')]
    const now = [at(1, 'ERROR order 18 failed'), at(2, 'ERROR long ago')]
    keepJournal(server, [...before, ...now])
    expect(await source(true)()).toMatchObject({
      errors: [
        { isNew: false, example: 'ERROR order 18 failed' },
        { isNew: true, example: 'ERROR long ago' },
      ],
    })
    keepJournal(server, now)
    expect(await source(true)()).toMatchObject({
      incomparable: expect.stringContaining('nothing was logged'),
    })
  })

  test('that the user may not read is evidence of nothing', async () => {
    server.order(
      'journal-hint',
      'Hint: You are currently not seeing messages from other users and the system.',
    )
    expect(await source()()).toEqual({
      kind: 'unreadable',
      reason: expect.stringMatching(/app\.service .*not seeing messages.*usermod .*systemd-journal/),
    })
  })

  test('of a server that is away', async () => {
    keepJournal(server, [at(1, 'ERROR x')])
    const sample = source()
    await sample()
    const { port } = server
    server.port = 1
    const other = source()
    server.port = port
    expect(await other()).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringContaining('no connection'),
    })
  })

  const real = missingJournald === undefined ? test : test.skip
  real('kept by a real journald', async () => {
    keepRealJournal(server, 'app.service', ['starting', 'ERROR ünïcödé', '\u001b[31mERROR\u001b[0m coloured'])
    expect(textsOf(await source()())).toEqual(['ERROR ünïcödé', 'ERROR coloured'])
  })
})

import fc from 'fast-check'
import type { Observation } from '../../src/health/observation.ts'
import { EventLog } from '../../src/report/event-log.ts'
import type { RunEvent } from '../../src/run/event.ts'

const observations: fc.Arbitrary<Observation> = fc.record(
  {
    check: fc.constantFrom('api', 'site'),
    startedAtMs: fc.double({ min: 0, max: 1e7, noNaN: true }),
    endedAtMs: fc.double({ min: 0, max: 1e7, noNaN: true }),
    result: fc.constantFrom('pass', 'fail', 'stale', 'error', 'nodata'),
    reason: fc.constantFrom(undefined, 'x', 'y'),
    warnings: fc.constantFrom(undefined, ['w']),
    latencyMs: fc.option(fc.double({ min: 0, max: 1e4, noNaN: true }), { nil: undefined }),
    answer: fc.constantFrom(
      undefined,
      { url: 'https://a.example' },
      { url: 'https://a.example', status: 200 },
    ),
  },
  { requiredKeys: ['check', 'startedAtMs', 'endedAtMs', 'result'] },
)

const events: fc.Arbitrary<RunEvent> = fc
  .oneof(
    {
      weight: 4,
      arbitrary: fc.record({ observation: observations, stage: fc.constantFrom('baseline', 'recovery') }),
    },
    { weight: 1, arbitrary: fc.constant({ text: 'x' }) },
  )
  .chain((body) =>
    fc
      .nat(1e6)
      .map(
        (atMs): RunEvent =>
          'text' in body ? { atMs, kind: 'platform-said', ...body } : { atMs, kind: 'observed', ...body },
      ),
  )

/** As a reader sees it, whatever it is made of. */
const seen = (event: RunEvent | undefined) =>
  event?.kind === 'observed'
    ? { kind: event.kind, atMs: event.atMs, stage: event.stage, observation: event.observation }
    : event

function keep(all: readonly RunEvent[]): EventLog {
  const log = new EventLog()
  for (const event of all) log.add(event)
  return log
}

it('is read like a list of the same events', () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 40 }), (list) => {
      const log = keep(list)
      const isBad = (event: RunEvent) => event.kind === 'observed' && event.observation.result === 'fail'
      const isSaid = ({ kind }: RunEvent) => kind === 'platform-said'
      expect([...log].map(seen)).toEqual(list)
      expect(log).toHaveLength(list.length)
      for (const index of [0, 1, -1, -2, list.length]) expect(seen(log.at(index))).toEqual(list.at(index))
      for (const isOne of [isBad, isSaid]) {
        expect(seen(log.find(isOne))).toEqual(list.find(isOne))
        expect(seen(log.findLast(isOne))).toEqual(list.findLast(isOne))
        expect(log.some(isOne)).toBe(list.some(isOne))
      }
      const times = ({ atMs, kind }: RunEvent) => (kind === 'observed' ? [atMs, atMs] : [])
      expect(log.flatMap(times)).toEqual(list.flatMap(times))
    }),
  )
})

describe('of more probes than one chunk holds', () => {
  const list = Array.from({ length: 5_000 }, (_, index): RunEvent => {
    const reason = `it took ${index} ms`
    const observation = {
      check: 'api',
      startedAtMs: index,
      endedAtMs: index,
      result: 'fail',
      reason,
    } as const
    return { atMs: index, kind: 'observed', stage: 'verification', observation }
  })
  const reasons = [...keep(list)].map((event) => event.kind === 'observed' && event.observation.reason)

  it('keeps the words of the latest as they were', () => {
    expect(reasons.slice(-1_000)).toEqual(list.slice(-1_000).map((_, index) => `it took ${4_000 + index} ms`))
  })

  it('keeps of older ones that differ only in figures the words of the first', () => {
    expect(new Set(reasons.slice(0, 1_000))).toEqual(new Set(['it took 0 ms']))
  })
})

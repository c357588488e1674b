import fc from 'fast-check'
import type { Observation, ProbeClass } from '../../../src/health/observation.ts'
import { makeTrigger } from '../../../src/health/triggers/make-trigger.ts'
import { parseTriggerLine } from '../../../src/health/triggers/parse-trigger.ts'
import type { TriggerView } from '../../../src/health/triggers/trigger.ts'
import { observation } from '../../support/scripted-probe.ts'

const WINDOW_MS = 120_000
const LINES = ['failure rate > 5% over 2m', 'mean time > 1s over 2m', 'p95 time > 1s over 2m'] as const

function ask(line: string, samples: readonly Observation[], nowMs: number, bakeStartedAtMs = 0) {
  const parsed = parseTriggerLine(line)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  const view: TriggerView = {
    nowMs,
    bakeStartedAtMs,
    bakeEndAtMs: bakeStartedAtMs + WINDOW_MS,
    deployBegunAtMs: 0,
    deployedAtMs: 0,
    observations: new Map([['api', samples]]),
    samples: [],
  }
  return makeTrigger(line, parsed.value).evaluate(view)
}

const sample = fc
  .record({
    result: fc.constantFrom<ProbeClass>('pass', 'fail', 'stale', 'error', 'nodata'),
    startedAtMs: fc.integer({ min: 0, max: 400_000 }),
    latencyMs: fc.integer({ min: 1, max: 5_000 }),
  })
  .map(({ result, ...rest }) => observation(result, rest))
const samples = fc
  .array(sample, { maxLength: 80 })
  .map((list) => list.toSorted((a, b) => a.endedAtMs - b.endedAtMs))
const line = fc.constantFrom(...LINES)
const now = fc.integer({ min: 0, max: 400_000 })

describe('whatever the samples', () => {
  it('a window never looks outside itself', () => {
    fc.assert(
      fc.property(line, samples, samples, now, (text, list, others, nowMs) => {
        const outside = others.filter(({ endedAtMs }) => endedAtMs <= nowMs - WINDOW_MS || endedAtMs > nowMs)
        const mixed = [...list, ...outside].toSorted((a, b) => a.endedAtMs - b.endedAtMs)
        expect(ask(text, mixed, nowMs)).toEqual(ask(text, list, nowMs))
      }),
      { numRuns: 500 },
    )
  })

  it('nothing fires before its window is full', () => {
    fc.assert(
      fc.property(line, samples, now, (text, list, nowMs) => {
        if (nowMs < WINDOW_MS) expect(ask(text, list, nowMs).state).not.toBe('fired')
      }),
      { numRuns: 500 },
    )
  })

  it('one more pass never makes a failure rate fire', () => {
    fc.assert(
      fc.property(samples, now, (list, nowMs) => {
        const [rate] = LINES
        const pass = observation('pass', { startedAtMs: nowMs, latencyMs: 0 })
        const seen = list.filter(({ endedAtMs }) => endedAtMs <= nowMs)
        const before = ask(rate, seen, nowMs).state
        if (before === 'ok') expect(ask(rate, [...seen, pass], nowMs).state).toBe('ok')
      }),
      { numRuns: 500 },
    )
  })

  it('errors and no data change nothing', () => {
    fc.assert(
      fc.property(line, samples, now, (text, list, nowMs) => {
        const asked = list.filter(({ result }) => result !== 'error' && result !== 'nodata')
        expect(ask(text, asked, nowMs)).toEqual(ask(text, list, nowMs))
      }),
      { numRuns: 500 },
    )
  })

  it('the same later is the same: only the distance counts', () => {
    fc.assert(
      fc.property(line, samples, now, now, (text, list, nowMs, laterMs) => {
        const shifted = list.map((one) => ({
          ...one,
          startedAtMs: one.startedAtMs + laterMs,
          endedAtMs: one.endedAtMs + laterMs,
        }))
        expect(ask(text, shifted, nowMs + laterMs, laterMs)).toEqual(ask(text, list, nowMs))
      }),
      { numRuns: 500 },
    )
  })
})

import { SampleTimes } from '../../src/run/sample-times.ts'
import { FakeClock } from '../support/fake-clock.ts'

const UNTIL = new AbortController().signal

/** When a sleep that is planned for ten seconds ends, with a verdict that is due and news that come. */
async function wakesAt(script: {
  readonly verdictAtMs?: number
  readonly newsAtMs?: number
  readonly spareMs?: number
  readonly soonestAtMs?: number
}): Promise<number> {
  const clock = new FakeClock()
  const startMs = clock.nowMs()
  const times = new SampleTimes(clock)
  const { verdictAtMs, newsAtMs, spareMs = 2_000, soonestAtMs } = script
  if (verdictAtMs !== undefined) times.moveVerdict(startMs + verdictAtMs)
  if (newsAtMs !== undefined) clock.after(newsAtMs, () => times.hurry())
  const turn = {
    plannedAtMs: startMs + 10_000,
    lastAtMs: startMs,
    spareMs,
    soonestAtMs: soonestAtMs === undefined ? undefined : startMs + soonestAtMs,
  }
  await times.sleepUntil(turn, UNTIL)
  return clock.nowMs() - startMs
}

test.each<[string, Parameters<typeof wakesAt>[0], number]>([
  ['as planned', {}, 10_000],
  ['at a verdict that is due before', { verdictAtMs: 6_000 }, 6_000],
  ['as planned, when the verdict is due long after', { verdictAtMs: 13_000 }, 10_000],
  ['as planned, when there is just room for one more', { verdictAtMs: 12_000 }, 10_000],
  ['at the verdict, when there is no room for one more', { verdictAtMs: 11_999 }, 11_999],
  ['as planned, when the verdict was due before the last sample', { verdictAtMs: 0 }, 10_000],
  ['at once, when the checks show something new', { newsAtMs: 4_000, soonestAtMs: 3_000 }, 4_000],
  ['as soon as may be, after that', { newsAtMs: 4_000, soonestAtMs: 5_000 }, 5_000],
  ['no later than planned, after that', { newsAtMs: 4_000, soonestAtMs: 20_000 }, 10_000],
  ['as planned, when the checks show it nothing', { newsAtMs: 4_000 }, 10_000],
])('a sample is taken %s', async (_, script, atMs) => {
  expect(await wakesAt(script)).toBe(atMs)
})

test('a verdict that is moved while somebody sleeps wakes it in time', async () => {
  const clock = new FakeClock()
  const startMs = clock.nowMs()
  const times = new SampleTimes(clock)
  clock.after(1_000, () => times.moveVerdict(startMs + 7_000))
  await times.sleepUntil({ plannedAtMs: startMs + 10_000, lastAtMs: startMs, spareMs: 0 }, UNTIL)
  expect(clock.nowMs() - startMs).toBe(7_000)
})

test('the end of everything ends the sleep', async () => {
  const clock = new FakeClock()
  const startMs = clock.nowMs()
  const end = new AbortController()
  clock.after(1_000, () => end.abort(new Error('decided')))
  const times = new SampleTimes(clock)
  const sleep = times.sleepUntil({ plannedAtMs: startMs + 10_000, lastAtMs: startMs, spareMs: 0 }, end.signal)
  await expect(sleep).rejects.toThrow('decided')
})

test.each<[string, number | undefined, number | undefined, number]>([
  ['nothing has happened', undefined, undefined, -5_000],
  ['the checks have just shown something new', undefined, 0, 0],
  ['a verdict is due now', 0, undefined, 0],
  ['a verdict was due a second ago', -1_000, undefined, -1_000],
  ['a verdict is due later', 1, undefined, -5_000],
  ['a verdict was due long ago', -9_000, undefined, -5_000],
])('what may be older than the last poll, when %s', (_, verdictMs, newsMs, freshMs) => {
  const clock = new FakeClock()
  const nowMs = clock.nowMs()
  const times = new SampleTimes(clock)
  if (newsMs !== undefined) times.hurry()
  if (verdictMs !== undefined) times.moveVerdict(nowMs + verdictMs)
  expect(times.freshSinceMs(nowMs - 5_000) - nowMs).toBe(freshMs)
})

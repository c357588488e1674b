import fc from 'fast-check'
import { poll } from '../../src/core/poll.ts'
import { FakeClock } from '../support/fake-clock.ts'

const never = new AbortController().signal

/** What is asked changes from one answer to the next as time goes by; each question takes `takesMs`. */
function changing(
  clock: FakeClock,
  changes: readonly (readonly [atMs: number, answer: string])[],
  takesMs = 0,
) {
  const askedAtMs: number[] = []
  const ask = async () => {
    askedAtMs.push(clock.elapsedMs())
    if (takesMs > 0) await clock.sleep(takesMs, never)
    return changes.findLast(([atMs]) => atMs <= clock.elapsedMs())?.[1] ?? 'nothing'
  }
  return { askedAtMs, ask }
}

const isDone = (answer: string) => answer === 'done'

describe('what is waited for', () => {
  test.each([
    { what: 'is there at once', doneAtMs: 0, limitMs: 10_000, answer: 'done', atMs: [0] },
    { what: 'comes in between', doneAtMs: 6_000, limitMs: 60_000, answer: 'done', atMs: [0, 5_000, 10_000] },
    {
      what: 'comes with the limit',
      doneAtMs: 10_000,
      limitMs: 10_000,
      answer: 'done',
      atMs: [0, 5_000, 10_000],
    },
    {
      what: 'comes too late',
      doneAtMs: 10_001,
      limitMs: 10_000,
      answer: 'nothing',
      atMs: [0, 5_000, 10_000],
    },
    {
      what: 'comes within the last wait',
      doneAtMs: 9_000,
      limitMs: 8_000,
      answer: 'done',
      atMs: [0, 5_000, 10_000],
    },
    { what: 'has no time at all', doneAtMs: 1, limitMs: 0, answer: 'nothing', atMs: [0] },
  ])('$what', async ({ doneAtMs, limitMs, answer, atMs }) => {
    const clock = new FakeClock()
    const { askedAtMs, ask } = changing(clock, [[doneAtMs, 'done']])
    expect(await poll(ask, { clock, intervalMs: 5_000, until: isDone, limitMs }, never)).toBe(answer)
    expect(askedAtMs).toEqual(atMs)
  })

  it('is waited for without a limit, and then is what it is taken for', async () => {
    const clock = new FakeClock()
    const ask = async () => (clock.elapsedMs() < 86_400_000 ? undefined : 'tomorrow')
    const until = (answer: string | undefined) => answer !== undefined
    const found: string = await poll(ask, { clock, intervalMs: 3_600_000, until }, never)
    expect(found).toBe('tomorrow')
  })

  it('is waited for between a question and the next, however long each takes', async () => {
    const clock = new FakeClock()
    const { askedAtMs, ask } = changing(clock, [[20_000, 'done']], 3_000)
    await poll(ask, { clock, intervalMs: 5_000, until: isDone }, never)
    expect(askedAtMs).toEqual([0, 8_000, 16_000, 24_000])
  })

  it('may set the pace by its last answer', async () => {
    const clock = new FakeClock()
    const { askedAtMs, ask } = changing(clock, [
      [0, 'slow'],
      [10_000, 'fast'],
      [12_000, 'done'],
    ])
    const intervalMs = (answer: string) => (answer === 'fast' ? 1_000 : 10_000)
    await poll(ask, { clock, intervalMs, until: isDone }, never)
    expect(askedAtMs).toEqual([0, 10_000, 11_000, 12_000])
  })
})

it('ends with the reason of the signal, and with the error of a question', async () => {
  const clock = new FakeClock()
  const stop = new AbortController()
  const reason = new Error('cancelled')
  clock.after(7_000, () => stop.abort(reason))
  const { askedAtMs, ask } = changing(clock, [])
  await expect(poll(ask, { clock, intervalMs: 5_000, until: isDone }, stop.signal)).rejects.toBe(reason)
  expect(askedAtMs).toEqual([0, 5_000])
  const broken = () => Promise.reject(new Error('broken'))
  await expect(poll(broken, { clock, intervalMs: 5_000, until: isDone }, never)).rejects.toThrow('broken')
})

it('asks at least once, never after the answer, and ends within one interval after the limit', async () => {
  const times = fc.integer({ min: 0, max: 50_000 })
  const intervals = fc.integer({ min: 1, max: 10_000 })
  await fc.assert(
    fc.asyncProperty(times, times, intervals, async (doneAtMs, limitMs, intervalMs) => {
      const clock = new FakeClock()
      const { askedAtMs, ask } = changing(clock, [[doneAtMs, 'done']])
      const answer = await poll(ask, { clock, intervalMs, until: isDone, limitMs }, never)
      expect(askedAtMs[0]).toBe(0)
      expect(askedAtMs.filter((atMs) => atMs >= doneAtMs)).toHaveLength(answer === 'done' ? 1 : 0)
      expect(clock.elapsedMs()).toBeLessThan(limitMs + intervalMs)
    }),
    { numRuns: 30 },
  )
})

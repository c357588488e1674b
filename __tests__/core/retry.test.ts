import fc from 'fast-check'
import { retry, retryOnError } from '../../src/core/retry.ts'
import { FakeClock } from '../support/fake-clock.ts'

const never = new AbortController().signal

/** Gives one result after the other, and notes when each was asked for. */
function scripted<T>(clock: FakeClock, results: readonly T[]) {
  const askedAtMs: number[] = []
  const next = async (): Promise<T> => {
    askedAtMs.push(clock.elapsedMs())
    return results[Math.min(askedAtMs.length, results.length) - 1] as T
  }
  return { askedAtMs, next }
}

/** The same, rejecting with every text. */
function failing(clock: FakeClock, results: readonly (string | number)[]) {
  const { askedAtMs, next } = scripted(clock, results)
  const attempt = async () => {
    const result = await next()
    if (typeof result === 'string') throw new Error(result)
    return result
  }
  return { askedAtMs, attempt }
}

describe('a result that asks for another attempt', () => {
  test.each([
    { results: [0], attempts: 3, ends: 0, atMs: [0] },
    { results: [500, 0], attempts: 3, ends: 0, atMs: [0, 500] },
    { results: [500, 200, 100], attempts: 3, ends: 100, atMs: [0, 500, 700] },
    { results: [500, 200], attempts: 1, ends: 500, atMs: [0] },
    { results: [9, 9, 9, 9, 0], attempts: undefined, ends: 0, atMs: [0, 9, 18, 27, 36] },
  ])('gets it $attempts times at most: $results ends as $ends', async ({ results, attempts, ends, atMs }) => {
    const clock = new FakeClock()
    const { askedAtMs, next } = scripted(clock, results)
    const delayAfterMs = (result: number) => (result === 0 ? undefined : result)
    expect(await retry(next, { clock, attempts, delayAfterMs }, never)).toBe(ends)
    expect(askedAtMs).toEqual(atMs)
  })

  it('receives the number of attempts made, so that the waits can grow', async () => {
    const clock = new FakeClock()
    const { askedAtMs, next } = scripted(clock, ['no'])
    await retry(next, { clock, attempts: 4, delayAfterMs: (_, made) => 1_000 * 2 ** (made - 1) }, never)
    expect(askedAtMs).toEqual([0, 1_000, 3_000, 7_000])
  })

  it('is waited for only as long as the signal allows', async () => {
    const clock = new FakeClock()
    const stop = new AbortController()
    const reason = new Error('cancelled')
    clock.after(2_500, () => stop.abort(reason))
    const { askedAtMs, next } = scripted(clock, ['no'])
    await expect(retry(next, { clock, delayAfterMs: () => 1_000 }, stop.signal)).rejects.toBe(reason)
    expect(askedAtMs).toEqual([0, 1_000, 2_000])
  })
})

describe('an error that allows another attempt', () => {
  const delayAfterMs = (error: unknown) =>
    error instanceof Error && error.message === 'busy' ? 2_000 : undefined

  test.each([
    { results: [7], outcome: 7, atMs: [0] },
    { results: ['busy', 7], outcome: 7, atMs: [0, 2_000] },
    { results: ['busy', 'broken', 7], outcome: 'broken', atMs: [0, 2_000] },
    { results: ['busy', 'busy', 'busy', 7], outcome: 'busy', atMs: [0, 2_000, 4_000] },
  ])('gets it three times at most: $results ends as $outcome', async ({ results, outcome, atMs }) => {
    const clock = new FakeClock()
    const { askedAtMs, attempt } = failing(clock, results)
    const end = retryOnError(attempt, { clock, attempts: 3, delayAfterMs }, never)
    expect(await end.catch((error: Error) => error.message)).toBe(outcome)
    expect(askedAtMs).toEqual(atMs)
  })

  it('is waited for only as long as the signal allows', async () => {
    const clock = new FakeClock()
    const stop = new AbortController()
    const reason = new Error('cancelled')
    clock.after(3_000, () => stop.abort(reason))
    const { attempt } = failing(clock, ['busy'])
    await expect(retryOnError(attempt, { clock, delayAfterMs }, stop.signal)).rejects.toBe(reason)
  })
})

it('never makes more attempts than allowed, and none after a good one', async () => {
  const outcomes = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(outcomes, fc.integer({ min: 1, max: 8 }), async (results, attempts) => {
      const clock = new FakeClock()
      const { askedAtMs, next } = scripted(clock, results)
      const delayAfterMs = (isGood: boolean) => (isGood ? undefined : 1_000)
      const last = await retry(next, { clock, attempts, delayAfterMs }, never)
      const tillGood = results.includes(true) ? results.indexOf(true) + 1 : attempts
      expect(askedAtMs).toHaveLength(Math.min(attempts, tillGood))
      expect(last).toBe(tillGood <= attempts && results.includes(true))
    }),
  )
})

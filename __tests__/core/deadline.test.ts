import { DeadlineError, untilAborted, withDeadline } from '../../src/core/deadline.ts'
import { FakeClock } from '../support/fake-clock.ts'

const never = new AbortController().signal
const cancelled = new Error('cancelled')

describe('work with a deadline', () => {
  test.each([
    { what: 'in time', takesMs: 999, abortedAtMs: undefined, end: 'the result' },
    { what: 'too slow', takesMs: 1_001, abortedAtMs: undefined, end: 'DeadlineError: the time is up' },
    { what: 'cancelled before', takesMs: 1_001, abortedAtMs: 500, end: 'Error: cancelled' },
    { what: 'cancelled after it', takesMs: 999, abortedAtMs: 1_500, end: 'the result' },
  ])('that is $what ends as: $end', async ({ takesMs, abortedAtMs, end }) => {
    const clock = new FakeClock()
    const caller = new AbortController()
    if (abortedAtMs !== undefined) clock.after(abortedAtMs, () => caller.abort(cancelled))
    const work = async (stop: AbortSignal) => {
      await clock.sleep(takesMs, stop)
      return 'the result'
    }
    const done = withDeadline(work, { clock, limitMs: 1_000 }, caller.signal)
    expect(await done.catch(String)).toBe(end)
    expect(clock.elapsedMs()).toBe(Math.min(takesMs, 1_000, abortedAtMs ?? 1_000))
  })

  it('is aborted with the error that the caller names', async () => {
    const clock = new FakeClock()
    const late = new Error('the answer is late')
    const work = (stop: AbortSignal) => clock.sleep(2_000, stop)
    await expect(withDeadline(work, { clock, limitMs: 1_000, reason: () => late }, never)).rejects.toBe(late)
  })

  it('is waited for when it needs a moment to end, and then ends as it says', async () => {
    const clock = new FakeClock()
    const work = async (stop: AbortSignal) => {
      await clock.sleep(5_000, stop).catch(() => clock.sleep(300, never))
      return stop.reason
    }
    expect(await withDeadline(work, { clock, limitMs: 1_000 }, never)).toBeInstanceOf(DeadlineError)
    expect(clock.elapsedMs()).toBe(1_300)
  })

  it('leaves nothing behind when it has ended, well or not', async () => {
    const clock = new FakeClock()
    const left: unknown[] = []
    const leaveBehind = (stop: AbortSignal) => {
      clock.sleep(600, stop).catch((error) => left.push(error))
    }
    const good = async (stop: AbortSignal) => leaveBehind(stop)
    const bad = async (stop: AbortSignal) => {
      leaveBehind(stop)
      throw new Error('bad')
    }
    await withDeadline(good, { clock, limitMs: 1_000 }, never)
    await expect(withDeadline(bad, { clock, limitMs: 1_000 }, never)).rejects.toThrow('bad')
    await clock.sleep(1_001, never)
    expect(left).toHaveLength(2)
    expect(left.filter((error) => error instanceof DeadlineError)).toEqual([])
  })

  it('does not even begin when it is cancelled already', async () => {
    let hasBegun = false
    const work = async () => {
      hasBegun = true
    }
    const done = withDeadline(work, { clock: new FakeClock(), limitMs: 1_000 }, AbortSignal.abort(cancelled))
    await expect(done).rejects.toBe(cancelled)
    expect(hasBegun).toBe(false)
  })
})

describe('what cannot be aborted', () => {
  it('is left alone when the signal is', async () => {
    const clock = new FakeClock()
    const stop = new AbortController()
    clock.after(500, () => stop.abort(cancelled))
    await expect(untilAborted(clock.sleep(1_000, never), stop.signal)).rejects.toBe(cancelled)
    expect(clock.elapsedMs()).toBe(500)
    await expect(untilAborted(clock.sleep(1_000, never), stop.signal)).rejects.toBe(cancelled)
  })

  it('is what it is otherwise', async () => {
    await expect(untilAborted(Promise.resolve(1), never)).resolves.toBe(1)
    await expect(untilAborted(Promise.reject(cancelled), never)).rejects.toBe(cancelled)
  })
})

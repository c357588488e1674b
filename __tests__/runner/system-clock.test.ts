import { SystemClock } from '../../src/runner/system-clock.ts'

const never = new AbortController().signal

describe('the clock of the process', () => {
  it('begins at zero and only goes on', async () => {
    const madeAtMs = performance.now()
    const clock = new SystemClock()
    const before = clock.nowMs()
    expect(before).toBeGreaterThanOrEqual(0)
    expect(before).toBeLessThanOrEqual(performance.now() - madeAtMs)
    await clock.sleep(2, never)
    expect(clock.nowMs()).toBeGreaterThan(before)
  })

  it('rejects with the reason itself when it is aborted while it sleeps', async () => {
    const stop = new AbortController()
    const reason = new Error('cancelled')
    const asleep = new SystemClock().sleep(3_600_000, stop.signal)
    stop.abort(reason)
    await expect(asleep).rejects.toBe(reason)
  })

  it('does not even begin to sleep when it is aborted already', async () => {
    const reason = new Error('cancelled')
    await expect(new SystemClock().sleep(3_600_000, AbortSignal.abort(reason))).rejects.toBe(reason)
  })

  it('takes a time in the past for now', async () => {
    await expect(new SystemClock().sleep(-5, never)).resolves.toBeUndefined()
  })
})

import { LiveLog } from '../../../src/report/log/live-log.ts'
import { LogRenderer } from '../../../src/report/log/log.ts'
import { FakeClock } from '../../support/fake-clock.ts'

function start() {
  const clock = new FakeClock(90_000)
  const narrator = new LogRenderer({ successThreshold: 3, bakeTimeMs: 600_000, rolloutTimeoutMs: 900_000 })
  const written: string[] = []
  const log = new LiveLog(narrator, clock, (text) => written.push(text))
  const stop = new AbortController()
  return { clock, log, written, stop }
}

describe('the live log', () => {
  it('gives a sign of life every 30 s, counted from the last line', async () => {
    const { clock, log, written, stop } = start()
    log.onEvent({ atMs: clock.nowMs(), kind: 'phase-changed', stage: 'verification', phase: 'baking' })
    clock.after(45_000, () => log.onEvent({ atMs: clock.nowMs(), kind: 'platform-said', text: 'hello' }))
    clock.after(110_000, () => stop.abort(new Error('over')))
    await log.beat(stop.signal)
    expect(written).toEqual([
      '+1m30s  ▷ Baking: watching it for 10m, all triggers armed\n',
      '+2m00s  … baking for 30s of 10m; no probe yet\n',
      '+2m15s  » hello\n',
      '+2m45s  … baking for 1m15s of 10m; no probe yet\n',
      '+3m15s  … baking for 1m45s of 10m; no probe yet\n',
    ])
  })

  it('ends at once when it is aborted', async () => {
    const { clock, log, stop } = start()
    clock.after(1_000, () => stop.abort(new Error('over')))
    await log.beat(stop.signal)
    expect(clock.elapsedMs()).toBe(1_000)
  })

  it('folds a group between two commands that no title can break', () => {
    const { log, written } = start()
    log.onEvent({ atMs: 0, kind: 'evidence', title: 'a\n::endgroup::100%', lines: ['x\n::error::y'] })
    expect(written.join('')).toBe('::group::a ::endgroup::100%25\n  x ::error::y\n::endgroup::\n')
  })
})

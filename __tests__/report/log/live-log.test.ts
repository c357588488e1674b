import { colourLine } from '../../../src/report/log/colour.ts'
import { renderConfiguration } from '../../../src/report/log/configuration.ts'
import { describeRequest } from '../../../src/report/log/debug-text.ts'
import { LiveLog, type LogStyle } from '../../../src/report/log/live-log.ts'
import { LogRenderer } from '../../../src/report/log/log.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { contextOf } from '../stories.ts'

function start(style: LogStyle = {}) {
  const clock = new FakeClock(90_000)
  const narrator = new LogRenderer({ successThreshold: 3, bakeTimeMs: 600_000, rolloutTimeoutMs: 900_000 })
  const written: string[] = []
  const log = new LiveLog(narrator, clock, (text) => written.push(text), style)
  const stop = new AbortController()
  return { clock, log, written, stop }
}

describe('the live log', () => {
  it('gives a sign of life once a minute, counted from the last line', async () => {
    const { clock, log, written, stop } = start()
    log.onEvent({ atMs: clock.nowMs(), kind: 'phase-changed', stage: 'verification', phase: 'baking' })
    clock.after(75_000, () => log.onEvent({ atMs: clock.nowMs(), kind: 'platform-said', text: 'hello' }))
    clock.after(200_000, () => stop.abort(new Error('over')))
    await log.beat(stop.signal)
    expect(written).toEqual([
      '+1m30s  ▷ Baking: watching it for 10m, all triggers armed\n',
      '+2m30s  … baking for 1m of 10m; no probe yet\n',
      '+2m45s  » hello\n',
      '+3m45s  … baking for 2m15s of 10m; no probe yet\n',
      '+4m45s  … baking for 3m15s of 10m; no probe yet\n',
    ])
  })

  it('shows every probe, and why it goes on, to a person who debugs, and to nobody else', () => {
    const observation = {
      check: 'api',
      startedAtMs: 1_000,
      endedAtMs: 1_080,
      latencyMs: 80,
      result: 'fail',
      reason: 'answered 500\n::error::x 100%',
      answer: { url: 'https://a.example/', address: '192.0.2.1:443', status: 500 },
    } as const
    const event = { atMs: 1_080, kind: 'observed', stage: 'verification', observation } as const
    const debugged = start({ isDebug: true })
    debugged.log.onEvent(event)
    debugged.log.trace('goes on: still starting')
    expect(debugged.written.filter((text) => text.startsWith('::debug::'))).toEqual([
      '::debug::+1s     probe of api: fail; started +1s, took 80 ms; response time 80 ms; status 500; at 192.0.2.1:443; answered 500 ::error::x 100%25\n',
      '::debug::+1m30s  goes on: still starting\n',
    ])
    const usual = start()
    usual.log.onEvent(event)
    usual.log.trace('goes on: still starting')
    expect(usual.written).toEqual(['+1s     ✗ api: answered 500 ::error::x 100%\n'])
  })

  it('describes a request by its status, time and id', () => {
    expect(describeRequest({ action: 'ecs:DescribeServices', status: 200, id: '1-2', tookMs: 31.4 })).toBe(
      'request ecs:DescribeServices: 200 in 31 ms; id 1-2',
    )
    expect(describeRequest({ action: 'GET /x', tookMs: 5, failure: 'ECONNRESET' })).toBe(
      'request GET /x: no answer in 5 ms; ECONNRESET',
    )
  })

  it('begins with what the run goes by', () => {
    const { log, written } = start()
    log.show(renderConfiguration(contextOf('healthy')))
    expect(written.join('')).toMatch(/^::group::Configuration\n/)
    for (const line of [
      'place             service web, cluster prod, us-east-1, revision web:42',
      'bake-time         1m',
      'auto-rollback     true',
    ])
      expect(written.join('')).toContain(`  ${line}`)
  })

  it.each([
    ['+1s     ✗ api: 500', 31],
    ['+1s     ■ unhealthy: x', 31],
    ['+1s     ✓ api: 200', 32],
    ['+1s     ■ healthy: x', 32],
    ['+1s     ⚠ x', 33],
    ['+1s     ■ inconclusive: x', 33],
    ['+1s     ▷ Baking', 36],
    ['+1m01s  … baking', 90],
  ])('colours %j, and not its time', (line, colour) => {
    const [time = '', text = ''] = line.split(/(?<= ) (?=[^ ])/)
    expect(colourLine(line)).toBe(`${time} \x1b[${colour}m${text}\x1b[39m`)
    const { log, written } = start({ isColoured: true })
    log.show({ kind: 'line', text: line })
    expect(written).toEqual([`${colourLine(line)}\n`])
  })

  it('leaves a line as it is that says nothing good or bad', () => {
    expect(colourLine('+1s     ● web: 1 of 2 tasks run')).toBe('+1s     ● web: 1 of 2 tasks run')
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

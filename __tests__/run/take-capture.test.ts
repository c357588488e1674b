import { PlatformError } from '../../src/core/platform-error.ts'
import type { CaptureSource } from '../../src/run/capture.ts'
import { paceBaseline } from '../../src/run/take-baseline.ts'
import { takeCapture } from '../../src/run/take-capture.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { RecordingJournal } from '../support/recording-journal.ts'
import { ScriptedProbe } from '../support/scripted-probe.ts'

interface World {
  readonly source?: CaptureSource
  readonly script?: string
  readonly cancelAfterMs?: number
}

async function capture({ source, script, cancelAfterMs }: World) {
  const clock = new FakeClock()
  const journal = new RecordingJournal(clock)
  const cancel = new AbortController()
  if (cancelAfterMs !== undefined) clock.after(cancelAfterMs, () => cancel.abort(new Error('cancelled')))
  const captured = await takeCapture(
    {
      clock,
      journal,
      probes: script === undefined ? [] : [new ScriptedProbe(clock, script)],
      ...(source && { source }),
    },
    { subject: 'command', takenAt: '2026-07-31T10:00:00.000Z', pace: paceBaseline(1_000, []) },
    cancel.signal,
  )
  return { ...captured, warnings: journal.of('warned').map(({ text }) => text) }
}

const runs = (revision: string, ...warnings: readonly string[]): CaptureSource => ({
  capture: async () => ({ revision, warnings: warnings.map((text) => ({ text })) }),
})

describe('before a deploy', () => {
  it.each([
    { script: '+', isHealthy: true, warnings: [] },
    {
      script: '+-',
      isHealthy: false,
      warnings: ['api is already unhealthy before this deploy: 9 of 10 probes failed'],
    },
    { script: '|+-', isHealthy: true, warnings: [] },
  ])('the health of $script is recorded as healthy: $isHealthy', async ({ script, isHealthy, warnings }) => {
    const captured = await capture({ source: runs('v1'), script })
    expect(captured.outcome).toEqual({
      result: 'captured',
      reason: 'v1 runs',
      timings: {},
      isHealthy,
    })
    expect(captured.capture).toMatchObject({
      revision: 'v1',
      baseline: { checks: [{ check: 'api', asked: 10 }] },
    })
    expect(captured.warnings).toEqual(warnings)
  })

  it('without a check nothing is said of the health', async () => {
    const { outcome } = await capture({ source: runs('v1') })
    expect(outcome).toEqual({ result: 'captured', reason: 'v1 runs', timings: {} })
  })

  it('every warning of the target is recorded', async () => {
    const { warnings, capture: kept } = await capture({
      source: runs('v1', 'no breaker', 'a tag can be moved'),
    })
    expect(warnings).toEqual(['no breaker', 'a tag can be moved'])
    expect(kept).not.toHaveProperty('warnings')
  })

  it('what cannot be read leaves nothing recorded, and says why', async () => {
    const refusal = new PlatformError('access-denied', 'AWS refused it', { hint: 'Allow it.' })
    const { outcome, capture: kept } = await capture({ source: { capture: () => Promise.reject(refusal) } })
    expect(kept).toBeUndefined()
    expect(outcome).toEqual({
      result: 'inconclusive',
      reason: 'what runs before the deploy could not be read: AWS refused it',
      timings: {},
      hint: 'Allow it.',
    })
  })

  it('a cancelled job leaves nothing recorded', async () => {
    const { outcome, capture: kept } = await capture({ script: '+', cancelAfterMs: 2_500 })
    expect([outcome.result, kept]).toEqual(['cancelled', undefined])
  })
})

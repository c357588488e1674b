import { PlatformError } from '../core/platform-error.ts'
import { wasUnhealthy } from '../health/baseline.ts'
import type { Capture, CaptureSource, TargetCapture } from './capture.ts'
import { type LandingPorts, type LandingSettings, reportLandings } from './landing-time.ts'
import type { Outcome } from './outcome.ts'
import { type BaselinePace, type BaselinePorts, takeBaseline } from './take-baseline.ts'

export interface CapturePorts extends BaselinePorts, LandingPorts {
  /** Absent: the target has nothing to record but its health. */
  readonly source?: CaptureSource | undefined
}

export interface CaptureSettings {
  readonly subject: string
  /** ISO 8601. */
  readonly takenAt: string
  readonly pace: BaselinePace
  /** Absent: how long the platform takes is not asked. */
  readonly landing?: LandingSettings | undefined
}

export interface Captured {
  readonly outcome: Outcome
  /** Absent: nothing could be recorded. */
  readonly capture?: Capture | undefined
}

/** Records what runs before a deploy, and warns of what would prevent a rollback. */
export async function takeCapture(
  ports: CapturePorts,
  settings: CaptureSettings,
  signal: AbortSignal,
): Promise<Captured> {
  const { subject, takenAt, pace, landing } = settings
  try {
    const { running = [], ...target } = await readTarget(ports, signal)
    const short = landing && (await reportLandings(ports, landing, signal))
    if (short !== undefined) ports.journal.record({ kind: 'warned', ...short })
    const baseline = ports.probes.length === 0 ? undefined : await takeBaseline(ports, pace, signal)
    const unhealthy = baseline?.checks.filter(wasUnhealthy) ?? []
    for (const { check, failed, asked } of unhealthy) {
      const text = `${check} is already unhealthy before this deploy: ${failed} of ${asked} probes failed`
      ports.journal.record({
        kind: 'warned',
        text,
        hint: 'If it stays so, the deploy does not count as the cause and is not rolled back.',
      })
    }
    const capture = { schemaVersion: 1 as const, subject, takenAt, ...target, baseline }
    return {
      capture,
      outcome: {
        result: 'captured',
        reason: renderRunning(running, capture),
        timings: {},
        isHealthy: baseline && unhealthy.length === 0,
      },
    }
  } catch (error) {
    return { outcome: endedEarly(error, signal) }
  }
}

async function readTarget(
  { source, journal }: CapturePorts,
  signal: AbortSignal,
): Promise<Omit<TargetCapture, 'warnings'>> {
  if (source === undefined) return {}
  const { warnings, ...target } = await source.capture(signal)
  for (const warning of warnings) journal.record({ kind: 'warned', ...warning })
  return target
}

function renderRunning(running: readonly string[], { revision }: Capture): string {
  const what = revision === undefined ? running : [...running, `${revision} runs`]
  return what.length === 0 ? 'the health before the deploy' : what.join(', ')
}

function endedEarly(error: unknown, signal: AbortSignal): Outcome {
  if (signal.aborted)
    return { result: 'cancelled', reason: 'the job was cancelled before the deploy', timings: {} }
  if (!(error instanceof PlatformError)) throw error
  return {
    result: 'inconclusive',
    reason: `what runs before the deploy could not be read: ${error.message}`,
    timings: {},
    hint: error.hint,
  }
}

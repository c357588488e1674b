import type { Observation } from './observation.ts'

/** What the checks showed before the deployment. Plain data, so that it can travel between jobs. */
export interface Baseline {
  readonly checks: readonly CheckBaseline[]
}

export interface CheckBaseline {
  readonly check: string
  /** Answers of any kind; probes that could not ask are left out. */
  readonly asked: number
  readonly failed: number
  /** By time, oldest first; under the same rule as {@link Observation.latencyMs}. */
  readonly latenciesMs: readonly number[]
  /** The version that answered last, if it said one. */
  readonly version?: string | undefined
  /** Why the last failure failed. Untrusted. */
  readonly reason?: string | undefined
}

export function summariseBaseline(observations: readonly Observation[]): Baseline {
  const byCheck = Map.groupBy(observations, ({ check }) => check)
  return { checks: [...byCheck].map(([check, seen]) => summariseCheck(check, seen)) }
}

function summariseCheck(check: string, seen: readonly Observation[]): CheckBaseline {
  const asked = seen.filter(({ result }) => result !== 'error' && result !== 'nodata')
  const failures = asked.filter(({ result }) => result === 'fail')
  const version = asked.findLast(({ answer }) => answer?.version !== undefined)?.answer?.version
  const reason = failures.at(-1)?.reason
  return {
    check,
    asked: asked.length,
    failed: failures.length,
    latenciesMs: asked.flatMap(({ latencyMs }) => latencyMs ?? []),
    version,
    reason,
  }
}

/** More than half of the answers were failures: what runs before this deployment is no better. */
export function wasUnhealthy({ asked, failed }: CheckBaseline): boolean {
  return failed * 2 > asked
}

export function baselineOf(baseline: Baseline | undefined, check: string): CheckBaseline | undefined {
  return baseline?.checks.find((one) => one.check === check)
}

/** Reads what {@link summariseBaseline} made and another job passed on; undefined if it is no such thing. */
export function readBaseline(value: unknown): Baseline | undefined {
  const checks = isObject(value) ? value.checks : undefined
  return Array.isArray(checks) && checks.every(isCheckBaseline) ? { checks } : undefined
}

function isCheckBaseline(value: unknown): value is CheckBaseline {
  if (!isObject(value)) return false
  const { check, asked, failed, latenciesMs, version, reason } = value
  return (
    typeof check === 'string' &&
    isCount(asked) &&
    isCount(failed) &&
    failed <= asked &&
    Array.isArray(latenciesMs) &&
    latenciesMs.every((latency) => Number.isFinite(latency) && latency >= 0) &&
    [version, reason].every((text) => text === undefined || typeof text === 'string')
  )
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

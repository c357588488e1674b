import { type Baseline, baselineOf, type CheckBaseline, wasUnhealthy } from '../health/baseline.ts'
import { because } from '../health/check.ts'

export const HINT_BEFORE =
  'Check what is outside of this deployment: a database, another service, a certificate, DNS, or whether this runner is let through at all.'

/**
 * The baseline of the check that decided, if it was already unhealthy then. What the platform says about its
 * own tasks is not explained by an address that did not answer before: without a check there is none.
 */
export function findUnhealthyBefore(
  baseline: Baseline | undefined,
  check: string | undefined,
): CheckBaseline | undefined {
  const before = check === undefined ? undefined : baselineOf(baseline, check)
  return before !== undefined && wasUnhealthy(before) ? before : undefined
}

/** `failed 10 of 10 times before this deployment: status 403, expected 200-299` */
export function describeBefore(before: CheckBaseline): string {
  return `${failedBefore(before)}${because(before)}`
}

/** Why it is healthy, and which checks were not before. */
export function describeFixed(reason: string, baseline: Baseline | undefined): string {
  const unhealthy = (baseline?.checks ?? []).filter(wasUnhealthy)
  if (unhealthy.length === 0) return reason
  const before = unhealthy.map((one) => `${one.check} had ${failedBefore(one)}`).join(' and ')
  return `${reason}; ${before}, which fixed it`
}

function failedBefore({ asked, failed }: CheckBaseline): string {
  return `failed ${failed} of ${asked} times before this deployment`
}

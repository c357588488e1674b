import { renderDuration } from '../core/duration.ts'
import type { Observation } from './observation.ts'
import type { Verdict } from './verdict.ts'

/** The numbers by which one check is judged (docs/health.md, "Starting" and "Baking"). */
export interface CheckPolicy {
  readonly startPeriodMs: number
  readonly successThreshold: number
  readonly retries: number
}

/**
 * So many errors in a row during the bake are inconclusive. Independent of `retries`: a
 * tight `retries` must not turn three lost answers of the runner's network into a red job.
 */
export const ERRORS_IN_A_ROW_LIMIT = 5

/** Where one check stands after all of its observations. */
export interface CheckProgress {
  readonly phase: 'starting' | 'baking'
  readonly passesInARow: number
  readonly failuresInARow: number
  /** Start of the probe that ended the starting phase. */
  readonly bakeStartedAtMs?: number
  /** The observations of the bake, oldest first; the one that ended the starting phase is not in it. */
  readonly baked: readonly Observation[]
  readonly last?: Observation
  /** Set once this check has decided; for a healthy one only the bell decides. */
  readonly verdict?: Verdict
}

const IN_WORDS = {
  fail: 'failed',
  stale: 'was answered by another version',
  error: 'could not be asked',
} as const

/** Follows one check through starting and baking. Pure: the observations are the only input. */
export function followCheck(check: string, policy: CheckPolicy, seen: readonly Observation[]): CheckProgress {
  const first = seen[0]
  if (first === undefined) return { phase: 'starting', passesInARow: 0, failuresInARow: 0, baked: [] }
  const counted: Record<'fail' | 'stale' | 'error', Observation[]> = { fail: [], stale: [], error: [] }
  let passesInARow = 0
  for (const [index, observation] of seen.entries()) {
    if (observation.result === 'pass') {
      passesInARow += 1
      if (passesInARow >= policy.successThreshold) return bake(check, policy, seen, index)
      continue
    }
    passesInARow = 0
    if (observation.startedAtMs - first.startedAtMs < policy.startPeriodMs) continue
    // No data is "we could not look" here: without a limit a silent source would keep us for ever.
    const kind = observation.result === 'nodata' ? 'error' : observation.result
    counted[kind].push(observation)
    if (counted[kind].length >= policy.retries) {
      const verdict = neverHealthy(check, kind, counted[kind], policy)
      return { phase: 'starting', passesInARow, failuresInARow: 0, baked: [], last: observation, verdict }
    }
  }
  return { phase: 'starting', passesInARow, failuresInARow: 0, baked: [], ...lastOf(seen) }
}

function neverHealthy(
  check: string,
  kind: keyof typeof IN_WORDS,
  counted: readonly Observation[],
  policy: CheckPolicy,
): Verdict {
  const last = counted.at(-1)
  const after =
    policy.startPeriodMs > 0 ? ` after the start period of ${renderDuration(policy.startPeriodMs)}` : ''
  const reason = `${check} never became healthy: it ${IN_WORDS[kind]} ${times(counted.length)}${after}${because(last)}`
  if (kind === 'stale') return { kind: 'not-deployed', reason }
  if (kind === 'error') return { kind: 'inconclusive', reason }
  return unhealthy(check, reason, counted)
}

/** From here every trigger is armed and every counter starts from zero. */
function bake(
  check: string,
  policy: CheckPolicy,
  seen: readonly Observation[],
  startIndex: number,
): CheckProgress {
  const baked = seen.slice(startIndex + 1)
  let failures: Observation[] = []
  let errorsInARow = 0
  let passesInARow = policy.successThreshold
  for (const observation of baked) {
    passesInARow = observation.result === 'pass' ? passesInARow + 1 : 0
    if (observation.result === 'pass') failures = []
    if (observation.result === 'fail') failures.push(observation)
    errorsInARow = observation.result === 'error' ? errorsInARow + 1 : 0
    const verdict = decideInBake(check, policy, failures, errorsInARow, observation)
    if (verdict !== undefined) return progressOf(observation, failures, passesInARow, verdict)
  }
  return progressOf(seen.at(-1), failures, passesInARow)

  function progressOf(
    last: Observation | undefined,
    failing: readonly Observation[],
    passes: number,
    verdict?: Verdict,
  ): CheckProgress {
    return {
      phase: 'baking',
      passesInARow: passes,
      failuresInARow: failing.length,
      bakeStartedAtMs: seen[startIndex]?.startedAtMs ?? 0,
      baked,
      ...(last === undefined ? {} : { last }),
      ...(verdict === undefined ? {} : { verdict }),
    }
  }
}

function decideInBake(
  check: string,
  policy: CheckPolicy,
  failures: readonly Observation[],
  errorsInARow: number,
  latest: Observation,
): Verdict | undefined {
  if (failures.length >= policy.retries) {
    const reason = `${check} failed ${times(failures.length)} in a row${because(failures.at(-1))}`
    return unhealthy(check, reason, failures)
  }
  if (errorsInARow < ERRORS_IN_A_ROW_LIMIT) return undefined
  return {
    kind: 'inconclusive',
    reason: `${check} could not be asked ${times(errorsInARow)} in a row${because(latest)}`,
  }
}

export function unhealthy(check: string, reason: string, failures: readonly Observation[]): Verdict {
  const firstFailure = failures[0]
  const lastFailure = failures.at(-1)
  return {
    kind: 'unhealthy',
    reason,
    check,
    ...(firstFailure === undefined ? {} : { firstFailure }),
    ...(lastFailure === undefined ? {} : { lastFailure }),
  }
}

export function because(told: { readonly reason?: string } | undefined): string {
  return told?.reason === undefined ? '' : `: ${told.reason}`
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

function lastOf(seen: readonly Observation[]): { last?: Observation } {
  const last = seen.at(-1)
  return last === undefined ? {} : { last }
}

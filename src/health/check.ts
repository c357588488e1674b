import { renderDuration } from '../core/duration.ts'
import type { Verdict } from './observation.ts'
import { add, isAnswer, NONE, type Observation, type Tally } from './observation.ts'
import type { HealthProbe } from './probe.ts'
import { longestWindowMs, type Trigger } from './triggers/trigger.ts'

/** The numbers by which one check is judged (docs/health.md, "Starting" and "Baking"). */
export interface CheckPolicy {
  readonly startPeriodMs: number
  readonly successThreshold: number
  readonly retries: number
  readonly triggers: readonly Trigger[]
  /** Triggers that only warn. Absent: none. */
  readonly warnings?: readonly Trigger[] | undefined
}

/**
 * So many errors in a row during the bake are inconclusive. Independent of `retries`: a
 * tight `retries` must not turn three lost answers of the runner's network into a red job.
 */
const ERRORS_IN_A_ROW_LIMIT = 5

/** How far one check has come: all that its observations so far mean for what comes next. */
export interface CheckProgress {
  readonly name: string
  readonly required: boolean
  readonly phase: 'starting' | 'baking'
  /** While the rollout runs: failures since anything answered. */
  readonly outage: Tally
  /** While the traffic is shifted in steps: failures of the new version itself, in a row. */
  readonly shifted: Tally
  readonly passesInARow: number
  /** What counts against it: while starting each since the start period, while baking in a row. */
  readonly counted: Readonly<Record<Counted, Tally>>
  /** Start of the probe that ended the starting phase. */
  readonly bakeStartedAtMs?: number | undefined
  /** Observations of the bake; the one that ended the starting phase is not one of them. */
  readonly bakedCount: number
  /** Those of them in which the service could be asked: the samples of a rate. */
  readonly askedCount: number
  /** Of the whole bake. */
  readonly failures: Tally
  /** The latest observations of the bake, oldest first: as many as a trigger can still ask for. */
  readonly recent: readonly Observation[]
  /** Nobody answered so often that it would have decided, and then somebody did. */
  readonly hasRecovered?: boolean | undefined
  /** The latest one, or the one that decided. */
  readonly last?: Observation | undefined
  /** Set once this check has decided; for a healthy one only the end of the bake decides. */
  readonly verdict?: Verdict | undefined
}

type Counted = 'fail' | 'stale' | 'error' | 'nodata'

const NOTHING_COUNTED = { fail: NONE, stale: NONE, error: NONE, nodata: NONE } as const

export function beginCheck({ name, required }: Pick<HealthProbe, 'name' | 'required'>): CheckProgress {
  return {
    name,
    required,
    phase: 'starting',
    outage: NONE,
    shifted: NONE,
    passesInARow: 0,
    counted: NOTHING_COUNTED,
    bakedCount: 0,
    askedCount: 0,
    failures: NONE,
    recent: [],
  }
}

/**
 * Follows one check through starting and baking, by one more observation of it.
 *
 * @param firstTaskAtMs when the new version's first task ran: the start period counts from then
 */
export function followCheck(
  before: CheckProgress,
  observation: Observation,
  policy: CheckPolicy,
  firstTaskAtMs: number = observation.startedAtMs,
): CheckProgress {
  if (before.phase === 'baking') return bake(before, observation, policy)
  return before.verdict === undefined ? start(before, observation, policy, firstTaskAtMs) : before
}

/** Failures in a row, which only a bake knows. */
export function failuresInARow({ phase, counted }: CheckProgress): number {
  return phase === 'baking' ? counted.fail.count : 0
}

function start(
  before: CheckProgress,
  observation: Observation,
  policy: CheckPolicy,
  firstTaskAtMs: number,
): CheckProgress {
  const { result } = observation
  const passesInARow = result === 'pass' ? before.passesInARow + 1 : 0
  const after = { ...before, passesInARow, last: observation }
  if (passesInARow >= policy.successThreshold) {
    // From here every trigger is armed and every counter starts from zero.
    return { ...after, phase: 'baking', bakeStartedAtMs: observation.startedAtMs, counted: NOTHING_COUNTED }
  }
  if (result === 'pass' || observation.startedAtMs - firstTaskAtMs < policy.startPeriodMs) return after
  const counted = { ...before.counted, [result]: add(before.counted[result], observation) }
  const isDecided = counted[result].count >= policy.retries
  return {
    ...after,
    counted,
    verdict: isDecided ? neverHealthy(after, result, counted[result], policy) : undefined,
  }
}

const IN_WORDS = {
  fail: 'failed',
  stale: 'was answered by another version',
  error: 'could not be asked',
  nodata: 'did not say what was asked',
} as const

function neverHealthy(
  { name }: CheckProgress,
  kind: Counted,
  counted: Tally,
  { startPeriodMs }: CheckPolicy,
): Verdict {
  const after = startPeriodMs > 0 ? ` after the start period of ${renderDuration(startPeriodMs)}` : ''
  const reason = `${name} never became healthy: it ${IN_WORDS[kind]} ${times(counted.count)}${after}${because(counted.last)}`
  if (kind === 'stale') return { kind: 'not-deployed', reason }
  if (kind !== 'fail') return { kind: 'inconclusive', reason }
  return unhealthy(name, reason, counted)
}

function bake(before: CheckProgress, observation: Observation, policy: CheckPolicy): CheckProgress {
  const { result } = observation
  const seen: CheckProgress = {
    ...before,
    bakedCount: before.bakedCount + 1,
    askedCount: before.askedCount + (isAnswer(observation) ? 1 : 0),
    failures: result === 'fail' ? add(before.failures, observation) : before.failures,
    recent: keepRecent([...before.recent, observation], allTriggers(policy)),
  }
  if (before.verdict !== undefined) return seen
  const { fail } = before.counted
  const counted = {
    ...before.counted,
    fail: result === 'pass' ? NONE : result === 'fail' ? add(fail, observation) : fail,
    error: result === 'error' ? add(before.counted.error, observation) : NONE,
  }
  return {
    ...seen,
    counted,
    passesInARow: result === 'pass' ? before.passesInARow + 1 : 0,
    last: observation,
    verdict: decideInBake(before.name, counted, policy),
  }
}

/**
 * All within the longest window, and all since the last pass. With that pass: by it a trigger knows whether
 * the check has times.
 */
function keepRecent(baked: readonly Observation[], triggers: readonly Trigger[]): readonly Observation[] {
  const longestMs = Math.max(0, ...triggers.map(longestWindowMs))
  const sinceMs = (baked.at(-1)?.endedAtMs ?? 0) - longestMs
  const lastPass = baked.findLastIndex(({ result }) => result === 'pass')
  return baked.filter(({ endedAtMs }, index) => index >= lastPass || endedAtMs > sinceMs)
}

function decideInBake(
  name: string,
  { fail, error }: CheckProgress['counted'],
  { retries }: CheckPolicy,
): Verdict | undefined {
  if (fail.count >= retries) {
    return unhealthy(name, `${name} failed ${times(fail.count)} in a row${because(fail.last)}`, fail)
  }
  if (error.count < ERRORS_IN_A_ROW_LIMIT) return undefined
  const reason = `${name} could not be asked ${times(error.count)} in a row${because(error.last)}`
  return { kind: 'inconclusive', reason }
}

export function unhealthy(check: string, reason: string, { first, last }: Tally): Verdict {
  return { kind: 'unhealthy', reason, check, firstFailure: first, lastFailure: last }
}

export function because(reported: { readonly reason?: string | undefined } | undefined): string {
  return reported?.reason === undefined ? '' : `: ${reported.reason}`
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

/** Those that decide, and those that only warn. */
export function allTriggers({
  triggers,
  warnings = [],
}: Pick<CheckPolicy, 'triggers' | 'warnings'>): readonly Trigger[] {
  return [...triggers, ...warnings]
}

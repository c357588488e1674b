import type { CheckProgress } from './check.ts'
import { add, NONE, type Observation, type Tally } from './observation.ts'
import type { RolloutPoll } from './rollout.ts'

/** The platform took the tasks away for reasons of its own: what is asked meanwhile says nothing about the version. */
export interface Interruption {
  /** When all of them were last seen to run. */
  readonly sinceMs: number
  /** From then on the version starts anew. Absent: not yet. */
  readonly runsAgainAtMs?: number | undefined
  /** In the platform's own (untrusted) words. */
  readonly why: string
}

export interface Interruptions {
  readonly startedAtMs: number
  readonly latest?: RolloutPoll | undefined
  readonly interruption?: Interruption | undefined
  /** When a poll last showed that nothing was taken away. */
  readonly undisturbedAtMs?: number | undefined
}

/** Adds one poll. A poll that learnt nothing neither begins nor ends an interruption. */
export function followInterruption(
  { interruption, undisturbedAtMs, startedAtMs }: Interruptions,
  { atMs, services }: RolloutPoll,
): Pick<Interruptions, 'interruption' | 'undisturbedAtMs'> {
  const isOn = interruption !== undefined && interruption.runsAgainAtMs === undefined
  const why = services.map(({ state }) => ('takenAway' in state ? state.takenAway : undefined)).find(Boolean)
  if (why !== undefined) {
    const sinceMs = undisturbedAtMs ?? startedAtMs
    return { undisturbedAtMs, interruption: isOn ? interruption : { sinceMs, why } }
  }
  if (services.some(({ state }) => state.kind === 'unknown')) return { interruption, undisturbedAtMs }
  return {
    undisturbedAtMs: atMs,
    interruption: isOn ? { ...interruption, runsAgainAtMs: atMs } : interruption,
  }
}

/** A failure while no task runs is the platform's doing. When tasks run again, the start period is theirs once more. */
export function excuse(
  observation: Observation,
  { interruption }: Pick<Interruptions, 'interruption'>,
  startPeriodMs: number,
): Observation {
  if (observation.result !== 'fail' || interruption === undefined) return observation
  const { sinceMs, runsAgainAtMs, why } = interruption
  const { startedAtMs } = observation
  const isWithin =
    startedAtMs >= sinceMs &&
    (runsAgainAtMs === undefined ||
      startedAtMs < runsAgainAtMs ||
      startedAtMs - runsAgainAtMs < startPeriodMs)
  if (!isWithin) return observation
  const reason = `the platform took the tasks away: ${why}`
  return { ...observation, result: 'nodata', reason: [observation.reason, reason].filter(Boolean).join('; ') }
}

/** Who answers again before the platform could be asked was not there for a moment: nobody will know any more why. */
export function withoutHeld(
  check: CheckProgress,
  interruptions: Interruptions,
  intervalMs: number,
): CheckProgress {
  const isHeld =
    check.verdict?.kind === 'unhealthy' &&
    findPlatformDue(interruptions, check.counted.fail, intervalMs) !== undefined
  return isHeld ? { ...check, verdict: undefined, hasRecovered: true } : check
}

/** Takes back what was counted since the tasks were last seen to run. */
export function withoutInterrupted(
  check: CheckProgress,
  { interruption }: Pick<Interruptions, 'interruption'>,
): CheckProgress {
  const isTaken = ({ first }: Tally) =>
    interruption !== undefined && first !== undefined && first.startedAtMs >= interruption.sinceMs
  const recent = check.recent.map((observation) => excuse(observation, { interruption }, 0))
  const { counted, failures } = check
  const fail = check.phase === 'baking' ? countInARow(recent) : isTaken(counted.fail) ? NONE : counted.fail
  const excusedCount = recent.filter((observation, index) => observation !== check.recent[index]).length
  const after = {
    ...check,
    recent,
    outage: isTaken(check.outage) ? NONE : check.outage,
    askedCount: check.askedCount - excusedCount,
    failures: { ...failures, count: failures.count - excusedCount },
  }
  if (fail.count === counted.fail.count) return after
  const verdict = check.verdict?.kind === 'unhealthy' ? undefined : check.verdict
  return { ...after, verdict, counted: { ...counted, fail } }
}

function countInARow(recent: readonly Observation[]): Tally {
  const sincePass = recent.slice(recent.findLastIndex(({ result }) => result === 'pass') + 1)
  return sincePass.filter(({ result }) => result === 'fail').reduce(add, NONE)
}

/** What a load balancer answers in place of those that are not there. */
const NOBODY = new Set([502, 503, 504])

/** A platform may show for some seconds what was true before; whoever probes more often waits less. */
const SHOWN_AFTER_MS = 10_000
const SHOWN_AFTER_PROBES = 5

/**
 * Nobody answers, and the platform was not asked since, or too soon: it may have taken the tasks away. When it is to
 * be asked; undefined: somebody answers, or it was asked, or there is none.
 */
export function findPlatformDue(
  { latest }: Interruptions,
  { first, last }: Tally,
  intervalMs: number,
): number | undefined {
  if (latest === undefined || first === undefined || last === undefined) return undefined
  const { bodyHead, status = 0 } = last.answer ?? {}
  const isFromNobody = bodyHead === undefined || NOBODY.has(status)
  const dueAtMs = first.startedAtMs + Math.min(SHOWN_AFTER_MS, SHOWN_AFTER_PROBES * intervalMs)
  return isFromNobody && latest.atMs < dueAtMs ? dueAtMs : undefined
}

import type { Revision } from '../core/revision.ts'
import type { Verdict } from '../health/observation.ts'
import type { Leg, Outcome, Rehearsal } from './outcome.ts'
import type { PlanDescription } from './rollback.ts'
import type { Verification } from './verification.ts'

/** What of a rehearsal is known when it ends. */
export interface RehearsalFacts {
  /** The real verification: the version was healthy. */
  readonly verification: Verification
  /** Of the version that was treated as failing. Absent: the run was cancelled before. */
  readonly verdict?: Verdict | undefined
  readonly rehearsal: Rehearsal
}

/** The result of the part that failed, or `rehearsed`; with where the service stands now. */
export function concludeRehearsal(facts: RehearsalFacts): Outcome {
  const { rehearsal, verification, verdict } = facts
  const { back } = rehearsal
  if (back === undefined) {
    const known = { verification, rehearsal, timings: {} }
    if (verdict === undefined || verdict.kind === 'healthy' || verdict.kind === 'unhealthy')
      return { ...known, result: 'cancelled', reason: CANCELLED_EARLY }
    const reason = `the rehearsal ended before anything was changed: ${verdict.reason}`
    return { ...known, result: verdict.kind, reason }
  }
  return {
    verification,
    rehearsal,
    ...conclusionOf(rehearsal, back),
    ...describePlans(rehearsal, back),
    recovery: back.recovery,
    timings: timingsOf(rehearsal, back),
  }
}

const CANCELLED_EARLY = 'the job was cancelled before the rehearsal had changed anything'

/** What counts as having arrived: the platform may have been quicker than this run. */
export function hasArrived(leg: Pick<Outcome, 'result'> | undefined): boolean {
  return leg?.result === 'rolled-back' || leg?.result === 'rolled-back-by-platform'
}

/** Whether the service may run something else than before, so that it has to be put forward again. */
export function isForwardNeeded({ result, plan }: Pick<Outcome, 'result' | 'plan'>): boolean {
  if (result === 'rolled-back' || result === 'rollback-unhealthy') return true
  // Without a plan nothing was begun.
  return result === 'rollback-failed' && plan !== undefined
}

function conclusionOf(
  rehearsal: Rehearsal,
  back: Leg,
): Pick<Outcome, 'result' | 'reason' | 'isHealthy' | 'hint' | 'run' | 'evidence'> {
  const { forward, staysBack } = rehearsal
  const [from, to] = [nameOf(back.plan?.from, 'the version'), nameOf(back.plan?.to, 'the earlier version')]
  if (forward === undefined) {
    const { result, reason, isHealthy, hint, run, evidence } = back
    if (result === 'rolled-back' && staysBack !== undefined) {
      const went = `the service went from ${from} back to ${to}, which verified healthy`
      return { result: 'rehearsed', reason: `${went}; it stays there: ${staysBack}`, isHealthy }
    }
    return { result, reason, isHealthy, hint, run, evidence }
  }
  if (hasArrived(forward)) {
    const { isHealthy } = forward
    if (hasArrived(back)) {
      const reason = `the service went from ${from} back to ${to} and forward again to ${from}, and each verified healthy`
      return { result: 'rehearsed', reason, isHealthy }
    }
    const reason = `${back.reason}; ${from} was put forward again and verified healthy`
    return { result: back.result, reason, isHealthy, hint: back.hint }
  }
  const result = hasArrived(back) ? forward.result : back.result
  const { isHealthy, hint, run } = forward
  return { result, reason: forward.reason, isHealthy, hint: hint ?? back.hint, run }
}

function nameOf(revision: Revision | undefined, otherwise: string): string {
  return revision === undefined ? otherwise : revision.split('\n').join(', ')
}

/** The versions are those of the rehearsal; by hand, forward is the only right direction. */
function describePlans({ forward }: Rehearsal, back: Leg): { readonly plan?: PlanDescription | undefined } {
  if (back.plan === undefined) return {}
  return { plan: { ...back.plan, manual: hasArrived(forward) ? [] : (forward?.plan?.manual ?? []) } }
}

function timingsOf({ detection }: Rehearsal, back: Leg): Outcome['timings'] {
  return {
    detectionMs: detection && detection.endedAtMs - detection.startedAtMs,
    rollbackMs: back.endedAtMs - back.startedAtMs,
  }
}

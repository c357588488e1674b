import type { Clock } from '../core/clock.ts'
import { PlatformError } from '../core/platform-error.ts'
import type { HealthPolicy } from '../health/assess.ts'
import { type HealthProbe, recoveryExpectation } from '../health/probe.ts'
import { bestEffort } from './best-effort.ts'
import type { Journal } from './event.ts'
import type { Outcome } from './outcome.ts'
import {
  type ApplyResult,
  describePlan,
  type NewerDeployment,
  type PlanDescription,
  type RollbackPlan,
  type RollbackStrategy,
} from './rollback.ts'
import { type Verification, verify } from './verify.ts'

export interface RollbackPorts {
  readonly clock: Clock
  readonly random: () => number
  readonly journal: Journal
  readonly probes: readonly HealthProbe[]
  /** Writes summary and outputs as they stand, since the next step may be our last. Never rejects. */
  readonly checkpoint: (soFar: Outcome) => Promise<void>
}

export interface RollbackSettings {
  readonly rollbackTimeoutMs: number
  readonly pollIntervalMs: number
  /** For the verification of what was put back: absolute triggers only, a short bake. */
  readonly recoveryPolicy: HealthPolicy
  /** The version that must no longer answer after the rollback. */
  readonly badVersion?: string | undefined
  /** The version that a person expects after it. */
  readonly targetVersion?: string | undefined
}

/** What is told of a run before its rollback. */
export type Before = Pick<Outcome, 'reason' | 'timings' | 'verification' | 'isHealthy'>

type Ports = RollbackPorts & { readonly strategy: RollbackStrategy }

/** How far a rollback has come; said when it ends early. */
interface RollbackState {
  reported: Before
  plan?: PlanDescription | undefined
  text: string
}

/**
 * Plans, applies and verifies one rollback. With `isDryRun` it ends with the plan, except that a
 * rollback that the platform has begun by itself is followed in any case: following only reads.
 * Never rejects for a refusal or an abort: those are outcomes.
 */
export async function rollBack(
  ports: Ports,
  settings: RollbackSettings & { readonly isDryRun: boolean },
  before: Before,
  signal: AbortSignal,
): Promise<Outcome> {
  const begunAtMs = ports.clock.nowMs()
  const progress: RollbackState = {
    reported: before,
    text: 'before a rollback was planned; nothing was changed',
  }
  let outcome: Outcome
  try {
    outcome = await carryOut(ports, settings, before, progress, signal)
  } catch (error) {
    outcome = endedEarly(error, settings.isDryRun, before, progress, signal)
  }
  const rollbackMs = ports.clock.nowMs() - begunAtMs
  return settings.isDryRun && outcome.recovery === undefined
    ? outcome
    : { ...outcome, timings: { ...before.timings, rollbackMs } }
}

async function carryOut(
  ports: Ports,
  settings: RollbackSettings & { readonly isDryRun: boolean },
  before: Before,
  progress: RollbackState,
  signal: AbortSignal,
): Promise<Outcome> {
  const planned = await ports.strategy.plan(signal)
  if (planned.kind !== 'ready') {
    const { kind, reason, ...reported } = planned
    const known = kind === 'superseded' ? withoutHealth(before) : before
    return { ...known, ...reported, result: kind, reason: `${before.reason}; ${reason}` }
  }
  const plan = describePlan(planned.plan)
  progress.plan = plan
  progress.text = `with the rollback from ${plan.from} to ${plan.to} planned but not begun; nothing was changed`
  ports.journal.record({ kind: 'planned', plan })
  if (settings.isDryRun && plan.actor === 'us') return { ...before, plan, result: dryRunResult(before) }
  signal.throwIfAborted()
  await ports.checkpoint(begun(plan, before))
  signal.throwIfAborted()
  const applied = await apply(ports, settings, planned.plan, progress, signal)
  ports.journal.record({ kind: 'rollback-ended', result: applied })
  if (applied.kind !== 'in-place') {
    const { kind, ...reported } = applied
    const known = kind === 'superseded' ? withoutHealth(before) : before
    return { ...known, ...reported, plan, result: kind, reason: `${before.reason}; ${applied.reason}` }
  }
  progress.reported = withoutHealth(before)
  progress.text = `while ${plan.to} was being verified; it is in place, but was not yet seen healthy`
  const recovery = await recover(ports, settings, plan, signal)
  const newer = await findNewerDeployment(ports.journal, planned.plan, signal)
  if (newer !== undefined) {
    const reason = `${before.reason}; ${plan.to} was put back, and ${newer.reason}`
    return { ...progress.reported, result: 'superseded', reason, plan, recovery }
  }
  const tidyUp = async () => planned.plan.conclude?.(recovery.verdict.kind === 'healthy', signal)
  await bestEffort(ports.journal, 'after the rollback', tidyUp, signal)
  return { ...progress.reported, run: applied.run, plan, recovery, ...recovered(plan, recovery, before) }
}

/** Somebody else's good version, deployed in the meantime, must not be taken for a recovery of ours. */
async function findNewerDeployment(
  journal: Journal,
  plan: RollbackPlan,
  signal: AbortSignal,
): Promise<NewerDeployment | undefined> {
  let found: NewerDeployment | undefined
  const look = async () => {
    found = await plan.findNewerDeployment?.(signal)
  }
  await bestEffort(
    journal,
    'whether something newer was deployed after the rollback is not known',
    look,
    signal,
  )
  return found
}

/** The version that was seen ill is no longer the one that runs. */
function withoutHealth({ isHealthy: _, ...rest }: Before): Before {
  return rest
}

/** Without evidence of illness, a standing order to roll back does not make the version ill. */
function dryRunResult({ verification }: Before): Outcome['result'] {
  return verification?.verdict.kind === 'inconclusive' ? 'inconclusive' : 'unhealthy'
}

/** What stays on disk if nothing can be written after the first write to the platform. */
function begun(plan: PlanDescription, before: Before): Outcome {
  return plan.handsOff
    ? {
        ...before,
        plan,
        result: 'handed-off',
        reason: `${before.reason}; the rollback to ${plan.to} was asked for`,
      }
    : {
        ...before,
        plan,
        result: 'cancelled',
        reason: `${before.reason}; the run ended while rolling back to ${plan.to}`,
      }
}

/** Applies once, for at most the rollback timeout. */
async function apply(
  ports: Ports,
  settings: RollbackSettings,
  plan: RollbackPlan,
  state: RollbackState,
  signal: AbortSignal,
): Promise<ApplyResult> {
  ports.journal.record({ kind: 'rollback-started', plan: describePlan(plan) })
  state.text = `while rolling back from ${plan.from} to ${plan.to}`
  const progress = (text: string) => {
    state.text = `while rolling back from ${plan.from} to ${plan.to}: ${text}`
    ports.journal.record({ kind: 'rollback-progressed', text })
  }
  const timeUp = new AbortController()
  const applied = new AbortController()
  const timer = ports.clock.sleep(settings.rollbackTimeoutMs, AbortSignal.any([signal, applied.signal])).then(
    () => timeUp.abort(timedOut(plan)),
    () => undefined,
  )
  try {
    return await plan.apply(progress, AbortSignal.any([signal, timeUp.signal]))
  } finally {
    applied.abort()
    await timer
  }
}

function timedOut(plan: PlanDescription): PlatformError {
  return new PlatformError('timed-out', `${plan.to} was not in place within the rollback timeout`, {
    hint: 'Look at what the platform does now before you start another deployment; raise rollback-timeout if it is only slow.',
  })
}

async function recover(
  ports: RollbackPorts,
  settings: RollbackSettings,
  plan: PlanDescription,
  signal: AbortSignal,
): Promise<Verification> {
  const { clock, random, journal, probes } = ports
  const { recoveryPolicy: policy, pollIntervalMs } = settings
  const expected = recoveryExpectation(settings.badVersion, plan.toVersion ?? settings.targetVersion)
  return await verify(
    { clock, random, journal, probes },
    { stage: 'recovery', policy, pollIntervalMs, expected },
    signal,
  )
}

function recovered(
  plan: PlanDescription,
  { verdict }: Verification,
  before: Before,
): Pick<Outcome, 'result' | 'reason' | 'isHealthy'> {
  if (verdict.kind === 'healthy') {
    const result = plan.actor === 'us' ? 'rolled-back' : 'rolled-back-by-platform'
    return { result, reason: before.reason, isHealthy: true }
  }
  const reason = `${before.reason}; ${plan.to} is back, but it does not verify healthy: ${verdict.reason}`
  return {
    result: 'rollback-unhealthy',
    reason,
    isHealthy: verdict.kind === 'unhealthy' ? false : undefined,
  }
}

function endedEarly(
  error: unknown,
  isDryRun: boolean,
  before: Before,
  { reported: known, plan, text }: RollbackState,
  signal: AbortSignal,
): Outcome {
  const reported = { ...known, plan }
  if (signal.aborted)
    return { ...reported, result: 'cancelled', reason: `${before.reason}; the job was cancelled ${text}` }
  if (!(error instanceof PlatformError)) throw error
  const planning = plan === undefined ? 'could not be planned' : 'failed'
  const reason = `${before.reason}; the rollback ${planning}: ${error.message}`
  return {
    ...reported,
    hint: error.hint,
    reason,
    result: isDryRun && plan?.actor !== 'platform' ? dryRunResult(before) : 'rollback-failed',
  }
}

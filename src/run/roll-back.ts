import type { Clock } from '../core/clock.ts'
import { PlatformError } from '../core/platform-error.ts'
import type { HealthPolicy } from '../health/assess.ts'
import { type HealthProbe, recoveryExpectation } from '../health/probe.ts'
import type { MetricSource } from '../health/triggers/metric-source.ts'
import { bestEffort } from './best-effort.ts'
import type { Journal } from './event.ts'
import type { Outcome } from './outcome.ts'
import {
  type ApplyResult,
  describeBegun,
  describePlan,
  type NewerDeployment,
  type PlanDescription,
  type RollbackPlan,
  type RollbackStrategy,
} from './rollback.ts'
import type { Verification } from './verification.ts'
import { verify } from './verify.ts'

export interface RollbackPorts {
  readonly clock: Clock
  readonly random: () => number
  readonly journal: Journal
  readonly probes: readonly HealthProbe[]
  /** What the absolute triggers read of what was put back, besides the probes. Absent: nothing. */
  readonly recoverySources?: () => readonly MetricSource[]
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
  /** It puts a version forward again after a rehearsal, and is called so. */
  readonly isForward?: true | undefined
}

/** What is reported of a run before its rollback. */
export type Before = Pick<Outcome, 'reason' | 'timings' | 'verification' | 'isHealthy'>

type Ports = RollbackPorts & { readonly strategy: RollbackStrategy }

type Settings = RollbackSettings & { readonly isDryRun: boolean }

/**
 * Plans, applies and verifies one rollback. With `isDryRun` it ends with the plan, except that a
 * rollback that the platform has begun by itself is followed in any case: following only reads.
 * Never rejects for a refusal or an abort: those are outcomes.
 */
export async function rollBack(
  ports: Ports,
  settings: Settings,
  before: Before,
  signal: AbortSignal,
): Promise<Outcome> {
  const begunAtMs = ports.clock.nowMs()
  const outcome = await new RollingBack(ports, settings, before).run(signal)
  const rollbackMs = ports.clock.nowMs() - begunAtMs
  return settings.isDryRun && outcome.recovery === undefined
    ? outcome
    : { ...outcome, timings: { ...before.timings, rollbackMs } }
}

/** One rollback under way. It knows how far it has come, which is said when it ends early. */
class RollingBack {
  readonly #ports: Ports
  readonly #settings: Settings
  readonly #before: Before
  #reported: Before
  #describePlan: () => PlanDescription | undefined = () => undefined
  #position = 'before a rollback was planned; nothing was changed'

  constructor(ports: Ports, settings: Settings, before: Before) {
    this.#ports = ports
    this.#settings = settings
    this.#before = before
    this.#reported = before
  }

  async run(signal: AbortSignal): Promise<Outcome> {
    try {
      return await this.#planAndAct(signal)
    } catch (error) {
      return this.#endedEarly(error, signal)
    }
  }

  async #planAndAct(signal: AbortSignal): Promise<Outcome> {
    const before = this.#before
    const planned = await this.#ports.strategy.plan(signal)
    if (planned.kind !== 'ready') {
      const { kind, reason, running: _running, ...reported } = { running: undefined, ...planned }
      const known = kind === 'superseded' ? withoutHealth(before) : before
      return { ...known, ...reported, result: kind, reason: `${before.reason}; ${reason}` }
    }
    const plan = describePlan(planned.plan)
    this.#describePlan = () => plan
    const { name } = wordsFor(this.#settings)
    this.#position = `with the ${name} from ${plan.from} to ${plan.to} planned but not begun; nothing was changed`
    this.#ports.journal.record({ kind: 'planned', plan })
    if (this.#settings.isDryRun && plan.actor === 'us')
      return { ...before, plan, result: dryRunResult(before) }
    signal.throwIfAborted()
    await this.#ports.checkpoint(begun(planned.plan, before, this.#settings))
    signal.throwIfAborted()
    this.#describePlan = () => describeBegun(planned.plan)
    const applied = await this.#apply(planned.plan, signal)
    this.#ports.journal.record({ kind: 'rollback-ended', result: applied })
    if (applied.kind === 'in-place') return await this.#verify(planned.plan, applied.run, signal)
    const { kind, ...reported } = applied
    const known = kind === 'superseded' ? withoutHealth(before) : before
    const reason = `${before.reason}; ${applied.reason}`
    return { ...known, ...reported, plan: this.#describePlan(), result: kind, reason }
  }

  /** Applies once, for at most the rollback timeout. */
  async #apply(plan: RollbackPlan, signal: AbortSignal): Promise<ApplyResult> {
    const { clock, journal } = this.#ports
    journal.record({ kind: 'rollback-started', plan: describePlan(plan) })
    const doing = `while ${wordsFor(this.#settings).doing} from ${plan.from} to ${plan.to}`
    this.#position = doing
    const onProgress = (text: string) => {
      this.#position = `${doing}: ${text}`
      journal.record({ kind: 'rollback-progressed', text })
    }
    const timeUp = new AbortController()
    const applied = new AbortController()
    const until = AbortSignal.any([signal, applied.signal])
    const timer = clock.sleep(this.#settings.rollbackTimeoutMs, until).then(
      () => timeUp.abort(timedOut(plan)),
      () => undefined,
    )
    try {
      return await plan.apply(onProgress, AbortSignal.any([signal, timeUp.signal]))
    } finally {
      applied.abort()
      await timer
    }
  }

  async #verify(planned: RollbackPlan, run: Outcome['run'], signal: AbortSignal): Promise<Outcome> {
    const { journal } = this.#ports
    const before = this.#before
    const plan = describeBegun(planned)
    this.#reported = withoutHealth(before)
    this.#position = `while ${plan.to} was being verified; it is in place, but is not verified healthy yet`
    const recovery = await recover(this.#ports, this.#settings, plan, signal)
    const newer = await findNewerDeployment(journal, planned, signal)
    if (newer !== undefined) {
      const reason = `${before.reason}; ${plan.to} was put back, and ${newer.reason}`
      const result = newer.isByPlatform ? 'rollback-failed' : 'superseded'
      return { ...this.#reported, result, reason, plan, recovery }
    }
    const tidyUp = async () => planned.conclude?.(recovery.verdict.kind === 'healthy', signal)
    await bestEffort(journal, 'after the rollback', tidyUp, signal)
    return { ...this.#reported, run, plan, recovery, ...recovered(plan, recovery, before) }
  }

  #endedEarly(error: unknown, signal: AbortSignal): Outcome {
    const before = this.#before
    const plan = this.#describePlan()
    const reported = { ...this.#reported, plan }
    if (signal.aborted) {
      const reason = `${before.reason}; the job was cancelled ${this.#position}`
      return { ...reported, result: 'cancelled', reason }
    }
    if (!(error instanceof PlatformError)) throw error
    const planning = plan === undefined ? 'could not be planned' : 'failed'
    const reason = `${before.reason}; the ${wordsFor(this.#settings).name} ${planning}: ${error.message}`
    const isOnlyPlanned = this.#settings.isDryRun && plan?.actor !== 'platform'
    const result = isOnlyPlanned ? dryRunResult(before) : 'rollback-failed'
    return { ...reported, hint: error.hint, reason, result }
  }
}

/** Somebody else's good version, deployed in the meantime, must not be taken for a recovery by this run. */
async function findNewerDeployment(
  journal: Journal,
  plan: RollbackPlan,
  signal: AbortSignal,
): Promise<NewerDeployment | undefined> {
  const loss = 'whether something newer was deployed after the rollback could not be determined'
  return await bestEffort(journal, loss, async () => plan.findNewerDeployment?.(signal), signal)
}

/** The version that was unhealthy is no longer the one that runs. */
function withoutHealth({ isHealthy: _, ...rest }: Before): Before {
  return rest
}

/** Without evidence against the version, `on-inconclusive: rollback` does not make it unhealthy. */
function dryRunResult({ verification }: Before): Outcome['result'] {
  return verification?.verdict.kind === 'inconclusive' ? 'inconclusive' : 'unhealthy'
}

function wordsFor({ isForward }: RollbackSettings): { readonly name: string; readonly doing: string } {
  return isForward
    ? { name: 'way forward', doing: 'going forward' }
    : { name: 'rollback', doing: 'rolling back' }
}

/** What stays on disk if nothing can be written after the first write to the platform. */
function begun(planned: RollbackPlan, before: Before, settings: RollbackSettings): Outcome {
  const { name, doing } = wordsFor(settings)
  const described = describePlan(planned)
  const plan = planned.manualNow === undefined ? described : { ...described, manual: [] }
  return plan.handsOff
    ? {
        ...before,
        plan,
        result: 'handed-off',
        reason: `${before.reason}; the ${name} to ${plan.to} was asked for`,
      }
    : {
        ...before,
        plan,
        result: 'cancelled',
        reason: `${before.reason}; the run ended while ${doing} to ${plan.to}`,
      }
}

function timedOut(plan: PlanDescription): PlatformError {
  return new PlatformError('timed-out', `${plan.to} was not in place within the rollback timeout`, {
    hint: 'Check what the platform does now before you start another deployment; raise rollback-timeout if it is only slow.',
  })
}

async function recover(
  ports: RollbackPorts,
  settings: RollbackSettings,
  plan: PlanDescription,
  signal: AbortSignal,
): Promise<Verification> {
  const { clock, random, journal, probes } = ports
  const metricSources = ports.recoverySources?.()
  const { recoveryPolicy: policy, pollIntervalMs } = settings
  const badVersion = plan.keepsVersion ? undefined : settings.badVersion
  const expected = recoveryExpectation(badVersion, plan.toVersion ?? settings.targetVersion)
  return await verify(
    { clock, random, journal, probes, metricSources },
    { stage: 'recovery', policy, pollIntervalMs, expected },
    signal,
  )
}

/** A target that is unhealthy now, and was healthy with what the deploy took away, is most likely so for that. */
function describeNotPutBack({ notPutBack = [] }: PlanDescription): string[] {
  if (notPutBack.length === 0) return []
  const were = notPutBack.length === 1 ? 'was' : 'were'
  return [`${notPutBack.join(' and ')} ${were} changed by the deploy and ${were} not put back`]
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
  const unhealthy = `${before.reason}; ${plan.to} is back, but it does not verify healthy: ${verdict.reason}`
  const reason = [...describeNotPutBack(plan), unhealthy].join('; ')
  return {
    result: 'rollback-unhealthy',
    reason,
    isHealthy: verdict.kind === 'unhealthy' ? false : undefined,
  }
}

import type { Revision } from '../core/revision.ts'
import type { HealthProgress } from '../health/health-progress.ts'
import type { Verdict } from '../health/observation.ts'
import { bestEffort } from './best-effort.ts'
import { type GuardPorts, type GuardSettings, guard } from './guard.ts'
import type { Leg, Outcome, Rehearsal } from './outcome.ts'
import { concludeRehearsal, hasArrived, isForwardNeeded } from './rehearsal.ts'
import { findObstacle, goForward, type OpenForward, toLeg, type WayForward } from './rehearsal-forward.ts'
import { journalOf, REHEARSED_FAILURE, rehearsalPolicy, rehearseFailure } from './rehearsed-failure.ts'
import { rollBack } from './roll-back.ts'
import type { RollbackPlan, RollbackStrategy } from './rollback.ts'
import type { Verification } from './verification.ts'
import { verify } from './verify.ts'

export interface RehearsePorts extends GuardPorts {
  readonly strategy: RollbackStrategy
  readonly wayForward: WayForward
  /** Absent: the target keeps no note that a rehearsal is under way. */
  readonly notes?: RehearsalNotes | undefined
}

/** What the platform keeps of a rehearsal under way, so that one that was killed is not the end of it. */
export interface RehearsalNotes {
  /** The version that an earlier rehearsal went back from and never put forward again. Rejects with a PlatformError. */
  findUnfinished(signal: AbortSignal): Promise<Revision | undefined>
  /** @param to what it goes back to */
  begin(to: Revision, signal: AbortSignal): Promise<void>
  end(signal: AbortSignal): Promise<void>
}

/**
 * Runs as {@link guard} until the new version is verified healthy. From then on it counts as failing, so that
 * detection, rollback and recovery happen for real, and the version goes forward again. Never rejects for a refusal or an
 * abort: those are outcomes.
 */
export async function rehearse(
  ports: RehearsePorts,
  settings: GuardSettings,
  signal: AbortSignal,
): Promise<Outcome> {
  const unfinished = await finishEarlier(ports, settings, signal)
  if (unfinished !== undefined) return unfinished
  let progress: HealthProgress | undefined
  const onDecided = (seen: HealthProgress) => {
    progress = seen
  }
  // Nothing has to be deployed for a rehearsal: what runs will do.
  const watching = { ...settings, deployedSinceMs: undefined }
  const outcome = await guard({ ...ports, onDecided }, watching, signal)
  const { verification } = outcome
  if (outcome.result !== 'healthy' || verification === undefined || progress === undefined) return outcome
  return await new Rehearsing(ports, settings, { verification, progress }).run(signal)
}

/** What an earlier rehearsal has left behind is put right before anything is verified. */
async function finishEarlier(
  ports: RehearsePorts,
  settings: GuardSettings,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const { notes, journal, wayForward } = ports
  const loss = 'whether an earlier rehearsal was ended half-way could not be determined'
  const version = notes && (await bestEffort(journal, loss, () => notes.findUnfinished(signal), signal))
  if (version === undefined || wayForward.kind === 'impossible') return undefined
  const reason = `an earlier rehearsal went back from ${version} and did not go forward again`
  journal.record({ kind: 'warned', text: `${reason}; ${version} is put forward first` })
  const context = { ports, settings, open: wayForward.open, rehearsal: {} }
  const forward = await goForward(context, { to: version, reason }, signal)
  if (hasArrived(forward)) return undefined
  const { startedAtMs: _, endedAtMs: __, ...ended } = forward
  return { ...ended, rehearsal: { forward }, timings: {} }
}

/** One rehearsal under way, of a version that is verified healthy. */
class Rehearsing {
  readonly #ports: RehearsePorts
  readonly #settings: GuardSettings
  readonly #verified: { readonly verification: Verification; readonly progress: HealthProgress }
  #rehearsal: Rehearsal = {}
  #verdict: Verdict | undefined
  #plan: RollbackPlan | undefined

  constructor(
    ports: RehearsePorts,
    settings: GuardSettings,
    verified: { readonly verification: Verification; readonly progress: HealthProgress },
  ) {
    this.#ports = ports
    this.#settings = settings
    this.#verified = verified
  }

  async run(signal: AbortSignal): Promise<Outcome> {
    try {
      await this.#detect(signal)
      if (this.#verdict?.kind === 'unhealthy') await this.#goThereAndBack(signal)
    } catch (error) {
      if (!signal.aborted) throw error
    }
    const { verification } = this.#verified
    return concludeRehearsal({ verification, verdict: this.#verdict, rehearsal: this.#rehearsal })
  }

  async #detect(signal: AbortSignal): Promise<void> {
    const { journal, clock, random, probes, watch } = this.#ports
    const { verification } = this.#settings
    const startedAtMs = clock.nowMs()
    const { verdict, endedAtMs } = await verify(
      { clock, random, watch, journal: journalOf('rehearsal', journal), probes: probes.map(rehearseFailure) },
      { ...verification, policy: rehearsalPolicy(verification.policy), progress: this.#verified.progress },
      signal,
    )
    this.#verdict = verdict
    if (verdict.kind === 'unhealthy') this.#rehearsal = { detection: { startedAtMs, endedAtMs } }
  }

  async #goThereAndBack(signal: AbortSignal): Promise<void> {
    const back = await this.#goBack(signal)
    const plan = this.#plan
    this.#rehearsal = { ...this.#rehearsal, back }
    if (signal.aborted || !isForwardNeeded(back) || plan === undefined) return
    const { wayForward } = this.#ports
    const staysBack = findObstacle(wayForward, plan)
    this.#rehearsal = { ...this.#rehearsal, staysBack }
    if (wayForward.kind === 'impossible' || staysBack !== undefined) return
    const forward = await this.#goForward(wayForward.open, { leg: back, plan }, signal)
    this.#rehearsal = { ...this.#rehearsal, forward }
  }

  async #goForward(
    open: OpenForward,
    { leg, plan }: { readonly leg: Leg; readonly plan: RollbackPlan },
    signal: AbortSignal,
  ): Promise<Leg> {
    const { notes, journal } = this.#ports
    const context = { ports: this.#ports, settings: this.#settings, open, rehearsal: this.#rehearsal }
    const to = plan.forwardTo ?? plan.from
    const destination = hasArrived(leg)
      ? { to, reason: `${plan.to} is back and verified healthy`, back: { leg, plan } }
      : { to, reason: leg.reason }
    const forward = await goForward(context, destination, signal)
    const loss = 'the end of the rehearsal could not be noted'
    if (hasArrived(forward) && notes !== undefined)
      await bestEffort(journal, loss, () => notes.end(signal), signal)
    return forward
  }

  async #goBack(signal: AbortSignal): Promise<Leg> {
    const { clock, journal, notes, strategy } = this.#ports
    const startedAtMs = clock.nowMs()
    const { verification } = this.#verified
    const rehearsal = this.#rehearsal
    const outcome = await rollBack(
      {
        ...this.#ports,
        strategy: keepingPlan(strategy, (plan) => {
          this.#plan = plan
        }),
        checkpoint: async (soFar) => {
          await this.#ports.checkpoint(withoutCommands({ ...soFar, rehearsal }))
          const loss = 'that a rehearsal is under way could not be noted'
          const to = soFar.plan?.to ?? ''
          if (notes !== undefined) await bestEffort(journal, loss, () => notes.begin(to, signal), signal)
        },
      },
      { ...this.#settings, isDryRun: false },
      { reason: REHEARSED_FAILURE, verification, timings: {}, isHealthy: true },
      signal,
    )
    return toLeg(outcome, { startedAtMs, endedAtMs: clock.nowMs() })
  }
}

/** The commands of the way back would undo what the rehearsal has to put back in place. */
function withoutCommands(outcome: Outcome): Outcome {
  return outcome.plan === undefined ? outcome : { ...outcome, plan: { ...outcome.plan, manual: [] } }
}

function keepingPlan(strategy: RollbackStrategy, keep: (plan: RollbackPlan) => void): RollbackStrategy {
  return {
    async plan(signal) {
      const planned = await strategy.plan(signal)
      if (planned.kind === 'ready') keep(planned.plan)
      return planned
    },
  }
}

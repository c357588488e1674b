import { PlatformError } from '../core/platform-error.ts'
import { poll } from '../core/poll.ts'
import type { Revision } from '../core/revision.ts'
import type { RolloutPoll, RolloutState, RolloutWatch } from '../health/rollout.ts'
import type { GuardPorts, GuardSettings } from './guard.ts'
import type { Leg, Outcome, Rehearsal } from './outcome.ts'
import { journalOf } from './rehearsed-failure.ts'
import { type Before, rollBack } from './roll-back.ts'
import type { NewerDeployment, RollbackPlan, RollbackStrategy } from './rollback.ts'

export type WayForward =
  | { readonly kind: 'possible'; readonly open: OpenForward }
  /** The target cannot, and this is why. */
  | { readonly kind: 'impossible'; readonly why: string }

export type OpenForward = (to: Revision) => Promise<OpenedForward>

export interface OpenedForward {
  readonly strategy: RollbackStrategy
  /** Absent: the platform has no rollout to wait for. */
  readonly watch?: RolloutWatch | undefined
}

/** Why there is no way forward from what this plan goes back to. Undefined: there is one. */
export function findObstacle(
  wayForward: WayForward,
  { unnamed = [], forwardTo }: Pick<RollbackPlan, 'unnamed' | 'forwardTo'>,
): string | undefined {
  if (wayForward.kind === 'impossible') return wayForward.why
  return forwardTo === undefined && unnamed.includes('from')
    ? 'nothing says which version ran before, so that none can be named to go forward to: set expect-version'
    : undefined
}

export interface ForwardContext {
  readonly ports: GuardPorts
  readonly settings: GuardSettings
  readonly open: OpenForward
  /** What of the rehearsal is behind. */
  readonly rehearsal: Rehearsal
}

export interface Destination {
  readonly to: Revision
  /** Why it goes there, and what is in place, as the start of a sentence. */
  readonly reason: string
  /** What this run has put in place and verified. Absent: unknown. */
  readonly back?: PutBack | undefined
}

interface PutBack {
  readonly leg: Leg
  readonly plan: RollbackPlan
}

/** Puts the version forward again that the rehearsal went back from. Never rejects for a refusal or an abort. */
export async function goForward(
  context: ForwardContext,
  { to, reason, back }: Destination,
  signal: AbortSignal,
): Promise<Leg> {
  const { clock } = context.ports
  const startedAtMs = clock.nowMs()
  const before: Before = { reason, timings: {}, isHealthy: back?.leg.isHealthy }
  const end = (outcome: Pick<Outcome, 'result' | 'reason'>) =>
    toLeg({ ...before, ...outcome }, { startedAtMs, endedAtMs: clock.nowMs() })
  try {
    const { strategy, watch } = await context.open(to)
    const taken = back && watch && (await waitForPlatform(watch, context, signal))
    const newer = taken ?? (await back?.plan.findNewerDeployment?.(signal))
    if (newer !== undefined)
      return { ...end({ result: 'superseded', reason: `${reason}; ${newer.reason}` }), isHealthy: undefined }
    const only = back === undefined ? strategy : refusingOthers(strategy, back)
    return end(await carryOut(context, { strategy: only, before, back }, signal))
  } catch (error) {
    if (signal.aborted) {
      const early = `the job was cancelled before ${to} was put forward again`
      return end({ result: 'cancelled', reason: `${reason}; ${early}` })
    }
    if (!(error instanceof PlatformError)) throw error
    const { message, hint } = error
    const failed = `${reason}; the way forward could not begin: ${message}`
    return { ...end({ result: 'rollback-failed', reason: failed }), hint }
  }
}

async function carryOut(
  { ports, settings, rehearsal }: ForwardContext,
  by: { readonly strategy: RollbackStrategy; readonly before: Before; readonly back: PutBack | undefined },
  signal: AbortSignal,
): Promise<Outcome> {
  const { expected } = settings.verification
  return await rollBack(
    {
      ...ports,
      journal: journalOf('forward', ports.journal),
      strategy: by.strategy,
      checkpoint: (soFar) => ports.checkpoint({ ...soFar, rehearsal }),
    },
    {
      ...settings,
      isDryRun: false,
      isForward: true,
      badVersion: by.back?.plan.toVersion,
      targetVersion: expected.kind === 'exactly' ? expected.version : undefined,
    },
    by.before,
    signal,
  )
}

/** Nothing is to be expected of this deployment any more. */
function isEnded(state: RolloutState): boolean {
  if (state.kind === 'unknown') return state.permanent
  return state.kind === 'complete' ? state.isCleaningUp !== true : state.kind !== 'in-progress'
}

/** Until the platform has ended its own bake of what was put back: interrupted, that would count as having failed. */
async function waitForPlatform(
  watch: RolloutWatch,
  { ports: { clock }, settings: { pollIntervalMs: intervalMs, rollbackTimeoutMs: limitMs } }: ForwardContext,
  signal: AbortSignal,
): Promise<NewerDeployment | undefined> {
  const until = ({ services }: RolloutPoll) => services.every(({ state }) => isEnded(state))
  const last = await poll(() => watch.poll(signal), { clock, intervalMs, limitMs, until }, signal)
  const newer = last.services.find(({ state }) => state.kind === 'superseded')
  return newer?.state.kind === 'superseded' ? newer.state : undefined
}

/** An order goes back from whatever runs. Where that is not what the rehearsal put there, somebody has deployed. */
function refusingOthers(strategy: RollbackStrategy, { leg, plan }: PutBack): RollbackStrategy {
  return {
    async plan(signal) {
      const planned = await strategy.plan(signal)
      if (planned.kind !== 'ready' || plan.findNewerDeployment !== undefined) return planned
      const { from: running, to, unnamed = [] } = planned.plan
      const isNamed = !unnamed.includes('from') && !(plan.unnamed ?? []).includes('to')
      const isExpected = [plan.to, to, leg.run?.id].includes(running)
      if (!isNamed || isExpected) return planned
      const reason = `${running} runs now, which is not what the rehearsal put there: it is left alone`
      return { kind: 'superseded', reason, by: running }
    },
  }
}

export function toLeg(
  outcome: Outcome,
  time: { readonly startedAtMs: number; readonly endedAtMs: number },
): Leg {
  const { result, reason, hint, plan, recovery, evidence, run } = outcome
  // What was verified before holds until something is written.
  const isHealthy = plan === undefined || recovery !== undefined ? outcome.isHealthy : undefined
  return { ...time, result, reason, isHealthy, hint, plan, recovery, evidence, run }
}

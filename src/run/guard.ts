// run/ is how a run goes, over ports: no platform, no request, no text for people.

import { renderDuration } from '../core/duration.ts'
import type { Verdict } from '../health/observation.ts'
import { bestEffort } from './best-effort.ts'
import type { Diagnostics } from './diagnosis.ts'
import type { Journal } from './event.ts'
import { findShortTimeout, type LandingPorts, type LandingSettings, readLimits } from './landing-time.ts'
import type { Outcome } from './outcome.ts'
import type { Promoting } from './promote.ts'
import {
  beginPromotion,
  concludePromotion,
  describeCancelled,
  type PromotionPorts,
  type PromotionSettings,
} from './promotion.ts'
import { judgeRecord, type RevisionRecord } from './revision-record.ts'
import { type RollbackPorts, type RollbackSettings, rollBack } from './roll-back.ts'
import type { RollbackStrategy } from './rollback.ts'
import { describeBefore, describeFixed, findUnhealthyBefore, HINT_BEFORE } from './unhealthy-before.ts'
import type { Verification } from './verification.ts'
import { verify } from './verify.ts'

export interface GuardPorts extends RollbackPorts, LandingPorts, PromotionPorts {
  /** Absent with `target: none`: there is nothing to put back. */
  readonly strategy?: RollbackStrategy | undefined
  /** Absent: the platform says nothing beyond what the watch shows. */
  readonly diagnostics?: Diagnostics | undefined
  /** Absent: nothing is remembered for later runs. */
  readonly revisions?: RevisionRecord | undefined
}

export interface GuardSettings extends RollbackSettings, PromotionSettings {
  readonly autoRollback: boolean
  /** What began before this is no deployment of this job, on the run's clock. Absent: not known. */
  readonly deployedSinceMs?: number | undefined
  /** Absent: how long the platform takes is not asked. */
  readonly landing?: LandingSettings | undefined
}

/**
 * Verifies a deployment and, if it is unhealthy, puts the last known-good version back. Never rejects
 * for an unhealthy version or a refusal: those are outcomes. An abort is the outcome `cancelled`, and never the
 * cause of a rollback.
 */
export async function guard(
  ports: GuardPorts,
  settings: GuardSettings,
  signal: AbortSignal,
): Promise<Outcome> {
  const promoting = beginPromotion(ports, settings)
  const outcome = await verifyAndAct(ports, settings, promoting, signal)
  if (!promoting?.wasRefused) await record(ports, outcome, signal)
  return promoting === undefined ? outcome : await concludePromotion(ports, promoting, outcome, signal)
}

async function verifyAndAct(
  ports: GuardPorts,
  settings: GuardSettings,
  promoting: Promoting | undefined,
  signal: AbortSignal,
): Promise<Outcome> {
  let verification: Verification
  try {
    verification = await watch(ports, settings, promoting, signal)
  } catch (error) {
    if (!signal.aborted) throw error
    const changed = promoting === undefined ? 'nothing was changed' : describeCancelled(promoting.report)
    const reason = `the job was cancelled while the new version was being watched; ${changed}`
    return { result: 'cancelled', reason, timings: {} }
  }
  const [outcome] = await Promise.all([
    act(ports, settings, verification, signal),
    diagnose(ports, verification.verdict, signal),
  ])
  return outcome
}

/** The verdict waits for nothing that only warns. */
async function watch(
  ports: GuardPorts,
  { verification, landing }: GuardSettings,
  promoting: Promoting | undefined,
  signal: AbortSignal,
): Promise<Verification> {
  const decided = new AbortController()
  const until = AbortSignal.any([signal, decided.signal])
  const warned = warnOfShortTimeout(ports, landing, until).catch((error: unknown) => {
    if (!until.aborted) throw error
  })
  try {
    return (await promoting?.run(signal)) ?? (await verify(ports, verification, signal))
  } finally {
    decided.abort()
    await warned
  }
}

/** Read only where a timeout was given that a step of the platform could be longer than. */
async function warnOfShortTimeout(
  ports: GuardPorts,
  landing: LandingSettings | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (landing?.isTimeoutGiven !== true) return
  const limits = await readLimits(ports, signal)
  const short = limits && findShortTimeout(limits, landing)
  if (short !== undefined) ports.journal.record({ kind: 'warned', ...short })
}

async function record(
  { revisions, journal }: GuardPorts,
  outcome: Outcome,
  signal: AbortSignal,
): Promise<void> {
  const found = judgeRecord(outcome)
  if (found === undefined || revisions === undefined || signal.aborted) return
  const loss = 'what was found could not be kept for later runs'
  await bestEffort(journal, loss, () => revisions.record(found, signal), signal)
}

/** Beside the rollback, which does not wait for it. */
async function diagnose(
  { diagnostics, journal }: GuardPorts,
  { kind }: Verdict,
  signal: AbortSignal,
): Promise<void> {
  if (diagnostics === undefined || kind === 'healthy') return
  const loss = 'why it failed could not be explained'
  const found = await bestEffort(journal, loss, () => diagnostics.diagnose(signal), signal)
  for (const diagnosis of found ?? []) journal.record({ kind: 'evidence', ...diagnosis })
}

async function act(
  ports: GuardPorts,
  settings: GuardSettings,
  verification: Verification,
  signal: AbortSignal,
): Promise<Outcome> {
  const { verdict } = verification
  const reported = { reason: verdict.reason, verification }
  const { baseline } = settings.verification
  switch (verdict.kind) {
    case 'healthy':
      return {
        ...reported,
        reason: `${describeFixed(verdict.reason, baseline)}${warnOfNothingNew(ports.journal, settings, verification)}`,
        result: 'healthy',
        isHealthy: true,
        timings: {},
      }
    case 'superseded':
      return { ...reported, result: 'superseded', timings: detectedAfter(verification) }
    case 'not-deployed':
    case 'awaiting-approval':
      return { ...reported, result: verdict.kind, timings: detectedAfter(verification) }
    case 'inconclusive':
      if (settings.onInconclusive !== 'rollback')
        return { ...reported, result: 'inconclusive', timings: detectedAfter(verification) }
      return await undo(ports, settings, verification, signal)
    case 'unhealthy': {
      const before = findUnhealthyBefore(baseline, verdict.check)
      if (before === undefined) return await undo(ports, settings, verification, signal)
      return {
        ...reported,
        result: 'unhealthy-before',
        reason: `${verdict.reason}; it had already ${describeBefore(before)}`,
        hint: HINT_BEFORE,
        isHealthy: false,
        timings: detectedAfter(verification),
      }
    }
    case 'rolled-back-by-platform':
      return await undo(ports, settings, verification, signal)
    default:
      return verdict satisfies never
  }
}

/** Without an expected version, a deployment of yesterday answers just like the one that was meant. */
function warnOfNothingNew(
  journal: Journal,
  { deployedSinceMs, verification: { expected } }: GuardSettings,
  { startedAtMs, lastBegunAtMs }: Verification,
): string {
  const isNew = (lastBegunAtMs ?? startedAtMs) >= (deployedSinceMs ?? Number.NEGATIVE_INFINITY)
  if (isNew || lastBegunAtMs === undefined || expected.kind === 'exactly') return ''
  const text = `nothing new was watched: this deployment began ${renderDuration(startedAtMs - lastBegunAtMs)} before this step, and before its job`
  const hint =
    'Run the guard after the deploy step, and give it the output of that step as task-definition. With expect-version it is known which version answers.'
  journal.record({ kind: 'warned', text, hint })
  return `, but ${text}`
}

async function undo(
  ports: GuardPorts,
  settings: GuardSettings,
  verification: Verification,
  signal: AbortSignal,
): Promise<Outcome> {
  const { verdict } = verification
  const { strategy } = ports
  const before = {
    reason: verdict.reason,
    verification,
    timings: detectedAfter(verification),
    isHealthy: verdict.kind === 'unhealthy' ? false : undefined,
  }
  if (strategy === undefined) {
    return { ...before, result: verdict.kind === 'inconclusive' ? 'inconclusive' : 'unhealthy' }
  }
  return await rollBack(
    { ...ports, strategy },
    { ...settings, isDryRun: !settings.autoRollback },
    before,
    signal,
  )
}

function detectedAfter({ startedAtMs, endedAtMs }: Verification): { detectionMs: number } {
  return { detectionMs: endedAtMs - startedAtMs }
}

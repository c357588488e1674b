import { aside } from './best-effort.ts'
import type { Explainer } from './diagnosis.ts'
import { judgeMemory, type RevisionMemory } from './revision-record.ts'
import type { Outcome } from './outcome.ts'
import { type RollbackPorts, type RollbackSettings, rollBack } from './roll-back.ts'
import type { RollbackStrategy } from './rollback.ts'
import type { RolloutWatch } from '../health/rollout.ts'
import type { SignalSource } from '../health/triggers/metric-source.ts'
import { findIllBefore, HINT_BEFORE, tellBefore, tellFixed } from './unhealthy-before.ts'
import type { Verdict } from '../health/verdict.ts'
import { type Verification, type VerifySettings, verify } from './verify.ts'

export interface GuardPorts extends RollbackPorts {
  readonly watch?: RolloutWatch
  /** Metrics, alarms and runs that the triggers ask for. */
  readonly signals?: readonly SignalSource[]
  /** Absent with `target: none`: there is nothing to put back. */
  readonly strategy?: RollbackStrategy
  /** Absent: the platform has nothing to tell beyond what the watch shows. */
  readonly explainer?: Explainer
  /** Absent: nothing is remembered for later runs. */
  readonly memory?: RevisionMemory
}

export interface GuardSettings extends RollbackSettings {
  readonly autoRollback: boolean
  readonly onInconclusive: 'fail' | 'pass' | 'rollback'
  readonly verification: VerifySettings
}

/** What stays on disk if the run ends before its verdict in a way that nobody can answer. */
const WATCHING: Outcome = {
  result: 'cancelled',
  reason: 'the run ended while the new version was being watched; nothing was changed',
  timings: {},
}

/**
 * Verifies a deployment and, if it is unhealthy, puts the last known-good version back. Never rejects
 * for illness or a refusal: those are outcomes. An abort is the outcome `cancelled`, and never the
 * cause of a rollback.
 */
export async function guard(
  ports: GuardPorts,
  settings: GuardSettings,
  signal: AbortSignal,
): Promise<Outcome> {
  let verification: Verification
  try {
    verification = await watchWithNote(ports, settings.verification, signal)
  } catch (error) {
    if (!signal.aborted) throw error
    return {
      result: 'cancelled',
      reason: 'the job was cancelled while the new version was being watched; nothing was changed',
      timings: {},
    }
  }
  const [outcome] = await Promise.all([
    act(ports, settings, verification, signal),
    explain(ports, verification.verdict, signal),
  ])
  await remember(ports, outcome, signal)
  return outcome
}

/** The first probes go first: what stays on disk is written while their answers are awaited. */
const NOTED_AFTER_MS = 250

async function watchWithNote(
  ports: GuardPorts,
  settings: VerifySettings,
  signal: AbortSignal,
): Promise<Verification> {
  const decided = new AbortController()
  const until = AbortSignal.any([signal, decided.signal])
  const noted = ports.clock.sleep(NOTED_AFTER_MS, until).then(
    () => ports.checkpoint(WATCHING),
    () => undefined,
  )
  try {
    return await verify(ports, settings, signal)
  } finally {
    decided.abort()
    await noted
  }
}

async function remember(
  { memory, journal }: GuardPorts,
  outcome: Outcome,
  signal: AbortSignal,
): Promise<void> {
  const found = judgeMemory(outcome)
  if (found === undefined || memory === undefined || signal.aborted) return
  const loss = 'what was found could not be kept for later runs'
  await aside(journal, loss, () => memory.remember(found, signal), signal)
}

/** Beside the rollback, which does not wait for it. */
async function explain(
  { explainer, journal }: GuardPorts,
  { kind }: Verdict,
  signal: AbortSignal,
): Promise<void> {
  if (explainer === undefined || kind === 'healthy') return
  const tell = async () => {
    for (const finding of await explainer.explain(signal)) journal.record({ kind: 'evidence', ...finding })
  }
  await aside(journal, 'why it failed could not be explained', tell, signal)
}

async function act(
  ports: GuardPorts,
  settings: GuardSettings,
  verification: Verification,
  signal: AbortSignal,
): Promise<Outcome> {
  const { verdict } = verification
  const told = { reason: verdict.reason, verification }
  const { baseline } = settings.verification
  switch (verdict.kind) {
    case 'healthy':
      return {
        ...told,
        reason: tellFixed(verdict.reason, baseline),
        result: 'healthy',
        isHealthy: true,
        timings: {},
      }
    case 'superseded':
      return { ...told, result: 'superseded', timings: detectedAfter(verification) }
    case 'not-deployed':
      return { ...told, result: 'not-deployed', timings: detectedAfter(verification) }
    case 'inconclusive':
      if (settings.onInconclusive !== 'rollback')
        return { ...told, result: 'inconclusive', timings: detectedAfter(verification) }
      return await undo(ports, settings, verification, signal)
    case 'unhealthy': {
      const before = findIllBefore(baseline, verdict.check)
      if (before === undefined) return await undo(ports, settings, verification, signal)
      return {
        ...told,
        result: 'unhealthy-before',
        reason: `${verdict.reason}; it had already ${tellBefore(before)}`,
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

async function undo(
  ports: GuardPorts,
  settings: GuardSettings,
  verification: Verification,
  signal: AbortSignal,
): Promise<Outcome> {
  const { verdict } = verification
  const { strategy } = ports
  const health = verdict.kind === 'unhealthy' ? { isHealthy: false } : {}
  const before = { reason: verdict.reason, verification, timings: detectedAfter(verification), ...health }
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

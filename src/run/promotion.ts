import type { HealthProbe } from '../health/probe.ts'
import type { Journal } from './event.ts'
import { describeGates, describeOtherwise, type Promotion } from './gate.ts'
import type { Outcome } from './outcome.ts'
import { type PromoteSettings, Promoting, type PromotionReport } from './promote.ts'
import type { VerifyPorts } from './verification.ts'

export interface PromotionPorts extends VerifyPorts {
  /** Absent: no gate of the platform is answered. */
  readonly promotion?: Promotion | undefined
  /** Of the test listener, for a promotion. */
  readonly testProbes?: readonly HealthProbe[] | undefined
}

export interface PromotionSettings extends Omit<PromoteSettings, 'bakeTimeMs'> {
  /** How long the version is watched at each gate. Absent: no gate is answered. */
  readonly promoteBakeTimeMs?: number | undefined
}

/** Undefined: no gate is to be answered. */
export function beginPromotion(ports: PromotionPorts, settings: PromotionSettings): Promoting | undefined {
  const { promotion, watch, testProbes = [] } = ports
  const { promoteBakeTimeMs: bakeTimeMs, onInconclusive, verification } = settings
  if (promotion === undefined || watch === undefined || bakeTimeMs === undefined) return undefined
  return new Promoting(
    { ...ports, watch, promotion, testProbes },
    { bakeTimeMs, onInconclusive, verification },
  )
}

/** With what is known of the promotion once the run has acted. */
export async function concludePromotion(
  { journal }: { readonly journal: Journal },
  promoting: Promoting,
  outcome: Outcome,
  signal: AbortSignal,
): Promise<Outcome> {
  const promotion = await promoting.conclude(signal)
  const hasLanded = outcome.verification?.verdict.kind === 'healthy'
  if (hasLanded && promoting.hasMissed) journal.record({ kind: 'warned', ...MISSED })
  // What was found unhealthy at the test listener says nothing about what production has.
  const isUnseen = promotion.metNobody && outcome.recovery === undefined
  return { ...outcome, promotion, isHealthy: isUnseen ? undefined : outcome.isHealthy }
}

const MISSED = {
  text: 'the deployment waited nowhere for this run, so that users met the new version before it was verified',
  hint: 'Give the service a PAUSE hook (or the deployment group a wait) before the production traffic, and run this step while the deployment waits: the deploy step must not wait for the service to be stable.',
}

/** What a run that was cancelled leaves. */
export function describeCancelled({ proceeded, gates }: PromotionReport): string {
  const changed = proceeded.length === 0 ? 'nothing was changed' : `it was let go on: ${proceeded.join(', ')}`
  return [changed, ...(gates.length === 0 ? [] : [describeGates(gates), ...describeOtherwise(gates)])].join(
    '; ',
  )
}

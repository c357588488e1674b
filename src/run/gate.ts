import type { Verdict } from '../health/observation.ts'
import type { Gate, RolloutPoll, RolloutState, ServiceRollout } from '../health/rollout.ts'

/** A deployment that waits at a gate. */
export interface OpenGate {
  readonly service: string
  readonly gate: Gate
  /** How much of the production traffic the new version has while it waits. */
  readonly traffic: 'nothing' | 'some' | 'all'
}

/** How a deployment that waits at a gate is allowed to go on. Absent where nothing of the kind was asked for. */
export interface Promotion {
  /** What has become of a gate. Reads only. Rejects with a PlatformError, or with the signal's reason. */
  inspect(open: OpenGate, signal: AbortSignal): Promise<GateState>
  /**
   * Lets the deployment go on. Reads right before the write whether it still waits, and after a lost answer what
   * became of it. Resolves with what is known then: `waiting` is a refusal. Rejects as {@link inspect} does.
   */
  proceed(open: OpenGate, signal: AbortSignal): Promise<GateState>
  /** What will happen at the next deployment. Reads only. Rejects as {@link inspect} does. */
  plan(signal: AbortSignal): Promise<PromotionPlan>
}

export type GateState = { readonly kind: 'waiting' } | EndedGate

export type EndedGate =
  | { readonly kind: 'continued'; readonly by: 'us' | 'others'; readonly how: string }
  /** Somebody, or the platform, has rolled it back there: the platform because it found the version failing, if it says so. */
  | { readonly kind: 'refused'; readonly how: string; readonly isFailing?: true }
  /** The deployment is no longer the one that the service is given. */
  | { readonly kind: 'gone'; readonly how: string }

export interface PromotionPlan {
  /** What happens in which order, and who decides. */
  readonly steps: readonly string[]
  /** Why it would not work. */
  readonly problems: readonly string[]
  /** What cannot be checked without doing it. */
  readonly unknowns: readonly string[]
}

/**
 * The gates that can be judged now. Several services are judged together, so that the first to wait waits for the
 * others: none is let go on while another one may still fail.
 *
 * @param answered by their ids: a read may lag behind the answer
 */
export function findGates({ services }: RolloutPoll, answered: ReadonlySet<string>): OpenGate[] {
  const gates = services.map((one) => openGateOf(one))
  const isReady = services.every((one, index) => gates[index] !== undefined || hasArrived(one.state))
  if (!isReady || gates.some((open) => open !== undefined && answered.has(open.gate.id))) return []
  return gates.filter((open) => open !== undefined)
}

function openGateOf({ service, state }: ServiceRollout): OpenGate | undefined {
  if (state.kind !== 'in-progress' || state.waitsFor?.gate === undefined) return undefined
  return { service, gate: state.waitsFor.gate, traffic: state.traffic }
}

function hasArrived(state: RolloutState): boolean {
  return state.kind === 'complete' || (state.kind === 'in-progress' && state.traffic === 'all')
}

/** Whether one of the gates no longer waits, though its deployment goes on. */
export function hasLeft({ services }: RolloutPoll, gates: readonly OpenGate[]): boolean {
  return gates.some(({ service, gate }) => {
    const state = services.find((one) => one.service === service)?.state
    if (state?.kind === 'complete') return true
    return state?.kind === 'in-progress' && state.waitsFor?.gate?.id !== gate.id
  })
}

export function hasProductionTraffic({ services }: RolloutPoll): boolean {
  return services.some(
    ({ state }) =>
      state.kind === 'complete' ||
      (state.kind === 'in-progress' && (state.traffic !== 'nothing' || state.servingFully)),
  )
}

/** What the verdict at a gate means. Undefined: the deployment goes on. */
export function decideAtGate(
  verdict: Verdict,
  gates: readonly OpenGate[],
  onInconclusive: 'fail' | 'pass' | 'rollback',
): Verdict | undefined {
  switch (verdict.kind) {
    case 'healthy':
      return undefined
    case 'inconclusive':
      return onInconclusive === 'rollback' ? verdict : hold(gates, verdict.reason)
    case 'not-deployed':
      return hold(gates, `the checks of it were answered by another version: ${verdict.reason}`)
    default:
      return verdict
  }
}

/** It stays where it is, for a person. */
export function hold(gates: readonly OpenGate[], why: string): Verdict {
  const reason = [
    `${describeGates(gates)}, and nothing was answered: ${why}`,
    ...describeOtherwise(gates),
  ].join('; ')
  return { kind: 'awaiting-approval', reason }
}

export function describeGates(gates: readonly OpenGate[]): string {
  return gates.map(({ service, gate }) => `${service} waits at ${gate.stage}`).join(', ')
}

export function describeOtherwise(gates: readonly OpenGate[]): string[] {
  return gates.flatMap(({ gate }) =>
    gate.otherwise === undefined ? [] : `without an answer, ${gate.otherwise}`,
  )
}

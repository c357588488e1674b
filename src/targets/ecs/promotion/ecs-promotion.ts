import { AwsError, toPlatformError } from '../../../aws/aws-error.ts'
import { isTransient, retryBriefly, retryWhileTransient } from '../../../aws/retry-transient.ts'
import type { Clock } from '../../../core/clock.ts'
import type { GateState, OpenGate, Promotion, PromotionPlan } from '../../../run/gate.ts'
import type { EcsApi } from '../api/api.ts'
import { readService, readServicesOf } from '../api/service-reading.ts'
import { codeDeployGates } from '../code-deploy/code-deploy-gates.ts'
import type { EcsService } from '../model/model.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'
import { ecsGates } from './ecs-gates.ts'
import type { ServiceGates } from './service-gates.ts'

export interface EcsPromotionDeps {
  readonly api: EcsApi
  readonly watched: readonly ServiceTracker[]
  readonly clock: Clock
  /** The stages at which this run answers. */
  readonly stages: readonly string[]
  readonly pollIntervalMs: number
  /** For so long is AWS asked again while it gives no answer. */
  readonly limitMs: number
}

/** Lets a deployment of ECS or of CodeDeploy go on. In this folder is what answers a pause, and nothing else. */
export function ecsPromotion(deps: EcsPromotionDeps): Promotion {
  return {
    inspect: (open, signal) =>
      asPlatformErrors(async () => (await retryBriefly(() => read(deps, open, signal), deps, signal)).state),
    proceed: (open, signal) => asPlatformErrors(() => proceed(deps, open, signal)),
    plan: (signal) => asPlatformErrors(() => planAll(deps, signal)),
  }
}

interface Seen {
  readonly state: GateState
  readonly service: EcsService
  readonly gates: ServiceGates
}

/** As it is now: what was known before does not count. */
async function read(
  deps: EcsPromotionDeps,
  { service: label, gate }: OpenGate,
  signal: AbortSignal,
): Promise<Seen> {
  const tracker = deps.watched.find((one) => one.label === label)
  if (tracker === undefined) throw new Error(`${label} is not a service of this run`)
  const service = await readService(deps.api, tracker.name, signal)
  const gates = gatesOf(deps, tracker, service)
  return { service, gates, state: await gates.read(service, gate.id, signal) }
}

/** An answer that was lost may have been accepted: it is sent again only where the gate is seen to wait still. */
async function proceed(deps: EcsPromotionDeps, open: OpenGate, signal: AbortSignal): Promise<GateState> {
  const endsAtMs = deps.clock.nowMs() + deps.limitMs
  let wasSent = false
  for (;;) {
    const { state, service, gates } = await retryWhileTransient(() => read(deps, open, signal), deps, signal)
    if (state.kind === 'continued' && wasSent) return BY_US
    if (state.kind !== 'waiting') return state
    try {
      signal.throwIfAborted()
      await gates.proceed(service, open.gate.id, signal)
      return BY_US
    } catch (error) {
      const isLost = isTransient(error)
      if (!isLost && !isConflict(error)) throw error
      if (deps.clock.nowMs() + deps.pollIntervalMs >= endsAtMs) throw error
      wasSent ||= isLost
      await deps.clock.sleep(deps.pollIntervalMs, signal)
    }
  }
}

const BY_US: GateState = {
  kind: 'continued',
  by: 'us',
  how: 'verified with this traffic, and let go on by this run',
}

/** It no longer waits, or not yet: how it is then is read again. */
function isConflict(error: unknown): boolean {
  const cause = error instanceof AwsError ? error.cause : undefined
  const names = [
    'ConflictException',
    'DeploymentIsNotInReadyStateException',
    'DeploymentAlreadyCompletedException',
  ]
  return cause instanceof Error && names.includes(cause.name)
}

async function planAll(deps: EcsPromotionDeps, signal: AbortSignal): Promise<PromotionPlan> {
  const plans: PromotionPlan[] = []
  for (const [tracker, service] of await readServicesOf(deps.api, deps.watched, signal))
    plans.push(await gatesOf(deps, tracker, service).plan(service, signal))
  return {
    steps: plans.flatMap(({ steps }) => steps),
    problems: plans.flatMap(({ problems }) => problems),
    unknowns: [...new Set(plans.flatMap(({ unknowns }) => unknowns))],
  }
}

function gatesOf(
  { api, stages }: EcsPromotionDeps,
  tracker: ServiceTracker,
  service: EcsService,
): ServiceGates {
  return service.controller === 'CODE_DEPLOY' ? codeDeployGates(api, tracker) : ecsGates(api, tracker, stages)
}

async function asPlatformErrors<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw error instanceof AwsError ? toPlatformError(error) : error
  }
}

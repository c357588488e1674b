import type { Gate } from '../../../health/rollout.ts'
import type { EndedGate, GateState } from '../../../run/gate.ts'
import {
  type EcsService,
  type LifecycleHook,
  type ServiceDeployment,
  type ServiceHistory,
  shortTaskDefinition,
  wasFoundFailing,
} from './model.ts'
import { findTrackedEntry, isReplacedByOthers, type TrackedDeployment } from './tracked-deployment.ts'

/** The new version has test traffic there, or waits for its next step of the production traffic. */
export const PROMOTED_STAGES: readonly string[] = ['POST_TEST_TRAFFIC_SHIFT', 'PRE_PRODUCTION_TRAFFIC_SHIFT']

/** At the others it has no traffic at all, so that nothing can be asked of it. */
export const PROMOTABLE_STAGES = [
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
] as const

/**
 * The hook that this run answers. A hook has no name, so that it is known by its stage: where two wait at one, or are
 * configured for it, nobody can say which is whose.
 */
export function findPause(
  { pauses = [] }: Pick<EcsService, 'pauses'>,
  { status, lifecycleStage = '', hooks }: ServiceDeployment,
  stages: readonly string[],
): LifecycleHook | undefined {
  if (status !== 'IN_PROGRESS' || !stages.includes(lifecycleStage)) return undefined
  const waiting = hooks.filter((hook) => hook.targetType === 'PAUSE' && hook.status === 'AWAITING_ACTION')
  const configured = pauses.filter((pause) => pause.stages.includes(lifecycleStage))
  return waiting.length === 1 && configured.length < 2 ? waiting[0] : undefined
}

export function toGate(hook: LifecycleHook, stage: string): Gate {
  return { id: hook.id, stage, otherwise: describeTimeout(hook) }
}

function describeTimeout({ expiresAt, timeoutAction }: LifecycleHook): string | undefined {
  if (expiresAt === undefined || timeoutAction === undefined) return undefined
  return timeoutAction === 'CONTINUE'
    ? `ECS lets it go on at ${expiresAt}, verified or not`
    : `ECS rolls it back at ${expiresAt}`
}

export interface GateFacts {
  readonly service: EcsService
  readonly tracked: TrackedDeployment
  readonly history?: ServiceHistory | undefined
}

/** The watched deployment as it is now, unless another one has taken its place. */
export function findOwnEntry({ service, tracked, history }: GateFacts): ServiceDeployment | undefined {
  if (isReplacedByOthers(tracked, service, history)) return undefined
  return findTrackedEntry(tracked, service, history)
}

/** What has become of the hook with this id. */
export function readGate(facts: GateFacts, hookId: string): GateState {
  const entry = findOwnEntry(facts)
  const now = shortTaskDefinition(facts.service.taskDefinition)
  if (entry === undefined) return { kind: 'gone', how: `${facts.service.name} has been given ${now}` }
  const hook = entry.hooks.find(({ id }) => id === hookId)
  const answered = hook && readAnswer(hook)
  if (answered !== undefined) return answered
  if (entry.status.startsWith('ROLLBACK_')) {
    const how = 'its deployment was rolled back'
    return wasFoundFailing(entry) ? { kind: 'refused', how, isFailing: true } : { kind: 'refused', how }
  }
  if (entry.status === 'IN_PROGRESS' && hook?.status === 'AWAITING_ACTION') return { kind: 'waiting' }
  return { kind: 'gone', how: `its deployment is ${entry.status}, and the hook no longer waits` }
}

function readAnswer({ status, timeoutAction }: LifecycleHook): EndedGate | undefined {
  switch (status) {
    case 'SUCCEEDED':
      return { kind: 'continued', by: 'others', how: 'somebody let it go on' }
    case 'FAILED':
      return { kind: 'refused', how: 'it was rolled back there' }
    case 'TIMED_OUT':
      return timeoutAction === 'CONTINUE'
        ? { kind: 'continued', by: 'others', how: 'nobody answered in time, and ECS let it go on' }
        : { kind: 'refused', how: 'nobody answered in time, and ECS rolled it back' }
    default:
      return undefined
  }
}

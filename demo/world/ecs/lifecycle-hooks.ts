import type * as sdk from '@aws-sdk/client-ecs'
import { invokeLambda } from './lambda-hooks.ts'
import type { Scheduler } from './scheduler.ts'
import type { Stage } from './stages.ts'
import type { EcsState, LifecycleHook, ServiceDeployment } from './state.ts'

const TIMEOUT_MINUTES = 24 * 60
const MINUTE_MS = 60_000
const ID_LENGTH = 43

/** Of the stages, a way back runs only these hooks again. */
const ALSO_ON_THE_WAY_BACK: readonly Stage[] = ['PRODUCTION_TRAFFIC_SHIFT', 'TEST_TRAFFIC_SHIFT']

/** Starts the hooks that are configured for the stage that a deployment has come to: all at once. */
export function startHooks(scheduler: Scheduler, deployment: ServiceDeployment): void {
  const { ecs, service } = scheduler
  const { stage } = deployment
  if (stage === undefined) return
  if (deployment.status === 'ROLLBACK_IN_PROGRESS' && !ALSO_ON_THE_WAY_BACK.includes(stage)) return
  const configured = (service.configuration.lifecycleHooks ?? []).filter((each) =>
    each.lifecycleStages?.some((name) => name === stage),
  )
  for (const each of configured) {
    const hook = newHook(ecs, stage, each)
    deployment.hooks.push(hook)
    const expiresInMs = hook.expiresAtMs - ecs.timeline.nowMs
    ecs.timeline.after(expiresInMs, () => expire(ecs, hook))
    scheduler.lookAgainAfter(expiresInMs)
    if (hook.targetType === 'AWS_LAMBDA') invokeLambda(scheduler, deployment, hook)
  }
}

function newHook(ecs: EcsState, stage: Stage, configured: sdk.DeploymentLifecycleHook): LifecycleHook {
  const { timeoutConfiguration, targetType = 'AWS_LAMBDA' } = configured
  const minutes = timeoutConfiguration?.timeoutInMinutes ?? TIMEOUT_MINUTES
  const kind = targetType === 'PAUSE' ? 'pause' : 'lambda'
  return {
    id: `ecs-${kind}-${ecs.ids.letters(ID_LENGTH)}`,
    stage,
    targetType,
    targetArn: configured.hookTargetArn,
    status: targetType === 'PAUSE' ? 'AWAITING_ACTION' : 'IN_PROGRESS',
    startedAtMs: ecs.timeline.nowMs,
    expiresAtMs: ecs.timeline.nowMs + minutes * MINUTE_MS,
    timeoutAction: timeoutConfiguration?.action ?? 'ROLLBACK',
    failure: undefined,
  }
}

/** A hook of a deployment that has ended, or turned back, is nobody's business any more. */
function expire(ecs: EcsState, hook: LifecycleHook): void {
  if (hook.status !== 'AWAITING_ACTION' && hook.status !== 'IN_PROGRESS') return
  hook.status = 'TIMED_OUT'
  const kind = hook.targetType === 'PAUSE' ? 'pause' : 'lifecycle'
  hook.failure = `${hook.stage} ${kind} hook timed out.`
  hook.expiresAtMs = Math.min(hook.expiresAtMs, ecs.timeline.nowMs)
}

export type HooksResult = { kind: 'passed' } | { kind: 'waiting' } | { kind: 'failed'; reason: string }

/** What the hooks of the present stage, in its present round, say about going on. */
export function hooksResult({ hooks, stage, stageSinceMs = 0 }: ServiceDeployment): HooksResult {
  const present = hooks.filter((hook) => hook.stage === stage && hook.startedAtMs >= stageSinceMs)
  const failed = present.find(hasFailed)
  if (failed !== undefined) return { kind: 'failed', reason: failed.failure ?? `${stage} hook failed.` }
  const isOver = (hook: LifecycleHook) => hook.status === 'SUCCEEDED' || hook.status === 'TIMED_OUT'
  return present.every(isOver) ? { kind: 'passed' } : { kind: 'waiting' }
}

const hasFailed = (hook: LifecycleHook): boolean =>
  hook.status === 'FAILED' || (hook.status === 'TIMED_OUT' && hook.timeoutAction === 'ROLLBACK')

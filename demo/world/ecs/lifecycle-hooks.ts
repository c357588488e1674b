import type * as sdk from '@aws-sdk/client-ecs'
import type { Scheduler } from './scheduler.ts'
import type { EcsState, LifecycleHook, ServiceDeployment } from './state.ts'

const LAMBDA_TAKES_MS = 5_000
const PAUSE_MINUTES = 24 * 60
const MINUTE_MS = 60_000

/** Starts the hooks that are configured for the stage that a deployment has come to. */
export function startHooks(scheduler: Scheduler, deployment: ServiceDeployment): void {
  const { ecs, service } = scheduler
  const configured = service.configuration.lifecycleHooks ?? []
  const stage = deployment.stage as sdk.DeploymentLifecycleHookStage
  for (const hook of configured.filter((each) => each.lifecycleStages?.includes(stage))) {
    const started = newHook(ecs, stage, hook)
    deployment.hooks.push(started)
    const dueMs = started.targetType === 'PAUSE' ? started.expiresAtMs : ecs.timeline.nowMs + LAMBDA_TAKES_MS
    ecs.timeline.after(dueMs - ecs.timeline.nowMs, () => end(ecs, started))
    scheduler.lookAgainAfter(dueMs - ecs.timeline.nowMs)
  }
}

function newHook(
  ecs: EcsState,
  stage: sdk.DeploymentLifecycleHookStage,
  configured: sdk.DeploymentLifecycleHook,
): LifecycleHook {
  const { timeoutConfiguration, targetType = 'AWS_LAMBDA' } = configured
  const minutes = timeoutConfiguration?.timeoutInMinutes ?? PAUSE_MINUTES
  return {
    id: ecs.ids.uuid(),
    stage,
    targetType,
    targetArn: configured.hookTargetArn,
    status: targetType === 'PAUSE' ? 'AWAITING_ACTION' : 'IN_PROGRESS',
    expiresAtMs: ecs.timeline.nowMs + minutes * MINUTE_MS,
    timeoutAction: timeoutConfiguration?.action ?? 'ROLLBACK',
  }
}

function end(ecs: EcsState, hook: LifecycleHook): void {
  if (hook.status === 'AWAITING_ACTION') hook.status = 'TIMED_OUT'
  if (hook.status !== 'IN_PROGRESS') return
  const fails = ecs.quirks.failingHooks.includes(hook.targetArn ?? '')
  hook.status = fails ? 'FAILED' : 'SUCCEEDED'
}

export type HooksResult = 'passed' | 'waiting' | 'failed'

/** What the hooks of the present stage say about going on. */
export function hooksResult(deployment: ServiceDeployment): HooksResult {
  const hooks = deployment.hooks.filter((hook) => hook.stage === deployment.stage)
  if (hooks.some(hasFailed)) return 'failed'
  return hooks.every((hook) => hook.status === 'SUCCEEDED' || hook.status === 'TIMED_OUT')
    ? 'passed'
    : 'waiting'
}

const hasFailed = (hook: LifecycleHook): boolean =>
  hook.status === 'FAILED' || (hook.status === 'TIMED_OUT' && hook.timeoutAction === 'ROLLBACK')

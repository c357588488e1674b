import type { Scheduler } from './scheduler.ts'
import type { Deployment, EcsState, LifecycleHook, Service, ServiceDeployment } from './state.ts'
import { type Listener, weightOf } from './traffic.ts'

/** What ECS gives to a hook's function: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/lambda-lifecycle-hooks.html */
export interface HookEvent {
  executionId: string
  lifecycleStage: string
  /** The service deployment. */
  resourceArn: string
  executionDetails: {
    serviceArn: string
    targetServiceRevisionArn: string
    testTrafficWeights: Record<string, number>
    productionTrafficWeights: Record<string, number>
  }
}

/** What a function answers; without a `hookStatus` it has crashed. */
export interface HookAnswer {
  hookStatus?: 'SUCCEEDED' | 'FAILED' | 'IN_PROGRESS'
  /** Seconds until it is asked again. */
  callBackDelay?: number
}

export type HookFunction = (event: HookEvent) => HookAnswer

const TAKES_MS = 5_000
const CALL_BACK_DELAY_SECONDS = 30

export function invokeLambda(scheduler: Scheduler, deployment: ServiceDeployment, hook: LifecycleHook): void {
  const { ecs, service } = scheduler
  const event = eventOf(ecs, service, deployment, hook)
  later(scheduler, hook, TAKES_MS, () => {
    const { hookStatus, callBackDelay = CALL_BACK_DELAY_SECONDS } = answerOf(ecs, hook, event)
    if (hookStatus === 'IN_PROGRESS') {
      later(scheduler, hook, callBackDelay * 1_000, () => invokeLambda(scheduler, deployment, hook))
      return
    }
    hook.status = hookStatus === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED'
    if (hook.status === 'FAILED') hook.failure = failureOf(hook, hookStatus)
  })
}

function later(scheduler: Scheduler, hook: LifecycleHook, delayMs: number, happen: () => void): void {
  scheduler.ecs.timeline.after(delayMs, () => {
    if (hook.status === 'IN_PROGRESS') happen()
    // From here, since a look that was due at this moment anyway may have come before.
    scheduler.lookAgainAfter(0)
  })
}

function answerOf(ecs: EcsState, hook: LifecycleHook, event: HookEvent): HookAnswer {
  const { targetArn = '' } = hook
  if (ecs.quirks.failingHooks.includes(targetArn)) return { hookStatus: 'FAILED' }
  return ecs.hookFunctions.get(targetArn)?.(event) ?? { hookStatus: 'SUCCEEDED' }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html */
function failureOf(hook: LifecycleHook, hookStatus: HookAnswer['hookStatus']): string {
  const cause =
    hookStatus === undefined
      ? `ECS was unable to parse the response from ${hook.targetArn} due to HookStatus must not be null`
      : `Lifecycle hook target ${hook.targetArn} returned FAILED status.`
  return `${hook.stage} lifecycle hook(s) failed. ${cause}`
}

/** Weights are told only while they change. */
function eventOf(
  ecs: EcsState,
  service: Service,
  deployment: ServiceDeployment,
  hook: LifecycleHook,
): HookEvent {
  const isShifting = hook.stage.endsWith('PRODUCTION_TRAFFIC_SHIFT') && !hook.stage.startsWith('POST')
  return {
    executionId: ecs.ids.uuid(),
    lifecycleStage: hook.stage,
    resourceArn: deployment.arn,
    executionDetails: {
      serviceArn: service.arn,
      targetServiceRevisionArn: deployment.target.arn,
      testTrafficWeights: hook.stage === 'TEST_TRAFFIC_SHIFT' ? weights(service, 'test') : {},
      productionTrafficWeights: isShifting ? weights(service, 'production') : {},
    },
  }
}

function weights(service: Service, listener: Listener): Record<string, number> {
  const { traffic } = service
  if (traffic === undefined) return {}
  const weight = (each: Deployment) => [each.revision.arn, weightOf(traffic, listener, each)] as const
  return Object.fromEntries(service.deployments.map(weight))
}

import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import { account } from '../../demo/world/ecs/account.ts'
import { interrupt } from '../../demo/world/ecs/interruptions.ts'
import { newState } from '../../demo/world/ecs/local-ecs.ts'
import { operations } from '../../demo/world/ecs/operations/index.ts'
import { changeService } from '../../demo/world/ecs/service-update.ts'
import type { EcsState, Service } from '../../demo/world/ecs/state.ts'
import { type Deployed, deployImage, tellService } from '../../demo/world/stories.ts'
import { Timeline } from '../../demo/world/timeline.ts'
import { STRATEGIES } from '../state-table/axes.ts'
import { hookAt, LAMBDA, showAt } from '../state-table/scene.ts'
import { behaviourOf, crashTasks } from './behaviour.ts'
import type { Plan, PlannedEvent } from './plan.ts'
import { Recorder } from './recorder.ts'
import type { VirtualTime } from './virtual-time.ts'

export const IMAGE = 'registry.example/web'
/** Long enough for the service to have come to rest. */
const EARLIER_MS = 60_000
const LOOK_EVERY_MS = 5_000
const ALARM = 'errors'

export interface World {
  readonly ecs: EcsState
  readonly service: Service
  readonly recorder: Recorder
  /** Brings everything up to now. */
  readonly catchUp: () => void
}

/** The service with its past, a minute before the deployment. */
export function prepareWorld(plan: Plan, time: VirtualTime): World {
  const timeline = new Timeline(time.wallMs)
  const catchUp = () => timeline.catchUp(time.wallMs)
  const ecs = newState(account(), timeline, catchUp)
  const images = plan.past.map((fate, index) => ({ fate, image: `${IMAGE}:${index + 1}` }))
  const service = tellService(ecs, {
    name: 'web',
    desiredCount: plan.tasks,
    deploymentConfiguration: configurationOf(plan),
    past: images.map(({ fate, image }) =>
      fate === 'good' ? { image } : { image, status: 'ROLLBACK_SUCCESSFUL' },
    ),
  })
  ecs.quirks.describeLagMs = plan.staleMs
  const recorder = new Recorder(plan, ecs, service)
  const look = () => {
    recorder.look()
    timeline.after(LOOK_EVERY_MS, look)
  }
  look()
  // Only a deployment that finds another one under way has something to reconcile.
  if (plan.moment === 'RECONCILE_SERVICE') {
    ecs.images.push(`${IMAGE}:unfinished`)
    recorder.addOther(deployImage(ecs, service, `${IMAGE}:unfinished`, {}).taskDefinitionArn, true)
  }
  return { ecs, service, recorder, catchUp }
}

function configurationOf({ strategy, breaker, events, schedule }: Plan): DeploymentConfiguration {
  const hasAlarm = events.some(({ kind }) => kind === 'alarm')
  return {
    ...scheduled(STRATEGIES[strategy], schedule),
    deploymentCircuitBreaker: { enable: breaker !== 'off', rollback: breaker === 'rolls back' },
    ...(hasAlarm && { alarms: { alarmNames: [ALARM], enable: true, rollback: true } }),
  }
}

function scheduled(
  configuration: DeploymentConfiguration,
  { bakeMinutes, stepMinutes, stepPercent }: Plan['schedule'],
): DeploymentConfiguration {
  const { bakeTimeInMinutes, linearConfiguration, canaryConfiguration } = configuration
  return {
    ...configuration,
    ...(bakeTimeInMinutes !== undefined && { bakeTimeInMinutes: bakeMinutes }),
    ...(linearConfiguration && { linearConfiguration: { stepPercent, stepBakeTimeInMinutes: stepMinutes } }),
    ...(canaryConfiguration && {
      canaryConfiguration: { canaryPercent: stepPercent, canaryBakeTimeInMinutes: stepMinutes },
    }),
  }
}

export const waitForDeploy = (time: VirtualTime): Promise<void> => time.sleep(EARLIER_MS)

/** Deploys the new version, and lets happen from now on what the plan says. */
export function deploy(plan: Plan, world: World): Deployed {
  const { ecs, service, recorder, catchUp } = world
  catchUp()
  const { strategy, hook, moment } = plan
  const situation = { strategy, hook, moment, version: 'healthy' } as const
  changeService(ecs, service, { deploymentConfiguration: { ...configurationOf(plan), ...hookAt(situation) } })
  const truth = { isShown: false, lacksRoom: false }
  const show = () => {
    truth.isShown = true
    recorder.showsNow()
    if (plan.version === 'crash') crashTasks(ecs, service, recorder.deployed)
  }
  ecs.images.push(`${IMAGE}:new`, behaviourOf(plan.version, truth))
  answerLambda(plan, world, truth)
  showAt(ecs, service, moment, show)
  const deployed = deployImage(ecs, service, `${IMAGE}:new`, {})
  recorder.begin(deployed.taskDefinitionArn)
  if (hook === 'PAUSE' && plan.answerAfterMs !== undefined) answerPauses(plan.answerAfterMs, world)
  for (const event of plan.events) {
    ecs.timeline.after(event.atMs, () => happen(event, world))
    if (event.kind !== 'no room') continue
    ecs.timeline.after(event.atMs, () => Object.assign(truth, { lacksRoom: true }))
    ecs.timeline.after(event.atMs + event.forMs, () => Object.assign(truth, { lacksRoom: false }))
  }
  return deployed
}

/** A function that finds what the version has shown by then. */
function answerLambda(
  { answerAfterMs = 0 }: Plan,
  { ecs, recorder }: World,
  truth: { isShown: boolean },
): void {
  let endsAtMs: number | undefined
  ecs.hookFunctions.set(LAMBDA, () => {
    endsAtMs ??= ecs.timeline.nowMs + answerAfterMs
    if (ecs.timeline.nowMs < endsAtMs) return { hookStatus: 'IN_PROGRESS' }
    return { hookStatus: truth.isShown && recorder.isBad ? 'FAILED' : 'SUCCEEDED' }
  })
}

function answerPauses(afterMs: number, { ecs, service, recorder }: World): void {
  const look = () => {
    for (const deployment of service.serviceDeployments) {
      for (const hook of deployment.hooks) {
        if (hook.status !== 'AWAITING_ACTION' || ecs.timeline.nowMs - hook.startedAtMs < afterMs) continue
        const input = { serviceDeploymentArn: deployment.arn, hookId: hook.id, action: 'CONTINUE' }
        recorder.other('ContinueServiceDeployment', input, () =>
          operations.ContinueServiceDeployment?.(ecs, input as never),
        )
      }
    }
    ecs.timeline.after(LOOK_EVERY_MS, look)
  }
  look()
}

/** What needs a run, or the wire to it, happens there. */
function happen(event: PlannedEvent, { ecs, service, recorder }: World): void {
  switch (event.kind) {
    case 'interruption':
      interrupt(ecs, service, event.by, event.count)
      break
    case 'scale':
      changeService(ecs, service, { desiredCount: event.to })
      break
    case 'other deployment': {
      const version = `other-${service.revisions.length}`
      ecs.images.push(`${IMAGE}:${version}`, event.isGood ? {} : { http: { status: 500 } })
      const input = { taskDefinition: '' }
      recorder.other('UpdateService', input, () => {
        input.taskDefinition = deployImage(ecs, service, `${IMAGE}:${version}`, {}).taskDefinitionArn
        recorder.addOther(input.taskDefinition, event.isGood)
      })
      break
    }
    case 'rollback by a person': {
      const input = { taskDefinition: recorder.before }
      recorder.other('UpdateService', input, () => changeService(ecs, service, input))
      break
    }
    case 'alarm':
      ecs.alarms.set(ALARM, 'ALARM')
      ecs.timeline.after(event.forMs, () => ecs.alarms.set(ALARM, 'OK'))
      break
    default:
      break
  }
}

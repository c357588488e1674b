import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import { account } from '../../../../demo/world/ecs/account.ts'
import { interrupt } from '../../../../demo/world/ecs/interruptions.ts'
import { newState } from '../../../../demo/world/ecs/local-ecs.ts'
import { operations } from '../../../../demo/world/ecs/operations/index.ts'
import { changeService } from '../../../../demo/world/ecs/service-update.ts'
import type { EcsState, Service } from '../../../../demo/world/ecs/state.ts'
import { deployImage, tellService } from '../../../../demo/world/stories.ts'
import { Timeline } from '../../../../demo/world/timeline.ts'
import type { EcsConfig } from '../../../../src/targets/ecs/ecs-config.ts'
import { wireEcs } from '../../../../src/targets/ecs/open.ts'
import type { ConfiguredTarget } from '../../../../src/targets/target.ts'
import { STRATEGIES } from '../../../state-table/axes.ts'
import { hookAt, LAMBDA, showAt } from '../../../state-table/scene.ts'
import type { PlannedEvent } from '../../common-plan.ts'
import { LOOK_EVERY_MS, type World } from '../../platform.ts'
import type { VirtualTime } from '../../virtual-time.ts'
import { awsApi } from './api.ts'
import { behaviourOf, crashTasks } from './behaviour.ts'
import type { EcsPlan } from './plan.ts'
import { Recorder } from './recorder.ts'
import { siteOf } from './site.ts'

const IMAGE = 'registry.example/web'
const ALARM = 'errors'
const PROMOTED_STAGES: readonly string[] = ['POST_TEST_TRAFFIC_SHIFT', 'PRE_PRODUCTION_TRAFFIC_SHIFT']

interface Scene {
  readonly ecs: EcsState
  readonly service: Service
  readonly recorder: Recorder
}

/** The service with its past. */
export function prepareEcs(plan: EcsPlan, time: VirtualTime): World {
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
  return {
    record: recorder,
    inputs: { target: 'ecs', cluster: 'prod', service: 'web' },
    namesWhatRuns: true,
    isPausedForUs: PROMOTED_STAGES.includes(plan.moment),
    catchUp,
    deploy: () => {
      catchUp()
      return { 'task-definition': deploy(plan, { ecs, service, recorder }) }
    },
    serve: () => siteOf(service),
    env: () => ({ AWS_REGION: 'us-east-1' }),
    open:
      (own, link): ConfiguredTarget['open'] =>
      async (config, deps) =>
        wireEcs(awsApi({ ecs, recorder }, link), config, own as EcsConfig, deps),
  }
}

function configurationOf({ strategy, breaker, events, schedule }: EcsPlan): DeploymentConfiguration {
  const hasAlarm = events.some(({ kind }) => kind === 'alarm')
  return {
    ...scheduled(STRATEGIES[strategy], schedule),
    deploymentCircuitBreaker: { enable: breaker !== 'off', rollback: breaker === 'rolls back' },
    ...(hasAlarm && { alarms: { alarmNames: [ALARM], enable: true, rollback: true } }),
  }
}

function scheduled(
  configuration: DeploymentConfiguration,
  { bakeMinutes, stepMinutes, stepPercent }: EcsPlan['schedule'],
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

/** Deploys the new version, and lets happen from now on what the plan says. Answers its task definition. */
function deploy(plan: EcsPlan, scene: Scene): string {
  const { ecs, service, recorder } = scene
  const { strategy, hook, moment } = plan
  const situation = { strategy, hook, moment, version: 'healthy' } as const
  changeService(ecs, service, { deploymentConfiguration: { ...configurationOf(plan), ...hookAt(situation) } })
  const truth = { isShown: false, lacksRoom: false }
  const show = () => {
    truth.isShown = true
    recorder.showsNow()
    if (plan.version === 'crash') crashTasks(ecs, service, recorder.deployedArn)
  }
  ecs.images.push(`${IMAGE}:new`, behaviourOf(plan.version, truth))
  answerLambda(plan, scene, truth)
  showAt(ecs, service, moment, show)
  const { taskDefinitionArn } = deployImage(ecs, service, `${IMAGE}:new`, {})
  recorder.begin(taskDefinitionArn)
  if (hook === 'PAUSE' && plan.answerAfterMs !== undefined) answerPauses(plan.answerAfterMs, scene)
  for (const event of plan.events) {
    ecs.timeline.after(event.atMs, () => happen(event, scene))
    if (event.kind !== 'no room') continue
    ecs.timeline.after(event.atMs, () => Object.assign(truth, { lacksRoom: true }))
    ecs.timeline.after(event.atMs + event.forMs, () => Object.assign(truth, { lacksRoom: false }))
  }
  return taskDefinitionArn
}

/** A function that finds what the version has shown by then. */
function answerLambda(
  { answerAfterMs = 0 }: EcsPlan,
  { ecs, recorder }: Scene,
  truth: { isShown: boolean },
): void {
  let endsAtMs: number | undefined
  ecs.hookFunctions.set(LAMBDA, () => {
    endsAtMs ??= ecs.timeline.nowMs + answerAfterMs
    if (ecs.timeline.nowMs < endsAtMs) return { hookStatus: 'IN_PROGRESS' }
    return { hookStatus: truth.isShown && recorder.isBad ? 'FAILED' : 'SUCCEEDED' }
  })
}

function answerPauses(afterMs: number, { ecs, service, recorder }: Scene): void {
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
function happen(event: PlannedEvent, { ecs, service, recorder }: Scene): void {
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
      const input = { taskDefinition: recorder.beforeArn }
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

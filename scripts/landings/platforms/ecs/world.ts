import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import { account } from '../../../../demo/world/ecs/account.ts'
import { TERMINAL } from '../../../../demo/world/ecs/deployments.ts'
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
import { isReaction, type PlannedEvent } from '../../common-plan.ts'
import { LOOK_EVERY_MS, type World } from '../../platform.ts'
import type { VirtualTime } from '../../virtual-time.ts'
import { addressOf, MAIN_SITE } from '../../wire.ts'
import { awsApi } from './api.ts'
import { behaviourOf, crashTasks } from './behaviour.ts'
import { deregisterPast, MOVED_TAG, tellPast } from './past.ts'
import { type EcsPlan, planOf, wayBackMsOf } from './plan.ts'
import { Recorder } from './recorder.ts'
import { CloudWatch } from './signals.ts'
import { siteOf } from './site.ts'

const ALARM = 'errors'
const PROMOTED_STAGES: readonly string[] = ['POST_TEST_TRAFFIC_SHIFT', 'PRE_PRODUCTION_TRAFFIC_SHIFT']

interface Scene {
  readonly plan: EcsPlan
  readonly ecs: EcsState
  readonly service: Service
  readonly recorder: Recorder
}

/** The services with their past. */
export function prepareEcs(plan: EcsPlan, time: VirtualTime): World {
  const timeline = new Timeline(time.wallMs)
  const catchUp = () => timeline.catchUp(time.wallMs)
  const ecs = newState(account(), timeline, catchUp)
  const others = plan.others ?? []
  const main = prepareService(plan, ecs, 'web', MAIN_SITE)
  const scenes = [
    main,
    ...others.map((other) => prepareService(planOf(plan, other), ecs, other.name, other.name)),
  ]
  ecs.quirks.describeLagMs = plan.staleMs
  const cloudWatch = plan.signals && new CloudWatch(ecs, plan.signals)
  const recorders = scenes.map(({ recorder }) => recorder)
  const look = () => {
    for (const recorder of recorders) recorder.look()
    timeline.after(LOOK_EVERY_MS, look)
  }
  look()
  // Only a deployment that finds another one under way has something to reconcile.
  if (plan.moment === 'RECONCILE_SERVICE') {
    ecs.images.push(imageOf(main, 'unfinished'))
    deployImage(ecs, main.service, imageOf(main, 'unfinished'), {})
    main.recorder.addOther(true)
  }
  return {
    record: main.recorder,
    others: recorders.slice(1),
    inputs: {
      target: 'ecs',
      cluster: 'prod',
      service: scenes.map(({ service }) => service.name).join('\n'),
      'health-url': recorders.map(({ site }) => addressOf(site)).join('\n'),
    },
    namesWhatRuns: true,
    isPausedForUs: PROMOTED_STAGES.includes(plan.moment),
    wayBackMs: wayBackMsOf(plan),
    catchUp,
    deploy: () => {
      catchUp()
      cloudWatch?.begin()
      const isLeft = (index: number) => index > 0 && others[index - 1]?.isDeployed === false
      const deployed = scenes.map((scene, index) =>
        isLeft(index) ? scene.service.taskDefinitionArn : deploy(scene),
      )
      // Whoever orders a rollback goes back from what runs.
      return plan.inputs.mode === 'rollback' ? {} : { 'task-definition': deployed.join('\n') }
    },
    signals: () => cloudWatch?.signals,
    serve: () => siteOf(new Map(scenes.map(({ service, recorder }) => [recorder.site, service]))),
    env: () => ({ AWS_REGION: 'us-east-1' }),
    open:
      (own, link): ConfiguredTarget['open'] =>
      async (config, deps) =>
        wireEcs(
          awsApi({ ecs, recorders, metrics: cloudWatch?.metrics ?? new Map() }, link),
          config,
          own as EcsConfig,
          deps,
        ),
  }
}

const imageOf = ({ service }: Pick<Scene, 'service'>, tag: string): string =>
  `registry.example/${service.name}:${tag}`

function prepareService(plan: EcsPlan, ecs: EcsState, name: string, site: string): Scene {
  const service = tellService(ecs, {
    name,
    desiredCount: plan.tasks,
    deploymentConfiguration: configurationOf(plan),
    past: tellPast(ecs, plan, `registry.example/${name}`),
  })
  deregisterPast(ecs, service, plan.past)
  return { plan, ecs, service, recorder: new Recorder(plan, ecs, service, site) }
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
function deploy(scene: Scene): string {
  const { plan, ecs, service, recorder } = scene
  const { strategy, hook, moment } = plan
  const situation = { strategy, hook, moment, version: 'healthy' } as const
  changeService(ecs, service, { deploymentConfiguration: { ...configurationOf(plan), ...hookAt(situation) } })
  const truth = { isShown: false, lacksRoom: false }
  const show = () => {
    truth.isShown = true
    recorder.showsNow()
    if (plan.version === 'crash') crashTasks(ecs, service, recorder.deployedDefinition)
    for (const event of plan.events.filter(isReaction))
      ecs.timeline.after(event.atMs, () => happen(event, scene))
  }
  const image = imageOf(scene, plan.tagging === 'one' ? MOVED_TAG : 'new')
  ecs.images.push(image, { ...behaviourOf(plan.version, truth), version: 'new' })
  if (hook === 'Lambda') answerLambda(scene)
  showAt(ecs, service, moment, show)
  const { taskDefinitionArn } = deployImage(ecs, service, image, {})
  recorder.begin()
  if (hook === 'PAUSE' && plan.answerAfterMs !== undefined) answerPauses(plan.answerAfterMs, scene)
  for (const event of plan.events) {
    if (!isReaction(event)) ecs.timeline.after(event.atMs, () => happen(event, scene))
    if (event.kind !== 'no room') continue
    ecs.timeline.after(event.atMs, () => Object.assign(truth, { lacksRoom: true }))
    ecs.timeline.after(event.atMs + event.forMs, () => Object.assign(truth, { lacksRoom: false }))
  }
  return taskDefinitionArn
}

/** A function that finds what the version of the deployment has shown by then. */
function answerLambda({ plan: { answerAfterMs = 0 }, ecs, service, recorder }: Scene): void {
  const endsAtMs = new Map<string, number>()
  ecs.hookFunctions.set(LAMBDA, ({ resourceArn, executionDetails }) => {
    const { nowMs } = ecs.timeline
    const endAtMs = endsAtMs.get(resourceArn) ?? nowMs + answerAfterMs
    endsAtMs.set(resourceArn, endAtMs)
    if (nowMs < endAtMs) return { hookStatus: 'IN_PROGRESS' }
    const revision = service.revisions.find(({ arn }) => arn === executionDetails.targetServiceRevisionArn)
    return { hookStatus: revision && recorder.isBadNow(revision) ? 'FAILED' : 'SUCCEEDED' }
  })
}

function answerPauses(afterMs: number, { ecs, service, recorder }: Scene): void {
  const look = () => {
    for (const deployment of service.serviceDeployments) {
      if (TERMINAL.includes(deployment.status)) continue
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
function happen(event: PlannedEvent, scene: Scene): void {
  const { ecs, service, recorder } = scene
  switch (event.kind) {
    case 'interruption':
      interrupt(ecs, service, event.by, event.count)
      break
    case 'scale':
      changeService(ecs, service, { desiredCount: event.to })
      break
    case 'other deployment': {
      const image = imageOf(scene, `other-${service.revisions.length}`)
      ecs.images.push(image, event.isGood ? {} : { http: { status: 500 } })
      const input = { taskDefinition: '' }
      recorder.other('UpdateService', input, () => {
        input.taskDefinition = deployImage(ecs, service, image, {}).taskDefinitionArn
        recorder.addOther(event.isGood)
      })
      break
    }
    case 'rollback by a person': {
      const input = { taskDefinition: recorder.definitionBefore }
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

import { codeDeployActions } from '../../../../demo/world/codedeploy/actions.ts'
import { createGroup } from '../../../../demo/world/codedeploy/groups.ts'
import { createDeployment } from '../../../../demo/world/codedeploy/rollout.ts'
import {
  type CodeDeployState,
  type Deployment,
  type DeploymentGroup,
  ONGOING,
} from '../../../../demo/world/codedeploy/state.ts'
import { account } from '../../../../demo/world/ecs/account.ts'
import { interrupt } from '../../../../demo/world/ecs/interruptions.ts'
import { newState } from '../../../../demo/world/ecs/local-ecs.ts'
import { changeService } from '../../../../demo/world/ecs/service-update.ts'
import type { EcsState } from '../../../../demo/world/ecs/state.ts'
import { isSteady } from '../../../../demo/world/ecs/task-sets.ts'
import { deployImage, tellService } from '../../../../demo/world/stories.ts'
import { Timeline } from '../../../../demo/world/timeline.ts'
import type { EcsConfig } from '../../../../src/targets/ecs/ecs-config.ts'
import { wireEcs } from '../../../../src/targets/ecs/open.ts'
import { isReaction, MINUTE_MS, type PlannedEvent } from '../../common-plan.ts'
import { LOOK_EVERY_MS, type World } from '../../platform.ts'
import type { VirtualTime } from '../../virtual-time.ts'
import { addressOf, MAIN_SITE } from '../../wire.ts'
import { awsApi } from '../ecs/api.ts'
import { behaviourOf, crashTasks } from '../ecs/behaviour.ts'
import { tellPast } from '../ecs/past.ts'
import { siteOf } from '../ecs/site.ts'
import type { CodeDeployPlan, Moment } from './plan.ts'
import { CodeDeployRecorder } from './recorder.ts'

const ALARM = 'errors'
const SEES_MOMENT_EVERY_MS = 1_000
/** A pipeline that finds another deployment under way tries again. */
const TRIES_AGAIN_AFTER_MS = 5_000
const TRIES = 200
const CRASHES = 12

interface Scene {
  readonly plan: CodeDeployPlan
  readonly ecs: EcsState
  readonly codeDeploy: CodeDeployState
  readonly group: DeploymentGroup
  readonly recorder: CodeDeployRecorder
}

export function prepareCodeDeploy(plan: CodeDeployPlan, time: VirtualTime): World {
  const timeline = new Timeline(time.wallMs)
  const catchUp = () => timeline.catchUp(time.wallMs)
  const ecs = newState(account(), timeline, catchUp)
  const scene = begin(plan, ecs)
  const { recorder, codeDeploy, group } = scene
  ecs.quirks.describeLagMs = plan.staleMs
  const look = () => {
    recorder.look()
    timeline.after(LOOK_EVERY_MS, look)
  }
  look()
  return {
    record: recorder,
    inputs: { target: 'ecs', cluster: 'prod', service: 'web', 'health-url': addressOf(MAIN_SITE) },
    namesWhatRuns: true,
    isPausedForUs: plan.readyWaitMinutes !== undefined,
    // What a person has to let go on may take for ever, on the way back too.
    wayBackMs: plan.readyWaitMinutes === undefined ? 0 : undefined,
    catchUp,
    deploy: () => {
      catchUp()
      const taskDefinition = deploy(scene)
      // Whoever orders a rollback goes back from what runs.
      return plan.inputs.mode === 'rollback' ? {} : { 'task-definition': taskDefinition }
    },
    serve: () => {
      const site = siteOf(new Map([[MAIN_SITE, group.service]]))
      return {
        next: (...request) => {
          recorder.look()
          return site.next(...request)
        },
      }
    },
    env: () => ({ AWS_REGION: 'us-east-1' }),
    open: (own, link) => async (config, deps) => {
      const api = awsApi({ ecs, codeDeploy, recorders: [recorder], metrics: new Map() }, link)
      return wireEcs(api, config, own as EcsConfig, deps)
    },
  }
}

/** The service and its deployment group, with their past. */
function begin(plan: CodeDeployPlan, ecs: EcsState): Scene {
  const service = tellService(ecs, {
    name: 'web',
    controller: 'CODE_DEPLOY',
    desiredCount: plan.tasks,
    past: tellPast(ecs, plan, 'registry.example/web'),
  })
  const codeDeploy: CodeDeployState = { ecs, groups: [] }
  const { readyWaitMinutes, configuration, rollsBackOnFailure, terminationWaitMinutes, events } = plan
  const group = createGroup(codeDeploy, service, {
    ...(readyWaitMinutes !== undefined && { readyWaitMinutes }),
    configuration,
    rollsBackOnFailure,
    terminationWaitMs: terminationWaitMinutes * MINUTE_MS,
    alarms: events.some(({ kind }) => kind === 'alarm') ? [ALARM] : [],
  })
  return { plan, ecs, codeDeploy, group, recorder: new CodeDeployRecorder(plan, ecs, group) }
}

/** Deploys the new version, and lets happen from now on what the plan says. Answers its task definition. */
function deploy(scene: Scene): string {
  const { plan, ecs, group, recorder, codeDeploy } = scene
  const truth = { isShown: false, lacksRoom: false }
  const image = 'registry.example/web:new'
  ecs.images.push(image, { ...behaviourOf(plan.version, truth), version: 'new' })
  const { taskDefinitionArn } = deployImage(ecs, group.service, image, { registerOnly: true })
  const deployment = createDeployment(codeDeploy, group, { taskDefinitionArn })
  recorder.begin(deployment)
  // Those that were still starting crash as well.
  const crash = (left: number) => {
    crashTasks(ecs, group.service, taskDefinitionArn)
    if (left > 0) ecs.timeline.after(LOOK_EVERY_MS, () => crash(left - 1))
  }
  const show = () => {
    truth.isShown = true
    recorder.showsNow()
    if (plan.version === 'crash') crash(CRASHES)
    for (const event of plan.events.filter(isReaction))
      ecs.timeline.after(event.atMs, () => happen(event, scene))
  }
  atMoment(scene, deployment, () => ecs.timeline.after(plan.showsAfterMs, show))
  answerWaits(scene)
  for (const event of plan.events) {
    if (!isReaction(event)) ecs.timeline.after(event.atMs, () => happen(event, scene))
    if (event.kind !== 'no room') continue
    ecs.timeline.after(event.atMs, () => Object.assign(truth, { lacksRoom: true }))
    ecs.timeline.after(event.atMs + event.forMs, () => Object.assign(truth, { lacksRoom: false }))
  }
  return taskDefinitionArn
}

const IS_AT: Readonly<Record<Moment, (group: DeploymentGroup, deployment: Deployment) => boolean>> = {
  created: () => true,
  ready: ({ service }, { replacement }) => replacement !== undefined && isSteady(service, replacement),
  shifting: ({ service }, { replacement, waitsForTermination }) =>
    waitsForTermination ||
    (replacement !== undefined && service.traffic?.incoming?.deployment === replacement),
  shifted: (_, { waitsForTermination }) => waitsForTermination,
  ended: (_, { status }) => status === 'Succeeded',
}

function atMoment({ plan, ecs, group }: Scene, deployment: Deployment, then: () => void): void {
  const look = () => {
    if (IS_AT[plan.moment](group, deployment)) then()
    else if (ONGOING.includes(deployment.status)) ecs.timeline.after(SEES_MOMENT_EVERY_MS, look)
  }
  look()
}

/** What a person asks CodeDeploy for, if it can be done. */
function ask({ codeDeploy, recorder }: Scene, action: string, input: Record<string, unknown>): boolean {
  try {
    recorder.record({ by: 'other' }, action, input, () => codeDeployActions(codeDeploy)[action]?.(input))
    return true
  } catch {
    return false
  }
}

function answerWaits(scene: Scene): void {
  const { plan, ecs, group } = scene
  const { answer } = plan
  if (answer === undefined) return
  const since = new Map<string, number>()
  const look = () => {
    const { nowMs } = ecs.timeline
    for (const { id, status } of group.deployments) {
      if (status !== 'Ready') continue
      since.set(id, since.get(id) ?? nowMs)
      if (nowMs - (since.get(id) ?? nowMs) < answer.afterMs) continue
      if (answer.kind === 'stop') stop(scene, id)
      else ask(scene, 'ContinueDeployment', { deploymentId: id, deploymentWaitType: 'READY_WAIT' })
    }
    ecs.timeline.after(LOOK_EVERY_MS, look)
  }
  look()
}

const stop = (scene: Scene, deploymentId: string): boolean =>
  ask(scene, 'StopDeployment', { deploymentId, autoRollbackEnabled: scene.plan.stopsWithRollback })

/** By the name of the group, as a pipeline or a person does. */
function create(scene: Scene, taskDefinitionArn: string): boolean {
  const { application: applicationName, name: deploymentGroupName } = scene.group
  const properties = { TaskDefinition: taskDefinitionArn }
  const content = JSON.stringify({ Resources: [{ TargetService: { Properties: properties } }] })
  const revision = { revisionType: 'AppSpecContent', appSpecContent: { content } }
  return ask(scene, 'CreateDeployment', { applicationName, deploymentGroupName, revision })
}

/** What needs a run, or the wire to it, happens there. */
function happen(event: PlannedEvent, scene: Scene): void {
  const { ecs, group, recorder } = scene
  const { service } = group
  switch (event.kind) {
    case 'interruption':
      interrupt(ecs, service, event.by, event.count)
      break
    case 'scale':
      changeService(ecs, service, { desiredCount: event.to })
      break
    case 'other deployment':
      deployOther(scene, event.isGood)
      break
    case 'rollback by a person': {
      const ongoing = group.deployments.find(({ status }) => ONGOING.includes(status))
      if (ongoing !== undefined) stop(scene, ongoing.id)
      else create(scene, ecs.taskDefinitions.get(recorder.before).taskDefinitionArn)
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

/** CodeDeploy takes one deployment at a time. */
function deployOther(scene: Scene, isGood: boolean): void {
  const { ecs, group, recorder } = scene
  const image = `registry.example/web:other-${group.deployments.length}`
  ecs.images.push(image, isGood ? {} : { http: { status: 500 } })
  const { taskDefinitionArn } = deployImage(ecs, group.service, image, { registerOnly: true })
  recorder.addOther({ taskDefinitionArn }, isGood)
  const attempt = (left: number) => {
    const isBusy = group.deployments.some(({ status }) => ONGOING.includes(status))
    if (!isBusy) create(scene, taskDefinitionArn)
    else if (left > 0) ecs.timeline.after(TRIES_AGAIN_AFTER_MS, () => attempt(left - 1))
  }
  attempt(TRIES)
}

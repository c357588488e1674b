import type { RolloutBlock, RolloutInProgress, RolloutWait } from '../../../health/rollout.ts'
import type { EcsDeployment, EcsEvent, EcsService, ServiceDeployment } from './model.ts'
import { findPause, toGate } from './pause.ts'

type Progress = Omit<RolloutInProgress, 'kind' | 'failedTasks' | 'detail'>

interface Staged {
  /** Absent where its history is not read or may not be. */
  readonly entry: ServiceDeployment | undefined
  /** The stages at which this run answers a pause. Absent: none. */
  readonly promotesAt?: readonly string[] | undefined
}

/** How far a deployment of ECS has come. */
export function readProgress(
  service: EcsService,
  primary: EcsDeployment,
  { entry, promotesAt = [] }: Staged,
): Progress {
  const stage = entry?.lifecycleStage
  const traffic = entry === undefined ? 'nothing' : readTraffic(entry)
  return {
    traffic,
    servingFully: stage === undefined && onlyDrains(service, primary),
    runningTasks: primary.runningCount,
    milestones: [...reachedBy(entry), ...leftOf(service, primary)],
    hasServed: traffic !== 'nothing' || (stage !== undefined && indexOf(stage) > indexOf('SCALE_UP')),
    waitsFor: entry && findWait(service, entry, promotesAt),
    blocking: findBlock(service.events, primary.createdAtMs),
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html */
const STAGES = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'SCALE_UP',
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
  'BAKE_TIME',
  'CLEAN_UP',
]

/** -1: a stage that this version does not know, which proves nothing. */
function indexOf(stage: string): number {
  return STAGES.indexOf(stage)
}

/** By the weight that ECS gives our revision; where it gives none, by the stage. */
export function readTraffic({ lifecycleStage, productionWeight }: ServiceDeployment): Progress['traffic'] {
  if (lifecycleStage === undefined) return 'nothing'
  if (productionWeight !== undefined) {
    if (productionWeight >= 100) return 'all'
    return productionWeight > 0 ? 'some' : 'nothing'
  }
  const shifts = indexOf('PRODUCTION_TRAFFIC_SHIFT')
  if (indexOf(lifecycleStage) > shifts) return 'all'
  return indexOf(lifecycleStage) === shifts ? 'some' : 'nothing'
}

/** Of a deployment that ECS rolls back: its traffic is the first that it takes away. */
export function hasTrafficBack({ lifecycleStage, productionWeight }: ServiceDeployment): boolean {
  if (productionWeight !== undefined) return productionWeight === 0
  return lifecycleStage === 'TEST_TRAFFIC_SHIFT' || lifecycleStage === 'CLEAN_UP'
}

function reachedBy(entry: ServiceDeployment | undefined): string[] {
  if (entry?.lifecycleStage === undefined) return []
  const { lifecycleStage, productionWeight, hooks } = entry
  return [
    `stage ${lifecycleStage}`,
    ...(productionWeight === undefined ? [] : [`${productionWeight} % of the traffic`]),
    ...hooks.map(({ id, status }) => `hook ${id} ${status}`),
  ]
}

/** Old tasks end one after the other, which takes its time where they drain slowly. */
function leftOf({ deployments }: EcsService, primary: EcsDeployment): string[] {
  const others = deployments.filter(({ id }) => id !== primary.id)
  return others.map(({ id, runningCount }) => `${runningCount} tasks of ${id} left`)
}

/**
 * ECS shifts the traffic and bakes by its own schedule, and gives each hook its own time limit. A PAUSE hook
 * is answered by somebody.
 */
function findWait(
  service: EcsService,
  entry: ServiceDeployment,
  promotesAt: readonly string[],
): RolloutWait | undefined {
  const { strategy } = service
  const { lifecycleStage, hooks } = entry
  if (lifecycleStage === undefined) return undefined
  if (isPaused(entry)) {
    const pause = findPause(service, entry, promotesAt)
    const what = `an answer to the lifecycle hook at its stage ${lifecycleStage}`
    return { by: 'person', what, gate: pause && toGate(pause, lifecycleStage) }
  }
  if (hooks.some(({ status }) => status === 'IN_PROGRESS'))
    return { by: 'schedule', what: 'a lifecycle hook' }
  if (lifecycleStage === 'BAKE_TIME')
    return { by: 'schedule', what: 'the bake time of ECS', durationMs: service.bakeTimeMs }
  const shiftsInSteps = strategy === 'LINEAR' || strategy === 'CANARY'
  return shiftsInSteps && lifecycleStage === 'PRODUCTION_TRAFFIC_SHIFT'
    ? { by: 'schedule', what: 'the next step of the traffic' }
    : undefined
}

export function isPaused({ hooks }: ServiceDeployment): boolean {
  return hooks.some(({ status }) => status === 'AWAITING_ACTION')
}

/** All new tasks run and nothing old is wanted any more, so that old tasks only drain. */
function onlyDrains(service: EcsService, primary: EcsDeployment): boolean {
  const others = service.deployments.filter(({ id }) => id !== primary.id)
  return runsFully(primary) && others.every(({ desiredCount }) => desiredCount === 0)
}

export function runsFully({ runningCount, desiredCount, pendingCount }: EcsDeployment): boolean {
  return runningCount >= desiredCount && pendingCount === 0 && desiredCount > 0
}

const BLOCKS = /was unable to|is unable to|health check|is unhealthy|throttled|fail/
/** No room, old tasks that may not be stopped, ECS slowed down by itself: nothing that the version could change. */
const ROOM =
  /was unable to place a task|Capacity is unavailable|reached the limit on the number of|tasks under protection|operations are being throttled/
/** The same sentence also names what the version itself names, such as a secret or a role. */
const OF_THE_VERSION = /ResourceInitializationError|CannotPull|role|secret|not authorized/i
/** That tasks do not start, and not why: it comes with every cause, also where there is no room. */
const WITHOUT_A_CAUSE = /unable to consistently start tasks|deployment failed: tasks failed to start/

/** What the event is about: a name, such as that of the service `failover`, is none of its words. */
const SUBJECTS =
  /^service \S+|\((?:service|deployment|taskSet|task|instance|container-instance|target-group|elb) [^()]*\)/g

/**
 * Why ECS gets no further, in its own words: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 * It repeats an event only after hours, so that each since the deployment began still holds. What says more
 * than that there is no room comes first.
 *
 * @param events newest first
 */
export function findBlock(events: readonly EcsEvent[], sinceMs: number): RolloutBlock | undefined {
  const blocks = events
    .filter(({ createdAtMs }) => createdAtMs >= sinceMs)
    .map(({ message: text }) => ({ text, words: text.replace(SUBJECTS, '') }))
    .filter(({ words }) => BLOCKS.test(words))
    .map(({ text, words }) => ({ text, isRoom: ROOM.test(words) && !OF_THE_VERSION.test(words) }))
  const causes = blocks.filter(({ text }) => !WITHOUT_A_CAUSE.test(text))
  return causes.find(({ isRoom }) => !isRoom) ?? causes[0] ?? blocks[0]
}

import type { HookFunction } from '../../demo/world/ecs/lambda-hooks.ts'
import { schedulerFor } from '../../demo/world/ecs/scheduler.ts'
import { changeService } from '../../demo/world/ecs/service-update.ts'
import type { EcsState, Service } from '../../demo/world/ecs/state.ts'
import { isLive } from '../../demo/world/ecs/task-state.ts'
import { stopTask } from '../../demo/world/ecs/task-stop.ts'
import type { HttpBehaviour } from '../../demo/world/images.ts'
import { deployImage, tellService } from '../../demo/world/stories.ts'
import { configurationOf, MOMENTS, type Moment, type Situation, type VersionName } from './axes.ts'

const NEW = 'registry.example/web:4'
const OTHER = 'registry.example/web:other'
export const LAMBDA = 'arn:aws:lambda:us-east-1:123456789012:function:verify'
/** Longer than a check needs to decide, and shorter than the bake of ECS. */
const LAMBDA_TAKES_MS = 400_000
const LOOK_EVERY_MS = 1_000

const ANSWERS: Readonly<Record<VersionName, HttpBehaviour>> = {
  healthy: {},
  '5xx': { status: 500 },
  'reports unhealthy': { body: { status: 'down', version: '4' } },
  '404': { status: 404 },
  'wrong version': { body: { status: 'ok', version: '4-debug' } },
  slow: 'hang',
  crash: {},
}

/** Long enough for the tasks of another deployment to run. */
export const EARLIER_MS = 60_000

/** What there is so long before the deployment. */
export function prepare(ecs: EcsState, situation: Situation): Service {
  const { moment } = situation
  const service = tellService(ecs, { name: 'web', deploymentConfiguration: configurationOf(situation) })
  // Only a deployment that finds another one under way has something to reconcile.
  if (moment === 'RECONCILE_SERVICE') {
    ecs.images.push(OTHER)
    deployImage(ecs, service, OTHER, {})
  }
  return service
}

/** Deploys the version, which shows what it is at its moment. */
export function begin(ecs: EcsState, service: Service, situation: Situation): void {
  const { moment, version, hook } = situation
  const deploymentConfiguration = { ...configurationOf(situation), ...hookAt(situation) }
  changeService(ecs, service, { deploymentConfiguration })
  let hasShown = isBeforeTasks(moment)
  const show = () => {
    hasShown = true
    if (version === 'crash') crash(ecs, service)
  }
  ecs.images.push(NEW, {
    http: () => (hasShown ? ANSWERS[version] : {}),
    task: () =>
      hasShown && version === 'crash' ? { kind: 'exits', exitCode: 1, afterMs: 5_000 } : { kind: 'runs' },
  })
  deployImage(ecs, service, NEW, {})
  const isFound = !isBeforeTasks(moment) && isFoundBad(version)
  if (hook === 'Lambda') ecs.hookFunctions.set(LAMBDA, slowly(ecs, isFound ? 'FAILED' : 'SUCCEEDED'))
  if (!hasShown) whenAt(ecs, service, moment, show)
}

export function hookAt({ hook, moment }: Situation) {
  if (hook === 'no hook' || moment === 'SCALE_UP' || moment === 'BAKE_TIME') return {}
  if (moment === 'CLEAN_UP' || moment === 'COMPLETED') return {}
  const at = { lifecycleStages: [moment] }
  return hook === 'PAUSE'
    ? {
        lifecycleHooks: [
          { ...at, targetType: 'PAUSE' as const, timeoutConfiguration: { timeoutInMinutes: 1_440 } },
        ],
      }
    : { lifecycleHooks: [{ ...at, hookTargetArn: LAMBDA }] }
}

/** There is no task yet that could show anything: what is unhealthy is so from its start. */
function isBeforeTasks(moment: Moment): boolean {
  return moment === 'RECONCILE_SERVICE' || moment === 'PRE_SCALE_UP'
}

/** A function that tries the new tasks by itself, and takes its time. */
function slowly(ecs: EcsState, hookStatus: 'SUCCEEDED' | 'FAILED'): HookFunction {
  let endsAtMs: number | undefined
  return () => {
    endsAtMs ??= ecs.timeline.nowMs + LAMBDA_TAKES_MS
    return { hookStatus: ecs.timeline.nowMs < endsAtMs ? 'IN_PROGRESS' : hookStatus }
  }
}

/** It looks at no version. */
const isFoundBad = (version: VersionName): boolean => version !== 'healthy' && version !== 'wrong version'

/** A version shows what it is at a moment of its deployment, or from its start where it has no task by then. */
export function showAt(ecs: EcsState, service: Service, moment: Moment, show: () => void): void {
  if (isBeforeTasks(moment)) show()
  else whenAt(ecs, service, moment, show)
}

/** As soon as the watched deployment has come so far. */
function whenAt(ecs: EcsState, service: Service, moment: Moment, happen: () => void): void {
  const look = () => {
    if (hasReached(service, moment)) happen()
    else ecs.timeline.after(LOOK_EVERY_MS, look)
  }
  ecs.timeline.after(LOOK_EVERY_MS, look)
}

function hasReached(service: Service, moment: Moment): boolean {
  const deployment = service.serviceDeployments.at(-1)
  const [primary] = service.deployments
  const own = service.tasks.filter((task) => task.deployment === primary && isLive(task))
  if (moment === 'COMPLETED') return deployment?.status === 'SUCCESSFUL'
  if (service.configuration.strategy !== 'ROLLING') {
    if (moment === 'SCALE_UP') return own.some(({ lastStatus }) => lastStatus === 'RUNNING')
    return MOMENTS.indexOf(deployment?.stage ?? 'RECONCILE_SERVICE') >= MOMENTS.indexOf(moment)
  }
  if (moment === 'SCALE_UP') return own.some(({ healthy }) => healthy)
  return own.filter(({ healthy }) => healthy).length >= service.desiredCount
}

/** All its running tasks end at once, by their own doing. */
function crash(ecs: EcsState, service: Service): void {
  const [primary] = service.deployments
  const { watcher } = schedulerFor(ecs, service)
  const running = service.tasks.filter(
    (task) => task.deployment === primary && isLive(task) && task.startedAtMs,
  )
  for (const task of running) {
    const stop = {
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
    } as const
    stopTask(ecs, task, { ...stop, exitCode: 1 }, watcher)
    watcher.failed(task)
  }
}

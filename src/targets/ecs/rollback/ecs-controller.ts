import { AwsError } from '../../../aws/aws-error.ts'
import type { RollbackProgress } from '../../../run/rollback.ts'
import type { EcsApi } from '../api/api.ts'
import { readLiveDeployments } from '../api/task-reading.ts'
import { continueDeployment, stopWithRollback, updateService } from '../api/writing.ts'
import { decideAction, type EcsWrite } from '../model/action.ts'
import { isUntouched } from '../model/captured-service.ts'
import { runsFully } from '../model/deployment-progress.ts'
import { findTwins } from '../model/images.ts'
import { type EcsService, newestFirst, primaryOf, shortTaskDefinition } from '../model/model.ts'
import type { Follow, Progress, ServiceFacts } from '../model/rollback-state.ts'
import { readStabilization } from '../model/stabilization.ts'
import { findTrackedEntry, findUnlisted, taskDefinitionOf } from '../model/tracked-deployment.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'
import type { Controller, Refusal, ServicePlan, StabilizationPoll, WriteContext } from './controller.ts'
import { detailPlan, planToFollow } from './ecs-plan.ts'
import { chooseTargetByEcs, findNamed, knownTo } from './ecs-target.ts'

/** For a service that ECS itself deploys. */
export function ecsController(
  api: EcsApi,
  watched: ServiceTracker,
): Controller<ServiceFacts, Follow, EcsWrite> {
  return {
    watched,
    async inspect(request, signal) {
      const { service, rollbackTo, definitions } = request
      const history = await findNamed(api, watched, request, signal)
      if (rollbackTo.kind !== 'previous') {
        // What is named, by itself or by how far back, says where to go whatever ECS is about to do.
        const begun = findUnlisted(service, history) === undefined ? undefined : history
        return { service, tracked: watched.identify(service, begun), history }
      }
      for (const twin of findTwins(history)) await definitions.readIfThere(twin, signal)
      return { service, tracked: watched.identify(service, history, definitions.areSame), history }
    },
    async read(service, tracked, signal) {
      return { service, tracked, history: await watched.history.refresh(signal) }
    },
    decide(facts, state) {
      const action = decideAction({ ...facts, ...state, promotesAt: watched.promotesAt })
      // Without the history, a rollback of ECS's own looks like a deployment by somebody else.
      if (action.kind === 'superseded' && watched.history.unanswered) throw watched.history.unanswered
      return action
    },
    findUntouched: ({ service, history, tracked }, captured) =>
      isUntouched(captured, service, history) ? (primaryOf(service) ?? tracked).taskDefinition : undefined,
    known: knownTo,
    planToFollow: (facts, action) => planToFollow(api, watched, facts, action),
    choose: (facts, request, signal) => chooseTargetByEcs(watched, { ...facts, ...request }, signal),
    detail: (found, definitions, signal) => detailPlan(api, watched, { found, definitions }, signal),
    write: (action, at, report, signal) => write(api, watched, { action, at, report }, signal),
    judgeRefusal,
    poll: (service, at, signal) => pollStabilization(api, watched, { service, at }, signal),
  }
}

async function write(
  api: EcsApi,
  { label, name }: ServiceTracker,
  by: {
    readonly action: EcsWrite
    readonly at: WriteContext<ServiceFacts>
    readonly report: RollbackProgress
  },
  signal: AbortSignal,
): Promise<Progress> {
  const { action, at, report } = by
  if (action.kind === 'update-service') {
    const { target } = at.state
    report(`asking for UpdateService of ${label} to ${shortTaskDefinition(target)}`)
    const written = await updateService(api, name, target, signal)
    report(`ECS accepted UpdateService of ${label} to ${shortTaskDefinition(target)}`)
    for (const replaced of findReplaced(written, at))
      report(`${label} was given ${replaced} by somebody else just before, which this has replaced`)
    return { kind: 'updated' }
  }
  report(`asking ECS to stop the deployment of ${label} and roll it back`)
  await stop(api, action, signal)
  report(`ECS accepted to stop the deployment of ${label} and to roll it back`)
  return { kind: 'restoring' }
}

/** A role that may not answer the hook may still stop the deployment: what AWS denies has done nothing. */
async function stop(api: EcsApi, { serviceDeploymentArn, hookId }: Stop, signal: AbortSignal): Promise<void> {
  if (hookId === undefined) return await stopWithRollback(api, serviceDeploymentArn, signal)
  try {
    await continueDeployment(api, { serviceDeploymentArn, hookId, action: 'ROLLBACK' }, signal)
  } catch (error) {
    if (!(error instanceof AwsError) || error.kind !== 'access-denied') throw error
    await stopWithRollback(api, serviceDeploymentArn, signal)
  }
}

type Stop = Extract<EcsWrite, { kind: 'stop-with-rollback' }>

/** What came between the last poll and the write: UpdateService cannot be made to depend on what it replaces. */
function findReplaced({ deployments }: EcsService, { seen, state }: WriteContext<ServiceFacts>): string[] {
  const before = new Set(seen.service.deployments.map(({ id }) => id))
  return deployments
    .filter(({ id, taskDefinition }) => !before.has(id) && taskDefinition !== state.target)
    .map(({ taskDefinition }) => shortTaskDefinition(taskDefinition))
}

/** Where StopServiceDeployment is not to be had, UpdateService does it. */
function judgeRefusal({ kind }: EcsWrite, error: AwsError, again: boolean): Refusal {
  if (kind === 'update-service' || error.kind === 'transient' || error.kind === 'expired-credentials')
    return 'final'
  const isConflict = error.cause instanceof Error && error.cause.name === 'ConflictException'
  return isConflict && !again ? 'decide-again' : 'unstoppable'
}

async function pollStabilization(
  api: EcsApi,
  watched: ServiceTracker,
  by: { readonly service: EcsService; readonly at: WriteContext<ServiceFacts | undefined> },
  signal: AbortSignal,
): Promise<StabilizationPoll> {
  const { service } = by
  const { plan, state, seen } = by.at
  const { tracked } = plan
  const { progress } = state
  const isUpdated = progress.kind === 'updated'
  const primary = primaryOf(service)
  // The history shows how a rollback of ECS's own ends; our own UpdateService shows in the service, unless
  // it goes in stages or something has become of it.
  const isPlain = service.strategy === 'ROLLING' && primary?.taskDefinition === state.target
  const history = isUpdated && isPlain ? undefined : await watched.history.refresh(signal)
  const rollback = isUpdated ? undefined : findTrackedEntry(tracked, service, history)?.rollback
  const restored = taskDefinitionOf(rollback?.serviceRevisionArn, history)
  const followed = progress.kind === 'followed' ? (restored ?? state.target) : undefined
  const wentTo = followed !== undefined && isElsewhere(followed, plan) ? followed : undefined
  const target = wentTo === undefined ? (followed ?? state.target) : plan.target
  const mayServeAlone = isPlain && runsFully(primary) && service.deployments.length > 1
  const stabilization = readStabilization({
    ...{ service, tracked, target, history, isUpdated, wentTo },
    unanswered: watched.history.unanswered?.message,
    liveIds: mayServeAlone ? await findLive(api, watched, signal) : undefined,
    before: seen && primaryOf(seen.service)?.taskDefinition,
    sinceMs: newestFirst(seen?.history?.deployments ?? [])[0]?.createdAtMs,
  })
  // Both may be of one task definition, and until ECS acts it is the failed one that is primary.
  const isFailed = target === tracked.taskDefinition && primary?.id === tracked.id && !isUpdated
  const isSuspect = primary?.taskDefinition === target && primary.failedTasks > 0 && !isFailed
  const suspect = isSuspect ? primary : undefined
  return { stabilization, target, suspect, suspectSinceMs: rollback?.startedAtMs }
}

/** Where a rollback of ECS's own, begun since this one was planned, goes to what nobody has chosen. */
function isElsewhere(followed: string, { actor, copy, target }: ServicePlan): boolean {
  return actor === 'us' && copy === undefined && followed !== target
}

/** Without it ECS says it itself, once everything else has ended. */
async function findLive(api: EcsApi, { name }: ServiceTracker, signal: AbortSignal) {
  try {
    return await readLiveDeployments(api, name, signal)
  } catch (error) {
    if (error instanceof AwsError) return undefined
    throw error
  }
}

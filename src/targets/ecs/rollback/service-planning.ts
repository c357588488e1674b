import { PlatformError } from '../../../core/platform-error.ts'
import type { EcsApi } from '../api/api.ts'
import type { DefinitionReader } from '../api/task-definition.ts'
import { placeOf, waitCommand } from '../model/by-hand.ts'
import { pinImages } from '../model/images.ts'
import {
  type ContainerImage,
  type EcsService,
  newestRevisionOf,
  shortTaskDefinition,
} from '../model/model.ts'
import type { Follow, ServiceFacts } from '../model/rollback-state.ts'
import { completeArn } from '../model/tracked-deployment.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'
import type { AnyWrite, Controller, NoTarget, PlanRequest, ServicePlan } from './controller.ts'
import { type PlannedService, ServiceRollback } from './service-rollback.ts'

export type ServicePlanning = { readonly kind: 'ready'; readonly service: PlannedService } | Unplanned

type Unplanned =
  | NoTarget
  | { readonly kind: 'superseded'; readonly by: string; readonly reason: string }
  /** This deploy has given the service nothing, so that there is nothing to put back. */
  | { readonly kind: 'untouched'; readonly reason: string }

/** Plans one service as it is now. Reads only. Rejects with an AwsError or a PlatformError. */
export async function planService<
  Facts extends ServiceFacts,
  Followed extends Follow,
  Write extends AnyWrite,
>(
  api: EcsApi,
  controller: Controller<Facts, Followed, Write>,
  request: PlanRequest,
  signal: AbortSignal,
): Promise<ServicePlanning> {
  const { captured, rollbackTo, retries, acceptsRunning } = request
  const ready = (plan: ServicePlan): ServicePlanning => ({
    kind: 'ready',
    service: new ServiceRollback(api, controller, plan, retries),
  })
  const facts = await controller.inspect(request, signal)
  const first = controller.decide(facts)
  if (first.kind === 'superseded') return first
  // Whoever requests so many back knows what runs; a guard has its number from before the deploy.
  const isCounted = rollbackTo.kind === 'back' && !acceptsRunning
  if ((rollbackTo.kind === 'previous' || isCounted) && captured !== undefined) {
    const untouched = controller.findUntouched(facts, captured, first)
    if (untouched !== undefined) return refuseUntouched(controller.watched, untouched)
  }
  if (first.kind === 'follow') {
    const { tracked } = facts
    return ready({ tracked, ...controller.planToFollow(facts, first) })
  }
  const plan = await planTarget(api, controller, { facts, request }, signal)
  return 'kind' in plan ? plan : ready(plan)
}

/** Where nobody has chosen yet. */
async function planTarget<Facts extends ServiceFacts, Followed extends Follow, Write extends AnyWrite>(
  api: EcsApi,
  controller: Controller<Facts, Followed, Write>,
  { facts, request }: { readonly facts: Facts; readonly request: PlanRequest },
  signal: AbortSignal,
): Promise<ServicePlan | Unplanned> {
  const { tracked, history } = facts
  const { definitions } = request
  definitions.setKnown(controller.known(facts))
  const choice = await controller.choose(facts, request, signal)
  if (choice.kind === 'none') {
    const { reason, evidence, hint } = choice
    return { kind: 'no-target', reason, evidence, hint }
  }
  const target = completeArn(choice.taskDefinition, tracked.taskDefinition)
  const failing = newestRevisionOf(tracked.taskDefinition, history)
  const failingImages =
    failing === undefined && choice.images.length > 0
      ? await readImages(definitions, tracked.taskDefinition, signal)
      : (failing?.images ?? [])
  const pinning = pinImages(choice.images, failingImages)
  const { revisionArn: targetRevisionArn } = choice
  if (pinning.pins.size === 0 && target === tracked.taskDefinition) {
    if (!request.acceptsRunning) throw nothingWouldChange(target, controller.watched)
    const place = { cluster: api.cluster, service: facts.service }
    return planInPlace(controller.watched, { ...place, tracked, target, targetRevisionArn }, choice.evidence)
  }
  const action = controller.decide(facts, { target, targetRevisionArn, progress: { kind: 'planned' } })
  if (action.kind === 'superseded') return action
  const found = { facts, action, target, choice, pinning }
  const details = await controller.detail(found, definitions, signal)
  if ('kind' in details) return details
  const actor = action.kind === 'follow' ? 'platform' : 'us'
  return { tracked, ...details, target, targetRevisionArn, actor }
}

/** Where the history does not say it, the definition names its images: what has the same tag has moved it. */
async function readImages(
  definitions: DefinitionReader,
  taskDefinition: string,
  signal: AbortSignal,
): Promise<readonly ContainerImage[]> {
  await definitions.readIfThere(taskDefinition, signal, true)
  return definitions.imagesOf(taskDefinition)
}

/** What ran before the deploy still runs, undisturbed: whatever is wrong, this deploy did not bring it. */
function refuseUntouched({ label }: ServiceTracker, taskDefinition: string): ServicePlanning {
  const name = shortTaskDefinition(taskDefinition)
  return {
    kind: 'untouched',
    reason: `${label} has been given nothing since the capture, it runs ${name} as it did then`,
  }
}

/** What is named runs already, so that all there is to do is to verify it. */
function planInPlace(
  { name, label }: ServiceTracker,
  facts: Pick<ServicePlan, 'tracked' | 'target' | 'targetRevisionArn'> & {
    readonly cluster: string
    readonly service: EcsService
  },
  evidence: readonly string[],
): ServicePlan {
  const { cluster, service, ...to } = facts
  const shown = shortTaskDefinition(to.target)
  const wait = waitCommand(placeOf(to.tracked.taskDefinition, { cluster, service: name }))
  return {
    ...to,
    evidence: [...evidence, `${shown} was deployed to ${label} last: it was already there`],
    steps: [`nothing: ${label} has been given ${shown} already; wait until it is stable`],
    unknowns: [],
    manual: service.controller === 'ECS' ? wait : '',
    actor: 'us',
    isInPlace: true,
  }
}

function nothingWouldChange(target: string, { label }: ServiceTracker): PlatformError {
  const name = shortTaskDefinition(target)
  return new PlatformError(
    'refused',
    `rollback-to names ${name}, which was deployed to ${label} last, so that nothing would change`,
    { hint: 'Name an earlier revision, or leave rollback-to at previous.' },
  )
}

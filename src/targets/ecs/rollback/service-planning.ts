import { PlatformError } from '../../../core/platform-error.ts'
import type { EcsApi } from '../api/api.ts'
import { placeOf, waitCommand } from '../model/by-hand.ts'
import { pinImages } from '../model/images.ts'
import { newestRevisionOf, shortTaskDefinition } from '../model/model.ts'
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

/** Plans one service as it stands now. Reads only. Rejects with an AwsError or a PlatformError. */
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
  const { captured, rollbackTo, retries } = request
  const ready = (plan: ServicePlan): ServicePlanning => ({
    kind: 'ready',
    service: new ServiceRollback(api, controller, plan, retries),
  })
  const facts = await controller.inspect(request, signal)
  const first = controller.decide(facts)
  if (first.kind === 'superseded') return first
  if (rollbackTo.kind === 'previous' && captured !== undefined) {
    const untouched = controller.findUntouched(facts, captured, first)
    if (untouched !== undefined) return refuseUntouched(controller.watched, untouched)
  }
  if (first.kind === 'follow') {
    const { tracked } = facts
    return ready({ tracked, ...controller.planToFollow(facts, first), actor: 'platform' })
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
  const pinning = pinImages(choice.images, failing?.images ?? [])
  const { revisionArn: targetRevisionArn } = choice
  if (pinning.pins.size === 0 && target === tracked.taskDefinition) {
    if (!request.acceptsRunning) throw nothingWouldChange(target, controller.watched)
    return planInPlace(api, controller.watched, { tracked, target, targetRevisionArn }, choice.evidence)
  }
  const action = controller.decide(facts, { target, targetRevisionArn, progress: { kind: 'planned' } })
  if (action.kind === 'superseded') return action
  const found = { facts, action, target, choice, pinning }
  const details = await controller.detail(found, definitions, signal)
  if ('kind' in details) return details
  const actor = action.kind === 'follow' ? 'platform' : 'us'
  return { tracked, ...details, target, targetRevisionArn, actor }
}

/** What ran before the deploy still runs, undisturbed: whatever is wrong, this deploy did not bring it. */
function refuseUntouched({ label }: ServiceTracker, taskDefinition: string): ServicePlanning {
  const name = shortTaskDefinition(taskDefinition)
  return {
    kind: 'untouched',
    reason: `${label} has been given nothing since the capture, it runs ${name} as it did then`,
  }
}

/** What a person orders runs already, so that all there is to do is to verify it. */
function planInPlace(
  { cluster }: EcsApi,
  { name: service, label }: ServiceTracker,
  to: Pick<ServicePlan, 'tracked' | 'target' | 'targetRevisionArn'>,
  evidence: readonly string[],
): ServicePlan {
  const name = shortTaskDefinition(to.target)
  return {
    ...to,
    evidence: [...evidence, `${name} is what ${label} was given last: it was already there`],
    steps: [`nothing: ${label} has been given ${name} already; wait until it is stable`],
    unknowns: [],
    manual: waitCommand(placeOf(to.tracked.taskDefinition, { cluster, service })),
    actor: 'us',
    isInPlace: true,
  }
}

function nothingWouldChange(target: string, { label }: ServiceTracker): PlatformError {
  const name = shortTaskDefinition(target)
  return new PlatformError(
    'refused',
    `rollback-to names ${name}, which is what ${label} was given last, so that nothing would change`,
    { hint: 'Name an earlier revision, or leave rollback-to at previous.' },
  )
}

import { PlatformError } from '../../../core/platform-error.ts'
import type { EcsApi } from '../api/api.ts'
import {
  copyByHand,
  type DefinitionCopy,
  type DefinitionReader,
  type RegisteredDefinition,
} from '../api/task-definition.ts'
import { describeAction, describeDrift, type EcsAction, findDrift } from '../model/action.ts'
import { copyCommand, placeOf, stopCommand, updateCommand, waitCommand } from '../model/by-hand.ts'
import { describeTag } from '../model/images.ts'
import { newestRevisionOf, shortTaskDefinition } from '../model/model.ts'
import type { Follow, ServiceFacts } from '../model/rollback-state.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'
import type { FoundTarget, NoTarget, PlanDetails, ServicePlan } from './controller.ts'

/** ECS rolls back by itself: it has chosen, and all there is to do is to wait for it. */
export function planToFollow(
  api: EcsApi,
  { name, label }: ServiceTracker,
  { service }: ServiceFacts,
  action: Follow,
): PlanDetails & Pick<ServicePlan, 'target' | 'actor'> {
  const target = action.to ?? service.taskDefinition
  const shown = shortTaskDefinition(target)
  return {
    target,
    actor: 'platform',
    evidence: [`ECS itself chose ${shown}, the last deployment of ${label} that it saw through`],
    steps: [describeAction(action, label, shown)],
    unknowns: [],
    manual: waitCommand(placeOf(service.arn, { cluster: api.cluster, service: name })),
  }
}

export async function detailPlan(
  api: EcsApi,
  watched: ServiceTracker,
  by: { readonly found: FoundTarget<ServiceFacts, EcsAction>; readonly definitions: DefinitionReader },
  signal: AbortSignal,
): Promise<PlanDetails | NoTarget> {
  const { label } = watched
  const { facts, action, target, choice, pinning } = by.found
  const { service, tracked, history } = facts
  // A rollback that ECS does itself restores the revision with the digests that it recorded.
  const isUpdate = action.kind === 'update-service'
  if (service.isExpress && isUpdate) return refuseExpress(label, choice.evidence)
  const { pins, unpinned } = pinning
  // Without it there is no copy, and the definition would bring the image that its tag means by now.
  const registered = await by.definitions.read(target, signal, isUpdate && pins.size > 0)
  const copy =
    registered !== undefined && (pins.size > 0 || !registered.isActive) ? { of: registered, pins } : undefined
  const shown = shortTaskDefinition(target)
  if (isUpdate && copy === undefined && target === tracked.taskDefinition) throw uncopied(label, shown)
  const why = isUpdate && copy !== undefined ? whyCopied(copy.of, pins) : undefined
  const failing = newestRevisionOf(tracked.taskDefinition, history)
  const drift = isUpdate ? findDrift(failing?.settings, choice.settings) : []
  return {
    copy,
    notPutBack: drift.map(({ field }) => `${field} of ${label}`),
    evidence: [
      ...choice.evidence,
      ...(why === undefined ? [] : [`${shown} comes back as a copy under a new number: ${why}`]),
    ],
    steps: [
      ...(why === undefined ? [] : [`ecs:RegisterTaskDefinition: a copy of ${shown} (${why})`]),
      describeAction(action, label, why === undefined ? shown : `that copy of ${shown}`),
    ],
    unknowns: [
      ...by.definitions.unknowns,
      ...(history === undefined ? describeUnanswered(watched) : []),
      ...(isUpdate ? unpinned.map(describeTag) : []),
      ...drift.map(describeDrift),
    ],
    manual: describeManual(api, watched, by.found, copy),
  }
}

function describeUnanswered({ label, history: { unanswered } }: ServiceTracker): string[] {
  if (unanswered === undefined) return []
  return [
    `what ECS has on record of ${label}, such as whether a tag was moved or the target was rolled back from: ${unanswered.message}`,
  ]
}

/** ECS manages such a service, and takes no UpdateService of its task definition. */
function refuseExpress(label: string, evidence: readonly string[]): NoTarget {
  return {
    kind: 'no-target',
    reason: `${label} is an Express service, of which only a deployment in flight can be rolled back`,
    evidence,
    hint: 'Deploy the earlier image again with the step that deploys it. ECS rolls back by itself while a deployment is in flight if its alarms or its circuit breaker say so.',
  }
}

function whyCopied(registered: RegisteredDefinition, pins: ReadonlyMap<string, string>): string {
  return [
    ...(registered.isActive ? [] : ['it is INACTIVE']),
    ...[...pins.values()].map((pin) => `its tag has moved, so it is pinned to ${pin}`),
  ].join('; ')
}

/** The same task definition with the image of before can only be had as a copy that names its digest. */
function uncopied(label: string, name: string): PlatformError {
  return new PlatformError(
    'access-denied',
    `${label} has to go back to an earlier image of ${name}, whose definition cannot be read to make a copy of it`,
    { hint: 'Add ecs:DescribeTaskDefinition to the policy of the role that this job assumes.' },
  )
}

/** What is asked of ECS may be refused by then, or may fail: the service is updated in that case. */
function describeManual(
  { cluster }: EcsApi,
  { name }: ServiceTracker,
  { facts, action, target }: FoundTarget<ServiceFacts, EcsAction>,
  copy: DefinitionCopy | undefined,
): string {
  const { service, tracked } = facts
  const place = placeOf(tracked.taskDefinition, { cluster, service: name })
  if (action.kind === 'already-there' || action.kind === 'follow') return waitCommand(place)
  const given = copy === undefined ? shortTaskDefinition(target) : copyCommand(place, copyByHand(copy))
  // An Express service takes no update, and one to the definition that failed would change nothing.
  const isUpdatable = !service.isExpress && (copy !== undefined || target !== tracked.taskDefinition)
  const update = isUpdatable ? [updateCommand(place, given)] : []
  return action.kind === 'stop-with-rollback'
    ? [stopCommand(place, action.serviceDeploymentArn), ...update].join(' || ')
    : update.join()
}

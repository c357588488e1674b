import { PlatformError } from '../../../core/platform-error.ts'
import type { EcsApi } from '../api/api.ts'
import type { RegisteredDefinition } from '../api/task-definition.ts'
import { type ActionFacts, decideAction, describeAction, type EcsAction } from '../model/action.ts'
import { type CapturedService, isUntouched } from '../model/captured-service.ts'
import {
  type EcsService,
  newestRevisionOf,
  primaryOf,
  type ServiceHistory,
  type ServiceRevision,
  shortTaskDefinition,
} from '../model/model.ts'
import { type Pinning, pinImages } from '../model/pinning.ts'
import {
  chooseTarget,
  findTwins,
  listCandidates,
  type TargetChoice,
  type TargetFacts,
} from '../model/target.ts'
import { completeArn, type TrackedDeployment } from '../model/tracked-deployment.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'
import type { DefinitionCopy } from './copying.ts'
import { DefinitionReader } from './definition-reader.ts'
import { findNamed, refuseOtherFamily } from './named-target.ts'
import type { PlanRequest, ServicePlanning } from './planned-service.ts'
import { ServiceRollback } from './service-rollback.ts'

type Settings = ServiceRevision['settings']
type Request = Pick<TargetFacts, 'rollbackTo' | 'captured'> & Pick<PlanRequest, 'knownGood'>

/** What a rollback of one service will do. */
export interface ServicePlan {
  readonly watched: ServiceTracker
  readonly tracked: TrackedDeployment
  readonly action: EcsAction
  /** Task definition ARN. */
  readonly target: string
  readonly targetRevisionArn?: string
  /** Set when the target must be registered again first, under a new revision. */
  readonly copy?: DefinitionCopy
  readonly evidence: readonly string[]
  readonly steps: readonly string[]
  readonly unknowns: readonly string[]
}

/** Plans one service as it stands now. Reads only. Rejects with an EcsTrouble or a RollbackError. */
export async function planService(
  api: EcsApi,
  watched: ServiceTracker,
  { service, rollbackTo, captured, retries, knownGood }: PlanRequest,
  signal: AbortSignal,
): Promise<ServicePlanning> {
  const ready = (plan: ServicePlan): ServicePlanning => ({
    kind: 'ready',
    service: new ServiceRollback(api, plan, retries),
  })
  const history = await findNamed(api, watched, rollbackTo, signal)
  // What is named, by itself or by how far back, says where to go whatever ECS is about to do.
  const tracked = watched.identify(service, rollbackTo.kind === 'previous' ? history : undefined)
  const facts: ActionFacts = { service, tracked, ...(history && { history }) }
  const first = decideAction(facts)
  if (first.kind === 'superseded') return first
  if (rollbackTo.kind === 'previous' && captured !== undefined && isUntouched(captured, service, history))
    return refuseUntouched(watched, primaryOf(service) ?? tracked)
  if (first.kind === 'follow') return ready(planToFollow(watched, tracked, service, first))
  const definitions = new DefinitionReader(api, knownTo(tracked, history))
  const request = { rollbackTo, ...provenOf(captured), ...(knownGood && { knownGood }) }
  const choice = await chooseFarBack(watched, facts, request, definitions, signal)
  if (choice.kind === 'none') {
    const { reason, evidence } = choice
    return { kind: 'no-target', reason, evidence, ...hintOf(watched) }
  }
  const target = completeArn(choice.taskDefinition, tracked.taskDefinition)
  if (rollbackTo.kind === 'revision') refuseOtherFamily(target, watched, knownTo(tracked, history))
  const failing = newestRevisionOf(tracked.taskDefinition, history)
  const pinning = pinImages(choice.images, failing?.images ?? [])
  if (pinning.pins.size === 0) refuseWhatRuns(target, tracked, watched)
  const { revisionArn: targetRevisionArn } = choice
  const action = decideAction({ ...facts, target, ...(targetRevisionArn && { targetRevisionArn }) })
  if (action.kind === 'superseded') return action
  if (service.isExpress && action.kind === 'update-service') return refuseExpress(watched, choice.evidence)
  return ready(
    await detail(watched, tracked, { action, target, choice, failing, pinning }, definitions, signal),
  )
}

/** What the service is known to have run. */
function knownTo(tracked: TrackedDeployment, history: ServiceHistory | undefined): string[] {
  const known = [...(history?.revisions.values() ?? [])].map(({ taskDefinition }) => taskDefinition)
  return [tracked.taskDefinition, ...known]
}

/** What ran before the deploy still runs, undisturbed: whatever is wrong, this deploy did not bring it. */
export function refuseUntouched(
  { label }: ServiceTracker,
  { taskDefinition }: Pick<TrackedDeployment, 'taskDefinition'>,
): ServicePlanning {
  const name = shortTaskDefinition(taskDefinition)
  return {
    kind: 'untouched',
    reason: `${label} has been given nothing since the capture, it runs ${name} as it did then`,
  }
}

/** ECS manages such a service, and takes no UpdateService of its task definition. */
function refuseExpress({ label }: ServiceTracker, evidence: readonly string[]): ServicePlanning {
  return {
    kind: 'no-target',
    reason: `${label} is an Express service, of which only a deployment in flight can be rolled back`,
    evidence,
    hint: 'Deploy the earlier image again with the step that deploys it. ECS rolls back by itself while a deployment is in flight if its alarms or its circuit breaker say so.',
  }
}

/** ECS rolls back by itself: it has chosen, and all there is to do is to wait for it. */
function planToFollow(
  watched: ServiceTracker,
  tracked: TrackedDeployment,
  service: EcsService,
  action: Extract<EcsAction, { kind: 'follow' }>,
): ServicePlan {
  const target = action.to ?? service.taskDefinition
  const name = shortTaskDefinition(target)
  return {
    watched,
    tracked,
    action,
    target,
    evidence: [`ECS itself chose ${name}, the last deployment of ${watched.label} that it saw through`],
    steps: [describeAction(action, watched.label, name)],
    unknowns: [],
  }
}

/** Looks further back only where the newest deployments hold nothing to go back to. */
async function chooseFarBack(
  watched: ServiceTracker,
  facts: ActionFacts,
  request: Request,
  definitions: DefinitionReader,
  signal: AbortSignal,
): Promise<TargetChoice> {
  const choice = await choose(facts, request, definitions, signal)
  if (choice.kind === 'found') return choice
  const history = await watched.history.readFarBack(signal)
  return history === undefined ? choice : await choose({ ...facts, history }, request, definitions, signal)
}

async function choose(
  { service, tracked, history }: ActionFacts,
  { knownGood, ...request }: Request,
  definitions: DefinitionReader,
  signal: AbortSignal,
): Promise<TargetChoice> {
  const failing = tracked.taskDefinition
  for (const twin of findTwins(failing, history)) await definitions.readIfThere(twin, signal)
  const asked: TargetFacts = {
    service,
    failing,
    ...request,
    ...(history && { history }),
    isSameDefinition: (one, other) => definitions.areSame(one, other),
  }
  if (knownGood === undefined || request.rollbackTo.kind === 'revision') return chooseTarget(asked)
  const untilVerified = request.rollbackTo.kind === 'previous'
  const revisions = await knownGood.recall(listCandidates(asked), { untilVerified }, signal)
  return chooseTarget({ ...asked, revisions })
}

/** What had not proved itself before the deploy is no place to go back to; the history may know a better one. */
export function provenOf(captured: CapturedService | undefined): Pick<TargetFacts, 'captured'> {
  return captured?.isProven ? { captured } : {}
}

function hintOf(watched: ServiceTracker): { hint?: string } {
  return watched.history.accessDenied?.hint === undefined ? {} : { hint: watched.history.accessDenied.hint }
}

export function refuseWhatRuns(target: string, tracked: TrackedDeployment, watched: ServiceTracker): void {
  if (target !== tracked.taskDefinition) return
  const name = shortTaskDefinition(target)
  throw new PlatformError(
    'refused',
    `rollback-to names ${name}, which is what ${watched.label} was given last, so that nothing would change`,
    {
      hint: 'Name an earlier revision, or leave rollback-to at previous.',
    },
  )
}

/** Looks at the target itself: does it still exist, may it be used as it is, what will differ. */
async function detail(
  watched: ServiceTracker,
  tracked: TrackedDeployment,
  found: {
    readonly action: EcsAction
    readonly target: string
    readonly choice: Extract<TargetChoice, { kind: 'found' }>
    readonly failing: ServiceRevision | undefined
    readonly pinning: Pinning
  },
  definitions: DefinitionReader,
  signal: AbortSignal,
): Promise<ServicePlan> {
  const { action, target, choice, failing } = found
  const { pins, unpinned } = found.pinning
  const name = shortTaskDefinition(target)
  const registered = await definitions.read(target, signal)
  const needsCopy = registered !== undefined && (pins.size > 0 || !registered.isActive)
  // A rollback that ECS does itself restores the revision with the digests that it recorded.
  const isOurs = action.kind === 'update-service'
  const copied = needsCopy && isOurs
  if (isOurs && !copied && target === tracked.taskDefinition) throw uncopied(watched, name)
  return {
    watched,
    tracked,
    action,
    target,
    ...(choice.revisionArn === undefined ? {} : { targetRevisionArn: choice.revisionArn }),
    ...(needsCopy ? { copy: { of: registered, pins } } : {}),
    evidence: [
      ...choice.evidence,
      ...(copied ? [`${name} comes back as a copy under a new number: ${whyCopied(registered, pins)}`] : []),
    ],
    steps: [
      ...(copied ? [`ecs:RegisterTaskDefinition: a copy of ${name} (${whyCopied(registered, pins)})`] : []),
      describeAction(action, watched.label, copied ? `that copy of ${name}` : name),
    ],
    unknowns: [
      ...definitions.unknowns,
      ...(isOurs
        ? unpinned.map((image) => `${image} is a tag, and nothing shows that it still means the same image`)
        : []),
      ...(isOurs ? drift(failing?.settings, choice.settings) : []),
    ],
  }
}

function whyCopied(registered: RegisteredDefinition, pins: ReadonlyMap<string, string>): string {
  return [
    ...(registered.isActive ? [] : ['it is INACTIVE']),
    ...[...pins.values()].map((pin) => `its tag has moved, so it is pinned to ${pin}`),
  ].join('; ')
}

/** The same task definition with the image of before can only be had as a copy that names its digest. */
function uncopied({ label }: ServiceTracker, name: string): PlatformError {
  return new PlatformError(
    'access-denied',
    `${label} has to go back to an earlier image of ${name}, whose definition cannot be read to make a copy of it`,
    { hint: 'Add ecs:DescribeTaskDefinition to the policy of the role that this job assumes.' },
  )
}

/** An UpdateService of the task definition leaves the service's own settings as the bad deploy made them. */
function drift(failing: Settings | undefined, target: Settings | undefined): string[] {
  if (failing === undefined || target === undefined) return []
  return [...new Set([...Object.keys(failing), ...Object.keys(target)])]
    .filter((field) => failing[field] !== target[field])
    .map(
      (field) =>
        `${field} of the service was changed too, and is not put back: it was ${target[field] ?? 'not set'}`,
    )
}

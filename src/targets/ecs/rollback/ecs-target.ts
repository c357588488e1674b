import { isTransient, retryBriefly } from '../../../aws/retry-transient.ts'
import { PlatformError } from '../../../core/platform-error.ts'
import type { EcsApi } from '../api/api.ts'
import { readRevisions } from '../api/history-reading.ts'
import { findTwins } from '../model/images.ts'
import { type ServiceHistory, shortTaskDefinition } from '../model/model.ts'
import type { ServiceFacts } from '../model/rollback-state.ts'
import {
  chooseTarget,
  listCandidates,
  provenOf,
  type TargetChoice,
  type TargetFacts,
} from '../model/target-choice.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'
import type { PlanRequest } from './controller.ts'

/**
 * The service's history, with the service revision that `rollback-to` names even if it is older than all
 * that the history shows. Rejects with a PlatformError if that is not on record or is another service's.
 */
export async function findNamed(
  api: EcsApi,
  watched: ServiceTracker,
  request: PlanRequest,
  signal: AbortSignal,
): Promise<ServiceHistory | undefined> {
  const { rollbackTo } = request
  const history = await readHistory(watched, request, signal)
  if (rollbackTo.kind !== 'revision') return history
  const { revision: named } = rollbackTo
  const [, path] = named.split(':service-revision/')
  if (path === undefined || history?.revisions.has(named)) return history
  if (path.split('/').at(-2) !== watched.label) throw noDeploymentOf(named, watched)
  const found = await readRevisions(api, [named], signal)
  if (found.size === 0) throw notOnRecord(named, watched)
  return {
    deployments: history?.deployments ?? [],
    revisions: new Map([...(history?.revisions ?? []), ...found]),
    isWhole: history?.isWhole ?? false,
  }
}

/** Where the target is known without it, it is not waited for: a plan without the history is better than none. */
async function readHistory(
  { history }: ServiceTracker,
  request: PlanRequest,
  signal: AbortSignal,
): Promise<ServiceHistory | undefined> {
  const read = () => history.readOrThrow(signal)
  if (!isTargetKnown(request)) return await read()
  try {
    return await retryBriefly(read, request.pace, signal)
  } catch (error) {
    if (isTransient(error)) return undefined
    throw error
  }
}

/** By its name, or by a capture of another task definition: of the same one, only the history has the image. */
function isTargetKnown({ rollbackTo, captured, service }: PlanRequest): boolean {
  if (rollbackTo.kind === 'revision') return true
  const known = provenOf(captured)?.taskDefinition
  return rollbackTo.kind === 'previous' && known !== undefined && known !== service.taskDefinition
}

/** What the service is known to have run. */
export function knownTo({ tracked, history }: ServiceFacts): string[] {
  const known = [...(history?.revisions.values() ?? [])].map(({ taskDefinition }) => taskDefinition)
  return [tracked.taskDefinition, ...known]
}

/** Reads further back only where the newest deployments hold nothing to go back to. */
export async function chooseTargetByEcs(
  watched: ServiceTracker,
  facts: ServiceFacts & PlanRequest,
  signal: AbortSignal,
): Promise<TargetChoice & { readonly hint?: string | undefined }> {
  let choice = isFromLongAgo(facts) ? undefined : await choose(facts, signal)
  if (choice === undefined || choice.kind === 'none') {
    const history = await watched.history.readFarBack(signal)
    if (history !== undefined || choice === undefined)
      choice = await choose({ ...facts, history: history ?? facts.history }, signal)
  }
  const { unanswered } = watched.history
  if (choice.kind === 'none' && facts.history === undefined && unanswered !== undefined) throw unanswered
  if (choice.kind === 'none') return { ...choice, hint: watched.history.accessDenied?.hint }
  if (facts.rollbackTo.kind === 'revision') refuseOtherFamily(choice.taskDefinition, watched, knownTo(facts))
  return choice
}

/** What was registered before others that ran has come back: whatever ran since it was first deployed was left. */
function isFromLongAgo({ tracked, history, rollbackTo }: ServiceFacts & PlanRequest): boolean {
  if (history === undefined || history.isWhole || rollbackTo.kind === 'revision') return false
  const [family, number = 0] = numberOf(tracked.taskDefinition)
  return [...history.revisions.values()]
    .map(({ taskDefinition }) => numberOf(taskDefinition))
    .some(([other, later = 0]) => other === family && later > number)
}

function numberOf(taskDefinition: string): [family: string, number: number] {
  const [family = '', number] = shortTaskDefinition(taskDefinition).split(':')
  return [family, Number(number)]
}

async function choose(
  { service, tracked, history, rollbackTo, captured, knownGood, definitions }: ServiceFacts & PlanRequest,
  signal: AbortSignal,
): Promise<TargetChoice> {
  const failing = tracked.taskDefinition
  // Which ones are the same version decides how far so many back is.
  const isCounted = rollbackTo.kind === 'back'
  if (rollbackTo.kind !== 'revision')
    for (const twin of findTwins(history)) await definitions.readIfThere(twin, signal, isCounted)
  const asked: TargetFacts = {
    ...{ service, failing, rollbackTo, history },
    captured: provenOf(captured),
    isSameDefinition: definitions.areSame,
  }
  if (knownGood === undefined || rollbackTo.kind === 'revision') return chooseTarget(asked)
  const untilVerified = rollbackTo.kind === 'previous'
  const revisions = await knownGood.recall(listCandidates(asked), { untilVerified }, signal)
  return chooseTarget({ ...asked, revisions })
}

/** Another family is another application, unless this service has run it before. */
function refuseOtherFamily(target: string, { label }: ServiceTracker, known: readonly string[]): void {
  if (known.some((taskDefinition) => familyOf(taskDefinition) === familyOf(target))) return
  throw new PlatformError(
    'refused',
    `rollback-to names ${shortTaskDefinition(target)}, but ${label} has only ever run ${[...new Set(known.map(familyOf))].join(', ')}`,
    { hint: 'Name a revision of the family that this service runs, as family:revision.' },
  )
}

function familyOf(taskDefinition: string): string {
  return numberOf(taskDefinition)[0]
}

function noDeploymentOf(named: string, { label }: ServiceTracker): PlatformError {
  return new PlatformError('refused', `rollback-to names ${named}, which is no revision of ${label}`, {
    hint: 'Name a revision of this service; its deployments in the ECS console show them.',
  })
}

function notOnRecord(named: string, { label }: ServiceTracker): PlatformError {
  return new PlatformError(
    'not-found',
    `rollback-to names ${named}, which is not on record; ECS keeps the revisions of the last 90 days`,
    {
      hint: `List what exists with: aws ecs list-service-deployments --region ${named.split(':')[3]} --cluster ${named.split('/').at(-3)} --service ${label}`,
    },
  )
}

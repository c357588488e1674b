import type { RollbackTo } from '../rollback-to.ts'
import {
  type ContainerImage,
  type EcsService,
  newestFirst,
  type ServiceDeployment,
  type ServiceHistory,
  type ServiceRevision,
  shortTaskDefinition,
} from './model.ts'
import { taskDefinitionOf } from './our-deployment.ts'

/** What is known when a target is chosen. The sources are tried in the order of {@link chooseTarget}. */
export interface TargetFacts {
  readonly service: EcsService
  /** The task definition that failed. */
  readonly failing: string
  readonly rollbackTo: RollbackTo
  /** What ran before the deploy, if a capture step recorded it and it had proved itself. */
  readonly captured?: { readonly taskDefinition: string; readonly images: readonly ContainerImage[] }
  readonly history?: ServiceHistory
  /** Whether two task definitions say the same but for their names; false when that is not known. */
  readonly isSameDefinition: (one: string, other: string) => boolean
}

export type TargetChoice =
  | {
      readonly kind: 'found'
      readonly taskDefinition: string
      /** Images as they were resolved when the target was deployed; empty when not known. */
      readonly images: readonly ContainerImage[]
      readonly revision?: ServiceRevision
      readonly evidence: readonly string[]
    }
  | { readonly kind: 'none'; readonly lookedAt: readonly string[] }

interface Candidate {
  readonly taskDefinition: string
  readonly images: readonly ContainerImage[]
  readonly revision?: ServiceRevision
  readonly evidence: string
}

/**
 * The known-good revision to go back to, by the first source that yields one: what the user named, what
 * was captured before the deploy, the service's own deployment history, a completed deployment that
 * still runs. Never arithmetic on a revision number: `revision - 1` may never have been deployed.
 */
export function chooseTarget(facts: TargetFacts): TargetChoice {
  const { rollbackTo } = facts
  if (rollbackTo.kind === 'revision') return chooseNamed(facts, rollbackTo.revision)
  const rejected: string[] = []
  const wanted = rollbackTo.kind === 'back' ? rollbackTo.count : 1
  const sources = rollbackTo.kind === 'back' ? [fromHistory] : [fromCapture, fromHistory, fromRunning]
  for (const source of sources) {
    const good = distinct(source(facts, rejected), facts, rejected)
    const chosen = good[wanted - 1]
    if (chosen !== undefined) return found(chosen, rejected)
    if (good.length > 0)
      rejected.push(`only ${good.length} distinct good revisions are known, ${wanted} were asked for`)
  }
  return { kind: 'none', lookedAt: rejected }
}

function found({ evidence, ...candidate }: Candidate, rejected: readonly string[]): TargetChoice {
  return { kind: 'found', ...candidate, evidence: [evidence, ...rejected.map((why) => `not used: ${why}`)] }
}

function chooseNamed(facts: TargetFacts, named: string): TargetChoice {
  const revisions = [...(facts.history?.revisions.values() ?? [])]
  const revision =
    facts.history?.revisions.get(named) ??
    newestFirst(revisions.filter((one) => isNamed(one.taskDefinition, named)))[0]
  const taskDefinition = revision?.taskDefinition ?? named
  return found(
    {
      taskDefinition,
      images: revision?.images ?? [],
      ...(revision && { revision }),
      evidence: `rollback-to names ${shortTaskDefinition(taskDefinition)}`,
    },
    [],
  )
}

/** Whether a task definition's ARN is what was named as an ARN or as `family:revision`. */
export function isNamed(taskDefinition: string, named: string): boolean {
  return taskDefinition === named || shortTaskDefinition(taskDefinition) === named
}

function fromCapture({ captured }: TargetFacts, rejected: string[]): Candidate[] {
  if (captured === undefined) {
    rejected.push('nothing was captured before the deploy')
    return []
  }
  const name = shortTaskDefinition(captured.taskDefinition)
  return [{ ...captured, evidence: `${name} ran before this deploy, as the capture step recorded` }]
}

/** Deployments before ours that ended with their target verified by ECS itself. */
function fromHistory(facts: TargetFacts, rejected: string[]): Candidate[] {
  const { history } = facts
  if (history === undefined) {
    rejected.push('the deployment history could not be read')
    return []
  }
  const ours = newestFirst(history.deployments).find(
    ({ targetRevisionArn }) => taskDefinitionOf(targetRevisionArn, history) === facts.failing,
  )
  const earlier = newestFirst(history.deployments).filter(
    ({ createdAtMs }) => ours === undefined || createdAtMs < ours.createdAtMs,
  )
  if (earlier.length === 0) rejected.push('the deployment history holds nothing before this deployment')
  return earlier.flatMap((entry) => fromEntry(entry, history, rejected))
}

function fromEntry(entry: ServiceDeployment, history: ServiceHistory, rejected: string[]): Candidate[] {
  const arn = goodRevisionOf(entry)
  const name = shortTaskDefinition(
    taskDefinitionOf(arn ?? entry.targetRevisionArn, history) ?? 'an unknown revision',
  )
  const when = entry.createdAt
  if (arn === undefined) {
    rejected.push(`${name}: its deployment of ${when} ended ${entry.status}`)
    return []
  }
  const revision = history.revisions.get(arn)
  if (revision === undefined) {
    rejected.push(`the revision of the deployment of ${when} is no longer on record`)
    return []
  }
  const { taskDefinition, images } = revision
  return [
    {
      taskDefinition,
      images,
      revision,
      evidence: `${name} was deployed on ${when} and ended ${entry.status}`,
    },
  ]
}

/** What a deployment left running, if ECS saw it through. */
function goodRevisionOf(entry: ServiceDeployment): string | undefined {
  if (entry.status === 'SUCCESSFUL') return entry.targetRevisionArn
  return entry.status === 'ROLLBACK_SUCCESSFUL' ? entry.rollback?.serviceRevisionArn : undefined
}

/** A rolling deployment keeps the old one listed, still completed, while its tasks drain. */
function fromRunning({ service }: TargetFacts, rejected: string[]): Candidate[] {
  const running = service.deployments.filter(
    ({ status, rolloutState }) => status === 'ACTIVE' && rolloutState === 'COMPLETED',
  )
  if (running.length === 0) rejected.push('no other completed deployment is running any more')
  return newestFirst(running).map(({ taskDefinition }) => ({
    taskDefinition,
    images: [],
    evidence: `${shortTaskDefinition(taskDefinition)} is the completed deployment that still runs beside the new one`,
  }))
}

/** Drops what would change nothing: the failing revision itself, its equals, and repetitions. */
function distinct(candidates: readonly Candidate[], facts: TargetFacts, rejected: string[]): Candidate[] {
  const failing: Candidate = { taskDefinition: facts.failing, images: imagesOf(facts), evidence: '' }
  const kept: Candidate[] = []
  for (const candidate of candidates) {
    const name = shortTaskDefinition(candidate.taskDefinition)
    if (candidate.taskDefinition === facts.failing) {
      rejected.push(`${name} is the revision that failed`)
    } else if (isSame(candidate, failing, facts)) {
      rejected.push(`${name} has the same images and definition as the revision that failed`)
    } else if (!kept.some((earlier) => isSame(candidate, earlier, facts))) {
      kept.push(candidate)
    }
  }
  return kept
}

function imagesOf({ history, failing }: TargetFacts): readonly ContainerImage[] {
  const revisions = [...(history?.revisions.values() ?? [])]
  return newestFirst(revisions.filter(({ taskDefinition }) => taskDefinition === failing))[0]?.images ?? []
}

function isSame(one: Candidate, other: Candidate, { isSameDefinition }: TargetFacts): boolean {
  if (one.taskDefinition === other.taskDefinition) return true
  const digests = [digestsOf(one), digestsOf(other)]
  return (
    digests[0] !== undefined &&
    digests[0] === digests[1] &&
    isSameDefinition(one.taskDefinition, other.taskDefinition)
  )
}

/** Undefined unless every image's digest is known: what is not known is never "the same". */
function digestsOf({ images }: Pick<Candidate, 'images'>): string | undefined {
  if (images.length === 0 || images.some(({ digest }) => digest === undefined)) return undefined
  return images
    .map(({ container, digest }) => `${container}=${digest}`)
    .sort()
    .join(' ')
}

/**
 * The task definitions that ran the same images as the failing one, itself included: only of these must
 * the definitions be compared to know whether going back would change anything.
 */
export function findTwins(failing: string, history: ServiceHistory | undefined): string[] {
  const revisions = [...(history?.revisions.values() ?? [])]
  const own = newestFirst(revisions.filter(({ taskDefinition }) => taskDefinition === failing))[0]
  const digests = own === undefined ? undefined : digestsOf(own)
  if (digests === undefined) return []
  const twins = new Set(
    revisions.filter((one) => digestsOf(one) === digests).map(({ taskDefinition }) => taskDefinition),
  )
  return twins.size > 1 ? [...twins] : []
}

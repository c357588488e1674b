import type { RecordedHealth } from '../../../run/revision-record.ts'
import type { RollbackTo } from '../../../run/rollback-to.ts'
import type { CapturedService } from './captured-service.ts'
import {
  type ContainerImage,
  type EcsService,
  newestFirst,
  newestRevisionOf,
  type ServiceDeployment,
  type ServiceHistory,
  type ServiceRevision,
  shortTaskDefinition,
} from './model.ts'
import { taskDefinitionOf } from './tracked-deployment.ts'

/** What is known when a target is chosen. The sources are tried in the order of {@link chooseTarget}. */
export interface TargetFacts {
  readonly service: EcsService
  /** The task definition that failed. */
  readonly failing: string
  readonly rollbackTo: RollbackTo
  /** What ran before the deploy, if a capture step recorded it and it had proved itself. */
  readonly captured?: Pick<Candidate, 'taskDefinition' | 'images' | 'settings'> | undefined
  readonly history?: ServiceHistory | undefined
  /** Whether two task definitions say the same but for their names; false when that is not known. */
  readonly isSameDefinition: (one: string, other: string) => boolean
  /** What earlier runs found of task definitions. Absent: nothing is remembered, or it was not asked for. */
  readonly revisions?: ReadonlyMap<string, RecordedHealth> | undefined
}

/** What had not proved itself before the deploy is no place to go back to; the history may know a better one. */
export function provenOf(captured: CapturedService | undefined): CapturedService | undefined {
  return captured?.isProven ? captured : undefined
}

export type TargetChoice =
  | (Omit<Candidate, 'evidence'> & { readonly kind: 'found'; readonly evidence: readonly string[] })
  | { readonly kind: 'none'; readonly reason: string; readonly evidence: readonly string[] }

interface Candidate {
  /** ARN, or as the user named it. */
  readonly taskDefinition: string
  /** Images as they were resolved when this was deployed; empty when not known. */
  readonly images: readonly ContainerImage[]
  /** The service revision, as far as it is on record. */
  readonly revisionArn?: string | undefined
  /** Of the service, beside the task definition. Absent: not known. */
  readonly settings?: ServiceRevision['settings'] | undefined
  readonly evidence: string
}

/**
 * The known-good revision to go back to, by the first source that yields one: what the user named, what
 * was captured before the deploy, the service's own deployment history with what our deployment came
 * from, a completed deployment that still runs. Never arithmetic on a revision number: `revision - 1` may never have been deployed.
 */
export function chooseTarget(facts: TargetFacts): TargetChoice {
  const { rollbackTo } = facts
  if (rollbackTo.kind === 'revision') return chooseNamed(facts, rollbackTo.revision)
  if (rollbackTo.kind === 'back') return chooseBack(facts, rollbackTo.count)
  const rejected: string[] = []
  const verified = chooseVerified(facts)
  if (verified !== undefined) return verified
  for (const source of [fromCapture, fromHistory, fromRunning]) {
    const [chosen] = distinct(source(facts, rejected), facts, rejected)
    if (chosen !== undefined) return found(chosen, rejected)
  }
  const reason = `no known-good revision of ${facts.service.name} to go back to was found`
  return { kind: 'none', reason, evidence: rejected }
}

function chooseBack(facts: TargetFacts, count: number): TargetChoice {
  const rejected: string[] = []
  const good = distinct(fromHistory(facts, rejected), facts, rejected)
  const chosen = good[count - 1]
  if (chosen !== undefined) return found(chosen, rejected)
  const names = good.map(({ taskDefinition }) => shortTaskDefinition(taskDefinition)).join(', ')
  const known = good.length === 0 ? 'none is on record' : `the record ends after ${good.length}: ${names}`
  const reason = `rollback-to -${count} asks for so many good revisions of ${facts.service.name} back, but ${known}`
  return { kind: 'none', reason, evidence: rejected }
}

/** What may be chosen, each once, in the order of preference: of these a memory has to tell. */
export function listCandidates(facts: TargetFacts): string[] {
  const known = [fromCapture, fromHistory].flatMap((source) => source(facts, []))
  return [...new Set(known.map(({ taskDefinition }) => taskDefinition))].filter(
    (taskDefinition) => taskDefinition !== facts.failing,
  )
}

/** With a memory, "previous" is the last revision that was verified, before any that was only deployed well. */
function chooseVerified(facts: TargetFacts): TargetChoice | undefined {
  const { revisions } = facts
  if (revisions === undefined) return undefined
  const rejected: string[] = []
  const known = [fromCapture, fromHistory].flatMap((source) => source(facts, rejected))
  const chosen = distinct(known, facts, rejected).find(
    ({ taskDefinition }) => revisions.get(taskDefinition) === 'verified',
  )
  if (chosen === undefined) return undefined
  const name = shortTaskDefinition(chosen.taskDefinition)
  return found(
    { ...chosen, evidence: `${name} was verified healthy by an earlier run; ${chosen.evidence}` },
    [],
  )
}

function found({ evidence, ...candidate }: Candidate, rejected: readonly string[]): TargetChoice {
  return { kind: 'found', ...candidate, evidence: [evidence, ...rejected.map((why) => `not used: ${why}`)] }
}

function chooseNamed(facts: TargetFacts, named: string): TargetChoice {
  const revisions = [...(facts.history?.revisions.values() ?? [])]
  const revision =
    facts.history?.revisions.get(named) ??
    newestFirst(revisions.filter((one) => isNamed(one.taskDefinition, named)))[0]
  const evidence = `rollback-to names ${shortTaskDefinition(revision?.taskDefinition ?? named)}`
  return found(
    revision === undefined
      ? { taskDefinition: named, images: [], evidence }
      : { ...recordOf(revision), evidence },
    [],
  )
}

function recordOf({ arn, taskDefinition, images, settings }: ServiceRevision): Omit<Candidate, 'evidence'> {
  return { taskDefinition, images, settings, revisionArn: arn }
}

/** Whether a task definition's ARN is what was named as an ARN or as `family:revision`. */
export function isNamed(taskDefinition: string, named: string): boolean {
  return taskDefinition === named || shortTaskDefinition(taskDefinition) === named
}

function fromCapture(facts: TargetFacts, rejected: string[]): Candidate[] {
  const { captured, history } = facts
  if (captured === undefined) {
    rejected.push('nothing was captured before the deploy')
    return []
  }
  const name = shortTaskDefinition(captured.taskDefinition)
  const { taskDefinition, images, settings } = captured
  const recorded = [...(history?.revisions.values() ?? [])].find(
    (revision) => revision.taskDefinition === taskDefinition && digestsOf(revision) === digestsOf(captured),
  )
  return [
    {
      taskDefinition,
      images,
      settings,
      revisionArn: recorded?.arn,
      evidence: `${name} ran before this deploy, as the capture step recorded`,
    },
  ]
}

/** Deployments before ours that ended with their target verified by ECS itself. */
function fromHistory(facts: TargetFacts, rejected: string[]): Candidate[] {
  const { history } = facts
  if (history === undefined) {
    rejected.push('the deployment history could not be read')
    return []
  }
  const tracked = newestFirst(history.deployments).find(
    ({ targetRevisionArn }) => taskDefinitionOf(targetRevisionArn, history) === facts.failing,
  )
  const earlier = newestFirst(history.deployments).filter(
    ({ createdAtMs }) => tracked === undefined || createdAtMs < tracked.createdAtMs,
  )
  if (earlier.length === 0) rejected.push('the deployment history holds nothing before this deployment')
  const good = earlier.flatMap((entry) => fromEntry(entry, history, rejected))
  return tracked === undefined ? good : [...good, ...fromSource(tracked, history, rejected)]
}

/**
 * What our own deployment came from, where that was deployed before the record begins: ECS keeps 90 days
 * of deployments. Of a source within the record its own entry has told whether it was good.
 */
function fromSource(tracked: ServiceDeployment, history: ServiceHistory, rejected: string[]): Candidate[] {
  if (!history.isWhole) return []
  const unrecorded = tracked.sourceRevisionArns.filter(
    (arn) => !history.deployments.some(({ targetRevisionArn }) => targetRevisionArn === arn),
  )
  return unrecorded.flatMap((arn) => {
    const revision = history.revisions.get(arn)
    if (revision === undefined) {
      rejected.push('the revision that ran before this deployment is no longer on record')
      return []
    }
    const name = shortTaskDefinition(revision.taskDefinition)
    return [{ ...recordOf(revision), evidence: `${name} ran before this deployment, as ECS records it` }]
  })
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
  return [{ ...recordOf(revision), evidence: `${name} was deployed on ${when} and ended ${entry.status}` }]
}

/** What a deployment left running, if ECS saw it through. */
function goodRevisionOf(entry: ServiceDeployment): string | undefined {
  if (entry.status === 'SUCCESSFUL') return entry.targetRevisionArn
  return entry.status === 'ROLLBACK_SUCCESSFUL' ? entry.rollback?.serviceRevisionArn : undefined
}

/** A task set keeps running until the traffic has moved, and for a while after. A rolling deployment keeps the old one listed, still completed, while its tasks drain. */
function fromRunning({ service }: TargetFacts, rejected: string[]): Candidate[] {
  const running = service.deployments.filter(
    ({ status, rolloutState, taskSet }) =>
      (status === 'ACTIVE' && rolloutState === 'COMPLETED') || taskSet?.stability === 'STEADY_STATE',
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
  const images = newestRevisionOf(facts.failing, facts.history)?.images ?? []
  const failing: Candidate = { taskDefinition: facts.failing, images, evidence: '' }
  const kept: Candidate[] = []
  for (const candidate of candidates) {
    const name = shortTaskDefinition(candidate.taskDefinition)
    if (isSame(candidate, failing, facts)) {
      rejected.push(
        candidate.taskDefinition === facts.failing
          ? `${name} is the revision that failed`
          : `${name} has the same images and definition as the revision that failed`,
      )
    } else if (facts.revisions?.get(candidate.taskDefinition) === 'bad') {
      rejected.push(`${name} was found bad by an earlier run`)
    } else if (!kept.some((earlier) => isSame(candidate, earlier, facts))) {
      kept.push(candidate.taskDefinition === facts.failing ? withOtherImage(candidate) : candidate)
    }
  }
  return kept
}

function withOtherImage(candidate: Candidate): Candidate {
  return { ...candidate, evidence: `${candidate.evidence}; its tag meant another image then` }
}

/** One task definition with a tag that was moved is as many versions as it has had images. */
function isSame(one: Candidate, other: Candidate, { isSameDefinition }: TargetFacts): boolean {
  const [first, second] = [digestsOf(one), digestsOf(other)]
  if (one.taskDefinition === other.taskDefinition) {
    return first === undefined || second === undefined || first === second
  }
  return first !== undefined && first === second && isSameDefinition(one.taskDefinition, other.taskDefinition)
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
  const own = newestRevisionOf(failing, history)
  const digests = own === undefined ? undefined : digestsOf(own)
  if (digests === undefined) return []
  const twins = new Set(
    revisions.filter((one) => digestsOf(one) === digests).map(({ taskDefinition }) => taskDefinition),
  )
  return twins.size > 1 ? [...twins] : []
}

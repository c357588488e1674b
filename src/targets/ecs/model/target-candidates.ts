import type { RecordedHealth } from '../../../run/revision-record.ts'
import { findLeft, traceLine } from './deployment-line.ts'
import { type DeployedDefinition, digestsOf, isSameVersion, type SameDefinition } from './images.ts'
import {
  type EcsService,
  newestFirst,
  newestRevisionOf,
  type ServiceDeployment,
  type ServiceHistory,
  type ServiceRevision,
  shortTaskDefinition,
} from './model.ts'
import { taskDefinitionOf } from './tracked-deployment.ts'

/** What is known of what may be gone back to. */
export interface CandidateFacts {
  readonly service: EcsService
  /** The task definition that failed. */
  readonly failing: string
  /** What ran before the deploy, if a capture step recorded it and it had proved itself. */
  readonly captured?: Pick<Candidate, 'taskDefinition' | 'images' | 'settings'> | undefined
  readonly history?: ServiceHistory | undefined
  readonly isSameDefinition: SameDefinition
  /** What earlier runs found of task definitions. Absent: nothing is remembered, or it was not asked for. */
  readonly revisions?: ReadonlyMap<string, RecordedHealth> | undefined
}

/** Its task definition is an ARN, or as the user named it. */
export interface Candidate extends DeployedDefinition {
  /** The service revision, as far as it is on record. */
  readonly revisionArn?: string | undefined
  /** Of the service, beside the task definition. Absent: not known. */
  readonly settings?: ServiceRevision['settings'] | undefined
  readonly evidence: string
}

/** What a source of candidates yields, in the order of preference. */
export interface Candidates {
  readonly usable: readonly Candidate[]
  /** What cannot be used, with why. */
  readonly rejected: readonly string[]
}

export type CandidateSource = (facts: CandidateFacts) => Candidates

export const fromCapture: CandidateSource = ({ captured, history, failing, isSameDefinition }) => {
  if (captured === undefined) return reject('nothing was captured before the deploy')
  const { taskDefinition, images, settings = {} } = captured
  const name = shortTaskDefinition(taskDefinition)
  const left =
    history && findLeft(traceLine(before(failing, history), isSameDefinition), captured, isSameDefinition)
  if (left !== undefined) return reject(`${name} was rolled back from after it was captured: ${left.why}`)
  const recorded = [...(history?.revisions.values() ?? [])].find(
    (revision) => revision.taskDefinition === taskDefinition && digestsOf(revision) === digestsOf(captured),
  )
  const evidence = `${name} ran before this deploy, as the capture step recorded`
  // Without a history at the time of the capture, none were known.
  const known = Object.keys(settings).length > 0 ? settings : recorded?.settings
  return accept({ taskDefinition, images, settings: known, revisionArn: recorded?.arn, evidence })
}

/** What the service came through before the watched deployment, and did not go back from. */
export const fromHistory: CandidateSource = ({ history, failing, isSameDefinition }) => {
  if (history === undefined) return reject('the deployment history could not be read')
  const watched = findNewest(failing, history)
  const { versions, left } = traceLine(history, isSameDefinition, watched)
  const earlier = newestFirst(before(failing, history).deployments)
  const usable = versions
    .toReversed()
    .filter(({ sinceMs }) => watched === undefined || sinceMs < watched.createdAtMs)
    .flatMap(({ revision, evidence }) => (evidence === undefined ? [] : { ...recordOf(revision), evidence }))
  const rejected = [
    ...(earlier.length === 0 ? ['the deployment history holds nothing before this deployment'] : []),
    ...earlier.flatMap((entry) => findFault(entry, history)),
    ...findForgottenSource(watched, history),
    ...versions
      .flatMap(({ names }) => (names.has(failing) ? [...names] : []))
      .filter((name) => name !== failing)
      .map(describeTwin),
    ...left
      .filter(({ taskDefinition }) => taskDefinition !== failing)
      .map(
        ({ taskDefinition, why }) => `${shortTaskDefinition(taskDefinition)} was rolled back from: ${why}`,
      ),
  ]
  return { usable, rejected }
}

/** The deployment that failed, where it is on record. */
function findNewest(failing: string, history: ServiceHistory): ServiceDeployment | undefined {
  return newestFirst(history.deployments).find(
    ({ targetRevisionArn }) => taskDefinitionOf(targetRevisionArn, history) === failing,
  )
}

/** The history as it was before what failed was deployed. */
function before(failing: string, history: ServiceHistory): ServiceHistory {
  const watched = findNewest(failing, history)
  const deployments = history.deployments.filter(
    ({ createdAtMs }) => watched === undefined || createdAtMs < watched.createdAtMs,
  )
  return { ...history, deployments }
}

/** Why a deployment of the past brought nothing to go back to; one that was rolled back is reported as that. */
function findFault(entry: ServiceDeployment, history: ServiceHistory): string[] {
  const { createdAt, status, targetRevisionArn, rollback } = entry
  const arn = status === 'ROLLBACK_SUCCESSFUL' ? rollback?.serviceRevisionArn : targetRevisionArn
  const taskDefinition = taskDefinitionOf(arn, history)
  const isGood = status === 'SUCCESSFUL' || status === 'ROLLBACK_SUCCESSFUL'
  if (isGood)
    return taskDefinition === undefined
      ? [`the revision of the deployment of ${createdAt} is no longer on record`]
      : []
  if (status.startsWith('ROLLBACK_') && taskDefinition !== undefined) return []
  const name = shortTaskDefinition(taskDefinition ?? 'an unknown revision')
  return [`${name}: its deployment of ${createdAt} ended ${status}`]
}

/** What the watched deployment came from, where that was deployed before the record begins. */
function findForgottenSource(watched: ServiceDeployment | undefined, history: ServiceHistory): string[] {
  const isForgotten = watched?.sourceRevisionArns.some((arn) => !history.revisions.has(arn))
  return history.isWhole && isForgotten
    ? ['the revision that ran before this deployment is no longer on record']
    : []
}

/** A task set keeps running until the traffic has moved, and for a while after. A rolling deployment keeps the old one listed, still completed, while its tasks drain. */
export const fromRunning: CandidateSource = ({ service, history, isSameDefinition }) => {
  const line = history && traceLine(history, isSameDefinition)
  const running = service.deployments
    .filter(
      ({ status, rolloutState, taskSet }) =>
        (status === 'ACTIVE' && rolloutState === 'COMPLETED') || taskSet?.stability === 'STEADY_STATE',
    )
    .filter(({ taskDefinition }) => !line?.left.some((one) => one.taskDefinition === taskDefinition))
  if (running.length === 0) return reject('no other completed deployment is running any more')
  const usable = newestFirst(running).map(({ taskDefinition }) => ({
    taskDefinition,
    images: [],
    evidence: `${shortTaskDefinition(taskDefinition)} is the completed deployment that still runs beside the new one`,
  }))
  return { usable, rejected: [] }
}

/** Rejects what would change nothing: the failing revision itself, its equals, and repetitions. */
export function distinct({ usable, rejected }: Candidates, facts: CandidateFacts): Candidates {
  const { failing: taskDefinition, history, revisions, isSameDefinition } = facts
  const { images = [], copyOf } = newestRevisionOf(taskDefinition, history) ?? {}
  const failing = { taskDefinition, images, copyOf }
  const kept: Candidate[] = []
  const dropped: string[] = []
  for (const candidate of usable) {
    const isFailing = candidate.taskDefinition === failing.taskDefinition
    const name = shortTaskDefinition(candidate.taskDefinition)
    if (isSameVersion(candidate, failing, isSameDefinition)) {
      dropped.push(isFailing ? `${name} is the revision that failed` : describeTwin(candidate.taskDefinition))
    } else if (revisions?.get(candidate.taskDefinition) === 'bad') {
      dropped.push(`${name} was found bad by an earlier run`)
    } else if (!kept.some((earlier) => isSameVersion(candidate, earlier, isSameDefinition))) {
      kept.push(isFailing ? withOtherImage(candidate) : candidate)
    }
  }
  return { usable: kept, rejected: [...rejected, ...dropped] }
}

function describeTwin(taskDefinition: string): string {
  return `${shortTaskDefinition(taskDefinition)} has the same images and definition as the revision that failed`
}

function withOtherImage(candidate: Candidate): Candidate {
  return { ...candidate, evidence: `${candidate.evidence}; its tag meant another image then` }
}

export function recordOf({
  arn,
  taskDefinition,
  images,
  copyOf,
  settings,
}: ServiceRevision): Omit<Candidate, 'evidence'> {
  return { taskDefinition, images, copyOf, settings, revisionArn: arn }
}

export function merge(all: readonly Candidates[]): Candidates {
  return {
    usable: all.flatMap(({ usable }) => usable),
    rejected: all.flatMap(({ rejected }) => rejected),
  }
}

function accept(candidate: Candidate): Candidates {
  return { usable: [candidate], rejected: [] }
}

function reject(why: string): Candidates {
  return { usable: [], rejected: [why] }
}

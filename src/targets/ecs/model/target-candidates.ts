import type { RecordedHealth } from '../../../run/revision-record.ts'
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

export const fromCapture: CandidateSource = ({ captured, history }) => {
  if (captured === undefined) return reject('nothing was captured before the deploy')
  const { taskDefinition, images, settings } = captured
  const recorded = [...(history?.revisions.values() ?? [])].find(
    (revision) => revision.taskDefinition === taskDefinition && digestsOf(revision) === digestsOf(captured),
  )
  const evidence = `${shortTaskDefinition(taskDefinition)} ran before this deploy, as the capture step recorded`
  return accept({ taskDefinition, images, settings, revisionArn: recorded?.arn, evidence })
}

/** Deployments before ours that ended with their target verified by ECS itself. */
export const fromHistory: CandidateSource = ({ history, failing }) => {
  if (history === undefined) return reject('the deployment history could not be read')
  const newest = newestFirst(history.deployments)
  const tracked = newest.find(
    ({ targetRevisionArn }) => taskDefinitionOf(targetRevisionArn, history) === failing,
  )
  const earlier = newest.filter(
    ({ createdAtMs }) => tracked === undefined || createdAtMs < tracked.createdAtMs,
  )
  return merge([
    earlier.length === 0 ? reject('the deployment history holds nothing before this deployment') : NONE,
    ...earlier.map((entry) => fromEntry(entry, history)),
    tracked === undefined ? NONE : fromSource(tracked, history),
  ])
}

/**
 * What our own deployment came from, where that was deployed before the record begins: ECS keeps 90 days
 * of deployments. Of a source within the record its own entry has told whether it was good.
 */
function fromSource(tracked: ServiceDeployment, history: ServiceHistory): Candidates {
  if (!history.isWhole) return NONE
  const unrecorded = tracked.sourceRevisionArns.filter(
    (arn) => !history.deployments.some(({ targetRevisionArn }) => targetRevisionArn === arn),
  )
  return merge(
    unrecorded.map((arn) => {
      const revision = history.revisions.get(arn)
      if (revision === undefined)
        return reject('the revision that ran before this deployment is no longer on record')
      const name = shortTaskDefinition(revision.taskDefinition)
      return accept({
        ...recordOf(revision),
        evidence: `${name} ran before this deployment, as ECS records it`,
      })
    }),
  )
}

function fromEntry(entry: ServiceDeployment, history: ServiceHistory): Candidates {
  const arn = goodRevisionOf(entry)
  const { createdAt: when, status } = entry
  const name = shortTaskDefinition(
    taskDefinitionOf(arn ?? entry.targetRevisionArn, history) ?? 'an unknown revision',
  )
  if (arn === undefined) return reject(`${name}: its deployment of ${when} ended ${status}`)
  const revision = history.revisions.get(arn)
  return revision === undefined
    ? reject(`the revision of the deployment of ${when} is no longer on record`)
    : accept({ ...recordOf(revision), evidence: `${name} was deployed on ${when} and ended ${status}` })
}

/** What a deployment left running, if ECS saw it through. */
function goodRevisionOf(entry: ServiceDeployment): string | undefined {
  if (entry.status === 'SUCCESSFUL') return entry.targetRevisionArn
  return entry.status === 'ROLLBACK_SUCCESSFUL' ? entry.rollback?.serviceRevisionArn : undefined
}

/** A task set keeps running until the traffic has moved, and for a while after. A rolling deployment keeps the old one listed, still completed, while its tasks drain. */
export const fromRunning: CandidateSource = ({ service }) => {
  const running = service.deployments.filter(
    ({ status, rolloutState, taskSet }) =>
      (status === 'ACTIVE' && rolloutState === 'COMPLETED') || taskSet?.stability === 'STEADY_STATE',
  )
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
  const failing = { taskDefinition, images: newestRevisionOf(taskDefinition, history)?.images ?? [] }
  const kept: Candidate[] = []
  const dropped: string[] = []
  for (const candidate of usable) {
    const isFailing = candidate.taskDefinition === failing.taskDefinition
    const name = shortTaskDefinition(candidate.taskDefinition)
    if (isSameVersion(candidate, failing, isSameDefinition)) {
      const same = `${name} has the same images and definition as the revision that failed`
      dropped.push(isFailing ? `${name} is the revision that failed` : same)
    } else if (revisions?.get(candidate.taskDefinition) === 'bad') {
      dropped.push(`${name} was found bad by an earlier run`)
    } else if (!kept.some((earlier) => isSameVersion(candidate, earlier, isSameDefinition))) {
      kept.push(isFailing ? withOtherImage(candidate) : candidate)
    }
  }
  return { usable: kept, rejected: [...rejected, ...dropped] }
}

function withOtherImage(candidate: Candidate): Candidate {
  return { ...candidate, evidence: `${candidate.evidence}; its tag meant another image then` }
}

export function recordOf({
  arn,
  taskDefinition,
  images,
  settings,
}: ServiceRevision): Omit<Candidate, 'evidence'> {
  return { taskDefinition, images, settings, revisionArn: arn }
}

export function merge(all: readonly Candidates[]): Candidates {
  return {
    usable: all.flatMap(({ usable }) => usable),
    rejected: all.flatMap(({ rejected }) => rejected),
  }
}

const NONE: Candidates = { usable: [], rejected: [] }

function accept(candidate: Candidate): Candidates {
  return { usable: [candidate], rejected: [] }
}

function reject(why: string): Candidates {
  return { usable: [], rejected: [why] }
}

import { type DeployedDefinition, isSameVersion, type SameDefinition } from './images.ts'
import {
  newestFirst,
  type ServiceDeployment,
  type ServiceHistory,
  type ServiceRevision,
  shortTaskDefinition,
} from './model.ts'

/**
 * The way that a service has come: each version that it went on from, and none that it went back from.
 * After 10, 11, 12 and 11 again it is 10, 11: whoever deployed 11 again has left 12. Deployed once more, 12
 * is on it again. Deployed again right after the way back from it, it undoes that: after 10, 11, 12, 10 and 12 again the line
 * is 10, 11, 12.
 */
export interface DeploymentLine {
  /** Oldest first. */
  readonly versions: readonly LineVersion[]
  readonly left: readonly LeftVersion[]
}

export interface LineVersion extends DeployedDefinition {
  readonly revision: ServiceRevision
  /** All task definitions under which it was deployed. */
  readonly names: ReadonlySet<string>
  /** When it was first deployed, as far as that is on record. */
  readonly sinceMs: number
  /** How it is known to have been good. Absent: it has not been seen to complete. */
  readonly evidence?: string | undefined
}

export interface LeftVersion extends DeployedDefinition {
  readonly why: string
}

/**
 * @param watched where it begins on record, what ran before it is known by it
 */
export function traceLine(
  history: ServiceHistory,
  isSameDefinition: SameDefinition,
  watched?: ServiceDeployment,
): DeploymentLine {
  const line = new Tracing(isSameDefinition)
  const entries = newestFirst(history.deployments).toReversed()
  for (const entry of entries) {
    for (const source of unrecordedSources(entry, history))
      line.visit(source, {
        ...BEFORE_RECORD,
        evidence: entry === watched ? ranBefore(source, history) : undefined,
      })
  }
  for (const entry of entries) {
    if (entry.status.startsWith('ROLLBACK_')) followRollback(line, entry, history)
    else followDeployment(line, entry, history)
  }
  return line
}

/** Whether the line has left this version and not come to it again. */
export function findLeft(
  { left }: DeploymentLine,
  version: DeployedDefinition,
  isSameDefinition: SameDefinition,
): LeftVersion | undefined {
  return left.find((one) => isSameVersion(one, version, isSameDefinition))
}

function followDeployment(line: Tracing, entry: ServiceDeployment, history: ServiceHistory): void {
  const { status, createdAt, targetRevisionArn } = entry
  const target = revisionOf(targetRevisionArn, history)
  if (target === undefined) return
  const evidence = `${nameOf(target)} was deployed successfully on ${createdAt}`
  line.visit(target, { ...timeOf(entry), evidence: status === 'SUCCESSFUL' ? evidence : undefined })
}

function followRollback(line: Tracing, entry: ServiceDeployment, history: ServiceHistory): void {
  const { status, createdAt, targetRevisionArn, rollback } = entry
  const target = revisionOf(targetRevisionArn, history)
  if (target !== undefined) line.leave(target, `its deployment of ${createdAt} ended ${status}`)
  const restored = revisionOf(rollback?.serviceRevisionArn, history)
  if (restored === undefined || status !== 'ROLLBACK_SUCCESSFUL') return
  const evidence = `ECS restored ${nameOf(restored)} when it rolled back the deployment of ${createdAt}`
  line.visit(restored, { ...timeOf(entry), evidence })
}

/** Where older deployments are on record than were read, one of them may show that it was not good. */
function ranBefore(source: ServiceRevision, { isWhole }: ServiceHistory): string | undefined {
  return isWhole ? `${nameOf(source)} ran before this deployment, as ECS records it` : undefined
}

/** What ran before a deployment and has no deployment of its own on record: ECS keeps them for 90 days. */
function unrecordedSources(entry: ServiceDeployment, history: ServiceHistory): ServiceRevision[] {
  return entry.sourceRevisionArns
    .filter((arn) => !history.deployments.some(({ targetRevisionArn }) => targetRevisionArn === arn))
    .flatMap((arn) => revisionOf(arn, history) ?? [])
}

interface Visit {
  readonly sinceMs: number
  /** The same, for people. */
  readonly at: string
  readonly evidence: string | undefined
}

const BEFORE_RECORD = { sinceMs: 0, at: 'an earlier day' }

function timeOf({ createdAtMs, createdAt }: ServiceDeployment): Pick<Visit, 'sinceMs' | 'at'> {
  return { sinceMs: createdAtMs, at: createdAt }
}

/** The line as it was before a way back, from one version to an earlier one. */
interface WayBack extends DeploymentLine {
  readonly from: DeployedDefinition
}

class Tracing implements DeploymentLine {
  readonly #isSameDefinition: SameDefinition
  /** Until anything is deployed after it. */
  #wayBack: WayBack | undefined
  versions: LineVersion[] = []
  left: LeftVersion[] = []

  constructor(isSameDefinition: SameDefinition) {
    this.#isSameDefinition = isSameDefinition
  }

  visit(revision: ServiceRevision, { sinceMs, at, evidence }: Visit): void {
    if (evidence !== undefined) this.#undoWayBack(revision)
    const known = this.versions.find((version) => this.#isSame(version, revision))
    const from = this.versions.at(-1)
    const isBack = known !== undefined && from !== undefined && known !== from
    this.#wayBack = isBack ? { from, versions: this.versions, left: this.left } : undefined
    const name = nameOf(revision)
    for (const later of known === undefined ? [] : this.versions.slice(this.versions.indexOf(known) + 1))
      this.leave(later, `${name} was deployed again on ${at}`)
    const { taskDefinition, images, copyOf } = revision
    const names = new Set([...(known?.names ?? []), taskDefinition])
    const version = { taskDefinition, images, copyOf, revision, names, sinceMs: known?.sinceMs ?? sinceMs }
    const others = this.versions.filter((one) => one !== known)
    this.versions = [...others, { ...version, evidence: evidence ?? known?.evidence }]
    if (evidence !== undefined) this.left = this.left.filter((one) => !this.#isSame(one, revision))
  }

  /** Whoever goes forward at once to what they came from has rehearsed, or was mistaken: nothing in between was bad. */
  #undoWayBack(to: DeployedDefinition): void {
    if (this.#wayBack === undefined || !this.#isSame(this.#wayBack.from, to)) return
    this.versions = [...this.#wayBack.versions]
    this.left = [...this.#wayBack.left]
  }

  leave({ taskDefinition, images, copyOf }: DeployedDefinition, why: string): void {
    const version = { taskDefinition, images, copyOf, why }
    this.versions = this.versions.filter((one) => !this.#isSame(one, version))
    this.left = [...this.left.filter((one) => !this.#isSame(one, version)), version]
  }

  #isSame(one: DeployedDefinition, other: DeployedDefinition): boolean {
    return isSameVersion(one, other, this.#isSameDefinition)
  }
}

function revisionOf(arn: string | undefined, history: ServiceHistory): ServiceRevision | undefined {
  return arn === undefined ? undefined : history.revisions.get(arn)
}

function nameOf({ taskDefinition }: DeployedDefinition): string {
  return shortTaskDefinition(taskDefinition)
}

import { type Deployed, nameRun, renderAge, type WorkflowRun } from '../../../github/model/workflow-run.ts'
import type { DeployJob } from './deploy-job.ts'
import { standsForCommit, versionOf } from './run-version.ts'

/** What makes an earlier run one to go back to. */
export interface Criteria {
  readonly nowMs: number
  /** `owner/name` */
  readonly repository: string
  readonly ownRunId: number
  /** What is rolled back from: see {@link versionOf}. */
  readonly fromVersion: string
  /** Absent: any; runs of a release or a tag each have a branch of their own. */
  readonly branch: string | undefined
  /** The job that deploys. */
  readonly deployJob: DeployJob
  /** Versions that were rolled back from, and when: what they deployed before then is not good. */
  readonly rolledBackFrom: ReadonlyMap<string, number>
  /** Also runs of which GitHub does not say what they deployed: running them again deploys it again. */
  readonly acceptsAnyEvent: boolean
}

/** Their runs deploy what was pushed, released or requested. Those of pull requests build what may never land. */
const DEPLOYING_EVENTS: ReadonlySet<string> = new Set([
  'push',
  'workflow_dispatch',
  'schedule',
  'release',
  'repository_dispatch',
  'workflow_run',
  'registry_package',
  'merge_group',
  'deployment',
])

/** Why this run is none to go back to, without reading its jobs; undefined: nothing speaks against it. */
export function rejectRun(run: WorkflowRun, criteria: Criteria): string | undefined {
  if (run.id === criteria.ownRunId) return 'it is this run'
  if (versionOf(run) === criteria.fromVersion) {
    return `it ${standsForCommit(run) ? 'ran the commit' : 'is the run'} that is rolled back from`
  }
  if (run.status !== 'completed') return `it is still ${run.status}`
  if (run.conclusion !== 'success') return `it ended as ${run.conclusion ?? 'unknown'}`
  if (!DEPLOYING_EVENTS.has(run.event)) return `it was started by ${run.event}`
  if (!criteria.acceptsAnyEvent && !standsForCommit(run)) {
    return `it was started by ${run.event}, so its commit need not be what it deployed`
  }
  if (run.headRepository?.toLowerCase() !== criteria.repository.toLowerCase()) return 'it ran a fork'
  if (criteria.branch !== undefined && run.branch !== criteria.branch) {
    return `it ran ${run.branch ?? 'no branch'} and not ${criteria.branch}`
  }
  return undefined
}

/** Why a run that deployed well is nevertheless none to go back to. */
export function rejectDeployed({ run, deployedAtMs }: Deployed, criteria: Criteria): string | undefined {
  const rolledBackAtMs = criteria.rolledBackFrom.get(versionOf(run))
  if (rolledBackAtMs === undefined || deployedAtMs > rolledBackAtMs) return undefined
  return `it was rolled back from ${renderAge(criteria.nowMs - rolledBackAtMs)}`
}

/** Newest deploy first. A re-run of an old run is the newest deploy, whatever its number. */
export function byDeploy(deployed: readonly Deployed[]): Deployed[] {
  return [...deployed].sort((one, other) => other.deployedAtMs - one.deployedAtMs)
}

/** The first of each version, in this order. */
export function distinctVersions(deployed: readonly Deployed[]): Deployed[] {
  const seen = new Set<string>()
  return deployed.filter(({ run }) => !seen.has(versionOf(run)) && seen.add(versionOf(run)))
}

export function describeRejected(run: Pick<WorkflowRun, 'id' | 'sha'>, reason: string): string {
  return `${nameRun(run)}: ${reason}`
}

/** Full or abbreviated commit SHAs; a number of fewer digits is a run. */
export function isSha(revision: string): boolean {
  return /^[0-9a-f]{7,64}$/i.test(revision) && !isRunId(revision)
}

export function isRunId(revision: string): boolean {
  return /^[0-9]{1,15}$/.test(revision)
}

import {
  type Deployed,
  nameRun,
  renderAge,
  type WorkflowJob,
  type WorkflowRun,
} from '../../../github/model/workflow-run.ts'

/** What makes an earlier run one to go back to. */
export interface Criteria {
  readonly nowMs: number
  /** `owner/name` */
  readonly repository: string
  readonly ownRunId: number
  /** The commit that is rolled back from. */
  readonly fromSha: string
  /** Absent: any; runs of a release or a tag each have a branch of their own. */
  readonly branch: string | undefined
  /** The job that deploys. */
  readonly deployJob: string
  /** Commits that were rolled back from, and when: what they deployed before then is not good. */
  readonly rolledBackFrom: ReadonlyMap<string, number>
  /** A dispatched run deployed what its inputs said, which GitHub does not tell. */
  readonly acceptsDispatched: boolean
}

/** Their runs deploy what was pushed, released or ordered. Those of pull requests build what may never land. */
const DEPLOYING_EVENTS: ReadonlySet<string> = new Set([
  'push',
  'workflow_dispatch',
  'schedule',
  'release',
  'repository_dispatch',
  'workflow_run',
  'registry_package',
  'merge_group',
])

/** Why this run is none to go back to, without looking at its jobs; undefined: nothing speaks against it. */
export function rejectRun(run: WorkflowRun, criteria: Criteria): string | undefined {
  if (run.id === criteria.ownRunId) return 'it is this run'
  if (run.sha === criteria.fromSha) return 'it ran the commit that is rolled back from'
  if (run.status !== 'completed') return `it is still ${run.status}`
  if (run.conclusion !== 'success') return `it ended as ${run.conclusion ?? 'unknown'}`
  if (!DEPLOYING_EVENTS.has(run.event)) return `it was started by ${run.event}`
  if (run.event === 'workflow_dispatch' && !criteria.acceptsDispatched) {
    return 'it was dispatched, so that its inputs chose what it deployed, which GitHub does not tell'
  }
  if (run.headRepository?.toLowerCase() !== criteria.repository.toLowerCase()) return 'it ran a fork'
  if (criteria.branch !== undefined && run.branch !== criteria.branch) {
    return `it ran ${run.branch ?? 'no branch'} and not ${criteria.branch}`
  }
  return undefined
}

export type JobState =
  | { readonly kind: 'deployed'; readonly begunAtMs: number; readonly atMs: number }
  | { readonly kind: 'rejected'; readonly reason: string }

/** A successful run need not have deployed: its deploy job may have been skipped. */
export function findDeploy(jobs: readonly WorkflowJob[], deployJob: string): JobState {
  const deploying = jobs.filter(({ name }) => isJob(name, deployJob))
  if (deploying.length === 0) {
    const names = jobs.map(({ name }) => name).join(', ') || 'none'
    return { kind: 'rejected', reason: `it has no job ${deployJob}; its jobs: ${names}` }
  }
  const other = deploying.find(({ conclusion }) => conclusion !== 'success')
  if (other !== undefined) {
    return { kind: 'rejected', reason: `its job ${other.name} is ${other.conclusion ?? other.status}` }
  }
  return {
    kind: 'deployed',
    begunAtMs: Math.min(...deploying.map(({ startedAtMs }) => startedAtMs ?? 0)),
    atMs: Math.max(...deploying.map(({ completedAtMs }) => completedAtMs ?? 0)),
  }
}

/**
 * The API tells the names that people see: a matrix adds its values, `deploy (eu)`, and a called workflow
 * its caller, `release / deploy`.
 */
export function isJob(name: string, wanted: string): boolean {
  return (
    name === wanted ||
    name.startsWith(`${wanted} (`) ||
    name.startsWith(`${wanted} / `) ||
    name.endsWith(` / ${wanted}`)
  )
}

/** Why a run that deployed well is nevertheless none to go back to. */
export function rejectDeployed({ run, deployedAtMs }: Deployed, criteria: Criteria): string | undefined {
  const rolledBackAtMs = criteria.rolledBackFrom.get(run.sha)
  if (rolledBackAtMs === undefined || deployedAtMs > rolledBackAtMs) return undefined
  return `it was rolled back from ${renderAge(criteria.nowMs - rolledBackAtMs)}`
}

/** Newest deploy first. A re-run of an old run is the newest deploy, whatever its number. */
export function byDeploy(deployed: readonly Deployed[]): Deployed[] {
  return [...deployed].sort((one, other) => other.deployedAtMs - one.deployedAtMs)
}

/** The first of each commit, in the order given. */
export function distinctByCommit(deployed: readonly Deployed[]): Deployed[] {
  const seen = new Set<string>()
  return deployed.filter(({ run }) => !seen.has(run.sha) && seen.add(run.sha))
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

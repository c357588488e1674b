import type { Deployed, WorkflowRun } from '../../github/model/workflow-run.ts'
import {
  byDeploy,
  type Criteria,
  describeRejected,
  distinctVersions,
  rejectDeployed,
  rejectRun,
} from './model/candidate.ts'
import { findDeploy } from './model/deploy-job.ts'
import type { RunArchive } from './run-archive.ts'

export interface Search {
  /** Distinct versions, newest deploy first. */
  readonly good: readonly Deployed[]
  /** What was checked and why it was rejected. */
  readonly rejected: readonly Rejected[]
}

/** Why something is not the target. */
export interface Rejected {
  readonly reason: string
  /** Set once its jobs were read: whether one is the deploy job, or the names of all of them. */
  readonly deployJob?: 'found' | readonly string[] | undefined
}

export type Judgement =
  | { readonly kind: 'good'; readonly deployed: Deployed }
  | ({ readonly kind: 'rejected' } & Rejected)
  | { readonly kind: 'not-read' }

/** Checks a run's own facts, and then its jobs. */
export async function judge(
  run: WorkflowRun,
  { archive, criteria }: { readonly archive: RunArchive; readonly criteria: Criteria },
  signal: AbortSignal,
): Promise<Judgement> {
  const objection = rejectRun(run, criteria)
  if (objection !== undefined) return { kind: 'rejected', reason: objection }
  const jobs = await archive.jobs(run, signal)
  if (jobs === undefined) return { kind: 'not-read' }
  const deploy = findDeploy(jobs, criteria.deployJob)
  if (deploy.kind === 'unmatched') return { kind: 'rejected', reason: deploy.reason, deployJob: deploy.jobs }
  if (deploy.kind === 'rejected') return { ...deploy, deployJob: 'found' }
  const deployed: Deployed = { run, deployedAtMs: deploy.atMs }
  const rolledBack = rejectDeployed(deployed, criteria)
  if (rolledBack === undefined) return { kind: 'good', deployed }
  return { kind: 'rejected', reason: rolledBack, deployJob: 'found' }
}

/** The newest good runs, by when they deployed, from the workflow's own list. */
export async function searchRuns(
  archive: RunArchive,
  { criteria, wanted }: { readonly criteria: Criteria; readonly wanted: number },
  signal: AbortSignal,
): Promise<Search> {
  await archive.readRecent(signal)
  for (;;) {
    const found = await searchKnown(archive, { criteria, wanted }, signal)
    if (found.good.length >= wanted || !(await archive.readMore(signal))) return found
  }
}

async function searchKnown(
  archive: RunArchive,
  { criteria, wanted }: { readonly criteria: Criteria; readonly wanted: number },
  signal: AbortSignal,
): Promise<Search> {
  const good: Deployed[] = []
  const rejected: Rejected[] = []
  // A run cannot have deployed after its last change, so those below the last one wanted are not read.
  const newestFirst = [...archive.runs].sort((one, other) => other.updatedAtMs - one.updatedAtMs)
  for (const run of newestFirst) {
    const last = distinctVersions(byDeploy(good))[wanted - 1]
    if (last !== undefined && run.updatedAtMs < last.deployedAtMs) break
    if (run.id === criteria.ownRunId) continue
    const judgement = await judge(run, { archive, criteria }, signal)
    if (judgement.kind === 'not-read') {
      rejected.push({ reason: 'older runs: not read, to spare the rate limit' })
      break
    }
    if (judgement.kind === 'good') good.push(judgement.deployed)
    else rejected.push(rejectedRun(run, judgement))
  }
  return { good: distinctVersions(byDeploy(good)), rejected }
}

export function rejectedRun(run: WorkflowRun, judgement: Exclude<Judgement, { kind: 'good' }>): Rejected {
  if (judgement.kind === 'not-read') return { reason: describeRejected(run, 'not read') }
  return { deployJob: judgement.deployJob, reason: describeRejected(run, judgement.reason) }
}

/** What runs now, and since when it was being deployed; epoch milliseconds. */
export interface DeployedNow extends Deployed {
  readonly begunAtMs: number
}

/** The newest run that deployed at all, however it ended: what runs now, as far as this workflow did it. */
export async function findDeployedNow(
  archive: RunArchive,
  criteria: Pick<Criteria, 'deployJob' | 'ownRunId' | 'branch'>,
  signal: AbortSignal,
): Promise<DeployedNow | undefined> {
  await archive.readRecent(signal)
  let newest: DeployedNow | undefined
  const newestFirst = [...archive.runs].sort((one, other) => other.updatedAtMs - one.updatedAtMs)
  for (const run of newestFirst) {
    if (newest !== undefined && run.updatedAtMs < newest.deployedAtMs) break
    if (run.id === criteria.ownRunId || (criteria.branch !== undefined && run.branch !== criteria.branch))
      continue
    const jobs = await archive.jobs(run, signal)
    if (jobs === undefined) break
    const deploy = findDeploy(jobs, criteria.deployJob)
    if (deploy.kind === 'deployed' && deploy.atMs > (newest?.deployedAtMs ?? 0)) {
      newest = { run, deployedAtMs: deploy.atMs, begunAtMs: deploy.begunAtMs }
    }
  }
  return newest
}

import type { Deployed, WorkflowRun } from '../../github/model/workflow-run.ts'
import {
  byDeploy,
  type Criteria,
  describeRejected,
  distinctByCommit,
  findDeploy,
  rejectDeployed,
  rejectRun,
} from './model/candidate.ts'
import type { RunArchive } from './run-archive.ts'

export interface Search {
  /** Distinct commits, newest deploy first. */
  readonly good: readonly Deployed[]
  /** What was looked at and why it was rejected. */
  readonly rejected: readonly string[]
}

export type Judgement =
  | { readonly kind: 'good'; readonly deployed: Deployed }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'not-read' }

/** Looks at a run's own facts, and then at its jobs. */
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
  if (deploy.kind === 'rejected') return deploy
  const deployed: Deployed = { run, deployedAtMs: deploy.atMs }
  const rolledBack = rejectDeployed(deployed, criteria)
  return rolledBack === undefined ? { kind: 'good', deployed } : { kind: 'rejected', reason: rolledBack }
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
  const rejected: string[] = []
  // A run cannot have deployed after its last change, so that those below the last one wanted need no look.
  const newestFirst = [...archive.runs].sort((one, other) => other.updatedAtMs - one.updatedAtMs)
  for (const run of newestFirst) {
    const last = distinctByCommit(byDeploy(good))[wanted - 1]
    if (last !== undefined && run.updatedAtMs < last.deployedAtMs) break
    if (run.id === criteria.ownRunId) continue
    const judgement = await judge(run, { archive, criteria }, signal)
    if (judgement.kind === 'not-read') {
      rejected.push('older runs: not looked at, to spare the rate limit')
      break
    }
    if (judgement.kind === 'good') good.push(judgement.deployed)
    else rejected.push(describeRejected(run, judgement.reason))
  }
  return { good: distinctByCommit(byDeploy(good)), rejected }
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

import type { GithubClient } from '../../github/client.ts'
import { type DeploymentReading, readDeployments, readStatuses } from '../../github/deployment-reading.ts'
import { GithubError } from '../../github/github-error.ts'
import { judgeRecord, runIdOf } from '../../github/model/deployment-record.ts'
import { type Deployed, nameRun, shortSha, type WorkflowRun } from '../../github/model/workflow-run.ts'
import { type DeployedNow, judge, type Rejected, rejectedRun, type Search } from './good-runs.ts'
import { byDeploy, type Criteria, distinctVersions } from './model/candidate.ts'
import { type DeployJob, findDeploy } from './model/deploy-job.ts'
import { ROLLBACK_TASK } from './model/loop-guard.ts'
import { standsForCommit } from './model/run-version.ts'
import type { RunArchive } from './run-archive.ts'

/** Several may be of the version that is rolled back from: each attempt leaves one. */
const MOST_RECORDS = 20

export interface RecordSearch {
  readonly environment: string
  readonly criteria: Criteria
  readonly wanted: number
}

/** The newest good runs by GitHub's own records of the environment; by deploy, newest first. */
export async function searchRecords(
  github: GithubClient,
  archive: RunArchive,
  { environment, criteria, wanted }: RecordSearch,
  signal: AbortSignal,
): Promise<Search> {
  const records = (await readDeployments(github, { environment }, signal)).filter(
    ({ task, isTransient, sha }) => task !== ROLLBACK_TASK && !isTransient && sha !== criteria.fromVersion,
  )
  const good: Deployed[] = []
  const rejected: Rejected[] = []
  for (const record of records.slice(0, MOST_RECORDS)) {
    if (distinctVersions(byDeploy(good)).length >= wanted) break
    const name = `the deployment of ${shortSha(record.sha)} to ${environment}`
    const found = judgeRecord(await readStatuses(github, record.id, signal))
    if (found.kind === 'rejected') {
      rejected.push({ reason: `${name}: ${found.reason}` })
      continue
    }
    const run = await runOf(archive, record, found.runId, signal)
    if (run === undefined) {
      rejected.push({ reason: `${name}: no run of the workflow belongs to it` })
      continue
    }
    const judgement = await judge(run, { archive, criteria }, signal)
    if (judgement.kind === 'good') good.push(judgement.deployed)
    else rejected.push(rejectedRun(run, judgement))
  }
  return { good: distinctVersions(byDeploy(good)), rejected }
}

/**
 * The newest run of the workflow that is recorded as deployed to the environment, whatever became of it: a
 * run that deployed later may have done so to another environment.
 */
export async function findRecordedNow(
  github: GithubClient,
  archive: RunArchive,
  wanted: { readonly environment: string; readonly deployJob: DeployJob; readonly ownRunId: number },
  signal: AbortSignal,
): Promise<DeployedNow | undefined> {
  const { environment, deployJob, ownRunId } = wanted
  await archive.readRecent(signal)
  const records = (await readDeployments(github, { environment }, signal)).filter(
    ({ task, isTransient }) => task !== ROLLBACK_TASK && !isTransient,
  )
  for (const record of records.slice(0, MOST_RECORDS)) {
    const statuses = await readStatuses(github, record.id, signal)
    if (!statuses.some(({ state }) => state === 'success')) continue
    const runId = statuses.map(({ logUrl }) => runIdOf(logUrl)).find((id) => id !== undefined)
    const run = await runOf(archive, record, runId, signal)
    if (run === undefined || run.id === ownRunId) continue
    const deploy = findDeploy((await archive.jobs(run, signal)) ?? [], deployJob)
    if (deploy.kind === 'deployed') return { run, deployedAtMs: deploy.atMs, begunAtMs: deploy.begunAtMs }
  }
  return undefined
}

/** By the run that its status links to, else by its commit, where no other run shares it. */
async function runOf(
  archive: RunArchive,
  { sha }: DeploymentReading,
  runId: number | undefined,
  signal: AbortSignal,
): Promise<WorkflowRun | undefined> {
  if (runId === undefined)
    return archive.runs.find((run) => run.sha === sha && standsForCommit(run) && run.conclusion === 'success')
  try {
    const run = await archive.run(runId, signal)
    return archive.runs.includes(run) ? run : undefined
  } catch (error) {
    // Runs are deleted after a while, and their deployment records stay.
    if (error instanceof GithubError && error.status === 404) return undefined
    throw error
  }
}

/** What the two sources say of each other; undefined: they agree, or only one of them knows anything. */
export function describeDisagreement(
  byRecords: Search,
  byRuns: Search,
  environment: string,
): string | undefined {
  const [recorded] = byRecords.good
  const [listed] = byRuns.good
  if (recorded === undefined || listed === undefined || listed.run.id === recorded.run.id) return undefined
  if (listed.deployedAtMs < recorded.deployedAtMs) return undefined
  return `${nameRun(listed.run)} deployed later than ${nameRun(recorded.run)}, but ${environment} has no record of its success; the recorded one was chosen`
}

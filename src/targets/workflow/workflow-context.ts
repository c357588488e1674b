import type { Clock } from '../../core/clock.ts'
import { PlatformError } from '../../core/platform-error.ts'
import type { GithubClient } from '../../github/client.ts'
import { GithubError } from '../../github/github-error.ts'
import { nameRun, type WorkflowRun } from '../../github/model/workflow-run.ts'
import type { RunContext } from '../../github/run-context.ts'
import {
  fileName,
  listWorkflowFiles,
  readJobs,
  readRun,
  readWorkflow,
  type WorkflowFacts,
} from '../../github/workflow-reading.ts'
import type { RollbackTo } from '../../run/rollback-to.ts'
import { readMarkers } from './loop-guard-markers.ts'
import { type DeployJob, findDeploy } from './model/deploy-job.ts'
import type { LoopMarker } from './model/loop-guard.ts'
import type { WorkflowConfig } from './workflow-config.ts'
import { jobTitle } from './workflow-file.ts'

export interface WorkflowRollbackDeps {
  readonly github: GithubClient
  readonly clock: Clock
  readonly context: RunContext
  readonly rollbackTo: RollbackTo
  /** `mode: rollback`: the budget does not apply. */
  readonly isManual: boolean
  /** Which half of a rehearsal it is for: no budget applies, and nothing is recorded as bad. Absent: it is none. */
  readonly rehearsal?: 'back' | 'forward' | undefined
  readonly pollIntervalMs: number
  /** The run, or its commit, that `mode: capture` recorded before the deploy. */
  readonly captured?: string | undefined
}

/** Everything that is known about this run before anything is chosen. */
export interface WorkflowContext {
  readonly config: WorkflowConfig
  readonly self: WorkflowRun
  /** The workflow of the rollback run, whose history is searched. */
  readonly workflow: WorkflowFacts
  readonly isOwnWorkflow: boolean
  readonly deployJob: DeployJob
  /** Whose runs matter. Absent: any; runs of a release or a tag each have a branch of their own. */
  readonly branch: string | undefined
  /** Under which the rollbacks are counted. */
  readonly markerEnvironment: string
  readonly markers: readonly LoopMarker[]
  /** Why the markers could not be read, so whether this run is a rollback itself is unknown. */
  readonly markersRefused: GithubError | undefined
  /** GitHub's time, epoch milliseconds. */
  readonly nowMs: number
  /** This run may only read, whatever its permissions say. */
  readonly readOnlyReason: string | undefined
  readonly unknowns: readonly string[]
}

export async function assess(
  config: WorkflowConfig,
  deps: WorkflowRollbackDeps,
  signal: AbortSignal,
): Promise<WorkflowContext> {
  const { github, context } = deps
  const { run, nowMs } = await readRun(github, context.runId, signal)
  const attempted = { ...run, attempt: context.runAttempt }
  const workflow = await findWorkflow(config, attempted, github, signal)
  const isOwnWorkflow = workflow.id === run.workflowId
  const ref = isOwnWorkflow ? run.sha : undefined
  const own = await findDeployJob({ config, path: workflow.path, ref }, deps, signal)
  const startedAtMs = isOwnWorkflow ? await findStart(run, own.deployJob, github, signal) : run.startedAtMs
  const self = { ...attempted, startedAtMs }
  const markerEnvironment = config.environment ?? `safe-landing-${fileName(workflow.path)}`
  return {
    config,
    self,
    workflow,
    isOwnWorkflow,
    deployJob: own.deployJob,
    branch: context.refType === 'tag' || self.event === 'release' ? undefined : self.branch,
    markerEnvironment,
    ...(await readMarkersIfAllowed(github, markerEnvironment, signal)),
    nowMs,
    readOnlyReason: readOnlyReason(self, github.repository),
    unknowns: own.unknowns,
  }
}

/** A re-run of failed jobs begins anew, and leaves what was deployed before it, since when others may have deployed. */
async function findStart(
  run: WorkflowRun,
  deployJob: DeployJob,
  github: GithubClient,
  signal: AbortSignal,
): Promise<number> {
  if (run.attempt === 1) return run.startedAtMs
  const deploy = findDeploy(await readJobs(github, run, signal), deployJob)
  return deploy.kind === 'deployed' ? Math.min(run.startedAtMs, deploy.begunAtMs) : run.startedAtMs
}

async function readMarkersIfAllowed(
  github: GithubClient,
  environment: string,
  signal: AbortSignal,
): Promise<Pick<WorkflowContext, 'markers' | 'markersRefused'>> {
  try {
    return { markers: await readMarkers(github, environment, signal), markersRefused: undefined }
  } catch (error) {
    if (!(error instanceof GithubError) || error.code !== 'access-denied') throw error
    return { markers: [], markersRefused: error }
  }
}

async function findWorkflow(
  config: WorkflowConfig,
  self: WorkflowRun,
  github: GithubClient,
  signal: AbortSignal,
): Promise<WorkflowFacts> {
  try {
    return await readWorkflow(github, config.workflow ?? self.workflowId, signal)
  } catch (error) {
    if (!(error instanceof GithubError) || error.code !== 'not-found' || config.workflow === undefined)
      throw error
    const files = await listWorkflowFiles(github, signal)
    throw new PlatformError(
      'not-found',
      `workflow: ${config.workflow} does not exist in ${github.repository}`,
      {
        cause: error,
        hint: `Give the file name of one of them: ${files.join(', ')}.`,
      },
    )
  }
}

interface JobQuestion {
  readonly config: WorkflowConfig
  /** The file of the workflow that deploys, and where to read it; absent: on the default branch. */
  readonly path: string
  readonly ref: string | undefined
}

/** The API knows jobs by the names that people see, and the runner only by their key. */
async function findDeployJob(
  { config, path, ref }: JobQuestion,
  { github, context }: WorkflowRollbackDeps,
  signal: AbortSignal,
): Promise<{ deployJob: DeployJob; unknowns: readonly string[] }> {
  const { deployJob: name } = config
  if (name !== undefined) {
    const title = await jobTitle(github, { path, ref, key: name }, signal)
    return { deployJob: { name, title }, unknowns: [] }
  }
  const jobs = await readJobs(github, { id: context.runId, attempt: context.runAttempt }, signal)
  const running = jobs.filter(({ status }) => status === 'in_progress')
  const mine =
    running.find(({ runner }) => runner !== undefined && runner === context.runnerName) ??
    jobs.find((job) => job.name === context.job) ??
    (running.length === 1 ? running[0] : undefined)
  if (mine !== undefined) return { deployJob: { name: mine.name }, unknowns: [] }
  const unknown = `which job of this run is ${context.job}: GitHub lists ${jobs.map((job) => job.name).join(', ')}; set deploy-job`
  return { deployJob: { name: context.job }, unknowns: [unknown] }
}

function readOnlyReason(self: WorkflowRun, repository: string): string | undefined {
  if (self.headRepository?.toLowerCase() !== repository.toLowerCase()) {
    return `${nameRun(self)} ran the code of a fork, whose token may only read`
  }
  return self.event.startsWith('pull_request')
    ? `${nameRun(self)} was started by ${self.event}, and only what was merged is rolled back`
    : undefined
}

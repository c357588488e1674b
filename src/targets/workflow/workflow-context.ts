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
import type { LoopMarker } from './model/loop-guard.ts'
import type { WorkflowConfig } from './workflow-config.ts'

export interface WorkflowRollbackDeps {
  readonly github: GithubClient
  readonly clock: Clock
  readonly context: RunContext
  readonly rollbackTo: RollbackTo
  /** A person ordered it (`mode: rollback`): the budget does not bind them. */
  readonly isManual: boolean
  readonly pollIntervalMs: number
  /** The run, or its commit, that `mode: capture` recorded before the deploy. */
  readonly captured?: string | undefined
}

/** Everything that is known of ourselves before anything is chosen. */
export interface WorkflowContext {
  readonly config: WorkflowConfig
  readonly self: WorkflowRun
  /** The workflow that carries the rollback, and whose history is searched. */
  readonly workflow: WorkflowFacts
  readonly isOwnWorkflow: boolean
  readonly deployJob: string
  /** Whose runs matter. Absent: any; runs of a release or a tag each have a branch of their own. */
  readonly branch: string | undefined
  /** Under which the rollbacks are counted. */
  readonly markerEnvironment: string
  readonly markers: readonly LoopMarker[]
  /** Why the marks could not be read, so that nobody knows whether this run is a rollback itself. */
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
  const self = { ...run, attempt: context.runAttempt }
  const workflow = await findWorkflow(config, self, github, signal)
  const own = await findDeployJob(config, deps, signal)
  const markerEnvironment = config.environment ?? `safe-landing-${fileName(workflow.path)}`
  return {
    config,
    self,
    workflow,
    isOwnWorkflow: workflow.id === self.workflowId,
    deployJob: own.name,
    branch: context.refType === 'tag' || self.event === 'release' ? undefined : self.branch,
    markerEnvironment,
    ...(await readMarkersIfAllowed(github, { environment: markerEnvironment, nowMs }, signal)),
    nowMs,
    readOnlyReason: readOnlyReason(self, github.repository),
    unknowns: own.unknowns,
  }
}

async function readMarkersIfAllowed(
  github: GithubClient,
  question: { readonly environment: string; readonly nowMs: number },
  signal: AbortSignal,
): Promise<Pick<WorkflowContext, 'markers' | 'markersRefused'>> {
  try {
    return { markers: await readMarkers(github, question, signal), markersRefused: undefined }
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

/** The API knows jobs by the names that people see, and the runner only by their key. */
async function findDeployJob(
  config: WorkflowConfig,
  { github, context }: WorkflowRollbackDeps,
  signal: AbortSignal,
): Promise<{ name: string; unknowns: readonly string[] }> {
  if (config.deployJob !== undefined) return { name: config.deployJob, unknowns: [] }
  const jobs = await readJobs(github, { id: context.runId, attempt: context.runAttempt }, signal)
  const running = jobs.filter(({ status }) => status === 'in_progress')
  const mine =
    running.find(({ runner }) => runner !== undefined && runner === context.runnerName) ??
    jobs.find(({ name }) => name === context.job) ??
    (running.length === 1 ? running[0] : undefined)
  if (mine !== undefined) return { name: mine.name, unknowns: [] }
  const unknown = `which job of this run is ${context.job}: GitHub lists ${jobs.map(({ name }) => name).join(', ')}; set deploy-job`
  return { name: context.job, unknowns: [unknown] }
}

function readOnlyReason(self: WorkflowRun, repository: string): string | undefined {
  if (self.headRepository?.toLowerCase() !== repository.toLowerCase()) {
    return `${nameRun(self)} ran the code of a fork, whose token may only read`
  }
  return self.event.startsWith('pull_request')
    ? `${nameRun(self)} was started by ${self.event}, and only what was merged is rolled back`
    : undefined
}

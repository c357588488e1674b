import type { GithubClient } from './client.ts'
import { GithubError } from './github-error.ts'
import type { WorkflowJob, WorkflowRun, WorkflowStep } from './model/workflow-run.ts'
import {
  fieldsOf,
  integer,
  list,
  loginIn,
  optionalText,
  optionalTime,
  text,
  time,
} from './response-fields.ts'

export interface WorkflowFacts {
  readonly id: number
  /** `.github/workflows/deploy.yml` */
  readonly path: string
  readonly state: string
}

export async function readWorkflow(
  github: GithubClient,
  workflow: string | number,
  signal: AbortSignal,
): Promise<WorkflowFacts> {
  const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}'
  const { body } = await github.request(route, { workflow_id: workflow }, signal)
  const fields = fieldsOf(body)
  return { id: integer(fields, 'id'), path: text(fields, 'path'), state: text(fields, 'state') }
}

/** The names of the workflow files, for a message about one that does not exist. */
export async function listWorkflowFiles(github: GithubClient, signal: AbortSignal): Promise<string[]> {
  const route = 'GET /repos/{owner}/{repo}/actions/workflows'
  const { body } = await github.request(route, { per_page: 100 }, signal)
  return list(fieldsOf(body), 'workflows').map((one) => fileName(text(fieldsOf(one), 'path')))
}

export function fileName(path: string): string {
  return path.split('/').at(-1) ?? path
}

export interface RunReading {
  readonly run: WorkflowRun
  /** GitHub's time, epoch milliseconds. */
  readonly nowMs: number
}

export async function readRun(github: GithubClient, runId: number, signal: AbortSignal): Promise<RunReading> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}'
  const { body, atMs } = await github.request(route, { run_id: runId }, signal)
  return { run: parseRun(body), nowMs: atMs }
}

/**
 * Pages of a workflow's runs, newest created first. Without any filter: filtered lists come from a search
 * index that may be days behind. https://github.com/nrwl/nx-set-shas/issues/219
 */
export async function* pagesOfRuns(
  github: GithubClient,
  workflow: number | string,
  signal: AbortSignal,
): AsyncGenerator<WorkflowRun[], void> {
  const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs'
  for await (const page of github.pages(route, { workflow_id: workflow }, signal)) yield page.map(parseRun)
}

export async function readJobs(
  github: GithubClient,
  run: Pick<WorkflowRun, 'id' | 'attempt'>,
  signal: AbortSignal,
): Promise<WorkflowJob[]> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs'
  const jobs: WorkflowJob[] = []
  const parameters = { run_id: run.id, attempt_number: run.attempt }
  for await (const page of github.pages(route, parameters, signal)) jobs.push(...page.map(parseJob))
  return jobs
}

/** Who has to approve, and the longest timer; empty when nothing waits. */
export interface PendingApproval {
  readonly environment: string
  readonly reviewers: readonly string[]
  readonly waitMinutes: number
}

export async function readPendingApprovals(
  github: GithubClient,
  runId: number,
  signal: AbortSignal,
): Promise<PendingApproval[]> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments'
  const { body } = await github.request(route, { run_id: runId }, signal)
  return (Array.isArray(body) ? body : []).map((one) => {
    const fields = fieldsOf(one)
    return {
      environment: optionalText(fieldsOf(fields.environment), 'name') ?? 'an environment',
      reviewers: list(fields, 'reviewers').map((entry) => {
        const reviewer = fieldsOf(fieldsOf(entry).reviewer)
        return optionalText(reviewer, 'login') ?? optionalText(reviewer, 'name') ?? 'somebody'
      }),
      waitMinutes: typeof fields.wait_timer === 'number' ? fields.wait_timer : 0,
    }
  })
}

export interface GroupMember {
  readonly name: string
  readonly isHeld: boolean
}

/** Undefined: this server has no such thing, or the token may not ask. */
export async function readGroups(
  github: GithubClient,
  runId: number,
  signal: AbortSignal,
): Promise<readonly GroupMember[] | undefined> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/concurrency_groups'
  try {
    const groups: GroupMember[] = []
    for await (const page of github.pages(route, { run_id: runId }, signal))
      groups.push(...page.map(parseGroup))
    return groups
  } catch (error) {
    if (error instanceof GithubError && error.status !== undefined && error.status < 500) return undefined
    throw error
  }
}

function parseGroup(value: unknown): GroupMember {
  const fields = fieldsOf(value)
  const members = list(fields, 'group_members').map(fieldsOf)
  return { name: text(fields, 'group_name'), isHeld: members.some(({ status }) => status === 'in_progress') }
}

/** Titles of the runs that wait for a group; our own entry may cancel them. */
export async function readWaiting(
  github: GithubClient,
  group: string,
  signal: AbortSignal,
): Promise<number[]> {
  const route = 'GET /repos/{owner}/{repo}/actions/concurrency_groups/{concurrency_group_name}'
  try {
    const { body } = await github.request(route, { concurrency_group_name: group }, signal)
    const members = list(fieldsOf(body), 'group_members').map(fieldsOf)
    return members.filter(({ status }) => status === 'pending').map((member) => integer(member, 'run_id'))
  } catch (error) {
    if (error instanceof GithubError && error.status !== undefined && error.status < 500) return []
    throw error
  }
}

function parseRun(value: unknown): WorkflowRun {
  const fields = fieldsOf(value)
  const head = fields.head_repository
  return {
    id: integer(fields, 'id'),
    attempt: typeof fields.run_attempt === 'number' ? fields.run_attempt : 1,
    workflowId: integer(fields, 'workflow_id'),
    sha: text(fields, 'head_sha'),
    branch: optionalText(fields, 'head_branch'),
    event: text(fields, 'event'),
    actor: loginIn(fields, 'triggering_actor') ?? loginIn(fields, 'actor'),
    status: optionalText(fields, 'status') ?? 'unknown',
    conclusion: optionalText(fields, 'conclusion'),
    createdAtMs: time(fields, 'created_at'),
    startedAtMs: optionalTime(fields, 'run_started_at') ?? time(fields, 'created_at'),
    updatedAtMs: time(fields, 'updated_at'),
    // A fork that was deleted is null here.
    headRepository:
      typeof head === 'object' && head !== null ? optionalText(fieldsOf(head), 'full_name') : undefined,
    title: optionalText(fields, 'display_title') ?? '',
    url: text(fields, 'html_url'),
  }
}

function parseJob(value: unknown): WorkflowJob {
  const fields = fieldsOf(value)
  return {
    name: text(fields, 'name'),
    status: text(fields, 'status'),
    conclusion: optionalText(fields, 'conclusion'),
    startedAtMs: optionalTime(fields, 'started_at'),
    completedAtMs: optionalTime(fields, 'completed_at'),
    runner: optionalText(fields, 'runner_name'),
    steps: list(fields, 'steps').map(parseStep),
  }
}

function parseStep(value: unknown): WorkflowStep {
  const fields = fieldsOf(value)
  return {
    name: text(fields, 'name'),
    status: text(fields, 'status'),
    conclusion: optionalText(fields, 'conclusion'),
    startedAtMs: optionalTime(fields, 'started_at'),
    completedAtMs: optionalTime(fields, 'completed_at'),
  }
}

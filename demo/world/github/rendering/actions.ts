import { findGroup, groupName } from '../concurrency.ts'
import {
  type Attempt,
  type Environment,
  type Group,
  type GroupMember,
  type Job,
  latestAttempt,
  type Run,
  type State,
  statusOf,
  type Workflow,
} from '../state.ts'
import { fillIn } from '../workflow-file.ts'
import { renderCommitHead } from './code.ts'
import { type Json, type JsonObject, nodeId, renderTime, renderTimeOrNull } from './json.ts'
import { renderMinimalRepository, renderUser, repositoryPage, repositoryUrl } from './repository.ts'

export function renderWorkflow(state: State, workflow: Workflow, name: string): JsonObject {
  const { id, path } = workflow
  return {
    id,
    node_id: nodeId('Workflow', id),
    name,
    path,
    state: workflow.state,
    created_at: renderTime(workflow.createdAtMs),
    updated_at: renderTime(workflow.createdAtMs),
    url: `${repositoryUrl(state)}/actions/workflows/${id}`,
    html_url: `${repositoryPage(state)}/blob/${state.defaultBranch}/${path}`,
    badge_url: `${repositoryPage(state)}/workflows/${encodeURIComponent(name)}/badge.svg`,
  }
}

export function renderRun(state: State, run: Run, attempt: Attempt = latestAttempt(run)): JsonObject {
  const url = `${repositoryUrl(state)}/actions/runs/${run.id}`
  const suite = run.id + 1_000_000
  return {
    id: run.id,
    name: run.file.name,
    node_id: nodeId('WorkflowRun', run.id),
    head_branch: run.refName,
    head_sha: run.sha,
    path: run.workflow.path,
    display_title: displayTitle(state, run),
    run_number: run.number,
    event: run.event,
    status: statusOf(attempt),
    conclusion: attempt.conclusion ?? null,
    workflow_id: run.workflow.id,
    check_suite_id: suite,
    check_suite_node_id: nodeId('CheckSuite', suite),
    url,
    html_url: `${repositoryPage(state)}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: renderTime(run.createdAtMs),
    updated_at: renderTime(attempt.updatedAtMs),
    run_started_at: renderTime(attempt.startedAtMs),
    run_attempt: attempt.number,
    referenced_workflows: [],
    actor: renderUser(state, run.actor),
    triggering_actor: renderUser(state, attempt.triggeringActor),
    previous_attempt_url: attempt.number > 1 ? `${url}/attempts/${attempt.number - 1}` : null,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repositoryUrl(state)}/check-suites/${suite}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    workflow_url: `${repositoryUrl(state)}/actions/workflows/${run.workflow.id}`,
    head_commit: renderCommitHead(state, run.sha),
    repository: renderMinimalRepository(state, `${state.owner}/${state.name}`),
    head_repository: renderMinimalRepository(state, run.headRepository),
  }
}

function displayTitle(state: State, run: Run): string {
  const inputs = Object.entries(run.inputs).map(([name, value]) => [`inputs.${name}`, value])
  const contexts = { ...Object.fromEntries(inputs), 'github.sha': run.sha, 'github.actor': run.actor }
  if (run.file.runName !== undefined) return fillIn(run.file.runName, contexts)
  return state.commits.get(run.sha)?.message.split('\n')[0] ?? run.file.name
}

export function renderJob(state: State, run: Run, attempt: Attempt, job: Job): JsonObject {
  return {
    id: job.id,
    run_id: run.id,
    run_url: `${repositoryUrl(state)}/actions/runs/${run.id}`,
    run_attempt: attempt.number,
    node_id: nodeId('Job', job.id),
    head_sha: run.sha,
    head_branch: run.refName,
    workflow_name: run.file.name,
    url: `${repositoryUrl(state)}/actions/jobs/${job.id}`,
    html_url: `${repositoryPage(state)}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion === 'startup_failure' ? 'failure' : (job.conclusion ?? null),
    created_at: renderTime(job.createdAtMs),
    started_at: renderTime(job.startedAtMs ?? job.createdAtMs),
    completed_at: renderTimeOrNull(job.completedAtMs),
    name: job.name,
    steps: renderSteps(state, job),
    check_run_url: `${repositoryUrl(state)}/check-runs/${job.id}`,
    labels: ['ubuntu-latest'],
    runner_id: job.runner === undefined ? null : job.id,
    runner_name: job.runner ?? null,
    runner_group_id: job.runner === undefined ? null : 0,
    runner_group_name: job.runner === undefined ? null : 'GitHub Actions',
  }
}

/** They begin and end in whole seconds, as GitHub shows them. */
function renderSteps({ timeline }: State, job: Job): JsonObject[] {
  let startedAtMs = job.startedAtMs ?? timeline.nowMs
  const endMs = job.completedAtMs ?? timeline.nowMs
  return job.steps.map(({ name, durationMs, conclusion }, index) => {
    const isLast = index === job.steps.length - 1
    const begunAtMs = startedAtMs
    startedAtMs += durationMs
    const hasBegun = job.startedAtMs !== undefined && begunAtMs <= endMs
    const isOver = hasBegun && (isLast ? job.completedAtMs !== undefined : startedAtMs <= endMs)
    const ended = isLast && job.completedAtMs !== undefined ? job.completedAtMs : startedAtMs
    const usual = isLast && job.conclusion === 'failure' ? 'failure' : 'success'
    return {
      name,
      number: index + 1,
      status: isOver ? 'completed' : hasBegun ? 'in_progress' : 'queued',
      conclusion: isOver ? (conclusion ?? usual) : null,
      started_at: hasBegun ? renderTime(begunAtMs) : null,
      completed_at: isOver ? renderTime(ended) : null,
    }
  })
}

export function renderPendingDeployment(state: State, environment: Environment, job: Job): JsonObject {
  const { id, name } = environment
  return {
    environment: {
      id,
      node_id: nodeId('Environment', id),
      name,
      url: `${repositoryUrl(state)}/environments/${encodeURIComponent(name)}`,
      html_url: `${repositoryPage(state)}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    },
    wait_timer: environment.waitTimerMinutes,
    wait_timer_started_at: environment.waitTimerMinutes > 0 ? renderTimeOrNull(job.waitingSinceMs) : null,
    current_user_can_approve: false,
    reviewers: environment.reviewers.map((login) => ({ type: 'User', reviewer: renderUser(state, login) })),
  }
}

/** The groups that a run's configuration names, whether it takes part in them now or not. */
export function renderGroupsOfRun(state: State, run: Run): JsonObject[] {
  const configured = [run.file.concurrency, ...run.file.jobs.map(({ concurrency }) => concurrency)]
  const names = new Map<string, string>()
  for (const concurrency of configured) {
    if (concurrency === undefined) continue
    const name = groupName(state, run, concurrency)
    names.set(name.toLowerCase(), name)
  }
  return [...names.values()].map((name) => ({
    group_name: name,
    group_url: groupUrl(state, name),
    group_members: membersOf(findGroup(state, name))
      .filter(({ member }) => member.run === run)
      .map(({ member, status }) => ({
        ...renderMember(state, member, status),
        position: status === 'in_progress' ? 0 : 1,
        position_url: `${groupUrl(state, name)}?ahead_of_run=${run.id}`,
      })),
  }))
}

export function renderGroup(state: State, group: Group): JsonObject {
  const members = membersOf(group)
  return {
    group_name: group.name,
    group_url: groupUrl(state, group.name),
    total_count: members.length,
    group_members: members.map(({ member, status }) => renderMember(state, member, status)),
  }
}

type MemberStatus = 'in_progress' | 'pending'

export function membersOf(group: Group | undefined): { member: GroupMember; status: MemberStatus }[] {
  const { holder, pending } = group ?? {}
  return [
    ...(holder === undefined ? [] : [{ member: holder, status: 'in_progress' as const }]),
    ...(pending === undefined ? [] : [{ member: pending, status: 'pending' as const }]),
  ]
}

function groupUrl(state: State, name: string): string {
  return `${repositoryUrl(state)}/actions/concurrency_groups/${encodeURIComponent(name)}`
}

function renderMember(state: State, { run, job }: GroupMember, status: MemberStatus): Record<string, Json> {
  const page = `${repositoryPage(state)}/actions/runs/${run.id}`
  return {
    run_id: run.id,
    run_name: run.file.name,
    run_url: `${repositoryUrl(state)}/actions/runs/${run.id}`,
    run_html_url: page,
    status,
    ...(job && {
      job_id: job.id,
      job_name: job.name,
      job_url: `${repositoryUrl(state)}/actions/jobs/${job.id}`,
      job_html_url: `${page}/job/${job.id}`,
    }),
  }
}

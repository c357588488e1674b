import { notFound, Refusal } from '../refusal.ts'
import { renderJob, renderPendingDeployment, renderRun, renderWorkflow } from '../rendering/actions.ts'
import { repositoryPage, repositoryUrl } from '../rendering/repository.ts'
import { type Call, flag, ok, paged, parameter, type Reply, type Route, text } from '../routing.ts'
import { dispatch, fileAt, rerun } from '../runs.ts'
import { cancelRun } from '../scheduler.ts'
import { type Attempt, latestAttempt, type Run, type State, statusOf, type Workflow } from '../state.ts'

const RUNS = '/repos/{owner}/{repo}/actions/runs'
const WORKFLOWS = '/repos/{owner}/{repo}/actions/workflows'
const MOST_FILTERED = 1_000

export const runRoutes: readonly Route[] = [
  { method: 'GET', path: WORKFLOWS, scope: 'actions', access: 'read', handle: listWorkflows },
  {
    method: 'GET',
    path: `${WORKFLOWS}/{workflow_id}`,
    scope: 'actions',
    access: 'read',
    handle: getWorkflow,
  },
  {
    method: 'GET',
    path: `${WORKFLOWS}/{workflow_id}/runs`,
    scope: 'actions',
    access: 'read',
    handle: listRuns,
  },
  { method: 'GET', path: RUNS, scope: 'actions', access: 'read', handle: listRuns },
  { method: 'GET', path: `${RUNS}/{run_id}`, scope: 'actions', access: 'read', handle: getRun },
  { method: 'GET', path: `${RUNS}/{run_id}/jobs`, scope: 'actions', access: 'read', handle: listJobs },
  {
    method: 'GET',
    path: `${RUNS}/{run_id}/attempts/{attempt_number}`,
    scope: 'actions',
    access: 'read',
    handle: getRun,
  },
  {
    method: 'GET',
    path: `${RUNS}/{run_id}/attempts/{attempt_number}/jobs`,
    scope: 'actions',
    access: 'read',
    handle: listJobs,
  },
  {
    method: 'GET',
    path: `${RUNS}/{run_id}/pending_deployments`,
    scope: 'actions',
    access: 'read',
    handle: listPendingDeployments,
  },
  { method: 'POST', path: `${RUNS}/{run_id}/rerun`, scope: 'actions', access: 'write', handle: postRerun },
  { method: 'POST', path: `${RUNS}/{run_id}/cancel`, scope: 'actions', access: 'write', handle: postCancel },
  {
    method: 'POST',
    path: `${WORKFLOWS}/{workflow_id}/dispatches`,
    scope: 'actions',
    access: 'write',
    handle: postDispatch,
  },
]

function nameOf(state: State, workflow: Workflow): string {
  for (const ref of [state.defaultBranch, ...state.branches.keys()]) {
    const commit = state.commits.get(state.branches.get(ref) ?? '')
    if (commit?.files.has(workflow.path)) return fileAt(commit, workflow.path).name
  }
  return workflow.path
}

function listWorkflows(call: Call): Reply {
  const all = [...call.state.workflows.values()]
  return paged(call, all, (shown) => ({
    total_count: all.length,
    workflows: shown.map((one) => renderWorkflow(call.state, one, nameOf(call.state, one))),
  }))
}

function getWorkflow(call: Call): Reply {
  const workflow = findWorkflow(call)
  return ok(renderWorkflow(call.state, workflow, nameOf(call.state, workflow)))
}

function findWorkflow(call: Call): Workflow {
  const wanted = parameter(call, 'workflow_id')
  for (const workflow of call.state.workflows.values()) {
    if (String(workflow.id) === wanted || workflow.path === `.github/workflows/${wanted}`) return workflow
  }
  throw notFound()
}

/** Without a filter the list is right; with one it comes from an index, which may lag behind. */
function listRuns(call: Call): Reply {
  const { state, query } = call
  const workflow = call.parameters.workflow_id === undefined ? undefined : findWorkflow(call)
  const filters = ['actor', 'branch', 'event', 'status', 'created', 'head_sha'].filter((name) =>
    query.has(name),
  )
  if (query.has('created')) throw new Refusal(422, 'this world does not search by date')
  const { filteredAtMs, allAtMs } = state.frozen
  const frozenAtMs = (filters.length > 0 ? filteredAtMs : allAtMs) ?? Number.POSITIVE_INFINITY
  const runs = state.runs
    .filter((run) => workflow === undefined || run.workflow === workflow)
    .filter((run) => run.createdAtMs <= frozenAtMs && passes(query, run))
    .reverse()
  const shown = filters.length > 0 ? runs.slice(0, MOST_FILTERED) : runs
  return paged(call, shown, (page) => ({
    total_count: runs.length,
    workflow_runs: page.map((run) => renderRun(state, run)),
  }))
}

function passes(query: URLSearchParams, run: Run): boolean {
  const attempt = latestAttempt(run)
  const status = query.get('status')
  return (
    (query.get('actor') ?? run.actor) === run.actor &&
    (query.get('branch') ?? run.refName) === run.refName &&
    (query.get('event') ?? run.event) === run.event &&
    (query.get('head_sha') ?? run.sha) === run.sha &&
    (status === null || status === statusOf(attempt) || status === attempt.conclusion)
  )
}

function findRun({ state, ...call }: Call): Run {
  const run = state.runs.find(({ id }) => String(id) === call.parameters.run_id)
  if (run === undefined) throw notFound()
  return run
}

function findAttempt(call: Call, run: Run): Attempt {
  const { attempt_number: number } = call.parameters
  if (number === undefined) return latestAttempt(run)
  const attempt = run.attempts.find((one) => String(one.number) === number)
  if (attempt === undefined) throw notFound()
  return attempt
}

function getRun(call: Call): Reply {
  const run = findRun(call)
  return ok(renderRun(call.state, run, findAttempt(call, run)))
}

function listJobs(call: Call): Reply {
  const run = findRun(call)
  const attempt = findAttempt(call, run)
  return paged(call, attempt.jobs, (shown) => ({
    total_count: attempt.jobs.length,
    jobs: shown.map((job) => renderJob(call.state, run, attempt, job)),
  }))
}

function listPendingDeployments(call: Call): Reply {
  const pending = latestAttempt(findRun(call)).jobs.flatMap((job) => {
    const environment = call.state.environments.get(job.environment ?? '')
    return job.status === 'waiting' && environment
      ? [renderPendingDeployment(call.state, environment, job)]
      : []
  })
  return ok(pending)
}

function postRerun(call: Call): Reply {
  flag(call, 'enable_debug_logging', false)
  rerun(call.state, findRun(call), call.actor)
  return { status: 201, body: {} }
}

function postCancel(call: Call): Reply {
  const run = findRun(call)
  if (latestAttempt(run).conclusion !== undefined) {
    throw new Refusal(409, 'Cannot cancel a workflow run that is completed.')
  }
  cancelRun(call.state, run)
  return { status: 202, body: {} }
}

function postDispatch(call: Call): Reply {
  const { state, body, actor } = call
  const workflow = findWorkflow(call)
  const ref = text(call, 'ref')
  if (state.edition === 'ghes' && 'return_run_details' in body) {
    throw new Refusal(422, 'Invalid request.\n\n"return_run_details" is not a permitted key.')
  }
  const inputs = Object.entries((body.inputs ?? {}) as object).map(([name, value]) => [name, String(value)])
  const most = state.edition === 'ghes' ? 10 : 25
  if (inputs.length > most) {
    throw new Refusal(
      422,
      `Invalid request.\n\nNo more than ${most} properties are allowed; ${inputs.length} were supplied.`,
    )
  }
  const run = dispatch(state, workflow, { ref, inputs: Object.fromEntries(inputs), actor })
  if (run === undefined || !flag(call, 'return_run_details', false)) return { status: 204 }
  return ok({
    workflow_run_id: run.id,
    run_url: `${repositoryUrl(state)}/actions/runs/${run.id}`,
    html_url: `${repositoryPage(state)}/actions/runs/${run.id}`,
  })
}

import { addDeployment, addStatus } from '../deployments.ts'
import { notFound, Refusal } from '../refusal.ts'
import { renderDeployment, renderStatus } from '../rendering/deployments.ts'
import { resolveRef } from '../repository.ts'
import {
  type Call,
  flag,
  objectOrText,
  ok,
  paged,
  parameter,
  type Reply,
  type Route,
  text,
} from '../routing.ts'
import { type Deployment, type DeploymentState, newId } from '../state.ts'

const DEPLOYMENTS = '/repos/{owner}/{repo}/deployments'
const STATES: readonly string[] = [
  'error',
  'failure',
  'inactive',
  'in_progress',
  'queued',
  'pending',
  'success',
]
const shared = { scope: 'deployments' } as const

export const deploymentRoutes: readonly Route[] = [
  { ...shared, method: 'GET', path: DEPLOYMENTS, access: 'read', handle: listDeployments },
  { ...shared, method: 'POST', path: DEPLOYMENTS, access: 'write', handle: postDeployment },
  { ...shared, method: 'GET', path: `${DEPLOYMENTS}/{deployment_id}`, access: 'read', handle: getDeployment },
  {
    ...shared,
    method: 'GET',
    path: `${DEPLOYMENTS}/{deployment_id}/statuses`,
    access: 'read',
    handle: listStatuses,
  },
  {
    ...shared,
    method: 'POST',
    path: `${DEPLOYMENTS}/{deployment_id}/statuses`,
    access: 'write',
    handle: postStatus,
  },
]

function listDeployments(call: Call): Reply {
  const { state, query } = call
  const matches = (one: Deployment) =>
    (query.get('environment') ?? one.environment) === one.environment &&
    (query.get('task') ?? one.task) === one.task &&
    (query.get('ref') ?? one.ref) === one.ref &&
    (query.get('sha') ?? one.sha) === one.sha
  const found = state.deployments.filter(matches).reverse()
  return paged(call, found, (shown) => shown.map((one) => renderDeployment(state, one)))
}

function find(call: Call): Deployment {
  const deployment = call.state.deployments.find(({ id }) => String(id) === parameter(call, 'deployment_id'))
  if (deployment === undefined) throw notFound()
  return deployment
}

function getDeployment(call: Call): Reply {
  return ok(renderDeployment(call.state, find(call)))
}

function postDeployment(call: Call): Reply {
  const { state, body, actor } = call
  const ref = text(call, 'ref')
  const commit = resolveRef(state, ref)
  if (commit === undefined) throw new Refusal(422, `No ref found for: ${ref}`)
  const mergesDefault = flag(call, 'auto_merge', true)
  const isBehind = commit.sha !== state.branches.get(state.defaultBranch)
  if (mergesDefault && isBehind) return { status: 202, body: { message: 'Auto-merged main into the ref.' } }
  const environment = text(call, 'environment', 'production')
  if (!state.environments.has(environment)) {
    const rules = { reviewers: [], waitTimerMinutes: 0 }
    state.environments.set(environment, { id: newId(state), name: environment, ...rules })
  }
  const deployment = addDeployment(state, {
    sha: commit.sha,
    ref,
    environment,
    task: text(call, 'task', 'deploy'),
    payload: objectOrText(body.payload),
    description: typeof body.description === 'string' ? body.description : null,
    creator: actor,
    isTransient: flag(call, 'transient_environment', false),
    isProduction: flag(call, 'production_environment', environment === 'production'),
  })
  return { status: 201, body: renderDeployment(state, deployment) }
}

/** Newest first. */
function listStatuses(call: Call): Reply {
  const deployment = find(call)
  return paged(call, [...deployment.statuses].reverse(), (shown) =>
    shown.map((status) => renderStatus(call.state, deployment, status)),
  )
}

function postStatus(call: Call): Reply {
  const deployment = find(call)
  const wanted = text(call, 'state')
  if (!STATES.includes(wanted)) throw new Refusal(422, 'Validation Failed', { errors: [{ field: 'state' }] })
  const description = text(call, 'description', '')
  if (description.length > 140) {
    throw new Refusal(422, 'Validation Failed', { errors: [{ field: 'description', code: 'too_long' }] })
  }
  addStatus(call.state, deployment, {
    state: wanted as DeploymentState,
    description,
    logUrl: text(call, 'log_url', text(call, 'target_url', '')),
    creator: call.actor,
    autoInactive: flag(call, 'auto_inactive', true),
  })
  const status = deployment.statuses.at(-1)
  if (status === undefined) throw new Error('the status was not kept')
  return { status: 201, body: renderStatus(call.state, deployment, status) }
}

import type { Deployment, DeploymentStatus, State } from '../state.ts'
import { type Json, type JsonObject, nodeId, renderTime } from './json.ts'
import { renderUser, repositoryUrl } from './repository.ts'

export function renderDeployment(state: State, deployment: Deployment): JsonObject {
  const { id, sha, ref, task, environment, description } = deployment
  const url = `${repositoryUrl(state)}/deployments/${id}`
  return {
    url,
    id,
    node_id: nodeId('Deployment', id),
    sha,
    ref,
    task,
    payload: deployment.payload as Json,
    original_environment: environment,
    environment,
    description,
    creator: renderUser(state, deployment.creator),
    created_at: renderTime(deployment.createdAtMs),
    updated_at: renderTime(deployment.statuses.at(-1)?.atMs ?? deployment.createdAtMs),
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(state),
    transient_environment: deployment.isTransient,
    production_environment: deployment.isProduction,
  }
}

export function renderStatus(state: State, deployment: Deployment, status: DeploymentStatus): JsonObject {
  const url = `${repositoryUrl(state)}/deployments/${deployment.id}`
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DeploymentStatus', status.id),
    state: status.state,
    creator: renderUser(state, status.creator),
    description: status.description,
    environment: deployment.environment,
    target_url: status.logUrl,
    log_url: status.logUrl,
    created_at: renderTime(status.atMs),
    updated_at: renderTime(status.atMs),
    deployment_url: url,
    repository_url: repositoryUrl(state),
  }
}

import type { GithubClient } from './client.ts'
import type { DeploymentRecord, DeploymentStatus } from './model/deployment-record.ts'
import { type Fields, fieldsOf, integer, optionalText, text, time } from './response-fields.ts'

export type DeploymentReading = DeploymentRecord & { readonly payload: unknown }

/** One page of them, newest first. A filter on the environment is answered by the database, not by a search. */
export async function readDeployments(
  github: GithubClient,
  filter: { readonly environment: string; readonly task?: string; readonly sha?: string },
  signal: AbortSignal,
): Promise<DeploymentReading[]> {
  const route = 'GET /repos/{owner}/{repo}/deployments'
  const { body } = await github.request(route, { per_page: 100, ...filter }, signal)
  return (Array.isArray(body) ? body : []).map((one) => parseDeployment(fieldsOf(one)))
}

function parseDeployment(fields: Fields): DeploymentReading {
  return {
    id: integer(fields, 'id'),
    sha: text(fields, 'sha'),
    task: optionalText(fields, 'task') ?? 'deploy',
    isTransient: fields.transient_environment === true,
    createdAtMs: time(fields, 'created_at'),
    payload: fields.payload,
  }
}

/** Newest first. */
export async function readStatuses(
  github: GithubClient,
  deploymentId: number,
  signal: AbortSignal,
): Promise<DeploymentStatus[]> {
  const route = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses'
  const parameters = { deployment_id: deploymentId, per_page: 100 }
  const { body } = await github.request(route, parameters, signal)
  return (Array.isArray(body) ? body : []).map((one) => {
    const fields = fieldsOf(one)
    const logUrl = optionalText(fields, 'log_url') ?? optionalText(fields, 'target_url')
    const description = optionalText(fields, 'description')
    return { state: text(fields, 'state'), atMs: time(fields, 'created_at'), description, logUrl }
  })
}

const LONGEST_DESCRIPTION = 140

export interface NewStatus {
  readonly state: 'queued' | 'in_progress' | 'success' | 'failure' | 'error' | 'inactive'
  readonly description: string
  readonly logUrl: string
}

/** Never lets GitHub make other records inactive: what it says of them is for their own jobs to say. */
export async function writeStatus(
  github: GithubClient,
  deploymentId: number,
  status: NewStatus,
  signal: AbortSignal,
): Promise<void> {
  const route = 'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses'
  const { state, description, logUrl } = status
  const parameters = {
    deployment_id: deploymentId,
    state,
    description: description.slice(0, LONGEST_DESCRIPTION),
    log_url: logUrl,
    auto_inactive: false,
  }
  await github.request(route, parameters, signal)
}

export interface NewDeployment {
  readonly sha: string
  readonly environment: string
  readonly task: string
  readonly description: string
  readonly payload: object
}

/** Answers its number. */
export async function writeDeployment(
  github: GithubClient,
  deployment: NewDeployment,
  signal: AbortSignal,
): Promise<number> {
  const { sha: ref, ...rest } = deployment
  const parameters = { ref, ...rest, auto_merge: false, required_contexts: [] }
  const { body } = await github.request('POST /repos/{owner}/{repo}/deployments', parameters, signal)
  return integer(fieldsOf(body), 'id')
}

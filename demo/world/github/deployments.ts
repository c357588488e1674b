import {
  type Deployment,
  type DeploymentState,
  fullName,
  type Job,
  newId,
  type Run,
  type State,
} from './state.ts'

const STATUS_DESCRIPTION_LIMIT = 140

type NewDeployment = Pick<Deployment, 'sha' | 'ref' | 'environment'> & Partial<Deployment>

export function addDeployment(state: State, wanted: NewDeployment): Deployment {
  const deployment: Deployment = {
    task: 'deploy',
    payload: {},
    description: null,
    creator: 'github-actions[bot]',
    isTransient: false,
    isProduction: wanted.environment === 'production',
    createdAtMs: state.timeline.nowMs,
    statuses: [],
    ...wanted,
    id: newId(state),
  }
  state.deployments.push(deployment)
  return deployment
}

export interface NewStatus {
  readonly state: DeploymentState
  readonly description?: string
  readonly logUrl?: string
  readonly creator?: string
  /** Earlier successes of the environment become inactive; GitHub's default. */
  readonly autoInactive?: boolean
}

export function addStatus(state: State, deployment: Deployment, wanted: NewStatus): void {
  const { state: is, description = '', logUrl = '', creator = 'github-actions[bot]' } = wanted
  deployment.statuses.push({
    id: newId(state),
    state: is,
    description: description.slice(0, STATUS_DESCRIPTION_LIMIT),
    logUrl,
    creator,
    atMs: state.timeline.nowMs,
  })
  if (is !== 'success' || wanted.autoInactive === false) return
  for (const other of state.deployments) {
    const isPrior = other.id < deployment.id && other.environment === deployment.environment
    if (!isPrior || other.isTransient || other.statuses.at(-1)?.state !== 'success') continue
    addStatus(state, other, { state: 'inactive', logUrl: other.statuses.at(-1)?.logUrl ?? '' })
  }
}

/** The record that GitHub itself keeps of a job with an environment. */
export function recordJob(state: State, run: Run, job: Job, status: DeploymentState): void {
  if (job.environment === undefined || !job.makesDeployment) return
  job.deployment ??= addDeployment(state, {
    sha: run.sha,
    ref: run.refName,
    environment: job.environment,
    creator: run.actor,
  })
  const logUrl = `${state.origin}/${fullName(state)}/actions/runs/${run.id}/job/${job.id}`
  addStatus(state, job.deployment, { state: status, logUrl })
}

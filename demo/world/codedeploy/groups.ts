import type { Service } from '../ecs/state.ts'
import { createDeployment, newDeployment } from './rollout.ts'
import type { CodeDeployState, DeploymentGroup } from './state.ts'

const TERMINATION_WAIT_MS = 300_000
const TOOK_MS = 600_000

/** Its names are those that the console gives, unless others are given. */
export interface GroupStory {
  application?: string
  group?: string
  /** So long a deployment that is ready waits to be let go on, and is then stopped. Absent: it does not wait. */
  readyWaitMinutes?: number
}

/** The deployment group of a service, with the service's past. */
export function createGroup(
  state: CodeDeployState,
  service: Service,
  story: GroupStory = {},
): DeploymentGroup {
  const names = { ...consoleNames(service), ...story }
  const group: DeploymentGroup = {
    application: names.application,
    name: names.group,
    service,
    terminationWaitMs: TERMINATION_WAIT_MS,
    rollsBackOnFailure: true,
    readyWaitMinutes: story.readyWaitMinutes,
    deployments: [],
  }
  state.groups.push(group)
  for (const past of service.serviceDeployments) {
    if (past.status !== 'SUCCESSFUL') continue
    const previousTaskDefinitionArn = group.deployments.at(-1)?.taskDefinitionArn ?? ''
    const deployment = newDeployment(state, group, past.target)
    const { createdAtMs } = past
    const completedAtMs = createdAtMs + TOOK_MS
    Object.assign(deployment, { status: 'Succeeded', createdAtMs, startedAtMs: createdAtMs, completedAtMs })
    deployment.previousTaskDefinitionArn = previousTaskDefinitionArn || past.target.taskDefinitionArn
    const [taskSet] = service.deployments
    if (taskSet !== undefined) taskSet.externalId = deployment.id
  }
  return group
}

/** What a deploy step does with such a service; answers CodeDeploy's id of it. */
export function deployByCodeDeploy(
  state: CodeDeployState,
  service: Service,
  taskDefinitionArn: string,
): string {
  const group = state.groups.find((each) => each.service === service) ?? createGroup(state, service)
  return createDeployment(state, group, { taskDefinitionArn }).id
}

function consoleNames({ cluster, name }: Service): { application: string; group: string } {
  const suffix = `${cluster.name}-${name}`
  return { application: `AppECS-${suffix}`, group: `DgpECS-${suffix}` }
}

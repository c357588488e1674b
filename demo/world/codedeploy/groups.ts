import type { Service, ServiceDeployment } from '../ecs/state.ts'
import { createDeployment, newDeployment, stopOnAlarm } from './rollout.ts'
import { ALL_AT_ONCE } from './shifting.ts'
import type { CodeDeployState, Deployment, DeploymentGroup } from './state.ts'

const TERMINATION_WAIT_MS = 300_000
const TOOK_MS = 600_000

/** Its names are those that the console gives, unless others are given. */
export interface GroupStory {
  application?: string
  group?: string
  /** So long a deployment that is ready waits to be let go on, and is then stopped. Absent: it does not wait. */
  readyWaitMinutes?: number
  /** Default: five minutes. */
  terminationWaitMs?: number
  /** Default: true. */
  rollsBackOnFailure?: boolean
  /** By its name, which says how the traffic moves. Default: all at once. */
  configuration?: string
  /** Default: none. */
  alarms?: readonly string[]
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
    terminationWaitMs: story.terminationWaitMs ?? TERMINATION_WAIT_MS,
    rollsBackOnFailure: story.rollsBackOnFailure ?? true,
    readyWaitMinutes: story.readyWaitMinutes,
    configuration: story.configuration ?? ALL_AT_ONCE,
    alarms: story.alarms ?? [],
    deployments: [],
  }
  state.groups.push(group)
  for (const past of service.serviceDeployments) tellPast(state, group, past)
  state.ecs.alarms.onChange(() => stopOnAlarm(state, group))
  return group
}

/** One that was rolled back was stopped half-way, and CodeDeploy made a deployment of what ran before it. */
function tellPast(state: CodeDeployState, group: DeploymentGroup, past: ServiceDeployment): void {
  if (past.status === 'STOPPED') return
  const before = group.deployments.at(-1)?.taskDefinitionArn ?? past.target.taskDefinitionArn
  const tell = (taskDefinitionArn: string, status: Deployment['status'], createdAtMs: number) => {
    const deployment = newDeployment(state, group, { taskDefinitionArn })
    const completedAtMs = createdAtMs + TOOK_MS
    const times = { createdAtMs, startedAtMs: createdAtMs, completedAtMs }
    return Object.assign(deployment, { status, ...times, previousTaskDefinitionArn: before })
  }
  const { taskDefinitionArn } = past.target
  if (past.status === 'SUCCESSFUL') {
    const deployment = tell(taskDefinitionArn, 'Succeeded', past.createdAtMs)
    const [taskSet] = group.service.deployments
    if (taskSet !== undefined) taskSet.externalId = deployment.id
    return
  }
  const failed = tell(taskDefinitionArn, 'Stopped', past.createdAtMs)
  failed.error = { code: 'MANUAL_STOP', message: 'The deployment was stopped by a user.' }
  const rollback = tell(before, 'Succeeded', past.createdAtMs + TOOK_MS)
  rollback.creator = 'codeDeployRollback'
  rollback.rollbackTriggeringDeploymentId = failed.id
  failed.rollbackDeploymentId = rollback.id
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

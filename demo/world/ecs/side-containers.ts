import type * as sdk from '@aws-sdk/client-ecs'
import type { EcsState, Service, Task, TaskContainer } from './state.ts'

const SUFFIX_LENGTH = 5

/**
 * What AWS puts into a task by itself, under a name that differs from task to task: the proxy of Service Connect,
 * without which the task cannot run, and the agent of GuardDuty, whose fate is its own.
 */
export function sideContainers(ecs: EcsState, service: Service): TaskContainer[] {
  const side: TaskContainer[] = []
  if (service.settings.serviceConnectConfiguration?.enabled === true) {
    const name = `ecs-service-connect-${ecs.ids.letters(SUFFIX_LENGTH)}`
    side.push({ ...MANAGED, name, essential: true, managedBy: 'service-connect' })
  }
  if (service.guardDuty !== 'off') {
    const name = `aws-guardduty-agent-${ecs.ids.letters(SUFFIX_LENGTH)}`
    const agent: TaskContainer = { ...MANAGED, name, managedBy: 'guard-duty' }
    side.push(service.guardDuty === 'runs' ? agent : { ...agent, lastStatus: 'STOPPED', reason: NOT_PULLED })
  }
  return side
}

const MANAGED: TaskContainer = {
  name: '',
  image: undefined,
  digest: undefined,
  essential: false,
  checksHealth: false,
  managedBy: undefined,
  initCondition: undefined,
  startedAtMs: undefined,
  lastStatus: undefined,
  exitCode: undefined,
  reason: undefined,
}

const NOT_PULLED =
  'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref 593207742271.dkr.ecr.us-east-1.amazonaws.com/aws-guardduty-agent-fargate: unexpected status from HEAD request: 403 Forbidden'

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attachment.html */
export function attachmentsOf(task: Task): sdk.Attachment[] {
  const status = task.lastStatus === 'STOPPED' ? 'DELETED' : 'ATTACHED'
  const network = [{ name: 'privateIPv4Address', value: task.ip }]
  const proxies = task.containers.filter((each) => each.managedBy === 'service-connect')
  return [
    { id: `${task.id}-eni`, type: 'ElasticNetworkInterface', status, details: network },
    ...proxies.map(({ name }) => ({
      id: `${task.id}-sc`,
      type: 'ServiceConnect',
      status,
      details: [{ name: 'ContainerName', value: name }],
    })),
  ]
}

import { isBesideApplication } from './stopped-task.ts'

/** Where a container's log goes: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html */
export interface ContainerLog {
  readonly container: string
  readonly group: string
  /** Of its streams: the id of the task follows. */
  readonly prefix: string
  readonly region: string
}

/** Of a registered task definition, as the SDK gives it. */
interface Definition {
  readonly definition: { readonly containerDefinitions?: readonly ContainerDefinition[] | undefined }
}

interface ContainerDefinition {
  readonly name?: string | undefined
  /** Absent: it is. */
  readonly essential?: boolean | undefined
  readonly logConfiguration?:
    | {
        readonly logDriver?: string | undefined
        readonly options?: Readonly<Record<string, string>> | undefined
      }
    | undefined
}

/** Those of the containers whose log CloudWatch keeps under names with the id of the task. */
export function findContainerLogs({ definition }: Definition): ContainerLog[] {
  return (definition.containerDefinitions ?? []).flatMap(({ name = '', logConfiguration }) => {
    const {
      'awslogs-group': group,
      'awslogs-stream-prefix': prefix,
      'awslogs-region': region,
    } = logConfiguration?.options ?? {}
    if (logConfiguration?.logDriver !== 'awslogs' || !group || !prefix || !region) return []
    return [{ container: name, group, prefix: `${prefix}/${name}/`, region }]
  })
}

/** Of the container that is named, or of those that are the application: essential, and no proxy or log router. */
export function findLogsOf(registered: Definition, container: string | undefined): ContainerLog[] {
  const logs = findContainerLogs(registered)
  if (container !== undefined) return logs.filter((one) => one.container === container)
  const isApplication = ({ name = '', essential = true }) => essential && !isBesideApplication(name)
  const application = (registered.definition.containerDefinitions ?? []).filter(isApplication)
  return logs.filter((one) => application.some(({ name }) => name === one.container))
}

/** Why there is none of these. */
export function describeMissing({ definition }: Definition, container: string | undefined): string {
  const all = definition.containerDefinitions ?? []
  const names = all.map(({ name = '' }) => name)
  if (container !== undefined && !names.includes(container))
    return `the task definition has no container ${container}, only ${names.join(', ')}`
  const drivers = [...new Set(all.map(({ logConfiguration }) => logConfiguration?.logDriver ?? 'none'))]
  const whose = container === undefined ? 'no container of the application' : `${container} does not`
  const logs = container === undefined ? 'logs' : 'log'
  return `${whose} ${logs} by awslogs with a stream prefix (log drivers: ${drivers.join(', ')})`
}

export function taskIdOf(taskArn: string): string {
  return taskArn.split('/').at(-1) ?? ''
}

import { type StoppedTask, shortTaskDefinition } from '../../domain/ecs/model.ts'
import type { Finding } from '../../domain/finding.ts'
import type { RegisteredDefinition } from './task-definition.ts'
import { explainTrouble } from './trouble.ts'
import type { Warn } from './watched-service.ts'

const LINES = 20

/** Where a container's log goes: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html */
interface LogStream {
  readonly container: string
  readonly group: string
  readonly stream: string
  readonly region: string
}

/** The last log lines of each container of a task that failed. Costs only itself when it may not be read. */
export async function readContainerLogs(
  task: StoppedTask,
  definition: RegisteredDefinition,
  warn: Warn,
  signal: AbortSignal,
): Promise<Finding[]> {
  const streams = findStreams(task, definition)
  if (streams.length === 0) return []
  const { CloudWatchLogsClient, GetLogEventsCommand } = await import('@aws-sdk/client-cloudwatch-logs')
  const evidence: Finding[] = []
  for (const { container, group, stream, region } of streams) {
    const client = new CloudWatchLogsClient({ region, maxAttempts: 2 })
    const input = { logGroupName: group, logStreamName: stream, limit: LINES, startFromHead: false }
    try {
      const { events = [] } = await client.send(new GetLogEventsCommand(input), { abortSignal: signal })
      const lines = events.map(({ message = '' }) => message)
      const name = shortTaskDefinition(definition.arn)
      if (lines.length > 0)
        evidence.push({ title: `Last log lines of ${container} in a failed task of ${name}`, lines })
    } catch (error) {
      signal.throwIfAborted()
      const trouble = explainTrouble('logs:GetLogEvents', error)
      if (trouble.kind !== 'not-found')
        warn(`the log of ${container} could not be read: ${trouble.message}`, trouble.hint)
    }
  }
  return evidence
}

function findStreams(task: StoppedTask, { definition }: RegisteredDefinition): LogStream[] {
  const taskId = task.arn.split('/').at(-1) ?? ''
  return (definition.containerDefinitions ?? []).flatMap(({ name = '', logConfiguration }) => {
    const {
      'awslogs-group': group,
      'awslogs-stream-prefix': prefix,
      'awslogs-region': region,
    } = logConfiguration?.options ?? {}
    if (logConfiguration?.logDriver !== 'awslogs' || !group || !prefix || !region) return []
    return [{ container: name, group, stream: `${prefix}/${name}/${taskId}`, region }]
  })
}

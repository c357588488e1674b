import { checkForm } from '../../../aws/answer-form.ts'
import { AwsError } from '../../../aws/aws-error.ts'
import { callLazily } from '../../../aws/calling.ts'
import { findCrashLine } from '../../../report/summary/crash-line.ts'
import type { Diagnosis } from '../../../run/diagnosis.ts'
import type { Warn } from '../api/api.ts'
import type { RegisteredDefinition } from '../api/task-definition.ts'
import { findContainerLogs, taskIdOf } from '../model/container-log.ts'
import { type StoppedTask, shortTaskDefinition } from '../model/model.ts'
import { causeFirst } from '../model/stopped-task.ts'

/** So many are searched for the cause, which stands above a stack. */
const READ_LINES = 300
const SHOWN_LINES = 20

/** Where one container of one task has its log. */
interface LogStream {
  readonly container: string
  readonly group: string
  readonly stream: string
  readonly region: string
}

/** The last log lines of each container of a task that failed, the culprit's first. Costs only itself when it may not be read. */
export async function readContainerLogs(
  task: StoppedTask,
  definition: RegisteredDefinition,
  warn: Warn,
  signal: AbortSignal,
): Promise<Diagnosis[]> {
  const streams = findStreams(task, definition)
  if (streams.length === 0) return []
  const evidence: Diagnosis[] = []
  for (const { container, group, stream, region } of streams) {
    const call = callLazily(
      () => import('@aws-sdk/client-cloudwatch-logs'),
      ({ CloudWatchLogsClient }, settings) => new CloudWatchLogsClient(settings),
      region,
    )
    const input = { logGroupName: group, logStreamName: stream, limit: READ_LINES, startFromHead: false }
    try {
      const output = await call(
        'logs:GetLogEvents',
        ({ sdk, client, options }) => client.send(new sdk.GetLogEventsCommand(input), options),
        signal,
      )
      const { events = [] } = checkForm('logs:GetLogEvents', output, ['events[]'])
      const lines = events.map(({ message = '' }) => message)
      const name = shortTaskDefinition(definition.arn)
      if (lines.length > 0)
        evidence.push({
          title: `Last log lines of ${container} in a failed task of ${name}`,
          lines: withCause(lines),
          shows: 'log',
        })
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      if (error.kind !== 'not-found')
        warn(`the log of ${container} could not be read: ${error.message}`, error.hint)
    }
  }
  return evidence
}

/** The last lines; where the cause is further above, it stands in front with the line after it. */
function withCause(lines: readonly string[]): readonly string[] {
  const shown = lines.slice(-SHOWN_LINES)
  const cause = findCrashLine(lines)
  if (cause === undefined || findCrashLine(shown) === cause) return shown
  const at = lines.findLastIndex((line) => line.includes(cause) || findCrashLine([line]) === cause)
  const end = lines.slice(-(SHOWN_LINES - 3))
  const between = lines.length - end.length - at - 2
  return at < 0 || between < 1 ? shown : [...lines.slice(at, at + 2), `… ${between} lines …`, ...end]
}

function findStreams(task: StoppedTask, definition: RegisteredDefinition): LogStream[] {
  const names = causeFirst(task.containers).map(({ name }) => name)
  const place = (name: string) => (names.includes(name) ? names.indexOf(name) : names.length)
  return findContainerLogs(definition)
    .toSorted((one, other) => place(one.container) - place(other.container))
    .map(({ container, group, prefix, region }) => ({
      ...{ container, group, region },
      stream: `${prefix}${taskIdOf(task.arn)}`,
    }))
}

import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { checkForm } from '../../../aws/answer-form.ts'
import { callLazily, type LazyCall } from '../../../aws/calling.ts'

type Sdk = typeof import('@aws-sdk/client-cloudwatch-logs')

export type LogsCall = LazyCall<Sdk, CloudWatchLogsClient>

export function connectLogs(region: string): LogsCall {
  return callLazily(
    () => import('@aws-sdk/client-cloudwatch-logs'),
    ({ CloudWatchLogsClient }, settings) => new CloudWatchLogsClient(settings),
    region,
  )
}

/** Which lines are asked for. Times are the server's, in epoch milliseconds. */
export interface LogQuery {
  readonly logGroupName: string
  /** At most a hundred. */
  readonly logStreamNames?: string[]
  readonly logStreamNamePrefix?: string
  readonly startTime: number
  readonly endTime?: number
}

export interface StoredLine {
  readonly id: string
  readonly stream: string
  readonly loggedAtMs: number
  readonly text: string
}

export interface LogPage {
  readonly lines: readonly StoredLine[]
  /** Absent: this was the last page. */
  readonly next?: string | undefined
}

/** One page: at most 10,000 lines, or 1 MB. It may be empty, and not be the last. */
export async function readLogPage(
  call: LogsCall,
  query: LogQuery,
  next: string | undefined,
  signal: AbortSignal,
): Promise<LogPage> {
  const output = await call(
    'logs:FilterLogEvents',
    ({ sdk, client, options }) =>
      client.send(new sdk.FilterLogEventsCommand({ ...query, nextToken: next }), options),
    signal,
  )
  const { events = [], nextToken } = checkForm('logs:FilterLogEvents', output, ['events[]'])
  return {
    lines: events.map(({ eventId = '', logStreamName = '', timestamp = 0, message = '' }) => ({
      ...{ id: eventId, stream: logStreamName, loggedAtMs: timestamp, text: message },
    })),
    next: nextToken,
  }
}

import { arn } from './ecs/account.ts'
import type { EcsState } from './ecs/state.ts'
import type { Input } from './small-service.ts'

/** The value of a metric at the start of a period; undefined: nothing was published for it. */
export type Metric = (atMs: number) => number | undefined

export type Metrics = Map<string, Metric>

/** Data appear only a while after their period has ended. */
const PUBLISHING_LAG_MS = 60_000

export const metricKey = (namespace: string, name: string): string => `${namespace} ${name}`

export function cloudWatchActions(ecs: EcsState, metrics: Metrics): Record<string, (input: Input) => object> {
  return {
    DescribeAlarms: (input) => describeAlarms(ecs, input),
    GetMetricData: (input) => getMetricData(ecs, metrics, input),
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
function describeAlarms(ecs: EcsState, { AlarmNames, StateValue }: Input): object {
  const names = AlarmNames as string[] | undefined
  const matching = ecs.alarms
    .all()
    .filter((alarm) => names === undefined || names.includes(alarm.name))
    .filter((alarm) => StateValue === undefined || alarm.state === StateValue)
  return {
    CompositeAlarms: [],
    MetricAlarms: matching.map((alarm) => ({
      AlarmName: alarm.name,
      AlarmArn: arn(ecs.account, `alarm:${alarm.name}`, 'cloudwatch'),
      StateValue: alarm.state,
      StateReason: alarm.reason,
      StateUpdatedTimestamp: new Date(alarm.changedAtMs),
      StateTransitionedTimestamp: new Date(alarm.changedAtMs),
    })),
  }
}

interface Query {
  Id: string
  MetricStat?: { Metric: { Namespace: string; MetricName: string }; Period: number | string }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
function getMetricData(ecs: EcsState, metrics: Metrics, input: Input): object {
  const queries = (input.MetricDataQueries as Query[] | undefined) ?? []
  const newestFirst = input.ScanBy !== 'TimestampAscending'
  return {
    Messages: [],
    MetricDataResults: queries.map((query) => {
      const data = dataOf(ecs, metrics, query, [timeOf(input.StartTime), timeOf(input.EndTime)])
      if (newestFirst) data.reverse()
      return {
        Id: query.Id,
        Label: query.MetricStat?.Metric.MetricName ?? query.Id,
        StatusCode: 'Complete',
        Timestamps: data.map(({ atMs }) => new Date(atMs)),
        Values: data.map(({ value }) => value),
      }
    }),
  }
}

/** Epoch seconds in JSON, ISO 8601 in the Query protocol. */
const timeOf = (wire: unknown): number => (typeof wire === 'number' ? wire * 1000 : Date.parse(String(wire)))

function dataOf(
  ecs: EcsState,
  metrics: Metrics,
  { MetricStat: stat }: Query,
  [startMs, endMs]: [number, number],
): { atMs: number; value: number }[] {
  const metric = metrics.get(metricKey(stat?.Metric.Namespace ?? '', stat?.Metric.MetricName ?? ''))
  const periodMs = Number(stat?.Period ?? 60) * 1000
  const data: { atMs: number; value: number }[] = []
  for (let atMs = Math.ceil(startMs / periodMs) * periodMs; atMs < endMs; atMs += periodMs) {
    if (atMs + periodMs + PUBLISHING_LAG_MS > ecs.timeline.nowMs) break
    const value = metric?.(atMs)
    if (value !== undefined) data.push({ atMs, value })
  }
  return data
}

// Sources of samples for the triggers: CloudWatch, its alarms, Prometheus. When a sample is too much is
// decided in health/triggers/.

import type { CloudWatchClient, GetMetricDataCommandOutput } from '@aws-sdk/client-cloudwatch'
import { checkForm } from '../aws/answer-form.ts'
import { AwsError, readAnswer } from '../aws/aws-error.ts'
import { callLazily, type LazyCall } from '../aws/calling.ts'
import type { Clock } from '../core/clock.ts'
import {
  type MetricReading,
  type MetricSample,
  type MetricSource,
  sampleKey,
  unreadable,
} from '../health/triggers/metric-source.ts'
import type { CloudWatchMetric } from '../inputs/config.ts'
import { readAlarms, type SdkAlarm } from './alarm-reading.ts'
import { queryOf, SeriesOfCall } from './metric-series.ts'

type Sdk = typeof import('@aws-sdk/client-cloudwatch')

export interface CloudWatchNeeds {
  /** Names. */
  readonly alarms: readonly string[]
  readonly metrics: readonly { readonly name: string; readonly source: CloudWatchMetric }[]
  /** Absent: the SDK's own search. */
  readonly region?: string | undefined
}

export interface CloudWatchDeps {
  readonly clock: Clock
  /** The wall clock at the run's time 0, in milliseconds since 1970. */
  readonly epochMs: number
  readonly redact: (text: string) => string
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const ALARMS_A_CALL = 100
/** Alignment on which CloudWatch answers fastest; also the start of every period up to it. */
const ALIGNMENT_MS = 300_000

/** Reads alarms and metrics of one region. The SDK is loaded by the first poll. */
export function cloudWatchSource(needs: CloudWatchNeeds, deps: CloudWatchDeps): MetricSource {
  const call = callLazily(
    () => import('@aws-sdk/client-cloudwatch'),
    ({ CloudWatchClient }, settings) => new CloudWatchClient(settings),
    needs.region,
  )
  return {
    async sample(signal) {
      const samples = await Promise.all([
        sampleAlarms(call, needs, deps, signal),
        sampleMetrics(call, needs, deps, signal),
      ])
      return samples.flat()
    },
  }
}

type CloudWatchCall = LazyCall<Sdk, CloudWatchClient>

async function sampleAlarms(
  call: CloudWatchCall,
  { alarms }: CloudWatchNeeds,
  deps: CloudWatchDeps,
  signal: AbortSignal,
): Promise<MetricSample[]> {
  if (alarms.length === 0) return []
  const keys = alarms.map((name) => sampleKey('alarm', name))
  return await readOrReport(keys, deps, async () => {
    const found: SdkAlarm[] = []
    for (let first = 0; first < alarms.length; first += ALARMS_A_CALL) {
      const output = await call(
        'cloudwatch:DescribeAlarms',
        ({ sdk, client, options }) =>
          client.send(
            new sdk.DescribeAlarmsCommand({
              AlarmNames: alarms.slice(first, first + ALARMS_A_CALL),
              // Without types only metric alarms are described.
              AlarmTypes: ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'],
              MaxRecords: ALARMS_A_CALL,
            }),
            options,
          ),
        signal,
      )
      const form = ['MetricAlarms[]', 'CompositeAlarms[]', 'LogAlarms[]']
      const {
        MetricAlarms = [],
        CompositeAlarms = [],
        LogAlarms = [],
      } = checkForm('cloudwatch:DescribeAlarms', output, form)
      found.push(...MetricAlarms, ...CompositeAlarms, ...LogAlarms)
    }
    return readAlarms(alarms, found, deps.epochMs)
  })
}

const METRIC_DATA = ['MetricDataResults[].Messages[]']

async function sampleMetrics(
  call: CloudWatchCall,
  { metrics }: CloudWatchNeeds,
  deps: CloudWatchDeps,
  signal: AbortSignal,
): Promise<MetricSample[]> {
  if (metrics.length === 0) return []
  const { clock, epochMs } = deps
  const sources = metrics.map(({ source }) => source)
  const keys = metrics.map(({ name }) => sampleKey('metric', name))
  return await readOrReport(keys, deps, async () => {
    const nowMs = epochMs + clock.nowMs()
    const input = {
      MetricDataQueries: sources.map(queryOf),
      StartTime: new Date(Math.floor(epochMs / ALIGNMENT_MS) * ALIGNMENT_MS),
      EndTime: new Date(nowMs),
      ScanBy: 'TimestampAscending',
    } as const
    let series = new SeriesOfCall()
    for (let token: string | undefined | null = null; token !== undefined; ) {
      const page: GetMetricDataCommandOutput = await call(
        'cloudwatch:GetMetricData',
        ({ sdk, client, options }) =>
          client.send(
            new sdk.GetMetricDataCommand(token === null ? input : { ...input, NextToken: token }),
            options,
          ),
        signal,
      )
      const { MetricDataResults = [] } = checkForm('cloudwatch:GetMetricData', page, METRIC_DATA)
      series = readAnswer('cloudwatch:GetMetricData', () => series.withPage(MetricDataResults))
      token = page.NextToken
    }
    return sources.map((source, index) => series.read(index, source, { nowMs, epochMs }))
  })
}

/** A failed call is a reading of everything that it was to read. */
async function readOrReport(
  keys: readonly string[],
  { clock, redact }: CloudWatchDeps,
  read: () => Promise<readonly MetricReading[]>,
): Promise<MetricSample[]> {
  let readings: readonly MetricReading[]
  try {
    readings = await read()
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    const reading = unreadable(error, redact)
    readings = keys.map(() => reading)
  }
  return keys.flatMap((signal, index) => {
    const reading = readings[index]
    return reading === undefined ? [] : { signal, atMs: clock.nowMs(), reading }
  })
}

import type { MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch'
import type { Datapoint, MetricReading } from '../health/triggers/metric-source.ts'
import type { CloudWatchMetric } from '../inputs/config.ts'

export function queryOf(
  { namespace, metric, stat, periodMs, dimensions }: CloudWatchMetric,
  index: number,
): MetricDataQuery {
  return {
    Id: idOf(index),
    ReturnData: true,
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: metric,
        Dimensions: dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
      },
      Period: periodMs / 1_000,
      Stat: stat,
    },
  }
}

const idOf = (index: number) => `m${index}`

interface Series {
  readonly points: readonly { readonly atMs: number; readonly value: number }[]
  /** Of the last page: the earlier ones are partial by nature. */
  readonly status: string | undefined
  readonly messages: readonly string[]
}

/** What the pages of one GetMetricData add up to. */
export class SeriesOfCall {
  readonly #series: ReadonlyMap<string, Series>

  constructor(series: ReadonlyMap<string, Series> = new Map()) {
    this.#series = series
  }

  withPage(results: readonly MetricDataResult[]): SeriesOfCall {
    const series = new Map(this.#series)
    for (const { Id = '', Timestamps = [], Values = [], StatusCode, Messages = [] } of results) {
      const before = series.get(Id) ?? { points: [], messages: [] }
      const points = Timestamps.map((at, index) => ({
        atMs: at.getTime(),
        value: Values[index] ?? Number.NaN,
      }))
      series.set(Id, {
        points: [...before.points, ...points],
        status: StatusCode,
        messages: [...before.messages, ...Messages.map(({ Value = '' }) => Value)],
      })
    }
    return new SeriesOfCall(series)
  }

  /** Times come out on the run's clock. */
  read(
    index: number,
    { periodMs }: CloudWatchMetric,
    { nowMs, epochMs }: { readonly nowMs: number; readonly epochMs: number },
  ): MetricReading {
    const series = this.#series.get(idOf(index))
    if (series?.status !== 'Complete') {
      const why = series?.messages.join(' ') || 'CloudWatch did not say why'
      return { kind: 'unreadable', reason: `the answer is ${series?.status ?? 'missing'}: ${why}` }
    }
    const datapoints = series.points
      // A period that has not ended yet still changes its value.
      .filter(({ atMs, value }) => atMs + periodMs <= nowMs && Number.isFinite(value))
      .map(({ atMs, value }): Datapoint => ({ startedAtMs: atMs - epochMs, periodMs, value }))
      .toSorted((a, b) => a.startedAtMs - b.startedAtMs)
    return { kind: 'metric', datapoints }
  }
}

import type { Clock } from '../core/clock.ts'
import { type MetricSource, sampleIntervalMs } from '../health/triggers/metric-source.ts'
import { openNetwork } from '../http/network.ts'
import type { CloudWatchMetric, PrometheusMetric } from '../inputs/config.ts'
import type { OpenTarget } from '../targets/target.ts'
import type { RunConfig } from './parse-inputs.ts'

export interface MetricSourceDeps {
  readonly env: NodeJS.ProcessEnv
  readonly clock: Clock
  /** The wall clock at the run's time 0. */
  readonly epochMs: number
  readonly redact: (text: string) => string
}

/** What the lines of triggers ask for beyond the probes; each source is loaded only when it is asked. */
export async function openMetricSources(
  config: RunConfig,
  { runs, logs }: OpenTarget,
  deps: MetricSourceDeps,
): Promise<MetricSource[]> {
  const lists = [config.health.rollbackWhen, config.health.warnWhen].filter((list) => list !== undefined)
  const named = [...new Set(lists.flatMap(({ metrics }) => metrics))]
  const alarms = [...new Set(lists.flatMap((list) => list.alarms))]
  const readsRuns = lists.some((list) => list.readsRuns)
  const cloudWatch = named.flatMap(({ name, source }) =>
    source.kind === 'cloudwatch' ? { name, source } : [],
  )
  const prometheus = named.flatMap(({ name, source }) =>
    source.kind === 'prometheus' ? { name, source } : [],
  )
  return [
    ...(readsRuns && runs !== undefined ? [runs] : []),
    ...(logs === undefined ? [] : [logs('deployed')]),
    ...(await openCloudWatch({ alarms, metrics: cloudWatch }, config, deps)),
    ...(await openPrometheus(prometheus, config, deps)),
  ]
}

/** What triggers read of what was put back: alarms and metrics are still red from the bad version, a log is its own. */
export function openRecoverySources({ health }: RunConfig, { logs }: OpenTarget): MetricSource[] {
  const isAsked = health.rollbackWhen?.triggers.some(({ isAbsolute, log }) => isAbsolute && log !== undefined)
  return isAsked && logs !== undefined ? [logs('restored')] : []
}

interface Named<Source> {
  readonly name: string
  readonly source: Source
}

/** One source for each region. Alarms are of the region of the run. */
async function openCloudWatch(
  {
    alarms,
    metrics,
  }: { readonly alarms: readonly string[]; readonly metrics: readonly Named<CloudWatchMetric>[] },
  { target }: RunConfig,
  deps: MetricSourceDeps,
): Promise<MetricSource[]> {
  if (alarms.length === 0 && metrics.length === 0) return []
  const { cloudWatchSource } = await import('../metrics/cloudwatch.ts')
  const { region: own } = target
  const byRegion = Map.groupBy(metrics, ({ source }) => source.region ?? own)
  if (alarms.length > 0 && !byRegion.has(own)) byRegion.set(own, [])
  return [...byRegion].map(([region, ofRegion]) => {
    const needs = { alarms: region === own ? alarms : [], metrics: ofRegion }
    return cloudWatchSource({ ...needs, region }, deps)
  })
}

async function openPrometheus(
  metrics: readonly Named<PrometheusMetric>[],
  { pollIntervalMs, network: wanted }: RunConfig,
  deps: MetricSourceDeps,
): Promise<MetricSource[]> {
  if (metrics.length === 0) return []
  const { prometheusSource } = await import('../metrics/prometheus.ts')
  const network = openNetwork(wanted, deps.env)
  const intervalMs = sampleIntervalMs(pollIntervalMs)
  return metrics.map(({ name, source }) => prometheusSource(name, source, { ...deps, network, intervalMs }))
}

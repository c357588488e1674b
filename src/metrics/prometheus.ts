import type { Clock } from '../core/clock.ts'
import { withDeadline } from '../core/deadline.ts'
import { truncate } from '../core/truncate.ts'
import { type MetricReading, type MetricSource, sampleKey } from '../health/triggers/metric-source.ts'
import { exchange } from '../http/exchange.ts'
import { describeFailure } from '../http/failure.ts'
import type { FullAnswer } from '../http/model/answer.ts'
import type { Network } from '../http/network.ts'
import { Progress } from '../http/progress.ts'
import type { Request } from '../http/request.ts'
import type { PrometheusMetric } from '../inputs/config.ts'

export interface PrometheusDeps {
  readonly clock: Clock
  readonly network: Network
  /** From one sample to the next: a value counts for so long before its sample. */
  readonly intervalMs: number
  readonly redact: (text: string) => string
}

const TIMEOUT_MS = 10_000

/** Asks one query for each sample; its value counts for the time since the previous sample. */
export function prometheusSource(name: string, metric: PrometheusMetric, deps: PrometheusDeps): MetricSource {
  const { clock, network, intervalMs, redact } = deps
  const request = requestFor(metric, network.userAgent)
  let hasResolvedEver = false

  async function read(atMs: number, signal: AbortSignal): Promise<MetricReading> {
    const progress = new Progress(clock)
    const context = { network, progress, timeoutMs: TIMEOUT_MS }
    try {
      const answer = await withDeadline(
        (stop) => exchange(request, context, stop),
        { clock, limitMs: TIMEOUT_MS },
        signal,
      )
      return readAnswer(answer, { startedAtMs: atMs - intervalMs, periodMs: intervalMs })
    } catch (error) {
      if (signal.aborted) throw signal.reason
      const about = { host: request.url.hostname, timeoutMs: TIMEOUT_MS, hasResolvedEver }
      return { kind: 'unreadable', reason: describeFailure(error, progress, about).clause }
    } finally {
      hasResolvedEver ||= progress.hasResolved
    }
  }

  return {
    async sample(signal) {
      const atMs = clock.nowMs()
      const reading = await read(atMs, signal)
      const reported =
        reading.kind === 'unreadable' ? { ...reading, reason: redact(reading.reason) } : reading
      return [{ signal: sampleKey('metric', name), atMs, reading: reported }]
    },
  }
}

/** https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries */
function requestFor({ url, query, auth }: PrometheusMetric, userAgent: string): Request {
  const address = new URL(url.reveal())
  address.pathname = `${address.pathname.replace(/\/(?:api\/v1(?:\/query)?\/?)?$/, '')}/api/v1/query`
  address.searchParams.set('query', query)
  const headers = ['accept', 'application/json', 'user-agent', userAgent]
  if (auth?.kind === 'bearer') headers.push('authorization', `Bearer ${auth.token.reveal()}`)
  if (auth?.kind === 'basic') {
    const pair = Buffer.from(`${auth.user}:${auth.password.reveal()}`).toString('base64')
    headers.push('authorization', `Basic ${pair}`)
  }
  return { method: 'GET', url: address, headers }
}

interface Time {
  readonly startedAtMs: number
  readonly periodMs: number
}

function readAnswer({ status, body }: FullAnswer, time: Time): MetricReading {
  const value = body.json?.value
  if (status === 401 || status === 403) {
    return unreadable(
      `Prometheus answered ${status}. Check bearer-token, or username and password, in metrics`,
    )
  }
  if (!isObject(value) || value.status !== 'success') {
    const message = isObject(value) && typeof value.error === 'string' ? value.error : body.text
    return unreadable(`Prometheus answered ${status}: ${truncate(message)}`)
  }
  const result = isObject(value.data) ? value.data.result : undefined
  const kind = isObject(value.data) ? value.data.resultType : undefined
  if (kind === 'scalar') return readSample(result, time)
  if (kind !== 'vector' || !Array.isArray(result)) {
    const given = typeof kind === 'string' ? `a ${truncate(kind, 40)}` : 'nothing'
    return unreadable(`the query gives ${given}, and one value is needed; use an aggregation such as sum(…)`)
  }
  if (result.length > 1) {
    return unreadable(
      `the query gives ${result.length} series, and one is needed; use an aggregation such as sum(…)`,
    )
  }
  const [series] = result
  return series === undefined
    ? { kind: 'metric', datapoints: [] }
    : readSample(isObject(series) ? series.value : undefined, time)
}

/** `[seconds, "value"]`. NaN is no data: a rate over nothing, or a division by zero. */
function readSample(sample: unknown, time: Time): MetricReading {
  const text = Array.isArray(sample) ? sample[1] : undefined
  if (typeof text !== 'string') return unreadable('Prometheus answered without a value')
  const value = PROMETHEUS_NUMBERS.get(text) ?? Number(text)
  return { kind: 'metric', datapoints: Number.isNaN(value) ? [] : [{ ...time, value }] }
}

const PROMETHEUS_NUMBERS = new Map([
  ['+Inf', Number.POSITIVE_INFINITY],
  ['-Inf', Number.NEGATIVE_INFINITY],
])

function unreadable(reason: string): MetricReading {
  return { kind: 'unreadable', reason }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

import { AwsError } from '../../../aws/aws-error.ts'
import type { Clock } from '../../../core/clock.ts'
import {
  type LogReading,
  type MetricReading,
  type MetricSource,
  sampleKey,
  unreadable,
} from '../../../health/triggers/metric-source.ts'
import { type FollowedLog, readLogs } from '../../followed-logs.ts'
import type { EcsApi } from '../api/api.ts'
import { readService } from '../api/service-reading.ts'
import { primaryOf } from '../model/model.ts'
import { findTracked, type TrackedDeployment } from '../model/tracked-deployment.ts'
import { type LoggedDeployment, type LogOptions, ServiceLog } from './service-log.ts'
import type { ServiceTracker } from './service-tracker.ts'

export interface LogSourceDeps {
  readonly clock: Clock
  /** The wall clock at the run's time 0, in milliseconds since 1970. */
  readonly epochMs: number
  readonly redact: (text: string) => string
  /** One for each log that a line asks for. */
  readonly logOptions: readonly LogOptions[]
  /** `restored`: of what the services run by now, in place of what was deployed. */
  readonly of: 'deployed' | 'restored'
}

/** Reads what the tasks of the watched deployments log, and nobody else's. */
export function ecsLogs(api: EcsApi, watched: readonly ServiceTracker[], deps: LogSourceDeps): MetricSource {
  const { clock, redact, logOptions } = deps
  // What was put back may have run all along.
  const restoredAtMs = deps.of === 'restored' ? deps.epochMs + clock.nowMs() : undefined
  const followed = watched.map((tracker) => new FollowedDeployment(api, tracker, restoredAtMs))
  const logs = logOptions.map((options) => ({
    name: sampleKey('logs', options.container),
    ofServices: followed.map((deployment) => logOf(deployment, new ServiceLog(api, options))),
  }))
  return {
    isOfBake: true,
    async sample(signal) {
      const samples: { signal: string; atMs: number; reading: MetricReading }[] = []
      for (const { name, ofServices } of logs) {
        const reading = await orUnreadable(() => readLogs(ofServices, signal), redact)
        samples.push({ signal: name, atMs: clock.nowMs(), reading })
      }
      return samples
    },
  }
}

function logOf(deployment: FollowedDeployment, log: ServiceLog): FollowedLog {
  return {
    follow: async (signal) => log.follow(await deployment.find(signal), signal),
    take: () => log.take(),
  }
}

async function orUnreadable(
  read: () => Promise<LogReading>,
  redact: (text: string) => string,
): Promise<MetricReading> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    return unreadable(error, redact)
  }
}

type Begun = Pick<LoggedDeployment, 'begunAtMs' | 'taskDefinition'>

/** Which deployment of a service it is. One deploy may show under two ids, seconds apart. */
class FollowedDeployment {
  readonly #api: EcsApi
  readonly #tracker: ServiceTracker
  /** Since when it counts what the service runs by now. Absent: what was deployed is followed. */
  readonly #restoredAtMs: number | undefined
  readonly #ids = new Set<string>()
  #begun: Begun | undefined

  constructor(api: EcsApi, tracker: ServiceTracker, restoredAtMs: number | undefined) {
    this.#api = api
    this.#tracker = tracker
    this.#restoredAtMs = restoredAtMs
  }

  async find(signal: AbortSignal): Promise<LoggedDeployment> {
    this.#begun ??= await this.#begin(signal)
    const { id } = (this.#restoredAtMs === undefined ? this.#tracker.deployed : undefined) ?? {}
    if (id !== undefined) this.#ids.add(id)
    return { ...this.#begun, service: this.#tracker.name, ids: this.#ids }
  }

  async #begin(signal: AbortSignal): Promise<Begun> {
    const service = await readService(this.#api, this.#tracker.name, signal)
    const primary = primaryOf(service)
    const tracked: TrackedDeployment =
      this.#restoredAtMs === undefined || primary === undefined
        ? this.#tracker.identify(service)
        : { taskDefinition: primary.taskDefinition, id: primary.id }
    if (tracked.id !== undefined) this.#ids.add(tracked.id)
    const begunAtMs = this.#restoredAtMs ?? findTracked(tracked, service)?.createdAtMs ?? 0
    return { taskDefinition: tracked.taskDefinition, begunAtMs }
  }
}

import type { Clock } from '../../../core/clock.ts'
import type { EcsApi } from '../api/api.ts'
import { readServicesOf } from '../api/service-reading.ts'
import type { EcsService } from '../model/model.ts'
import type { ServiceTracker } from './service-tracker.ts'

/** All watched services as ECS described them at one moment. */
export interface Snapshot {
  readonly services: readonly (readonly [ServiceTracker, EcsService])[]
  /** When they were asked for, and answered. */
  readonly askedAtMs: number
  readonly atMs: number
}

/** Describes the watched services for the watch and the probe, once for both where one answer is new enough for both. */
export class ServicesReader {
  readonly #api: EcsApi
  readonly #watched: readonly ServiceTracker[]
  readonly #clock: Clock
  #askedAtMs = Number.NEGATIVE_INFINITY
  #latest: Promise<Snapshot> | undefined
  #signal: AbortSignal | undefined

  constructor(api: EcsApi, watched: readonly ServiceTracker[], clock: Clock) {
    this.#api = api
    this.#watched = watched
    this.#clock = clock
  }

  /** @param sinceMs an answer that was asked for since then will do. Rejects with an AwsError. */
  async read(sinceMs: number, signal: AbortSignal): Promise<Snapshot> {
    const isUsable = this.#askedAtMs >= sinceMs && this.#signal?.aborted === false
    this.#latest = isUsable ? (this.#latest ?? this.#ask(signal)) : this.#ask(signal)
    return await this.#latest
  }

  async #ask(signal: AbortSignal): Promise<Snapshot> {
    const askedAtMs = this.#clock.nowMs()
    this.#askedAtMs = askedAtMs
    this.#signal = signal
    try {
      const services = await readServicesOf(this.#api, this.#watched, signal)
      return { services, askedAtMs, atMs: this.#clock.nowMs() }
    } catch (error) {
      if (this.#askedAtMs === askedAtMs) this.#latest = undefined
      throw error
    }
  }
}

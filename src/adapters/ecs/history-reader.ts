import type { ServiceHistory } from '../../domain/ecs/model.ts'
import type { EcsApi } from './api.ts'
import { readHistory } from './history-reading.ts'
import { EcsTrouble } from './trouble.ts'
import type { Warn } from './watched-service.ts'

/** A service's deployment history, as far as it may be read. It is an optional source: never fatal. */
export class HistoryReader {
  readonly #api: EcsApi
  readonly #service: string
  readonly #warn: Warn
  #known: ServiceHistory | undefined
  #denial: EcsTrouble | undefined

  constructor(api: EcsApi, service: string, warn: Warn) {
    this.#api = api
    this.#service = service
    this.#warn = warn
  }

  get known(): ServiceHistory | undefined {
    return this.#known
  }

  /** Why it can never be read, if that is so. */
  get denial(): EcsTrouble | undefined {
    return this.#denial
  }

  /** Reads it anew; what was known before stays known if there is no answer this time. */
  async refresh(signal: AbortSignal): Promise<ServiceHistory | undefined> {
    if (this.#denial !== undefined) return undefined
    try {
      this.#known = await readHistory(this.#api, this.#service, this.#known, signal)
    } catch (error) {
      if (!(error instanceof EcsTrouble)) throw error
      if (error.kind === 'expired-credentials') throw error
      if (error.kind !== 'passing') {
        this.#denial = error
        this.#warn(`the deployment history of ${this.#service} cannot be read: ${error.message}`, error.hint)
      }
    }
    return this.#known
  }
}

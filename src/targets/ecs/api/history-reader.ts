import { AwsError } from '../../../aws/aws-error.ts'
import type { ServiceHistory } from '../model/model.ts'
import type { EcsApi, Warn } from './api.ts'
import { readHistory } from './history-reading.ts'

/** Enough for any question about the watched deployment, in one Describe call. */
const NEWEST = 20
/** When the newest hold no answer: as far back as a rollback may reasonably reach. */
const FAR_BACK = 200

/** A service's deployment history, as far as it may be read. It is an optional source: never fatal. */
export class HistoryReader {
  readonly #api: EcsApi
  readonly #service: string
  readonly #warn: Warn
  #known: ServiceHistory | undefined
  #accessDenied: AwsError | undefined
  #unanswered: AwsError | undefined

  constructor(api: EcsApi, service: string, warn: Warn) {
    this.#api = api
    this.#service = service
    this.#warn = warn
  }

  get known(): ServiceHistory | undefined {
    return this.#known
  }

  /** Why it can never be read, if that is so. */
  get accessDenied(): AwsError | undefined {
    return this.#accessDenied
  }

  /** Why it could not be read the last time, though it may be the next time. */
  get unanswered(): AwsError | undefined {
    return this.#unanswered
  }

  /** Reads it anew; what was known before stays known if there is no answer this time. */
  async refresh(signal: AbortSignal): Promise<ServiceHistory | undefined> {
    return await this.#read(NEWEST, signal)
  }

  /**
   * The same where a choice depends on it: rejects with an AwsError if AWS does not answer at the
   * moment and nothing was known before, so that no answer is never taken for an empty history.
   */
  async readOrThrow(signal: AbortSignal): Promise<ServiceHistory | undefined> {
    const history = await this.#read(NEWEST, signal)
    if (history === undefined && this.#unanswered !== undefined) throw this.#unanswered
    return history
  }

  /** The same further back. Undefined: there is nothing more to read. */
  async readFarBack(signal: AbortSignal): Promise<ServiceHistory | undefined> {
    return this.#known?.isWhole ? undefined : await this.#read(FAR_BACK, signal)
  }

  async #read(depth: number, signal: AbortSignal): Promise<ServiceHistory | undefined> {
    if (this.#accessDenied !== undefined) return undefined
    try {
      const request = { depth, before: this.#known }
      this.#known = await readHistory(this.#api, this.#service, request, signal)
      this.#unanswered = undefined
    } catch (error) {
      if (!(error instanceof AwsError) || error.kind === 'expired-credentials') throw error
      if (error.kind === 'transient') this.#unanswered = error
      else this.#deny(error)
    }
    return this.#known
  }

  #deny(error: AwsError): void {
    this.#accessDenied = error
    this.#unanswered = undefined
    this.#warn(`the deployment history of ${this.#service} cannot be read: ${error.message}`, error.hint)
  }
}

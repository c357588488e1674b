import { AwsError } from '../../../aws/aws-error.ts'
import { type EcsService, primaryOf, type ServiceHistory } from '../model/model.ts'
import type { EcsApi, Warn } from './api.ts'
import { readHistory, readHistoryAgain } from './history-reading.ts'

/** Enough for any question about the watched deployment, in one Describe call. */
const NEWEST = 20
/** So many polls later a deployment that the service shows is on record. */
const POLLS_TO_SETTLE = 2
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
  /** The deployments that the service itself showed, and for how many polls. */
  #shown = ''
  #polls = 0

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

  /**
   * Reads it anew for this state of the service. Which deployments there are is only listed while the service
   * shows others than at the last polls: a new one may not be on record at once.
   */
  async follow(service: EcsService, signal: AbortSignal): Promise<ServiceHistory | undefined> {
    const shown = service.deployments.map(({ id }) => id).join(' ')
    this.#polls = shown === this.#shown ? this.#polls + 1 : 0
    this.#shown = shown
    return await this.#read(NEWEST, signal, this.#polls >= POLLS_TO_SETTLE && this.#isOnRecord(service))
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

  async #read(depth: number, signal: AbortSignal, isListed = false): Promise<ServiceHistory | undefined> {
    if (this.#accessDenied !== undefined) return undefined
    const before = this.#known
    try {
      this.#known =
        isListed && before !== undefined
          ? await readHistoryAgain(this.#api, before, signal)
          : await readHistory(this.#api, this.#service, { depth, before }, signal)
      this.#unanswered = undefined
    } catch (error) {
      if (!(error instanceof AwsError) || error.kind === 'expired-credentials') throw error
      if (error.kind === 'transient') this.#unanswered = error
      else this.#deny(error)
    }
    return this.#known
  }

  /** The two are read apart; their times may differ by a minute. */
  #isOnRecord(service: EcsService): boolean {
    const newestAtMs = Math.max(0, ...(this.#known?.deployments ?? []).map(({ createdAtMs }) => createdAtMs))
    return newestAtMs >= (primaryOf(service)?.createdAtMs ?? 0) - 60_000
  }

  #deny(error: AwsError): void {
    this.#accessDenied = error
    this.#unanswered = undefined
    this.#warn(`the deployment history of ${this.#service} cannot be read: ${error.message}`, error.hint)
  }
}

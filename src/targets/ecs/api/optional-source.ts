import { EcsTrouble } from '../../../aws/aws-error.ts'
import type { Warn } from '../watch/service-tracker.ts'

/** Something that need not be readable: once it is known not to be, it is told once and asked no more. */
export class OptionalSource {
  /** What cannot be known without it, as the start of a sentence. */
  readonly #loss: string
  readonly #warn: Warn
  #denial: EcsTrouble | undefined

  constructor(loss: string, warn: Warn) {
    this.#loss = loss
    this.#warn = warn
  }

  /** Why it can never be read, if that is so. */
  get denial(): EcsTrouble | undefined {
    return this.#denial
  }

  /** Undefined: it may not be read. Rejects with an EcsTrouble that says nothing about the next time. */
  async read<T>(ask: () => Promise<T>): Promise<T | undefined> {
    if (this.#denial !== undefined) return undefined
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof EcsTrouble) || error.kind === 'passing' || error.kind === 'expired-credentials')
        throw error
      this.#denial = error
      this.#warn(`${this.#loss}: ${error.message}`, error.hint)
      return undefined
    }
  }
}

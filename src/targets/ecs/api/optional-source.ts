import { AwsError } from '../../../aws/aws-error.ts'
import type { Warn } from './api.ts'

/** Something that need not be readable: once it is known not to be, that is reported once, and it is asked no more. */
export class OptionalSource {
  /** What cannot be known without it, as the start of a sentence. */
  readonly #loss: string
  readonly #warn: Warn
  #accessDenied: AwsError | undefined

  constructor(loss: string, warn: Warn) {
    this.#loss = loss
    this.#warn = warn
  }

  /** Why it can never be read, if that is so. */
  get accessDenied(): AwsError | undefined {
    return this.#accessDenied
  }

  /** Undefined: it may not be read. Rejects with an AwsError that says nothing about the next time. */
  async read<T>(ask: () => Promise<T>): Promise<T | undefined> {
    if (this.#accessDenied !== undefined) return undefined
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof AwsError) || error.kind === 'transient' || error.kind === 'expired-credentials')
        throw error
      this.#accessDenied = error
      this.#warn(`${this.#loss}: ${error.message}`, error.hint)
      return undefined
    }
  }
}

import type { Clock } from '../core/clock.ts'
import type { AnswerTimings } from './model/answer.ts'

/** Reads as `while …`. */
export type Stage =
  | 'looking up the name'
  | 'connecting'
  | 'asking the proxy for a tunnel'
  | 'shaking hands by TLS'
  | 'sending the request'
  | 'waiting for the headers'
  | 'reading the body'

/** How far one request came: what a failure is explained with. */
export class Progress {
  stage: Stage = 'connecting'
  /** What was connected to, or is being tried: the proxy's address if there is one. */
  address: string | undefined
  /** Host and port, when the connection goes through a proxy. */
  proxy: string | undefined
  /** The proxy has made the connection to the service, or there is no proxy. */
  isPastProxy = true
  hasResolved = false
  status: number | undefined
  /** Of the body, as they came over the wire. */
  bodyBytes = 0
  /** When the server's certificate ends, as the certificate writes it. */
  certificateValidTo: string | undefined
  readonly #clock: Clock
  readonly #startedAtMs: number
  readonly #spentMs = new Map<Stage, number>()
  #enteredAtMs: number

  constructor(clock: Clock) {
    this.#clock = clock
    this.#startedAtMs = clock.nowMs()
    this.#enteredAtMs = this.#startedAtMs
  }

  enter(stage: Stage): void {
    this.#leave()
    this.stage = stage
  }

  /** Ends the last stage. */
  finish(): AnswerTimings {
    this.#leave()
    const spent = (stage: Stage) => this.#spentMs.get(stage)
    return {
      lookUpMs: spent('looking up the name'),
      connectMs: spent('connecting'),
      tlsMs: spent('shaking hands by TLS'),
      waitMs: spent('waiting for the headers') ?? 0,
      bodyMs: spent('reading the body') ?? 0,
      totalMs: this.#enteredAtMs - this.#startedAtMs,
    }
  }

  #leave(): void {
    const nowMs = this.#clock.nowMs()
    this.#spentMs.set(this.stage, (this.#spentMs.get(this.stage) ?? 0) + nowMs - this.#enteredAtMs)
    this.#enteredAtMs = nowMs
  }
}

import type { Clock } from '../core/clock.ts'
import { type Redact, redactDeep } from '../core/redact-deep.ts'
import type { EventBody, Journal, RunEvent, RunEvents } from '../run/event.ts'
import { EventLog } from './event-log.ts'

/** Keeps every event with its time, and passes it on. What it keeps holds no secret. */
export class RunJournal implements Journal {
  readonly #events = new EventLog()
  readonly #clock: Clock
  readonly #redact: Redact
  readonly #onEvent: (event: RunEvent) => void
  /** Absent: nobody reads it. */
  readonly trace?: (text: string) => void

  constructor(
    clock: Clock,
    redact: Redact,
    onEvent: (event: RunEvent) => void,
    trace?: (text: string) => void,
  ) {
    this.#clock = clock
    this.#redact = redact
    this.#onEvent = onEvent
    if (trace !== undefined) this.trace = trace
  }

  get events(): RunEvents {
    return this.#events
  }

  record(body: EventBody): void {
    const event: RunEvent = { atMs: this.#clock.nowMs(), ...redactDeep(body, this.#redact) }
    this.#events.add(event)
    this.#onEvent(event)
  }
}

import type { Clock } from '../../src/core/clock.ts'
import type { EventBody, Journal, RunEvent } from '../../src/run/event.ts'

/** Keeps every event with its time. */
export class RecordingJournal implements Journal {
  readonly events: RunEvent[] = []
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  record(body: EventBody): void {
    this.events.push({ atMs: this.#clock.nowMs(), ...body })
  }

  of<K extends EventBody['kind']>(kind: K): Extract<RunEvent, { kind: K }>[] {
    return this.events.filter((event): event is Extract<RunEvent, { kind: K }> => event.kind === kind)
  }
}

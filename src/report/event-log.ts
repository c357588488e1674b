import type { RunEvent, RunEvents } from '../run/event.ts'
import { ProbeColumns } from './probe-columns.ts'

interface Placed {
  readonly position: number
  readonly event: RunEvent
}

/** All events of a run. Nearly all of them are of probes, which are kept in columns. */
export class EventLog implements RunEvents {
  readonly #probes = new ProbeColumns()
  readonly #others: Placed[] = []

  get length(): number {
    return this.#probes.length + this.#others.length
  }

  add(event: RunEvent): void {
    if (event.kind === 'observed') this.#probes.add(event)
    else this.#others.push({ position: this.length, event })
  }

  *[Symbol.iterator](): Generator<RunEvent, undefined> {
    let probe = 0
    for (const [before, { position, event }] of this.#others.entries()) {
      while (probe < position - before) yield this.#probes.event(probe++)
      yield event
    }
    while (probe < this.#probes.length) yield this.#probes.event(probe++)
  }

  at(index: number): RunEvent | undefined {
    const place = index < 0 ? this.length + index : index
    if (place < 0 || place >= this.length) return undefined
    const before = this.#others.findLastIndex(({ position }) => position <= place)
    const last = this.#others[before]
    return last?.position === place ? last.event : this.#probes.event(place - before - 1)
  }

  find<E extends RunEvent>(isOne: (event: RunEvent) => event is E): E | undefined
  find(isOne: (event: RunEvent) => boolean): RunEvent | undefined
  find(isOne: (event: RunEvent) => boolean): RunEvent | undefined {
    for (const event of this) if (isOne(event)) return event
    return undefined
  }

  findLast<E extends RunEvent>(isOne: (event: RunEvent) => event is E): E | undefined
  findLast(isOne: (event: RunEvent) => boolean): RunEvent | undefined
  findLast(isOne: (event: RunEvent) => boolean): RunEvent | undefined {
    for (const event of this.#backwards()) if (isOne(event)) return event
    return undefined
  }

  some(isOne: (event: RunEvent) => boolean): boolean {
    return this.find(isOne) !== undefined
  }

  flatMap<T>(map: (event: RunEvent) => readonly T[]): T[] {
    const mapped: T[] = []
    for (const event of this) for (const one of map(event)) mapped.push(one)
    return mapped
  }

  *#backwards(): Generator<RunEvent, undefined> {
    let probe = this.#probes.length
    for (const [back, { position, event }] of this.#others.toReversed().entries()) {
      const before = this.#others.length - 1 - back
      while (probe > position - before) yield this.#probes.event(--probe)
      yield event
    }
    while (probe > 0) yield this.#probes.event(--probe)
  }
}

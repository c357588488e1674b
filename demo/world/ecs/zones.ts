import type { Task } from './state.ts'

/** The Availability Zones of a region, some of which may be impaired: nothing new is placed there. */
export class Zones {
  readonly names: readonly string[]
  #impaired = new Set<string>()

  constructor(region: string) {
    this.names = ['a', 'b', 'c'].map((letter) => `${region}${letter}`)
  }

  set(name: string, state: 'available' | 'impaired'): void {
    if (state === 'impaired') this.#impaired.add(name)
    else this.#impaired.delete(name)
  }

  available(): string[] {
    return this.names.filter((name) => !this.#impaired.has(name))
  }
}

export const countIn = (zone: string, tasks: readonly Task[]): number =>
  tasks.filter((task) => task.zone === zone).length

/** The fewest tasks first; those named first among equals. */
export const emptiestFirst = (zones: readonly string[], tasks: readonly Task[]): string[] =>
  [...zones].sort((one, other) => countIn(one, tasks) - countIn(other, tasks))

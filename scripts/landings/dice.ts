import { seededRandom } from '../simulation/random.ts'

export class Dice {
  readonly #random: () => number

  constructor(random: () => number) {
    this.#random = random
  }

  is(probability: number): boolean {
    return this.#random() < probability
  }

  between(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1))
  }

  of<T>(choices: readonly [T, ...T[]] | readonly T[]): T {
    return choices[Math.floor(this.#random() * choices.length)] as T
  }
}

/** Many neighbouring seeds have to draw what has nothing to do with each other. */
const spread = (seed: number): number => Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0

export const randomOf = (seed: number): (() => number) => seededRandom(spread(seed))

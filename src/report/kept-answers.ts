import type { Answer, ProbeClass } from '../health/observation.ts'

/** What an observation says, without its times. */
export interface Answered {
  readonly result: ProbeClass
  readonly reason?: string | undefined
  readonly warnings?: readonly string[] | undefined
  readonly answer?: Answer | undefined
}

/** So many different ones are kept word by word, the latest; of older ones that differ only in figures, the first. */
const MAX_EXACT = 2_000

/** Keeps each answer once, by a number: probes say the same again and again. */
export class KeptAnswers {
  readonly #byNumber: Answered[] = []
  readonly #numbers = new Map<string, number>()
  /** By what they have in common. */
  readonly #alike = new Map<string, Answered>()
  #exactFrom = 0

  get(number: number): Answered {
    const answered = this.#byNumber[number]
    if (answered === undefined) throw new Error(`there is no answer ${number}`)
    return answered
  }

  keep({ result, reason, warnings, answer }: Answered): number {
    const answered = { result, reason, warnings, answer }
    const key = JSON.stringify(answered)
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.#byNumber.push(answered) - 1
    this.#numbers.set(key, number)
    if (this.#numbers.size > MAX_EXACT) this.#foldOldest()
    return number
  }

  #foldOldest(): void {
    const oldest = this.get(this.#exactFrom)
    const shape = shapeOf(oldest)
    const first = this.#alike.get(shape) ?? oldest
    this.#alike.set(shape, first)
    this.#byNumber[this.#exactFrom] = first
    this.#numbers.delete(JSON.stringify(oldest))
    this.#exactFrom += 1
  }
}

/** Ids, times and counts differ in each answer, though it says the same; of a good one the body does not count. */
export function shapeOf({ result, reason = '', warnings = [], answer }: Answered): string {
  const body = result === 'pass' ? '' : (answer?.bodyHead ?? '')
  const words = [reason, ...warnings, body].map((text) => text.replace(/\b[0-9a-f-]{8,}\b|\d+/gi, '0'))
  return JSON.stringify([result, answer?.url, answer?.status, answer?.version, ...words])
}

/** Whether they are one and the same, which is quicker to see than that they say the same. */
export function isIdentical(one: Answered | undefined, other: Answered): boolean {
  return (
    one?.result === other.result &&
    one.reason === other.reason &&
    one.warnings === other.warnings &&
    one.answer === other.answer
  )
}

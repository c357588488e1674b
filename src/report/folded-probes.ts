/**
 * Probes of one check that came one after the other, without their own times: when the first and the last of them
 * started; how long they took, and their response time, on average; their answers, each with its number of probes in a
 * row. Mixed: they took turns so often that only the number of each is kept.
 */
export type FoldedProbes = readonly [
  firstStartedAtMs: number,
  lastStartedAtMs: number,
  tookMs: number,
  latencyMs: number | null,
  answers: readonly number[],
  isMixed: 0 | 1,
]

/** One of them, as far as it is known. */
export interface UnfoldedProbe {
  readonly startedAtMs: number
  readonly tookMs: number
  readonly latencyMs: number | null
  readonly answer: number
}

const MAX_RUNS = 8

/** Folds the probes of one check. */
export class ProbeFold {
  readonly folded: FoldedProbes[] = []
  readonly #length: number
  #open: OpenFold | undefined

  /** @param length of how many probes each fold is */
  constructor(length: number) {
    this.#length = length
  }

  add(probe: UnfoldedProbe): void {
    this.#open ??= new OpenFold(probe.startedAtMs)
    this.#open.add(probe)
    if (this.#open.count >= this.#length) this.close()
  }

  close(): void {
    if (this.#open !== undefined) this.folded.push(this.#open.fold())
    this.#open = undefined
  }
}

class OpenFold {
  count = 0
  readonly #firstStartedAtMs: number
  #lastStartedAtMs: number
  #tookMs = 0
  #latencyMs = 0
  #timedCount = 0
  readonly #runs: { readonly answer: number; count: number }[] = []

  constructor(startedAtMs: number) {
    this.#firstStartedAtMs = startedAtMs
    this.#lastStartedAtMs = startedAtMs
  }

  add({ startedAtMs, tookMs, latencyMs, answer }: UnfoldedProbe): void {
    this.count += 1
    this.#lastStartedAtMs = startedAtMs
    this.#tookMs += tookMs
    if (latencyMs !== null) {
      this.#latencyMs += latencyMs
      this.#timedCount += 1
    }
    const run = this.#runs.at(-1)
    if (run?.answer === answer) run.count += 1
    else this.#runs.push({ answer, count: 1 })
  }

  fold(): FoldedProbes {
    const times = [this.#firstStartedAtMs, this.#lastStartedAtMs, tenths(this.#tookMs / this.count)] as const
    const latencyMs = this.#timedCount === 0 ? null : tenths(this.#latencyMs / this.#timedCount)
    if (this.#runs.length <= MAX_RUNS) {
      return [...times, latencyMs, this.#runs.flatMap(({ answer, count }) => [answer, count]), 0]
    }
    const counts = new Map<number, number>()
    for (const { answer, count } of this.#runs) counts.set(answer, (counts.get(answer) ?? 0) + count)
    return [...times, latencyMs, [...counts].flat(), 1]
  }
}

/** At even distances. */
export function unfold(folded: FoldedProbes): UnfoldedProbe[] {
  const [firstStartedAtMs, lastStartedAtMs, tookMs, latencyMs, answers, isMixed] = folded
  const runs = Array.from({ length: answers.length / 2 }, (_, index) => ({
    answer: answers[2 * index] ?? 0,
    count: answers[2 * index + 1] ?? 0,
  }))
  const order = isMixed ? takeTurns(runs) : runs.flatMap(inARow)
  const everyMs = (lastStartedAtMs - firstStartedAtMs) / Math.max(1, order.length - 1)
  return order.map((answer, index) => {
    return { startedAtMs: firstStartedAtMs + index * everyMs, tookMs, latencyMs, answer }
  })
}

interface Run {
  readonly answer: number
  readonly count: number
}

function inARow({ answer, count }: Run): number[] {
  return Array.from({ length: count }, () => answer)
}

/** Never more of one in a row than they can have been: what was no reason to decide then is none in a replay. */
function takeTurns(runs: readonly Run[]): number[] {
  const total = runs.reduce((sum, { count }) => sum + count, 0)
  const used = runs.map(() => 0)
  return Array.from({ length: total }, (_, index) => {
    const lag = runs.map(({ count }, which) => (count * (index + 1)) / total - (used[which] ?? 0))
    const which = lag.indexOf(Math.max(...lag))
    used[which] = (used[which] ?? 0) + 1
    return runs[which]?.answer ?? 0
  })
}

/** A clock is no more exact than that. */
export function tenths(ms: number): number {
  return Math.round(ms * 10) / 10
}

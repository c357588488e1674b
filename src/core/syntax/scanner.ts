/** What is wrong with one line, where, and what could stand there instead. */
export interface LocatedProblem {
  /** From 1, within the line. */
  readonly column: number
  /** What was found there; empty at the end of the line. */
  readonly actual: string
  /** Completes "allowed …". */
  readonly expected: string
  /** One or two sentences: the nearest right form, and why. */
  readonly hint?: string | undefined
}

export type LineParse<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: LocatedProblem }

/** Far longer than any sensible line; keeps every parser fast whatever it is given. */
const MAX_LINE_CHARACTERS = 4_000

class LineError extends Error {
  readonly problem: LocatedProblem

  constructor(problem: LocatedProblem) {
    super(problem.expected)
    this.problem = problem
  }
}

/** Reads one line from left to right. */
export class Scanner {
  readonly line: string
  #at = 0

  constructor(line: string) {
    this.line = line
  }

  /** From 1: where reading goes on. */
  get column(): number {
    return this.#at + 1
  }

  get isAtEnd(): boolean {
    return this.#at >= this.line.length
  }

  skipSpace(): void {
    this.take(/\s*/y)
  }

  /** Reads what `pattern` (sticky) matches here; undefined, and nothing read, if it does not. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.line)
    if (match === null) return undefined
    this.#at += match[0].length
    return match
  }

  /** Reads one word and the space after it, if it is one of these. */
  takeKeyword<T extends string>(...words: readonly T[]): T | undefined {
    const [found] = this.peek(/[^\s]+/y) ?? []
    const word = words.find((one) => one === found)
    if (word === undefined) return undefined
    this.#at += word.length
    this.skipSpace()
    return word
  }

  peek(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    return pattern.exec(this.line) ?? undefined
  }

  rest(): string {
    return this.line.slice(this.#at)
  }

  /** Refuses what stands here, or at `column`. */
  fail(
    expected: string,
    { hint, column = this.column }: { hint?: string | undefined; column?: number } = {},
  ): never {
    const actual = /^\S+/.exec(this.line.slice(column - 1))?.[0] ?? ''
    throw new LineError({ column, actual, expected, hint })
  }
}

/** Runs a parser over the whole of one line. */
export function parseLine<T>(line: string, parse: (scanner: Scanner) => T): LineParse<T> {
  const scanner = new Scanner(line)
  try {
    if (line.length > MAX_LINE_CHARACTERS) scanner.fail(`at most ${MAX_LINE_CHARACTERS} characters a line`)
    scanner.skipSpace()
    return { ok: true, value: parse(scanner) }
  } catch (error) {
    if (error instanceof LineError) return { ok: false, problem: error.problem }
    throw error
  }
}

import { logShape } from '../../core/log-shape.ts'
import type { Pattern } from '../../core/pattern/pattern.ts'
import { truncate } from '../../core/truncate.ts'

/** One line as it was logged, on the run's clock. Untrusted. */
export interface LogLine {
  readonly atMs: number
  readonly text: string
}

/** What one line of the log, with all that belongs to it, says. */
export interface LoggedError {
  readonly atMs: number
  readonly shape: string
  readonly text: string
}

/** So much of a line is searched, and so much of it is shown. */
const SEARCHED_LENGTH = 4_000
const SHOWN_LENGTH = 300

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of terminals are what it removes
const COLOURS = /\x1b\[[0-?]{0,32}[ -/]{0,8}[@-~]/g
/** Words of an error in a line that says that there is none, or how much is logged. */
const NO_ERRORS: readonly RegExp[] = [
  /\b(?:0|no|zero|without)\s{1,4}(?:errors?|fatals?|criticals?|failures?|exceptions?|panics?)\b/gi,
  /\b(?:errors?|fatals?|criticals?|failures?|exceptions?|panics?)\b["']?\s{0,4}=\s{0,4}["']?(?:0|null|none|false|nil)\b(?!\.\d)/gi,
  /\b(?:errors?|fatals?|criticals?|failures?|exceptions?|panics?)\b["']?\s{0,4}:\s{0,4}["']?(?:0|null|none|false|nil)["']?(?=\s{0,4}(?:[,;)}\]]|$))/gi,
  /\blog[ _.-]?level\b\W{0,4}(?:(?:is|set|to|at)\W{1,4}){0,3}\w+/gi,
]

/** Whether a line matches `log-pattern`, apart from "0 errors", `errors=0`, `LOG_LEVEL=ERROR` and the like. */
export function isErrorLine(text: string, pattern: Pattern): boolean {
  let searched = text.slice(0, SEARCHED_LENGTH).replace(COLOURS, '')
  for (const none of NO_ERRORS) searched = searched.replace(none, ' ')
  return pattern.find(searched) === 'found'
}

/** The frames of a stack, and what introduces a further cause. */
const OF_A_TRACE =
  /^(?:\s|at \S|\.{3}|[}\])]|Caused by:|Suppressed:|goroutine \d|\[signal |exit status \d|created by |\/\S+:\d+|-{3,}|\^|$)/
const FURTHER = /^(?:During handling of the above|The above exception was)/
const TRACEBACK = /^Traceback \(most recent call last\)/
const EXCEPTION = /^(?:[\w$]{1,80}[.:]{1,2}){0,12}[\w$]{0,80}(?:Error|Exception|Exit|Interrupt)\b/

/**
 * - `quiet`: the last line was no error
 * - `begun`: it was one, and a stack may follow
 * - `traced`: within a traceback of Python, which ends with the exception
 * - `named`: the exception has been named; the next one is another error
 */
type State = 'quiet' | 'begun' | 'traced' | 'named'

/** Reads one stream of lines. A stack of many lines is one error. */
export class ErrorLines {
  readonly #pattern: Pattern
  #state: State = 'quiet'

  constructor(pattern: Pattern) {
    this.#pattern = pattern
  }

  /** Undefined: no error, or more of the one before. */
  read({ atMs, text }: LogLine): LoggedError | undefined {
    if (this.#goesOn(text)) return undefined
    const isError = isErrorLine(text, this.#pattern)
    if (isError || !OF_A_TRACE.test(text)) this.#state = isError ? stateAfter(text) : 'quiet'
    return isError ? { atMs, shape: logShape(text), text: truncate(text, SHOWN_LENGTH) } : undefined
  }

  #goesOn(text: string): boolean {
    if (this.#state === 'quiet') return false
    if (OF_A_TRACE.test(text)) return true
    if (FURTHER.test(text)) {
      this.#state = 'begun'
      return true
    }
    if (this.#state === 'named') return false
    if (TRACEBACK.test(text)) {
      const isFirst = this.#state === 'begun'
      this.#state = 'traced'
      return isFirst
    }
    if (this.#state === 'begun' && !EXCEPTION.test(text)) return false
    // A traceback ends with its first line that is not indented, whatever the exception is called.
    this.#state = 'named'
    return true
  }
}

function stateAfter(text: string): State {
  if (TRACEBACK.test(text)) return 'traced'
  return EXCEPTION.test(text) ? 'named' : 'begun'
}

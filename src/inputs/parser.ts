import { type Checked, invalid } from './checked.ts'
import type { InputName } from './declarations.ts'

/** Turns the text of an input, or of a line of it, into a value. Never throws. */
export interface Parser<T> {
  /** Completes "allowed …". */
  readonly expected: string
  parse(text: string): Parsed<T>
}

export type Parsed<T> = Checked<T, Refusal>

/** Why a text was refused, as far as that is not said by the parser's `allowed`. */
export interface Refusal {
  /** The part that is wrong. Absent: all of the text. */
  readonly actual?: string
  /** From 1, within the text. */
  readonly line?: number | undefined
  /** From 1, within the line. */
  readonly column?: number | undefined
  /** In place of the parser's own. */
  readonly expected?: string
  readonly hint?: string | undefined
  /** An expression that gave nothing would look so: here, or in the input that is named. */
  readonly mayBeUnset?: true | InputName | undefined
}

export function refuse(hint?: string): Parsed<never> {
  return invalid({ hint })
}

/** Gives an input's text as the runner does: with action.yml's default, and empty if there is none. */
export interface InputReader {
  get(name: string): string
  /** The names of all that was given, in lower case, declared or not. Absent: unknown. */
  given?(): readonly string[]
  /** A variable of the step's environment that stands in for an input. Absent: none is known. */
  variable?(name: string): string | undefined
  /** The text of a file in the workspace, or why there is none, in a sentence. Undefined or absent: it cannot be read yet. */
  readFile?(path: string): Checked<string, string> | undefined
}

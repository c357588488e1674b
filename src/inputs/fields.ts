// inputs/ turns raw strings into values or into problems; what only one target understands is with it.

import { type Checked, invalid, valid } from './checked.ts'
import { INPUT_DEFAULTS, type InputName } from './declarations.ts'
import type { InputProblem } from './input-error.ts'
import type { InputRule } from './input-rules.ts'
import type { InputReader, Parser, Refusal } from './parser.ts'

/** The inputs by name; what is wrong with one comes back as problems that are safe to show. */
export class Fields {
  readonly #reader: InputReader
  readonly #ruleOf: (name: InputName) => InputRule

  constructor(reader: InputReader, ruleOf: (name: InputName) => InputRule) {
    this.#reader = reader
    this.#ruleOf = ruleOf
  }

  /** Without white space around it. */
  text(name: InputName): string {
    return this.#reader.get(name).trim()
  }

  /** Whether it is set, and to nothing: what it is set from gave nothing. */
  isEmptyVariable(name: string): boolean {
    return this.#reader.variable?.(name)?.trim() === ''
  }

  /** The text of a file in the workspace. Undefined: it cannot be read yet. */
  readFile(path: string): Checked<string, string> | undefined {
    return this.#reader.readFile?.(path)
  }

  /** Whether the user asked for something: neither empty nor the default. */
  isSet(name: InputName): boolean {
    const text = this.text(name)
    return text !== '' && text !== INPUT_DEFAULTS[name]
  }

  take<T>(name: InputName, parser: Parser<T>): Checked<T, InputProblem> {
    const text = this.text(name)
    if (text === '')
      return this.refuse(name, {
        expected: parser.expected,
        hint: this.#describeEmpty(name),
        mayBeUnset: true,
      })
    if (hasControls(text)) {
      return this.refuse(name, {
        expected: parser.expected,
        hint: 'It holds an invisible control character.',
      })
    }
    const parsed = parser.parse(text)
    if (parsed.ok) return parsed
    return invalid(
      ...parsed.problems.map((refusal) => this.#problem(name, { expected: parser.expected, ...refusal })),
    )
  }

  /** Like `take`, but empty is allowed and comes out as undefined. */
  takeOptional<T>(name: InputName, parser: Parser<T>): Checked<T | undefined, InputProblem> {
    return this.text(name) === '' ? valid(undefined) : this.take(name, parser)
  }

  /** Like `take`, but empty is allowed and comes out as an empty list. */
  takeList<T>(name: InputName, parser: Parser<readonly T[]>): Checked<readonly T[], InputProblem> {
    return this.text(name) === '' ? valid([]) : this.take(name, parser)
  }

  /** For what only shows beside other inputs. */
  refuse(name: InputName, refusal: Refusal & { readonly expected: string }): Checked<never, InputProblem> {
    return invalid(this.#problem(name, refusal))
  }

  #problem(input: InputName, refusal: Refusal & { readonly expected: string }): InputProblem {
    const actual = refusal.actual ?? this.text(input)
    const { show = (text: string) => text } = this.#ruleOf(input)
    return { input, ...refusal, actual: actual === '' ? '' : show(actual) }
  }

  #describeEmpty(name: InputName): string {
    const preset = INPUT_DEFAULTS[name]
    if (preset !== '')
      return `If it is set from an expression, the expression is empty; left out, it is ${preset === '.' ? '"."' : preset}.`
    return this.#ruleOf(name).show === undefined
      ? 'It is needed here; if it is set from an expression, the expression is empty.'
      : 'It is needed here; if it is set from a secret, that is not set here (pull requests from forks get none).'
  }
}

function hasControls(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
  return /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text)
}

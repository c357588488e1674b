/** One thing that is wrong with one input. */
export interface InputProblem {
  readonly input: string
  /** What was given, or the part of it that is wrong; already without secrets. */
  readonly actual: string
  /** Which line of the input, from 1; absent when it is not about a line. */
  readonly line?: number | undefined
  /** Where on that line, from 1; for what is written in a language. */
  readonly column?: number | undefined
  /** Completes "allowed …". */
  readonly expected: string
  /** One or two sentences: what is likely meant, and what to do. */
  readonly hint?: string | undefined
  /** An expression that gave nothing would look so, such as a secret that is not set: here, or in the input named. */
  readonly mayBeUnset?: true | string | undefined
}

/** Carries everything that is wrong with the inputs, so that they can be put right in one go. */
export class InputError extends Error {
  override readonly name = 'InputError'
  readonly problems: readonly InputProblem[]

  constructor(problems: readonly InputProblem[]) {
    super(problems.map(renderProblem).join('\n'))
    this.problems = problems
  }
}

/** The inputs that an expression may have left empty. */
export function unsetInputs(problems: readonly InputProblem[]): readonly string[] {
  const names = problems.flatMap(({ input, mayBeUnset }) =>
    mayBeUnset === undefined ? [] : [mayBeUnset === true ? input : mayBeUnset],
  )
  return [...new Set(names)]
}

/** One line of text: `name: invalid value "…": expected ….` */
export function renderProblem({ input, actual, line, column, expected, hint }: InputProblem): string {
  const where = [line && ` on line ${line}`, column && `, column ${column}`].filter(Boolean).join('')
  return `${input}: invalid value ${quote(actual)}${where}: expected ${expected}${hint === undefined ? '' : `. ${hint}`}`
}

const MAX_SHOWN_CHARACTERS = 80

/** Unseen characters are spelled out, so that a value cannot move the text around it. */
function quote(value: string): string {
  const characters = [...value.slice(0, 2 * MAX_SHOWN_CHARACTERS + 2)]
  const isTruncated = characters.length > MAX_SHOWN_CHARACTERS
  const head = characters.slice(0, MAX_SHOWN_CHARACTERS).join('')
  const escaped = JSON.stringify(head).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )
  return isTruncated ? `${escaped.slice(0, -1)}…"` : escaped
}

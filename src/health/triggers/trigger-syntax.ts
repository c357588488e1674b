import { parseDuration } from '../../core/duration.ts'
import type { Scanner } from '../../core/syntax/scanner.ts'
import type { Comparison, UpperBound } from './trigger-line.ts'

export const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y
export const PERCENT = /(\d+(?:\.\d+)?)\s*%/y
const NAME = /"([^"]+)"|'([^']+)'|([^\s"'<>=!]+)/y

interface NameForm {
  readonly expected: string
  readonly form: string
  /** What comes next, as a pattern and in words. */
  readonly next: RegExp
  readonly nextAllowed: string
}

export function readName(scanner: Scanner, { expected, form, next, nextAllowed }: NameForm): string {
  const [, inDouble, inSingle, bare] = scanner.take(NAME) ?? []
  const name = inDouble ?? inSingle ?? bare
  if (name === undefined) return scanner.fail(expected, { hint: `For example: ${form}` })
  scanner.skipSpace()
  if (scanner.isAtEnd || scanner.peek(next)) return name
  return scanner.fail(nextAllowed, { hint: `A name of several words goes in quotes. For example: ${form}` })
}

export function readUpper(scanner: Scanner, form: string): UpperBound['operator'] {
  return readOperator(scanner, ['>', '>='], form)
}

export function readOperator<T extends Comparison>(
  scanner: Scanner,
  operators: readonly T[],
  form: string,
): T {
  const { column } = scanner
  const [, found] = scanner.take(/([<>=!]+)\s*/y) ?? []
  const operator = operators.find((one) => one === found)
  return operator ?? scanner.fail(operators.join(' or '), { column, hint: `For example: ${form}` })
}

export function readPercent(scanner: Scanner, max: number): number {
  const { column } = scanner
  const [, digits] = scanner.take(PERCENT) ?? []
  const value = Number(digits)
  if (digits === undefined || value > max) {
    const [number] = scanner.peek(NUMBER) ?? []
    const hint = number === undefined ? undefined : `Did you mean ${number}%?`
    return scanner.fail(`a percentage${max === 100 ? ' up to 100%' : ', such as 150%'}`, { column, hint })
  }
  scanner.skipSpace()
  return value
}

/** `over 2m` or `for 2m`: both say the same. */
export function readWindow(scanner: Scanner, form: string): number {
  if (scanner.takeKeyword('over', 'for') === undefined)
    scanner.fail('over or for and a duration', { hint: `For example: ${form}` })
  const { column } = scanner
  const durationMs = readDuration(scanner, 'a duration with its unit, such as 2m')
  return durationMs > 0 ? durationMs : scanner.fail('a duration above 0', { column })
}

export function readDuration(scanner: Scanner, expected: string): number {
  const [word = ''] = scanner.peek(/[^\s]+/y) ?? []
  const durationMs = parseDuration(word)
  if (durationMs === undefined) {
    return scanner.fail(expected, { hint: guessDuration(word) })
  }
  scanner.takeKeyword(word)
  return durationMs
}

function guessDuration(word: string): string | undefined {
  if (/^\d+(?:\.\d+)?$/.test(word)) return `Did you mean ${word}s or ${word}m?`
  const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|[dhms])[a-z]*$/i.exec(word) ?? []
  const meant = `${count}${unit.toLowerCase()}`
  return parseDuration(meant) === undefined ? undefined : `Did you mean ${meant}?`
}

export function expectKeywords(scanner: Scanner, form: string, ...words: readonly string[]): void {
  for (const word of words) {
    if (scanner.takeKeyword(word) === undefined) scanner.fail(word, { hint: `For example: ${form}` })
  }
}

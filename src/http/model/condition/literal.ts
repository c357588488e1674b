import { parseDuration } from '../../../core/duration.ts'
import { type Pattern, readPattern } from '../../../core/pattern/pattern.ts'
import type { Scanner } from '../../../core/syntax/scanner.ts'
import type { NumberRange, Scalar, SubjectType } from './condition.ts'

const BYTES: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
}

const VALUES: Readonly<Record<SubjectType, string>> = {
  number: 'a whole number, such as 200',
  duration: 'a duration with its unit, such as 800ms or 7d',
  text: 'text in quotes, such as "ok"',
  json: 'a number, "text", true, false or null',
}

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y
const QUANTITY = /(-?\d+(?:\.\d+)?)([A-Za-z][\w.]*)(?![\w.])/y
const STRING = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/y
const WORD = /(true|false|null)(?![\w.])/y
const RANGE = /(\d+)\s*-\s*(\d+)(?![\w.])/y
const PATTERN = /\/((?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+)\/([a-zA-Z]*)/y

/** One value of the subject's type. */
export function readScalar(scanner: Scanner, type: SubjectType): Scalar {
  const { column } = scanner
  const value = readNumber(scanner, type) ?? readText(scanner) ?? readKeyword(scanner)
  if (value !== undefined && suits(value, type)) return value
  return scanner.fail(VALUES[type], { column, ...hintAt(scanner, column, type) })
}

export function readNumberOf(scanner: Scanner, type: SubjectType): number {
  const { column } = scanner
  const value = readNumber(scanner, type)
  if (value !== undefined) return value
  if (type === 'duration') return scanner.fail(VALUES.duration, { column, ...hintAt(scanner, column, type) })
  return scanner.fail('a number, such as 5 or 2MB', { column })
}

export function readQuoted(scanner: Scanner): string {
  const { column } = scanner
  return readText(scanner) ?? scanner.fail(VALUES.text, { column, ...hintAt(scanner, column, 'text') })
}

/** `[200, 204, 300-399]`, or the same without brackets. */
export function readItems(scanner: Scanner, type: SubjectType): (Scalar | NumberRange)[] {
  const isBracketed = scanner.take(/\[\s*/y) !== undefined
  const items = [readItem(scanner, type)]
  while (scanner.take(/\s*,\s*/y)) items.push(readItem(scanner, type))
  if (isBracketed && !scanner.take(/\s*\]/y)) scanner.fail('a comma and another value, or ]')
  return items
}

function readItem(scanner: Scanner, type: SubjectType): Scalar | NumberRange {
  const { column } = scanner
  const [, from, to] = (type === 'text' ? undefined : scanner.take(RANGE)) ?? []
  if (from === undefined) return readScalar(scanner, type)
  const range = { from: Number(from), to: Number(to) }
  if (range.from <= range.to) return range
  return scanner.fail('a range from the smaller to the larger number', {
    column,
    hint: `Did you mean ${to}-${from}?`,
  })
}

export function readRegularExpression(scanner: Scanner): Pattern {
  const { column } = scanner
  const [, source, flags] = scanner.take(PATTERN) ?? []
  const expected = 'a regular expression between slashes, such as /v[0-9]+/'
  if (source === undefined) {
    const [, text] = scanner.peek(/["']([^"']*)["']/y) ?? []
    const hint =
      text === undefined
        ? 'Within it, write \\/ for a slash and \\[ for a bracket.'
        : `Did you mean /${text}/?`
    return scanner.fail(expected, { hint })
  }
  const read = readPattern(source, flags)
  return read.ok ? read.pattern : scanner.fail(expected, { column, hint: sentence(read.because) })
}

function readNumber(scanner: Scanner, type: SubjectType): number | undefined {
  const { column } = scanner
  if (type !== 'duration') {
    const [plain] = scanner.take(NUMBER) ?? []
    if (plain !== undefined) return Number(plain)
  }
  const [quantity, count, unit = ''] = scanner.peek(QUANTITY) ?? []
  if (quantity === undefined) return undefined
  const value = parseDuration(quantity) ?? (type === 'json' ? size(Number(count), unit) : undefined)
  if (value === undefined) return scanner.fail(VALUES[type], { column, ...hintOnUnit(count, unit, type) })
  if (type === 'number') return scanner.fail('a number without a unit', { column })
  scanner.take(QUANTITY)
  return value
}

function size(count: number, unit: string): number | undefined {
  const factor = Object.hasOwn(BYTES, unit) ? BYTES[unit] : undefined
  return factor === undefined ? undefined : count * factor
}

function readText(scanner: Scanner): string | undefined {
  const { column } = scanner
  const [quoted, inDouble, inSingle] = scanner.take(STRING) ?? []
  if (quoted !== undefined) return unescapeText(inDouble ?? inSingle ?? '')
  const [quote] = scanner.peek(/["']/y) ?? []
  if (quote === undefined) return undefined
  return scanner.fail(`text that ends with ${quote}`, {
    column,
    hint: `Within the text, write \\${quote} for ${quote}.`,
  })
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function unescapeText(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code?: string, character: string = '') =>
    code === undefined ? (ESCAPED[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)),
  )
}

function readKeyword(scanner: Scanner): boolean | null | undefined {
  const [word] = scanner.take(WORD) ?? []
  return word === undefined ? undefined : word === 'null' ? null : word === 'true'
}

function suits(value: Scalar, type: SubjectType): boolean {
  if (type === 'json') return true
  if (type === 'text') return typeof value === 'string'
  return typeof value === 'number' && (type === 'duration' || Number.isInteger(value))
}

function hintAt(scanner: Scanner, column: number, type: SubjectType): { hint?: string } {
  const [word] = /^[^\s,\]]+/.exec(scanner.line.slice(column - 1)) ?? []
  const [, quoted] = /^["'](\d[\w.]*)["']$/.exec(word ?? '') ?? []
  if (quoted !== undefined && type !== 'text') return { hint: `Did you mean ${quoted}?` }
  if (word === undefined || /^["'/]/.test(word)) return {}
  if (type === 'duration')
    return /^\d+(?:\.\d+)?$/.test(word) ? { hint: `Did you mean ${word}ms, ${word}s or ${word}d?` } : {}
  if (/^(?:true|false|null)$/i.test(word) && type === 'json')
    return { hint: `Did you mean ${word.toLowerCase()}?` }
  return type === 'number' ? {} : { hint: `Text needs quotes: ${JSON.stringify(word)}.` }
}

function hintOnUnit(count: string | undefined, unit: string, type: SubjectType): { hint?: string } {
  const units = ['ms', 's', 'm', 'h', 'd', ...(type === 'json' ? Object.keys(BYTES) : [])]
  const near = units.find((one) => one.toLowerCase() === unit.toLowerCase())
  if (near !== undefined) return { hint: `Did you mean ${count}${near}?` }
  return type === 'number' ? {} : { hint: `The units are ${units.join(', ')}.` }
}

function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`
}

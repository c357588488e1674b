import type { Node, Scalar } from 'yaml'
import { type Checked, invalid, valid } from './checked.ts'
import type { InputReader, Parsed, Refusal } from './parser.ts'

let library: typeof import('yaml') | undefined

/** Loads the reader of YAML, a large part that few runs need. To be awaited before anything is read here. */
export async function loadYaml(): Promise<void> {
  library ??= await import('yaml')
}

/** Whether an input is given whose text is YAML. */
export function needsYaml(reader: InputReader): boolean {
  return reader.get('checks') !== '' || reader.get('metrics') !== ''
}

function yaml(): typeof import('yaml') {
  if (library === undefined) throw new Error('YAML was to be read before loadYaml() had loaded its reader')
  return library
}

/** Far more than any list of checks, and little enough to be read in no time. */
const MAX_CHARACTERS = 64 * 1024
const MAX_DEPTH = 20

interface Place {
  readonly line: number
  readonly column: number
}

/** A value of a YAML text, with the place at which it stands. */
export type YamlValue = YamlText | YamlList | YamlMap

export interface YamlText {
  readonly kind: 'text'
  readonly place: Place
  /** As it is written, without quotes: `5s`, `200`, `true`. */
  readonly text: string
  /** As YAML types it. */
  readonly json: string | number | boolean | null
  /** `null`, or nothing at all. */
  readonly isNull: boolean
  readonly isBlock: boolean
}

export interface YamlList {
  readonly kind: 'list'
  readonly place: Place
  readonly items: readonly YamlValue[]
}

export interface YamlMap {
  readonly kind: 'map'
  readonly place: Place
  readonly entries: ReadonlyMap<string, { readonly key: Place; readonly value: YamlValue }>
}

/** Reads a YAML text. Never throws; every problem has its line and column. */
export function readYaml(text: string, expected: string): Parsed<YamlValue> {
  if (text.length > MAX_CHARACTERS)
    return refused(
      { line: 1, column: 1 },
      { actual: `${text.length} characters`, expected: `at most ${MAX_CHARACTERS} characters` },
    )
  const counter = new (yaml().LineCounter)()
  const placeAt = (offset: number): Place => {
    const { line, col } = counter.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  try {
    const { contents, errors } = yaml().parseDocument(text, {
      lineCounter: counter,
      prettyErrors: false,
      strict: true,
    })
    const [error] = errors
    if (error !== undefined) return refuseSyntax(error.message, placeAt(error.pos[0]), expected)
    return convert(contents, { placeAt, text, depth: 0, expected })
  } catch (error) {
    if (error instanceof RangeError) return refuseDepth()
    throw error
  }
}

/** The reader recurses, and gives up on thousands of nested values. */
function refuseSyntax(message: string, place: Place, expected: string): Parsed<never> {
  if (message.includes('call stack')) return refuseDepth()
  return refused(place, { actual: UNREADABLE, expected, hint: describe(message) })
}

function refuseDepth(): Parsed<never> {
  return refused(
    { line: 1, column: 1 },
    { actual: 'deep nesting', expected: `values nested at most ${MAX_DEPTH} deep` },
  )
}

const UNREADABLE = 'YAML that cannot be read'

interface Reading {
  readonly placeAt: (offset: number) => Place
  readonly text: string
  readonly depth: number
  readonly expected: string
}

function convert(node: Node | null, reading: Reading): Parsed<YamlValue> {
  const place = reading.placeAt(node?.range?.[0] ?? 0)
  if (reading.depth > MAX_DEPTH) return refuseDepth()
  if (yaml().isAlias(node) || (node !== null && 'anchor' in node && node.anchor !== undefined)) {
    return refused(place, {
      actual: yaml().isAlias(node) ? `*${node.source}` : 'an anchor',
      expected: 'plain values',
      hint: 'Anchors and aliases (& and *) are not read here.',
    })
  }
  const deeper = { ...reading, depth: reading.depth + 1 }
  if (yaml().isSeq<Node>(node)) {
    const items = node.items.map((item) => convert(item, deeper))
    const problems = items.flatMap((item) => (item.ok ? [] : item.problems))
    if (problems.length > 0) return invalid(...problems)
    return valid({ kind: 'list', place, items: items.flatMap((item) => (item.ok ? [item.value] : [])) })
  }
  if (yaml().isMap<Node, Node | null>(node)) return convertMap(node.items, place, deeper)
  return valid(
    yaml().isScalar(node)
      ? convertScalar(node, place)
      : { kind: 'text', place, text: '', json: null, isNull: true, isBlock: false },
  )
}

function convertMap(
  pairs: readonly { readonly key: Node; readonly value: Node | null }[],
  place: Place,
  reading: Reading,
): Parsed<YamlValue> {
  const entries = new Map<string, { key: Place; value: YamlValue }>()
  const problems: Refusal[] = []
  for (const { key, value } of pairs) {
    const at = reading.placeAt(key.range?.[0] ?? 0)
    const name = yaml().isScalar(key) ? convertScalar(key, at).text : undefined
    const converted = convert(value, reading)
    if (name === undefined || name === '')
      problems.push(refusal(at, { actual: 'this key', expected: 'plain text before the colon' }))
    else if (converted.ok)
      entries.set(name, {
        key: at,
        value: isEmptyValue(value) ? { ...converted.value, place: at } : converted.value,
      })
    else problems.push(...converted.problems)
  }
  return problems.length > 0 ? invalid(...problems) : valid({ kind: 'map', place, entries })
}

function isEmptyValue(node: Node | null): boolean {
  return node === null || (node.range?.[0] ?? 0) === (node.range?.[1] ?? 0)
}

function convertScalar(node: Scalar, place: Place): YamlText {
  const isPlain = node.type === 'PLAIN'
  const text = isPlain ? (node.source ?? '') : String(node.value ?? '')
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'
  return {
    kind: 'text',
    place,
    text,
    json: toJson(node.value),
    isNull: isPlain && node.value === null,
    isBlock,
  }
}

function toJson(value: unknown): YamlText['json'] {
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : String(value)
}

function describe(message: string): string {
  const [first = ''] = message.split('\n')
  const sentence = /[.!?]$/.test(first) ? first : `${first}.`
  return /mapping|implicit|quote|scalar/i.test(first)
    ? `${sentence} A value with a colon or a # in it needs quotes.`
    : sentence
}

export function refused(place: Place, rest: Refusal): Checked<never, Refusal> {
  return invalid(refusal(place, rest))
}

export function refusal({ line, column }: Place, { actual = '', ...rest }: Refusal): Refusal {
  return { actual, ...rest, line, column }
}

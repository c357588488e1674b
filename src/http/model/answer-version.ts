import { truncate } from '../../core/truncate.ts'
import type { FullAnswer } from './answer.ts'
import type { VersionSource } from './expectation.ts'

export type VersionReading =
  | { readonly kind: 'found'; readonly version: string }
  /** One clause: why there is none. */
  | { readonly kind: 'missing'; readonly because: string }

/** As it stands in the answer: of a number (`"build": 2.0`) its own digits. Nothing else is converted. */
export function readVersion(answer: FullAnswer, source: VersionSource): VersionReading {
  return source.kind === 'header' ? readHeader(answer, source.name) : readPath(answer, source.path)
}

function readHeader({ headers }: FullAnswer, name: string): VersionReading {
  const value = headers.get(name.toLowerCase())?.trim()
  if (value === undefined) return missing(`it has no header ${name}, only ${listNames([...headers.keys()])}`)
  if (value === '') return missing(`its header ${name} is empty`)
  // A proxy may have joined two headers with one value.
  const [one = '', ...others] = new Set(value.split(/\s*,\s*/))
  return { kind: 'found', version: others.length === 0 ? one : value }
}

type Path = Extract<VersionSource, { kind: 'body' }>['path']

function readPath({ body }: FullAnswer, path: Path): VersionReading {
  const shown = renderPath(path)
  if (body.isTruncated) return missing(`its body is longer than 1 MiB, so that ${shown} cannot be read`)
  if (body.json === undefined)
    return path.length === 0 ? readText(body.text) : missing(needsJson(shown, body))
  let value = body.json.value
  for (const [depth, key] of path.entries()) {
    const step = stepInto(value, key)
    if (step === undefined)
      return missing(`it has no ${renderPath(path.slice(0, depth + 1))}${besides(value)}`)
    value = step.value
  }
  if (typeof value === 'number') return readNumber(body.text, path)
  if (typeof value === 'string' && value.trim() !== '') return { kind: 'found', version: value.trim() }
  return missing(`${shown} is ${describeValue(value)}, not a version`)
}

/** A version is one line, and not a page. */
function readText(text: string): VersionReading {
  const version = text.trim()
  if (version === '' || version.includes('\n') || describeText(version) === 'HTML')
    return missing(`its body is ${version.includes('\n') ? 'more than one line' : describeText(text)}`)
  return { kind: 'found', version }
}

function needsJson(shown: string, { text }: FullAnswer['body']): string {
  return `${shown} needs JSON, and the body is ${describeText(text)}`
}

/** What the answer has in place of the field that is missing. */
function besides(parent: unknown): string {
  if (typeof parent !== 'object' || parent === null || Array.isArray(parent)) return ''
  const fields = Object.keys(parent)
  return fields.length === 0 ? ', and no other field' : `, only ${listNames(fields)}`
}

const MAX_NAMES = 12

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).map((name) => truncate(name, 40))
  return names.length > MAX_NAMES
    ? `${shown.join(', ')} and ${names.length - MAX_NAMES} more`
    : shown.join(', ')
}

class WrittenNumber {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }
}

/** What is nested some thousand levels deep is parsed, and then too deep to be visited. */
function readNumber(text: string, path: Path): VersionReading {
  try {
    return { kind: 'found', version: numberAsWritten(text, path) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return missing(
      `${renderPath(path)} is a number in a body that is nested too deep to be read as it stands`,
    )
  }
}

/** `2.0` is not `2`, and of twenty digits a number keeps only sixteen: the text itself is the version. */
function numberAsWritten(text: string, path: Path): string {
  const reviver = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' && context?.source !== undefined ? new WrittenNumber(context.source) : value
  let value: unknown = JSON.parse(text, reviver)
  for (const key of path) value = stepInto(value, key)?.value
  return value instanceof WrittenNumber ? value.source : String(value)
}

/** Own fields only: a path must not find what every object inherits. */
function stepInto(value: unknown, key: string | number): { value: unknown } | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value) !== (typeof key === 'number') || !Object.hasOwn(value, key)) return undefined
  return { value: Reflect.get(value, key) }
}

export function describeText(text: string): string {
  if (text.trim() === '') return 'empty'
  return /^\s*<(?:!doctype|html|head|body|\?xml)\b/i.test(text) ? 'HTML' : 'not JSON'
}

function describeValue(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  return typeof value === 'string' ? `"${truncate(value)}"` : String(value)
}

function renderPath(path: Path): string {
  const steps = path.map((key) => {
    if (typeof key === 'number') return `[${key}]`
    return /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
  })
  return `body${steps.join('')}`
}

function missing(because: string): VersionReading {
  return { kind: 'missing', because }
}

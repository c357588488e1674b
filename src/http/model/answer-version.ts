import { truncate } from '../../core/truncate.ts'
import type { FullAnswer } from './answer.ts'
import type { VersionSource } from './expectation.ts'

export type VersionReading =
  | { readonly kind: 'found'; readonly version: string }
  /** One clause: why there is none. */
  | { readonly kind: 'missing'; readonly because: string }

/** Numbers count as versions too (`"build": 1234`); nothing else is converted. */
export function readVersion(answer: FullAnswer, source: VersionSource): VersionReading {
  return source.kind === 'header' ? readHeader(answer, source.name) : readPath(answer, source.path)
}

function readHeader(answer: FullAnswer, name: string): VersionReading {
  const value = answer.headers.get(name.toLowerCase())?.trim()
  return value ? { kind: 'found', version: value } : missing(`it has no header ${name}`)
}

type Path = Extract<VersionSource, { kind: 'body' }>['path']

function readPath({ body }: FullAnswer, path: Path): VersionReading {
  const shown = renderPath(path)
  if (body.isTruncated) return missing(`its body is longer than 1 MiB, so that ${shown} cannot be read`)
  if (body.json === undefined)
    return missing(`${shown} needs JSON, and the body is ${describeText(body.text)}`)
  let value = body.json.value
  for (const [depth, key] of path.entries()) {
    const step = stepInto(value, key)
    if (step === undefined) return missing(`it has no ${renderPath(path.slice(0, depth + 1))}`)
    value = step.value
  }
  if (typeof value === 'string' && value.trim() !== '') return { kind: 'found', version: value.trim() }
  if (typeof value === 'number') return { kind: 'found', version: String(value) }
  return missing(`${shown} is ${describeValue(value)}, not a version`)
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

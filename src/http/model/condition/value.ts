import type { AnswerBody, FullAnswer } from '../answer.ts'
import { describeText } from '../answer-version.ts'
import { type BodyPath, type Operator, renderPath, type Subject } from './condition.ts'

export type ValueReading =
  | { readonly kind: 'found'; readonly value: unknown }
  /** The answer was read, and has no such thing. One clause. */
  | { readonly kind: 'missing'; readonly because: string }
  /** The answer could not be read that far, so that not even its absence is known. */
  | { readonly kind: 'unknown'; readonly because: string }

/** What the subject of a condition is in this answer. */
export function readValue(subject: Subject, operator: Operator, answer: FullAnswer): ValueReading {
  switch (subject.kind) {
    case 'status':
      return found(answer.status)
    case 'redirects':
      return found(answer.redirects)
    case 'url':
      return found(answer.url)
    case 'time':
      return found(answer.timings.totalMs)
    case 'certificate':
      return answer.certificate === undefined
        ? { kind: 'missing', because: 'the answer did not come over TLS, so that there is no certificate' }
        : found(answer.certificate.expiresInMs)
    case 'header': {
      const value = answer.headers.get(subject.name)
      return value === undefined
        ? { kind: 'missing', because: `the answer has no header ${subject.name}` }
        : found(value)
    }
    case 'text':
      return readText(answer.body)
    case 'body':
      return subject.path.length === 0
        ? readBody(answer.body, operator)
        : readField(answer.body, subject.path)
  }
}

/** White space at both ends means nothing, and many servers end a plain answer with a line feed. */
function readText({ text, isTruncated }: AnswerBody): ValueReading {
  return isTruncated ? CUT : found(text.trim())
}

const ON_TEXT: ReadonlySet<Operator> = new Set(['contains', 'startsWith', 'endsWith', 'matches'])

/** The body as a whole is its text for what only text can be asked, and otherwise the JSON value, if it is one. */
function readBody(body: AnswerBody, operator: Operator): ValueReading {
  if (body.isTruncated || body.json === undefined || ON_TEXT.has(operator)) return readText(body)
  return found(body.json.value)
}

function readField(body: AnswerBody, path: BodyPath): ValueReading {
  if (body.isTruncated) return CUT
  if (body.json === undefined) {
    return {
      kind: 'unknown',
      because: `${renderPath(path)} needs JSON, and the body is ${describeText(body.text)}`,
    }
  }
  let value = body.json.value
  for (const [depth, key] of path.entries()) {
    const step = stepInto(value, key)
    if (step === undefined) return { kind: 'missing', because: renderMissing(path, depth, value) }
    value = step.value
  }
  return found(value)
}

/** Own fields only: a path must not find what every object inherits. */
function stepInto(value: unknown, key: string | number): { value: unknown } | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value) !== (typeof key === 'number') || !Object.hasOwn(value, key)) return undefined
  return { value: Reflect.get(value, key) }
}

function renderMissing(path: BodyPath, depth: number, parent: unknown): string {
  const missing = `${renderPath(path.slice(0, depth + 1))} is missing`
  if (Array.isArray(parent) && typeof path[depth] === 'string')
    return `${missing}, since ${renderPath(path.slice(0, depth))} is a list`
  return missing
}

const CUT: ValueReading = {
  kind: 'unknown',
  because: 'the body is longer than 1 MiB, so that nothing can be said about it',
}

function found(value: unknown): ValueReading {
  return { kind: 'found', value }
}

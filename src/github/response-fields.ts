import { PlatformError } from '../core/platform-error.ts'

/** Reads parts of an answer of GitHub, whose form nothing guarantees. Throws a RollbackError for another form. */
export type Fields = Readonly<Record<string, unknown>>

export function fieldsOf(value: unknown): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  throw unexpected('an object', value)
}

export function text(fields: Fields, name: string): string {
  const value = fields[name]
  if (typeof value === 'string') return value
  throw unexpected(`text as ${name}`, value)
}

/** `undefined` for null, for an absent field and for an empty text. */
export function optionalText(fields: Fields, name: string): string | undefined {
  const value = fields[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Numbers of GitHub's are identifiers and counts; one beyond 2^53 arrives as a bigint. */
export function integer(fields: Fields, name: string): number {
  const value = fields[name]
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw unexpected(`a number as ${name}`, value)
}

/** Epoch milliseconds. */
export function time(fields: Fields, name: string): number {
  const ms = Date.parse(text(fields, name))
  if (Number.isNaN(ms)) throw unexpected(`a time as ${name}`, fields[name])
  return ms
}

export function optionalTime(fields: Fields, name: string): number | undefined {
  return optionalText(fields, name) === undefined ? undefined : time(fields, name)
}

export function list(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name]
  return Array.isArray(value) ? value : []
}

/** A user who was deleted is null. */
export function loginIn(fields: Fields, name: string): string | undefined {
  const user = fields[name]
  return typeof user === 'object' && user !== null ? optionalText(fieldsOf(user), 'login') : undefined
}

function unexpected(wanted: string, actual: unknown): PlatformError {
  const kind = actual === null ? 'null' : Array.isArray(actual) ? 'a list' : typeof actual
  return new PlatformError(
    'refused',
    `GitHub's answer was not understood: expected ${wanted}, received ${kind}`,
    {
      hint: 'Check that GITHUB_API_URL is the API of a GitHub server, and that no proxy answers in its place.',
    },
  )
}

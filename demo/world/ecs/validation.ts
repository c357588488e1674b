import * as sdk from '@aws-sdk/client-ecs'

/**
 * Holds both sides of the wire to the SDK's own run-time schemas (its exports that end in `$`), which are as
 * new as the SDK. A structure is `[3, namespace, name, traits, members, schemas, required]`, of which the first
 * `required` members must be there; a list is `[1, ...]`, a map `[2, ...]`, an operation `[9, ..., input, output]`.
 */
type Schema = number | readonly unknown[] | (() => Schema)

export class WireError extends Error {
  override name = 'WireError'
}

export interface OperationSchema {
  input: Schema
  output: Schema
}

/** @param from the SDK of the service, ECS's own if absent */
export function operationSchema(action: string, from: object = sdk): OperationSchema | undefined {
  const schema = (from as Record<string, unknown>)[`${action}$`]
  return Array.isArray(schema) && schema[0] === 9 ? { input: schema[4], output: schema[5] } : undefined
}

export function structureSchema(name: string): Schema {
  const schema = (sdk as Record<string, unknown>)[`${name}$`]
  if (!Array.isArray(schema)) throw new WireError(`the SDK knows no ${name}`)
  return schema
}

/** From the wire: epoch seconds become Dates. Throws a WireError on anything the schema does not allow. */
export const decode = (schema: Schema, wire: unknown): unknown => walk(schema, wire, secondsToDate, '')

/** To the wire: Dates become epoch seconds. Throws a WireError on anything the schema does not allow. */
export const encode = (schema: Schema, value: unknown): unknown => walk(schema, value, dateToSeconds, '')

type Timestamp = (value: unknown, path: string) => unknown

function secondsToDate(value: unknown, path: string): Date {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(path, 'epoch seconds', value)
  return new Date(value * 1000)
}

function dateToSeconds(value: unknown, path: string): number {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw wrong(path, 'a Date', value)
  return value.getTime() / 1000
}

const LIST = 64
const MAP = 128
const SCALARS: Record<number, string> = { 0: 'string', 1: 'number', 2: 'boolean', 17: 'number', 19: 'number' }
const TIMESTAMPS = [4, 5, 6, 7]
const DOCUMENT = 15

function walk(reference: Schema, value: unknown, timestamp: Timestamp, path: string): unknown {
  const schema = resolve(reference)
  if (typeof schema === 'number') return walkSimple(schema, value, timestamp, path)
  if (schema.length === 2) return walk(schema[0] as Schema, value, timestamp, path) // with member traits
  const [kind] = schema
  if (kind === 0) return walk(schema[4] as Schema, value, timestamp, path)
  if (kind === 1) return walkList(schema[4] as Schema, value, timestamp, path)
  if (kind === 2) return walkMap(schema[5] as Schema, value, timestamp, path)
  return walkStructure(schema, value, timestamp, path)
}

function resolve(schema: Schema): number | readonly unknown[] {
  return typeof schema === 'function' ? resolve(schema()) : schema
}

function walkSimple(kind: number, value: unknown, timestamp: Timestamp, path: string): unknown {
  if (kind >= MAP) return walkMap(kind - MAP, value, timestamp, path)
  if (kind >= LIST) return walkList(kind - LIST, value, timestamp, path)
  if (TIMESTAMPS.includes(kind)) return timestamp(value, path)
  if (kind === DOCUMENT) return value
  const type = SCALARS[kind]
  if (type === undefined) throw new WireError(`${at(path)}: the schema has the unknown type ${kind}`)
  if (typeof value !== type) throw wrong(path, `a ${type}`, value)
  return value
}

function walkList(item: Schema, value: unknown, timestamp: Timestamp, path: string): unknown[] {
  if (!Array.isArray(value)) throw wrong(path, 'a list', value)
  return value.map((each, index) => walk(item, each, timestamp, `${path}[${index}]`))
}

function walkMap(item: Schema, value: unknown, timestamp: Timestamp, path: string): object {
  if (!isObject(value)) throw wrong(path, 'a map', value)
  const entries = Object.entries(value)
  return Object.fromEntries(
    entries.map(([key, each]) => [key, walk(item, each, timestamp, `${path}.${key}`)]),
  )
}

function walkStructure(
  schema: readonly unknown[],
  value: unknown,
  timestamp: Timestamp,
  path: string,
): object {
  const [, , name, , members, schemas, required = 0] = schema as [
    number,
    string,
    string,
    unknown,
    string[],
    Schema[],
    number?,
  ]
  if (!isObject(value)) throw wrong(path, name, value)
  const present = Object.entries(value).filter(([, each]) => each !== undefined && each !== null)
  const walked = present.map(([member, each]) => {
    const memberSchema = schemas[members.indexOf(member)]
    if (memberSchema === undefined) throw new WireError(`${at(path)}: ${name} has no member ${member}`)
    return [member, walk(memberSchema, each, timestamp, `${path}.${member}`)] as const
  })
  const names = new Set(present.map(([member]) => member))
  const missing = members.slice(0, required).find((member) => !names.has(member))
  if (missing !== undefined) throw new WireError(`${at(path)}: ${name} lacks its required member ${missing}`)
  return Object.fromEntries(walked)
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

const at = (path: string): string => (path === '' ? 'the message' : path.slice(1))

const wrong = (path: string, expected: string, got: unknown): WireError =>
  new WireError(`${at(path)}: expected ${expected}, got ${JSON.stringify(got)}`)

import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import type { Exchange } from '../../demo/world/github/server.ts'

interface Operation {
  readonly query: Readonly<Record<string, object>>
  readonly body: object | null
  readonly responses: Readonly<Record<string, object | null>>
}

interface Description {
  readonly operations: Readonly<Record<string, Operation>>
  readonly $defs: object
}

const file = new URL('../world/github/description.json', import.meta.url)
const description = JSON.parse(readFileSync(file, 'utf8')) as Description

const ajv = new Ajv({ strict: false, allErrors: true, logger: false, coerceTypes: false })
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/)
ajv.addFormat('uri', { validate: (text: string) => URL.canParse(text) })
ajv.addFormat('int64', { type: 'number', validate: Number.isSafeInteger })
ajv.addFormat('email', /^\S+@\S+$/)
ajv.addFormat('repo.nwo', /^[^/]+\/[^/]+$/)

const validators = new Map<object, ValidateFunction>()

/**
 * Where requests and answers differ from GitHub's own description of its API: a parameter that does not
 * exist, a body of another form, an undocumented success. Empty: nowhere.
 */
export function findDeviations(exchanges: readonly Exchange[]): string[] {
  return exchanges.flatMap((exchange) => {
    const { method, route, status } = exchange
    const operation = description.operations[`${method} ${route}`]
    if (operation === undefined) return route === undefined ? [] : [`${method} ${route} is not described`]
    const wasTaken = status >= 200 && status < 300
    return [
      ...queryDeviations(exchange, operation),
      ...(wasTaken ? bodyDeviations(exchange, operation) : []),
      ...(wasTaken ? answerDeviations(exchange, operation) : []),
    ]
  })
}

/** The operations that GitHub describes and this description keeps. */
export const DESCRIBED: readonly string[] = Object.keys(description.operations)

function queryDeviations({ method, url, route }: Exchange, { query }: Operation): string[] {
  const given = [...new URL(url, 'http://localhost').searchParams]
  return given.flatMap(([name, text]) => {
    const schema = query[name]
    if (schema === undefined) return [`${method} ${route}: there is no parameter ${name}`]
    const value = /^\d+$/.test(text) && JSON.stringify(schema).includes('"integer"') ? Number(text) : text
    return errors(schema, value).map((error) => `${method} ${route}?${name}=${text} ${error}`)
  })
}

function bodyDeviations({ method, route, requestBody }: Exchange, { body }: Operation): string[] {
  if (requestBody === undefined) return []
  if (body === null) return [`${method} ${route} takes no body`]
  const unknown = Object.keys(requestBody as object).filter((name) => !knownFields(body).includes(name))
  return [
    ...unknown.map((name) => `${method} ${route}: the body has no field ${name}`),
    ...errors(body, requestBody).map((error) => `${method} ${route} body${error}`),
  ]
}

/** An optional body is described as the body, or null. */
function knownFields(body: { properties?: object; anyOf?: readonly object[] }): string[] {
  return [...Object.keys(body.properties ?? {}), ...(body.anyOf ?? []).flatMap(knownFields)]
}

function answerDeviations(
  { method, route, status, responseBody }: Exchange,
  { responses }: Operation,
): string[] {
  const schema = responses[status]
  if (schema === undefined) return [`${method} ${route} never answers ${status}`]
  if (schema === null) return responseBody === undefined ? [] : [`${method} ${route} ${status} has no body`]
  return errors(schema, responseBody).map((error) => `${method} ${route} ${status}${error}`)
}

function errors(schema: object, value: unknown): string[] {
  let validate = validators.get(schema)
  if (validate === undefined) {
    validate = ajv.compile({ ...schema, $defs: description.$defs })
    validators.set(schema, validate)
  }
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

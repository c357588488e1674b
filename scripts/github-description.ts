/**
 * Cuts what the local GitHub answers out of GitHub's own OpenAPI description, as JSON Schema, so that the
 * tests can hold both sides to it. The package is 385 MB, which is why only the cut is kept:
 *
 *   npm pack @octokit/openapi@23.0.2 && tar -xzf octokit-openapi-23.0.2.tgz
 *   node scripts/github-description.ts package/generated/api.github.com.json
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { ROUTES } from '../demo/world/github/index.ts'

type Node = Record<string, unknown>

const OUTPUT = new URL('../__tests__/world/github/description.json', import.meta.url)
const SCHEMAS = '#/components/schemas/'
/** Words for people, which no validator reads. */
const PROSE = new Set([
  'description',
  'example',
  'examples',
  'title',
  'deprecated',
  'x-github',
  'externalDocs',
])

const [, , source] = process.argv
if (source === undefined) throw new Error('give the path of api.github.com.json of @octokit/openapi')
const description = JSON.parse(readFileSync(source, 'utf8')) as Node
const components = description.components as Record<string, Record<string, Node>>
const schemas: Node = {}

/** `#/components/parameters/owner` → what it stands for. */
function resolve(node: Node): Node {
  const reference = node.$ref
  if (typeof reference !== 'string') return node
  const [kind = '', name = ''] = reference.split('/').slice(-2)
  const target = components[kind]?.[name]
  if (target === undefined) throw new Error(`${reference} leads nowhere`)
  return target
}

function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJsonSchema)
  if (typeof value !== 'object' || value === null) return value
  const node = value as Node
  if (typeof node.$ref === 'string') {
    const name = node.$ref.slice(SCHEMAS.length)
    if (!(name in schemas)) {
      schemas[name] = true
      schemas[name] = toJsonSchema(resolve(node))
    }
    return { $ref: `#/$defs/${name}` }
  }
  const { nullable, ...rest } = node
  const kept: Node = {}
  for (const [key, part] of Object.entries(rest)) {
    const isProse = PROSE.has(key) && typeof part !== 'object'
    if (isProse || key === 'example' || key === 'examples' || key.startsWith('x-')) continue
    kept[key] = key === 'properties' ? properties(part as Node) : toJsonSchema(part)
  }
  return nullable === true ? { anyOf: [kept, { type: 'null' }] } : kept
}

/** Here the keys are GitHub's, so that one may well be called `description`. */
function properties(node: Node): Node {
  return Object.fromEntries(Object.entries(node).map(([name, schema]) => [name, toJsonSchema(schema)]))
}

function contentOf(node: Node): unknown {
  const content = node.content as Record<string, Node> | undefined
  const schema = content?.['application/json']?.schema
  return schema === undefined ? null : toJsonSchema(schema)
}

const operations: Node = {}
for (const { method, path } of ROUTES) {
  const named = path.replace('/git/ref/{path}', '/git/ref/{ref}')
  const operation = (description.paths as Record<string, Record<string, Node>>)[named]?.[method.toLowerCase()]
  if (operation === undefined) throw new Error(`GitHub describes no ${method} ${named}`)
  const parameters = (operation.parameters as Node[]).map(resolve).filter((one) => one.in === 'query')
  const responses = Object.entries(operation.responses as Record<string, Node>).map(([status, response]) => [
    status,
    contentOf(resolve(response)),
  ])
  operations[`${method} ${path}`] = {
    query: Object.fromEntries(parameters.map(({ name, schema }) => [name, toJsonSchema(schema)])),
    body: operation.requestBody === undefined ? null : contentOf(resolve(operation.requestBody as Node)),
    responses: Object.fromEntries(responses),
  }
}

const { version } = description.info as { version: string }
const cut = { source: `@octokit/openapi ${version}, MIT`, operations, $defs: schemas }
writeFileSync(OUTPUT, `${JSON.stringify(cut, null, 2)}\n`)
console.log(`${Object.keys(operations).length} operations, ${Object.keys(schemas).length} schemas`)

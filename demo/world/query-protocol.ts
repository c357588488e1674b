/** AWS's Query protocol: a form goes in (`Names.member.1=a`), XML comes out. Elastic Load Balancing speaks it. */

type Tree = { [key: string]: Tree | string }

/** `A.member.1=x&B.C=y` as `{ A: ['x'], B: { C: 'y' } }`. */
export function parseQuery(form: string): { action: string; input: Record<string, unknown> } {
  const root: Tree = {}
  for (const [key, value] of new URLSearchParams(form)) plant(root, key.split('.'), value)
  const { Action, Version: _version, ...rest } = root
  return { action: String(Action ?? ''), input: gather(rest) as Record<string, unknown> }
}

function plant(tree: Tree, path: string[], value: string): void {
  const [key = '', ...rest] = path
  if (rest.length === 0) {
    tree[key] = value
    return
  }
  const found = tree[key]
  const branch = typeof found === 'object' ? found : {}
  tree[key] = branch
  plant(branch, rest, value)
}

function gather(tree: Tree | string): unknown {
  if (typeof tree === 'string') return tree
  const { member } = tree
  if (typeof member === 'object') {
    const items = Object.entries(member).sort(([one], [other]) => Number(one) - Number(other))
    return items.map(([, item]) => gather(item))
  }
  return Object.fromEntries(Object.entries(tree).map(([key, item]) => [key, gather(item)]))
}

const REQUEST_ID = '00000000-0000-4000-8000-000000000000'

export const renderResult = (action: string, output: object): string =>
  element(
    `${action}Response`,
    element(`${action}Result`, render(output)) +
      element('ResponseMetadata', element('RequestId', REQUEST_ID)),
  )

export const renderError = (code: string, message: string): string =>
  element(
    'ErrorResponse',
    element('Error', render({ Type: 'Sender', Code: code, Message: message })) +
      element('RequestId', REQUEST_ID),
  )

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`

function render(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => element('member', render(item))).join('')
  if (value instanceof Date) return value.toISOString()
  if (typeof value !== 'object' || value === null) return escapeXml(String(value))
  const present = Object.entries(value).filter(([, item]) => item !== undefined)
  return present.map(([name, item]) => element(name, render(item))).join('')
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (found) => ENTITIES[found] ?? found)

import { readYaml, type YamlValue } from './health-yaml.ts'

/** What `checks` and `metrics` hold that must never be shown. */
export interface YamlSecrets {
  /** `name: value` of headers. */
  readonly headers: readonly string[]
  readonly addresses: readonly string[]
  readonly plain: readonly string[]
  /** Whole bodies of requests. */
  readonly bodies: readonly string[]
}

const PLAIN = new Set(['bearer-token', 'password', 'body'])

/** Needs no valid input and never throws: of a text that is no YAML, every value counts. */
export function findYamlSecrets(text: string): YamlSecrets {
  if (text.trim() === '') return { headers: [], addresses: [], plain: [], bodies: [] }
  const read = readYaml(text, '')
  const found = read.ok ? collect(read.value) : guess(text)
  return {
    headers: found.flatMap(({ kind, text }) => (kind === 'header' ? text : [])),
    addresses: found.flatMap(({ kind, text }) => (kind === 'address' ? text : [])),
    plain: found.flatMap(({ kind, text }) => (kind === 'plain' ? text : [])),
    bodies: found.flatMap(({ kind, text }) => (kind === 'body' ? text : [])),
  }
}

interface Found {
  readonly kind: 'header' | 'address' | 'plain' | 'body'
  readonly text: string
}

function collect(value: YamlValue): Found[] {
  switch (value.kind) {
    case 'text':
      return []
    case 'list':
      return value.items.flatMap(collect)
    case 'map':
      return [...value.entries].flatMap(([key, entry]) => collectField(key, entry.value))
  }
}

function collectField(key: string, value: YamlValue): Found[] {
  if (key === 'headers')
    return textsOf(value).map((text) => ({ kind: 'header', text: text.includes(':') ? text : `: ${text}` }))
  if (key === 'url') return textsOf(value).map((text) => ({ kind: 'address', text }))
  if (key === 'body' && value.kind === 'text')
    return [
      ...textsOf(value).map((text) => ({ kind: 'plain' as const, text })),
      { kind: 'body', text: value.text },
    ]
  if (PLAIN.has(key)) return textsOf(value).map((text) => ({ kind: 'plain', text }))
  return collect(value)
}

/** Every text in it; the values of a map as `name: value`. */
function textsOf(value: YamlValue): string[] {
  switch (value.kind) {
    case 'text':
      return value.text.split('\n').map((line) => line.trim())
    case 'list':
      return value.items.flatMap(textsOf)
    case 'map':
      return [...value.entries].flatMap(([key, entry]) =>
        textsOf(entry.value).map((text) => `${key}: ${text}`),
      )
  }
}

/** Values that may be secret: not those of the fields whose values cannot be. */
const HARMLESS =
  /^(?:name|method|expect-status|version-from|required|timeout|namespace|metric|stat|period|region|query|url)$/i

function guess(text: string): Found[] {
  return text.split('\n').flatMap((line): Found[] => {
    const [, key = '', value = ''] = /^[\s-]*"?([\w.-]+)"?\s*:\s*(.*)$/.exec(line) ?? []
    const bare = value.trim().replace(/^(["'])(.*)\1$/, '$2')
    if (/^url$/i.test(key)) return [{ kind: 'address', text: bare }]
    return bare === '' || HARMLESS.test(key) ? [] : [{ kind: 'header', text: `${key}: ${bare}` }]
  })
}

/** Words of ours, which no other side can choose. */
const OURS: ReadonlySet<string> = new Set([
  'kind',
  'result',
  'stage',
  'phase',
  'actor',
  'state',
  'mode',
  'target',
  'onInconclusive',
  'startedAt',
  'version',
]) // prettier-ignore

/** The same story with something else in every text that comes from outside. */
export function poison<T>(value: T, poisoned: (text: string) => string): T
export function poison(value: unknown, poisoned: (text: string) => string): unknown {
  if (typeof value === 'string') return poisoned(value)
  if (Array.isArray(value)) return value.map((item) => poison(item, poisoned))
  if (value instanceof Map) return new Map([...value].map((entry) => poison(entry, poisoned)))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      OURS.has(key) && typeof item === 'string' ? item : poison(item, poisoned),
    ]),
  )
}

/** What could act as Markdown, HTML or a command of the runner. */
export const HOSTILE_PIECES = [
  '<img src=x>',
  '</details>',
  '</code>',
  '<!--',
  '[x](https://evil.example)',
  'https://evil.example',
  '@mona',
  '#1',
  '`',
  '```',
  '~~~',
  '|',
  '\n',
  '\n\n',
  '\n# x',
  '\n```mermaid\nflowchart\n',
  '$x$',
  ':tada:',
  '\\',
  '&lt;',
  '**',
  '::error::x',
  '##[error]x',
  '- [ ] x',
  '---',
] // prettier-ignore

/** Takes every known secret out of a text. */
export type Redact = (text: string) => string

/** Fields that hold this action's own words: a secret that happens to be `pass` must not turn a result into `***`. */
const OWN_FIELDS: ReadonlySet<string> = new Set(['kind', 'result', 'stage', 'phase', 'actor', 'state'])

/** The value with every text in it redacted: the same one, not a copy, where there is nothing to hide. */
export function redactDeep<T>(value: T, redact: Redact): T
export function redactDeep(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value)
  if (Array.isArray(value)) {
    const items = value.map((item) => redactDeep(item, redact))
    return items.every((item, index) => item === value[index]) ? value : items
  }
  if (value instanceof Map) return new Map([...value].map((entry) => redactDeep(entry, redact)))
  if (!isPlainObject(value)) return value
  const changed: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    if (typeof item === 'string' && OWN_FIELDS.has(key)) continue
    const redacted = redactDeep(item, redact)
    if (redacted !== item) changed[key] = redacted
  }
  return Object.keys(changed).length === 0 ? value : { ...value, ...changed }
}

// A Secret, an Error or a function is left as it is: it shows nothing, or has its own renderer.
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

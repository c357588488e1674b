import type { Secret } from './secret.ts'

/** Shorter ones are no secrets, and hiding `1` or `true` wherever it occurs would hide everything. */
const MIN_LENGTH = 4
/** Of a secret with several lines, which may be `{` or `end` too. */
const MIN_LINE_LENGTH = 8
const HIDDEN = '***'

/**
 * Hides every given secret in a text from outside: as it is, encoded for JSON, HTML, addresses and base64,
 * and cut short by an ellipsis. Longer forms go first, so that no tail of one stays.
 */
export function createRedactor(secrets: Iterable<Secret>): (text: string) => string {
  const values = [...secrets].map((secret) => secret.reveal())
  const forms = [...new Set(values.flatMap(partsOf).flatMap(formsOf))]
    .filter((form) => form.length >= MIN_LENGTH)
    .sort((one, other) => other.length - one.length)
  const beginnings = beginningsOf(forms)
  return (text) => {
    let shown = text
    for (const form of forms) shown = shown.replaceAll(form, HIDDEN)
    return redactTruncated(shown, beginnings)
  }
}

/**
 * `Bearer abc` and `Basic abc` are echoed without their scheme too, basic credentials decoded, and the
 * lines of a key one by one.
 */
function partsOf(secret: string): string[] {
  const lines = secret.split(/[\r\n]+/).filter((line) => line.length >= MIN_LINE_LENGTH)
  return [...new Set([...lines, ...credentialsOf(secret)])]
}

function credentialsOf(secret: string): string[] {
  const credentials = /^(?:Basic|Bearer|Token|Digest|ApiKey)\s+(\S.*)$/is.exec(secret)?.[1]
  if (credentials === undefined) return [secret]
  if (!/^Basic\s/i.test(secret)) return [secret, credentials]
  const plain = Buffer.from(credentials, 'base64').toString()
  return [secret, credentials, plain, plain.slice(plain.indexOf(':') + 1)]
}

function formsOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1)
  const url = encodeURIComponent(secret.toWellFormed())
  const html = secret
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
  const line = secret.replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ').trim()
  return [
    secret,
    line,
    json,
    json.replaceAll('/', '\\/'),
    html,
    html.replaceAll("'", '&#39;'),
    html.replaceAll("'", '&#x27;'),
    url,
    url.replaceAll('%20', '+'),
    encodeURI(secret.toWellFormed()),
    ...base64Forms(secret),
  ]
}

/** At each of the three places where a secret can stand in a longer encoded text. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    // The characters at both ends depend on the neighbours too.
    const from = offset === 0 ? 0 : offset + 1
    const whole = Math.floor(((offset + bytes.length) * 8) / 6)
    const inner = encoded.slice(from, whole)
    // Less is likely to occur by chance.
    if (inner.length < 8) return []
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

/** The beginnings of secrets, by their last characters, the longest first. */
type Beginnings = ReadonlyMap<string, readonly string[]>

function beginningsOf(forms: readonly string[]): Beginnings {
  const byEnd = new Map<string, string[]>()
  for (const form of forms) {
    for (let length = form.length - 1; length >= MIN_LENGTH; length -= 1) {
      const end = form.slice(length - MIN_LENGTH, length)
      const known = byEnd.get(end)
      if (known === undefined) byEnd.set(end, [form.slice(0, length)])
      else known.push(form.slice(0, length))
    }
  }
  for (const beginnings of byEnd.values()) beginnings.sort((one, other) => other.length - one.length)
  return byEnd
}

/** The beginning of a secret before an ellipsis: whoever shortened the text cut it in two. */
function redactTruncated(text: string, beginnings: Beginnings): string {
  const pieces = text.split(/(…|\.\.\.)/)
  return pieces.map((piece, at) => (at + 1 < pieces.length ? hideTail(piece, beginnings) : piece)).join('')
}

function hideTail(piece: string, beginnings: Beginnings): string {
  const found = beginnings.get(piece.slice(-MIN_LENGTH))?.find((beginning) => piece.endsWith(beginning))
  return found === undefined ? piece : piece.slice(0, -found.length) + HIDDEN
}

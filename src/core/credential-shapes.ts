/** A part of a text: its first and its last position. */
export type Range = readonly [from: number, to: number]

/** What is around a credential, in named groups, is shown. */
interface Shape {
  readonly pattern: RegExp
  /** Absent: every match is one. */
  readonly isCredential?: (match: string) => boolean
}

const QUOTE = `["'\u0060<>]`
const BASE64_RUN = /[A-Za-z0-9+/]{16}/

const SHAPES: readonly Shape[] = [
  // A port is no password, nor is the tag of an image with a digest.
  {
    pattern:
      /(?<before>:\/\/[^\s/?#@:"'`<>\\]{0,256}:)(?!\d{1,5}(?:[/?#\s"']|$))[^\s"'`<>]{1,256}(?=@(?!sha256:))/g,
  },
  // The token alone, as in https://TOKEN@github.com.
  { pattern: /(?<before>:\/\/)(?=[a-z_-]{0,256}\d)[^\s/?#@:"'`<>]{20,256}(?=@)/gi },
  {
    pattern: new RegExp(
      `(?<before>\\bauthorization${QUOTE}?\\s{0,4}[:=,]\\s{0,4}${QUOTE}?(?:bearer|basic|token|digest|apikey|negotiate)\\s{1,4})[^\\s"'\u0060<>$*{…]{4,}`,
      'gi',
    ),
  },
  { pattern: /(?<before>\bbearer\s{1,4})(?=[a-z._~+/-]{0,256}\d)[\w.~+/-]{16,}={0,2}/gi },
  {
    pattern: /(?<before>\bbasic\s{1,4})[a-z0-9+/]{8,}={0,2}/gi,
    isCredential: (text) => /^[\x20-\x7e]*:[\x20-\x7e]+$/.test(decodeBase64(text)),
  },
  {
    pattern:
      /(?<before>-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)(?:(?!-----)[\s\S])*(?=-----END )/g,
    isCredential: (text) => BASE64_RUN.test(text),
  },
  // Cut off before its end: as far as its lines go.
  {
    pattern:
      /(?<before>-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)(?:\s|\\[nr]|[\w-]{1,20}: [\w,-]{1,80}\s)*[A-Za-z0-9+/]{8}[A-Za-z0-9+/=\s\\…]*/g,
  },
  { pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g },
  {
    pattern: new RegExp(
      `(?<before>(?:secret_?access_?key|session_?token)${QUOTE}?\\s{0,4}[:=,]\\s{0,4}${QUOTE}?)[A-Za-z0-9/+=]{16,}`,
      'gi',
    ),
  },
  { pattern: /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{20,})(?:[._-][\w-]{8,})*/g },
  { pattern: /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{2,}(?:\.[\w-]*){1,3}/g },
]

function decodeBase64(text: string): string {
  const isWhole = text.replace(/=+$/, '').length % 4 !== 1
  return isWhole ? atob(text.replace(/=+$/, '')) : ''
}

const ACCESS_KEY_ID = /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g
const NEIGHBOURHOOD = 300
const SECRET_ACCESS_KEY = /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g

/** Where a text holds what has the shape of a credential, whoever it belongs to. */
export function findCredentials(text: string): Range[] {
  const found = SHAPES.flatMap(({ pattern, isCredential = () => true }) =>
    [...text.matchAll(pattern)].flatMap((match): Range[] => {
      const { before = '' } = match.groups ?? {}
      const credential = match[0].slice(before.length)
      const from = match.index + before.length
      return isCredential(credential) ? [[from, from + credential.length]] : []
    }),
  )
  return [...found, ...findSecretAccessKeys(text)]
}

/** Forty characters may be anything; beside the id of an access key they are its secret. A commit has no capitals. */
function findSecretAccessKeys(text: string): Range[] {
  const ids = [...text.matchAll(ACCESS_KEY_ID)].map(({ index }) => index)
  if (ids.length === 0) return []
  let next = 0
  return [...text.matchAll(SECRET_ACCESS_KEY)].flatMap(({ 0: key, index }): Range[] => {
    while (next + 1 < ids.length && (ids[next] ?? 0) < index - NEIGHBOURHOOD) next += 1
    const isNear = Math.abs((ids[next] ?? 0) - index) <= NEIGHBOURHOOD
    return isNear && /[A-Z]/.test(key) && /[a-z]/.test(key) ? [[index, index + key.length]] : []
  })
}

/** A private key has begun and has not ended: what follows belongs to it. */
export function isInsideKey(text: string): boolean {
  const begin = text.search(/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?![\s\S]*-----BEGIN )/)
  return begin >= 0 && !text.slice(begin).includes('-----END ')
}

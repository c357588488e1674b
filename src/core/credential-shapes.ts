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
  // https://api.slack.com/authentication/token-types, https://docs.stripe.com/keys and those of others, by the prefixes that they publish
  { pattern: /(?<![A-Za-z0-9])xox[abceoprs](?:\.xox[a-z])?-[A-Za-z0-9-]{10,250}/g },
  { pattern: /(?<![A-Za-z0-9])xapp-\d-[A-Z0-9]{6,20}-\d{6,20}-[A-Za-z0-9]{16,}/g },
  { pattern: /(?<before>\bhooks\.slack\.com\/(?:services|workflows|triggers)\/)[A-Za-z0-9/_-]{16,}/g },
  { pattern: /(?<before>\bdiscord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/)\d{10,25}\/[\w-]{16,}/g },
  { pattern: /(?<before>\.webhook\.office\.com\/webhookb2\/)[\w@/-]{16,}/g },
  {
    pattern:
      /(?<![A-Za-z0-9])(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}|(?<![A-Za-z0-9])whsec_[A-Za-z0-9+/]{24,}={0,2}/g,
  },
  { pattern: /(?<![A-Za-z0-9])(?:glpat|gldt|glrt|glcbt|glptt)-[\w-]{20,}/g },
  { pattern: /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g },
  { pattern: /(?<![A-Za-z0-9])pypi-AgE[\w-]{50,}/g },
  { pattern: /(?<![A-Za-z0-9])dckr_(?:pat|oat)_[\w-]{20,}/g },
  { pattern: /(?<![A-Za-z0-9])SG\.[\w-]{16,32}\.[\w-]{32,64}(?![\w-])/g },
  { pattern: /(?<![A-Za-z0-9_])AIza[\w-]{35}(?![\w-])/g },
  { pattern: /(?<![A-Za-z0-9_])ya29\.[\w-]{20,}/g },
  { pattern: /(?<![A-Za-z0-9])sk-(?=[\w-]{0,200}\d)[\w-]{32,}/g },
  { pattern: /(?<![A-Za-z0-9])dop_v1_[0-9a-f]{64}|(?<![A-Za-z0-9])shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/g },
  { pattern: /(?<![A-Za-z0-9])hvs\.[\w-]{24,}/g },
  // Fields of connection strings: `Password=…;`, `AccountKey=…`, `SharedAccessSignature=…`.
  {
    pattern:
      /(?<before>(?:^|[;?&\s"'`])(?:password|pwd|accountkey|sharedaccesskey|sharedaccesssignature|sharedsecretvalue)\s{0,2}=\s{0,2})(?!\s|\*\*\*|\$)[^;&\s"'`<>]{4,512}(?=[;&"'`\s]|$)/gi,
    isCredential: (text) =>
      !/^(?:true|false|null|none|required|missing|incorrect|invalid|wrong|expired|changed|set|unset|yes|no|\{.*\}|<.*>|%.*%)[,.)]*$/i.test(
        text,
      ),
  },
  // The same of environments and flags, whose names say that it is a secret.
  {
    pattern:
      /(?<before>(?:password|passwd|api[_-]?key|client[_-]?secret|secret[_-]?key|private[_-]?key|access[_-]?token|auth[_-]?token|refresh[_-]?token|routing[_-]?key|[a-z\d][_-](?:pass|pwd|token|secret))["'`]?\s{0,2}[=:]\s{0,2}["'`]?)(?=[^\s"'`]{0,200}[\d!@#%^&])(?![$*<{[(])[^\s"'`,;&<>(){}[\]]{8,512}/gi,
    isCredential: (text) => !PUBLIC_VALUE.test(text),
  },
  // The same as arguments of a program: `--password …`, `-u name:…`, where numbers are ids of users.
  {
    pattern:
      /(?<before>(?:^|\s)--(?:password|token|secret|api-key)\s{1,4})(?=[^\s"'`]{0,200}[\d!@#%^&])(?![-$*<{/.])[^\s"'`]{6,512}/gi,
  },
  {
    pattern:
      /(?<before>\bcurl\s[^\n"'`]{0,200}?(?:-u|--user)[\s=]{1,4}["']?[^\s:"'`]{1,64}:)(?!\$)[^\s"'`]{4,512}/g,
  },
  {
    pattern:
      /(?<before>\bcookie["'`]?\s{0,2}:\s{0,2}["'`]?)[\w.-]{1,64}=[^\s"'`;]{1,4096}(?:;\s?[\w.-]{1,64}(?:=[^\s"'`;]{0,4096})?){0,50}/gi,
  },
  // Signed addresses of AWS, Azure and Google: whoever has one may read.
  {
    pattern:
      /(?<before>[?&;](?:X-Amz-Signature|X-Amz-Security-Token|X-Goog-Signature|sig|signature)=)[A-Za-z0-9%+/=_-]{16,2048}/gi,
  },
  { pattern: /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{2,}(?:\.[\w-]*){1,3}/g },
]

function decodeBase64(text: string): string {
  const isWhole = text.replace(/=+$/, '').length % 4 !== 1
  return isWhole ? atob(text.replace(/=+$/, '')) : ''
}

/** Digests, commits, UUIDs, ARNs, addresses, times and versions: what a field that is called so may hold, and is none. */
const PUBLIC_VALUE =
  /^(?:sha256:|[0-9a-f]{40}$|[0-9a-f]{64}$|[0-9a-f]{8}-[0-9a-f]{4}-|arn:|https?:|\/|\d[\d.:TZ+-]*$|v?\d+\.\d)/i

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

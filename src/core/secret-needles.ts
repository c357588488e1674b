import { readEncodings } from './decoded-text.ts'
import type { Needle } from './text-search.ts'

/** Shorter ones are no secrets, and hiding `1` or `true` wherever it occurs would hide everything. */
export const MIN_LENGTH = 4
/** Of a secret with several lines, which may be `{` or `end` too. */
const MIN_LINE_LENGTH = 8
/** Shorter ones are found as they are only: in other case, or across two words, they would be found by chance. */
export const MIN_FOLDED_LENGTH = 8
const MAX_RARE_LENGTH = 256
/** Of bytes in decimal, with nothing but spaces between them: fewer digits may be a time or an amount. */
const MIN_BARE_LENGTH = 16

export interface SecretNeedle extends Needle {
  /** Not folded. Absent: this is only the beginning of one. */
  readonly written?: string | undefined
}

/** In which forms a text may hold the secrets. */
export interface SecretForms {
  /** As they are, and as forms and addresses spell them. */
  readonly plain: readonly string[]
  /** In hexadecimal, in base64, as bytes, all of printable ASCII: hardly any text holds one. */
  readonly encoded: readonly string[]
  /** To be found without folding: of white space for the most part, so that hardly anything would be left of them. */
  readonly literals: readonly string[]
}

export function formsOf(secrets: readonly string[]): SecretForms {
  const lines = new Set(secrets.flatMap(linesOf))
  const values = [...new Set(secrets.flatMap(partsOf))].filter((value) => value.length >= MIN_LENGTH)
  // A key of many lines would take long to look for in each form.
  const rare = values.filter((value) => value.length <= MAX_RARE_LENGTH && !lines.has(value))
  return {
    plain: values.flatMap(spellingsOf),
    encoded: [...values.flatMap(encodingsOf), ...rare.flatMap(rareEncodingsOf)],
    literals: values.filter((value) => fold(value).length < MIN_LENGTH),
  }
}

export function needlesOf(forms: readonly string[]): SecretNeedle[] {
  return forms.map(toNeedle).filter(({ text }) => text.length >= MIN_LENGTH)
}

/** Of forms in ASCII. */
export function beginningsOf(forms: readonly string[]): string[] {
  return forms.map((form) => fold(form.slice(0, MIN_LENGTH)))
}

/**
 * `Bearer abc` and `Basic abc` are echoed without their scheme too, basic credentials decoded, and the
 * lines of a key one by one.
 */
function partsOf(secret: string): string[] {
  return [...new Set([...linesOf(secret), ...credentialsOf(secret)])]
}

/** Of a secret with several; a single one is none of these. */
function linesOf(secret: string): string[] {
  const lines = secret.split(/[\r\n]+/).filter((line) => line.length >= MIN_LINE_LENGTH)
  return lines.filter((line) => line !== secret)
}

function credentialsOf(secret: string): string[] {
  const credentials = /^(?:Basic|Bearer|Token|Digest|ApiKey)\s+(\S.*)$/is.exec(secret)?.[1]
  if (credentials === undefined) return [secret]
  if (!/^Basic\s/i.test(secret)) return [secret, credentials]
  const plain = Buffer.from(credentials, 'base64').toString()
  return [secret, credentials, plain, plain.slice(plain.indexOf(':') + 1)]
}

/** The secret as it is, and as forms and addresses spell it. */
function spellingsOf(secret: string): string[] {
  // What looks encoded in the secret itself is decoded with the text around it.
  const decoded = readEncodings(secret).map(({ text }) => text)
  const spelled = decoded.flatMap((text) => [text, text.replaceAll(' ', '+'), text.replaceAll('+', ' ')])
  return [...new Set(spelled)]
}

function encodingsOf(secret: string): string[] {
  // Fewer characters are likely to occur by chance.
  const bytes = Buffer.from(secret)
  return [bytes.toString('hex'), ...base64Forms(bytes)].filter(({ length }) => length >= MIN_FOLDED_LENGTH)
}

/** As bytes are listed, and as UTF-16, in which PowerShell encodes. */
function rareEncodingsOf(secret: string): string[] {
  const utf8 = Buffer.from(secret)
  // Without the last byte, it is the same for both orders of bytes.
  const utf16 = Buffer.from(secret, 'utf16le').subarray(0, -1)
  const written = [...utf8].map((byte) => byte.toString(16).padStart(2, '0'))
  const marked = written.map((byte) => `0x${byte}`)
  // White space is left out of the text as well.
  const bare = utf8.join('')
  const lists = [
    ...[':', '-'].map((between) => written.join(between)),
    ...[',', ''].map((between) => marked.join(between)),
    utf8.join(','),
    ...(bare.length < MIN_BARE_LENGTH ? [] : [bare]),
  ]
  return [utf16.toString('hex'), ...base64Forms(utf16), ...lists]
}

function toNeedle(text: string): SecretNeedle {
  return { text: fold(text), written: text.trim() }
}

/** At each of the three places where a secret can stand in a longer encoded text. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    // The characters at both ends depend on the neighbours too.
    const from = offset === 0 ? 0 : offset + 1
    const whole = Math.floor(((offset + bytes.length) * 8) / 6)
    const inner = encoded.slice(from, whole)
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

function fold(text: string): string {
  return [...text].map(foldCharacter).join('')
}

const FOLDED = new Map<string, string>()

/** Without case and compatibility forms; empty for white space and for what is drawn as nothing. */
export function foldCharacter(character: string): string {
  const known = FOLDED.get(character)
  if (known !== undefined) return known
  const isNothing = /^[\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]$/u.test(character)
  const folded = isNothing ? '' : character.normalize('NFKD').toUpperCase().toLowerCase()
  FOLDED.set(character, folded)
  return folded
}

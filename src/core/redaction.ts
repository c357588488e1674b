import { findCredentials, type Range } from './credential-shapes.ts'
import { type DecodedText, readEncodings } from './decoded-text.ts'
import type { Secret } from './secret.ts'
import { type Found, type Needle, TextSearch } from './text-search.ts'

/** Shorter ones are no secrets, and hiding `1` or `true` wherever it occurs would hide everything. */
const MIN_LENGTH = 4
/** Of a secret with several lines, which may be `{` or `end` too. */
const MIN_LINE_LENGTH = 8
/** Shorter ones are found as they are only: in other case, or across two words, they would be found by chance. */
const MIN_FOLDED_LENGTH = 8
const MAX_RARE_LENGTH = 256
/** Of bytes in decimal, with nothing but spaces between them: fewer digits may be a time or an amount. */
const MIN_BARE_LENGTH = 16
const HIDDEN = '***'
/** Longer texts seldom come twice. */
const MAX_KEPT_LENGTH = 1_024
const MAX_KEPT = 4_096

interface SecretNeedle extends Needle {
  /** Not folded. */
  readonly written: string
}

/**
 * Hides every given secret in a text from outside: as it is, in other case, with line breaks or invisible characters
 * in it, encoded (for addresses, JSON, HTML, a shell, hexadecimal, base64, as bytes), and cut short by an ellipsis. Hides also
 * what has the shape of a credential. Takes time in proportion to the text.
 */
export function createRedactor(secrets: Iterable<Secret>): (text: string) => string {
  const all = [...secrets].map((secret) => secret.reveal())
  const lines = new Set(all.flatMap(linesOf))
  const values = [...new Set(all.flatMap(partsOf))].filter((value) => value.length >= MIN_LENGTH)
  // A key of many lines would take long to look for in each form.
  const rare = values.filter((value) => value.length <= MAX_RARE_LENGTH && !lines.has(value))
  const needles = [...values.flatMap(needlesOf), ...rare.flatMap(rareNeedlesOf)].filter(
    ({ text }) => text.length >= MIN_LENGTH,
  )
  // Of white space for the most part.
  const literals = values.filter((value) => fold(value).length < MIN_LENGTH)
  const search = lazily(() => new TextSearch(needles))
  const tails = lazily(() => new TextSearch(needles.map(backwards)))
  return onceForEach((text) => {
    const readings = readEncodings(text)
    const ranges = [
      ...literals.flatMap((literal) => findLiteral(text, literal)),
      ...readings.flatMap((reading) => findSecrets(text, reading, search())),
      ...readings.flatMap((reading) => findTails(reading, tails)),
      ...readings.flatMap((reading) =>
        findCredentials(reading.text).map((range) => inSource(reading, range)),
      ),
    ]
    return ranges.length === 0 ? text : hide(text, ranges)
  })
}

/** Most runs need neither. */
function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Probes say the same again and again: it is worked out once, and a run that keeps it keeps one copy. */
function onceForEach(redact: (text: string) => string): (text: string) => string {
  const kept = new Map<string, string>()
  return (text) => {
    if (text.length > MAX_KEPT_LENGTH) return redact(text)
    const known = kept.get(text)
    if (known !== undefined) return known
    const redacted = redact(text)
    if (kept.size >= MAX_KEPT) kept.clear()
    kept.set(text, redacted)
    return redacted
  }
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

function needlesOf(secret: string): SecretNeedle[] {
  // What looks encoded in the secret itself is decoded with the text around it.
  const decoded = readEncodings(secret).map(({ text }) => text)
  const spelled = new Set(
    decoded.flatMap((text) => [text, text.replaceAll(' ', '+'), text.replaceAll('+', ' ')]),
  )
  // Fewer characters are likely to occur by chance.
  const bytes = Buffer.from(secret)
  const encoded = [bytes.toString('hex'), ...base64Forms(bytes)].filter(
    ({ length }) => length >= MIN_FOLDED_LENGTH,
  )
  return [...spelled, ...encoded].map(toNeedle)
}

/** As bytes are listed, and as UTF-16, in which PowerShell encodes. */
function rareNeedlesOf(secret: string): SecretNeedle[] {
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
  return [utf16.toString('hex'), ...base64Forms(utf16), ...lists].map(toNeedle)
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
function foldCharacter(character: string): string {
  const known = FOLDED.get(character)
  if (known !== undefined) return known
  const isNothing = /^[\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]$/u.test(character)
  const folded = isNothing ? '' : character.normalize('NFKD').toUpperCase().toLowerCase()
  FOLDED.set(character, folded)
  return folded
}

/** By unit; 0 is left out. */
const ASCII = Uint16Array.from({ length: 128 }, (_, unit) => {
  const folded = foldCharacter(String.fromCharCode(unit))
  return folded === '' ? 0 : folded.charCodeAt(0)
})

function findLiteral(text: string, literal: string): Range[] {
  const ranges: Range[] = []
  for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length)) {
    ranges.push([at, at + literal.length])
  }
  return ranges
}

/** Where the secrets are in the source of a reading. */
function findSecrets(source: string, reading: DecodedText, search: TextSearch<SecretNeedle>): Range[] {
  search.reset()
  const { text } = reading
  const ranges: Range[] = []
  /** The place of the character that each unit was fed for. */
  const [starts, ends]: [number[], number[]] = [[], []]
  const take = (found: Found<SecretNeedle>): boolean => {
    const range = inSource(reading, [starts.at(-found.length) ?? 0, ends.at(-1) ?? 0])
    const isOne = isMeant(source, range, found)
    if (isOne) ranges.push(range)
    return isOne
  }
  const feed = (unit: number, from: number, to: number): void => {
    starts.push(from)
    ends.push(to)
    if (search.feed(unit)) search.endingHere().some(take)
  }
  for (let at = 0; at < text.length; ) {
    if (isEllipsis(text, at) && ends.at(-1) === at) takeBeginning(search.beginningHere(), take)
    const unit = text.charCodeAt(at)
    if (unit < ASCII.length) {
      const folded = ASCII[unit] ?? 0
      if (folded !== 0) feed(folded, at, at + 1)
      at += 1
      continue
    }
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    for (const one of foldCharacter(character).split('')) feed(one.charCodeAt(0), at, at + character.length)
    at += character.length
  }
  return ranges
}

/** Whoever shortened the text may have cut a secret in two. */
function takeBeginning(
  begun: Found<SecretNeedle> | undefined,
  take: (found: Found<SecretNeedle>) => boolean,
): void {
  if (begun !== undefined && begun.length >= MIN_LENGTH) take(begun)
}

const MAX_TAIL_LENGTH = 512
/** Our own mark of a left-out middle ends with a bracket and a line break. */
const ELLIPSIS = /(?:…|\.{3})\]?\s*/gu

/** Whoever left out the beginning of the text may have cut a secret in two. */
function findTails(reading: DecodedText, tails: () => TextSearch<SecretNeedle>): Range[] {
  const { text } = reading
  return [...text.matchAll(ELLIPSIS)].flatMap(({ 0: ellipsis, index }): Range[] => {
    const start = index + ellipsis.length
    const units = foldedAfter(text, start)
    if (units.length < MIN_FOLDED_LENGTH) return []
    const search = tails()
    search.reset()
    for (const { unit } of units.toReversed()) search.feed(unit)
    const { length = 0 } = search.beginningHere() ?? {}
    const end = units[length - 1]?.to ?? start
    return length < MIN_FOLDED_LENGTH ? [] : [inSource(reading, [start, end])]
  })
}

/** The folded units up to the next ellipsis, with the end of the character that each is of. */
function foldedAfter(text: string, start: number): { readonly unit: number; readonly to: number }[] {
  const units: { unit: number; to: number }[] = []
  for (let at = start; at < text.length && units.length < MAX_TAIL_LENGTH && !isEllipsis(text, at); ) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    at += character.length
    for (const one of foldCharacter(character).split('')) units.push({ unit: one.charCodeAt(0), to: at })
  }
  return units
}

function backwards({ text, written }: SecretNeedle): SecretNeedle {
  return { text: text.split('').reverse().join(''), written }
}

function isEllipsis(text: string, at: number): boolean {
  return text[at] === '…' || text.startsWith('...', at)
}

function isMeant(source: string, [from, to]: Range, { needle, length }: Found<SecretNeedle>): boolean {
  if (length >= MIN_FOLDED_LENGTH) return true
  return readEncodings(source.slice(from, to)).some(({ text }) => needle.written.startsWith(text))
}

function inSource(reading: DecodedText, [from, to]: Range): Range {
  return [reading.startOf(from), reading.endOf(to - 1)]
}

/** Ranges that meet become one. */
function hide(text: string, ranges: readonly Range[]): string {
  const sorted = ranges.toSorted(([one], [other]) => one - other)
  let shown = ''
  let done = 0
  let hiddenTo = -1
  for (const [from, to] of sorted) {
    if (from > hiddenTo) shown += text.slice(done, from) + HIDDEN
    hiddenTo = Math.max(hiddenTo, to)
    done = hiddenTo
  }
  return shown + text.slice(done)
}

import { findCredentials, type Range } from './credential-shapes.ts'
import { type DecodedText, readEncodings } from './decoded-text.ts'
import type { Secret } from './secret.ts'
import {
  beginningsOf,
  foldCharacter,
  formsOf,
  MIN_FOLDED_LENGTH,
  MIN_LENGTH,
  needlesOf,
  type SecretForms,
  type SecretNeedle,
} from './secret-needles.ts'
import { type Found, TextSearch } from './text-search.ts'

const HIDDEN = '***'
/** Longer texts seldom come twice. */
const MAX_KEPT_LENGTH = 1_024
const MAX_KEPT = 4_096

/**
 * Hides every given secret in a text from outside: as it is, in other case, with line breaks or invisible characters
 * in it, encoded (for addresses, JSON, HTML, a shell, hexadecimal, base64, as bytes), and cut short by an ellipsis. Hides also
 * what has the shape of a credential. Takes time in proportion to the text.
 */
export function createRedactor(secrets: Iterable<Secret>): (text: string) => string {
  const forms = formsOf([...secrets].map((secret) => secret.reveal()))
  const { plain, encoded, literals } = forms
  const search = lazily(() => new SecretSearch(forms))
  const tails = lazily(() => new TextSearch(needlesOf([...plain, ...encoded]).map(backwards)))
  return onceForEach((text) => {
    const readings = readEncodings(text)
    const ranges = [
      ...literals.flatMap((literal) => findLiteral(text, literal)),
      ...readings.flatMap((reading) => search().find(text, reading)),
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

/**
 * Looks for the secrets as they are, and for the beginnings of their encoded forms, which hardly any text holds: the whole of
 * them takes twenty times as much to build, and waits for one that does.
 */
class SecretSearch {
  readonly #usual: TextSearch<SecretNeedle>
  readonly #beginnings: ReadonlySet<string>
  readonly #whole: () => TextSearch<SecretNeedle>

  constructor({ plain, encoded }: SecretForms) {
    this.#beginnings = new Set(beginningsOf(encoded))
    const beginnings = [...this.#beginnings].map((text): SecretNeedle => ({ text }))
    this.#usual = new TextSearch([...needlesOf(plain), ...beginnings])
    this.#whole = lazily(() => new TextSearch(needlesOf([...plain, ...encoded])))
  }

  /** Where the secrets are in the source of a reading. */
  find(source: string, reading: DecodedText): Range[] {
    let isEncoded = false
    const ranges = findNeedles(source, reading, this.#usual, (found) => {
      isEncoded ||= found.some(({ needle }) => this.#beginnings.has(needle.text))
    })
    return isEncoded ? findNeedles(source, reading, this.#whole()) : ranges
  }
}

/** @param onFound gets all needles that end at a place */
function findNeedles(
  source: string,
  reading: DecodedText,
  search: TextSearch<SecretNeedle>,
  onFound: (found: readonly Found<SecretNeedle>[]) => void = () => {},
): Range[] {
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
    if (!search.feed(unit)) return
    const found = search.endingHere()
    onFound(found)
    found.some(take)
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
  return readEncodings(source.slice(from, to)).some(({ text }) => needle.written?.startsWith(text) === true)
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

/** A text as a reader of it sees it, with the place in the source that each of its units comes from. */
export interface DecodedText {
  readonly text: string
  /** Where unit `at` begins in the source. */
  startOf(at: number): number
  /** Where unit `at` ends in the source. */
  endOf(at: number): number
}

// https://en.wikipedia.org/wiki/ANSI_escape_code
const ANSI = String.raw`(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]`
/** White space stays. */
const INVISIBLE = String.raw`(?![\s\x1b\x9b])[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]`
const UNSEEN = new RegExp(`${ANSI}|${INVISIBLE}`, 'gu')

/** Encoded text is encoded again at times: JSON in JSON, an address in HTML. */
const MAX_DECODINGS = 3

/**
 * The text as it is, without what is drawn as nothing, and decoded: percent-encoding, the escapes of JSON, of
 * JavaScript and of a shell, HTML entities, and those of mail. Only those that differ.
 */
export function readEncodings(source: string): readonly DecodedText[] {
  let last: DecodedText = { text: source, startOf: (at) => at, endOf: (at) => at + 1 }
  const readings = [last]
  // By itself: in an address, `=41` is a field that begins with a number.
  if (MAIL.test(source)) readings.push(replace(last, new RegExp(MAIL, 'g'), ([whole]) => decodeMail(whole)))
  for (const step of [withoutUnseen, ...Array.from({ length: MAX_DECODINGS }, () => decode)]) {
    const next = step(last)
    if (next === last) continue
    readings.push(next)
    last = next
  }
  return readings
}

function withoutUnseen(given: DecodedText): DecodedText {
  return given.text.search(UNSEEN) < 0 ? given : replace(given, UNSEEN, () => ({ text: '' }))
}

const BYTE = String.raw`(?:%|\\x)[0-9a-f]{2}|\\[0-3][0-7]{2}`
const ENCODED = new RegExp(
  String.raw`(?<bytes>(?:${BYTE})+)|\\u\{(?<point>[0-9a-f]{1,6})\}|[\\%]u(?<unit>[0-9a-f]{4})|\\(?<escaped>[^\w\s]|[bfnrtv0])` +
    // A number may lack its semicolon, https://html.spec.whatwg.org/multipage/parsing.html#decimal-character-reference-state
    '|&(?:#0*(?<decimal>\\d{1,7});?|#x0*(?<hex>[0-9a-f]{1,6});?|(?<name>[a-z]{2,6});)' +
    // A line that mail has folded, https://www.rfc-editor.org/rfc/rfc2045#section-6.7
    '|(?<folded>=\\r?\\n)',
  'gi',
)
/** https://www.rfc-editor.org/rfc/rfc2045#section-6.7 */
const MAIL = /(?:=[0-9A-F]{2})+/
const NAMED = new Map(
  'amp& lt< gt> quot" apos\' sol/ bsol\\ plus+ equals= colon: semi; commat@ num# percnt% dollar$ excl! quest? lowbar_ ast* lpar( rpar) lsqb[ rsqb] lcub{ rcub} grave` hat^ verbar| comma, period.'
    .split(' ')
    .map((entry) => [entry.slice(0, -1), entry.slice(-1)]),
)

function decode(given: DecodedText): DecodedText {
  if (given.text.search(ENCODED) < 0) return given
  return withoutUnseen(replace(given, ENCODED, ({ 0: whole, groups = {} }) => decodeMatch(whole, groups)))
}

function decodeMail(whole: string): Replacement {
  return decodeBytes(whole.replaceAll('=', '%'))
}

interface Replacement {
  readonly text: string
  /** How many characters of the source each unit stands for. Absent: all of them. */
  readonly widths?: readonly number[]
}

function decodeMatch(whole: string, groups: Readonly<Record<string, string | undefined>>): Replacement {
  const { bytes, point, unit, escaped, decimal, hex, name, folded } = groups
  if (folded !== undefined) return { text: '' }
  if (bytes !== undefined) return decodeBytes(bytes)
  if (escaped !== undefined) return { text: /\w/.test(escaped) ? ' ' : escaped }
  if (name !== undefined)
    return { text: name.toLowerCase() === 'nbsp' ? ' ' : (NAMED.get(name.toLowerCase()) ?? whole) }
  const code = decimal === undefined ? Number.parseInt(point ?? unit ?? hex ?? '', 16) : Number(decimal)
  return { text: code > 0x10_ff_ff ? whole : String.fromCodePoint(code) }
}

const UTF8 = new TextDecoder()

/** As UTF-8. What is none stands for itself, byte by byte. */
function decodeBytes(encoded: string): Replacement {
  const pieces = encoded.match(new RegExp(BYTE, 'gi')) ?? []
  const bytes = pieces.map((piece) =>
    /^\\\d/.test(piece) ? Number.parseInt(piece.slice(1), 8) : Number.parseInt(piece.slice(-2), 16),
  )
  let text = ''
  const widths: number[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = lengthOfUtf8(bytes[at] ?? 0)
    const char = UTF8.decode(Uint8Array.from(bytes.slice(at, at + length)))
    const taken = char.includes('\ufffd') ? 1 : length
    const shown = taken === length ? char : String.fromCharCode(bytes[at] ?? 0)
    const width = pieces.slice(at, at + taken).join('').length
    text += shown
    widths.push(...Array.from(shown, () => width))
    // The second unit of a pair adds nothing to the place.
    if (shown.length > Array.from(shown).length) widths.push(0)
    at += taken
  }
  return { text, widths }
}

function lengthOfUtf8(lead: number): number {
  if (lead >= 0xf0) return 4
  if (lead >= 0xe0) return 3
  return lead >= 0xc0 ? 2 : 1
}

/** Replaces each match, and keeps the places. */
function replace(
  given: DecodedText,
  pattern: RegExp,
  replacementOf: (match: RegExpMatchArray) => Replacement,
): DecodedText {
  const parts: string[] = []
  const [starts, ends]: [number[], number[]] = [[], []]
  const add = (text: string, placeOf: (at: number) => readonly [number, number]) => {
    parts.push(text)
    for (let at = 0; at < text.length; at += 1) {
      const [from, to] = placeOf(at)
      starts.push(given.startOf(from))
      ends.push(given.endOf(Math.max(from, to - 1)))
    }
  }
  let done = 0
  for (const match of given.text.matchAll(pattern)) {
    const { index } = match
    const { text, widths } = replacementOf(match)
    const before = done
    add(given.text.slice(before, index), (at) => [before + at, before + at + 1])
    done = index + match[0].length
    let from = index
    const whole = [index, done] as const
    add(text, (at) => {
      if (widths === undefined) return whole
      const place = [from, from + (widths[at] ?? 0)] as const
      ;[, from] = place
      return place
    })
  }
  const rest = done
  add(given.text.slice(rest), (at) => [rest + at, rest + at + 1])
  return {
    text: parts.join(''),
    startOf: (at) => starts[at] ?? 0,
    endOf: (at) => ends[at] ?? 0,
  }
}

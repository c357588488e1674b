/** A regular expression as a tree. */
export type PatternNode =
  /** One code point, by the engine's own rules for classes, escapes and flags. */
  | { readonly kind: 'one'; readonly test: (character: string) => boolean }
  | { readonly kind: 'all'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'any'; readonly choices: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly node: PatternNode; readonly min: number; readonly max: number }
  | { readonly kind: 'border'; readonly border: Border }

export type Border = 'start' | 'end' | 'word' | 'no-word'

/** Why a pattern is refused; one sentence. */
export class PatternRefusal extends Error {}

const ESCAPE =
  /\\(?:u\{[0-9a-fA-F]+\}|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[a-zA-Z]|[pP]\{[^}]*\}|.)/suy
const CLASS = /\[(?:\\.|[^\]\\])*\]/suy
const QUANTIFIER = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y
const GROUP = /\((?:\?:|\?<(?![=!])[^>]+>|(?!\?))/y
const LITERAL = /[^\\[\](){}*+?|^$.]/suy

/**
 * Reads a pattern that the language's own engine has found to be valid, so that only its structure has
 * to be understood here: single characters and classes are left to that engine, one code point at a
 * time. What cannot be matched in linear time is refused.
 */
export function parsePattern(source: string, flags: string): PatternNode {
  return new PatternReader(source, flags).choices()
}

class PatternReader {
  readonly #source: string
  readonly #flags: string
  #at = 0

  constructor(source: string, flags: string) {
    this.#source = source
    this.#flags = flags
  }

  choices(): PatternNode {
    const first = this.#sequence()
    const choices = [first]
    while (this.#take(/\|/y)) choices.push(this.#sequence())
    return choices.length === 1 ? first : { kind: 'any', choices }
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = []
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source.charAt(this.#at))) {
      parts.push(this.#quantified(this.#atom()))
    }
    return { kind: 'all', parts }
  }

  #quantified(node: PatternNode): PatternNode {
    const [whole, sign, low, comma, high] = this.#take(QUANTIFIER) ?? []
    if (whole === undefined) return node
    if (sign !== undefined) {
      const max = sign === '?' ? 1 : Number.POSITIVE_INFINITY
      return { kind: 'repeat', node, min: sign === '+' ? 1 : 0, max }
    }
    const min = Number(low)
    const max = comma === undefined ? min : high ? Number(high) : Number.POSITIVE_INFINITY
    return { kind: 'repeat', node, min, max }
  }

  #atom(): PatternNode {
    if (this.#take(GROUP)) {
      const inner = this.choices()
      this.#take(/\)/y)
      return inner
    }
    if (this.#take(/\^/y)) return { kind: 'border', border: 'start' }
    if (this.#take(/\$/y)) return { kind: 'border', border: 'end' }
    if (this.#take(/\(\?/y)) {
      throw new PatternRefusal('look-ahead, look-behind and inline flags are not supported')
    }
    const escaped = this.#take(ESCAPE)?.[0]
    if (escaped === '\\b') return { kind: 'border', border: 'word' }
    if (escaped === '\\B') return { kind: 'border', border: 'no-word' }
    if (escaped !== undefined && /^\\[1-9k]/.test(escaped)) {
      throw new PatternRefusal('references to groups are not supported')
    }
    const one = escaped ?? this.#take(CLASS)?.[0] ?? this.#take(/\./y)?.[0] ?? this.#take(LITERAL)?.[0]
    if (one === undefined) throw new PatternRefusal(`"${this.#source.charAt(this.#at)}" was not expected`)
    return { kind: 'one', test: single(one, this.#flags) }
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#source)
    if (match === null) return undefined
    this.#at = pattern.lastIndex
    return match
  }
}

/** A pattern of one code point over a text of one code point: there is nothing to backtrack into. */
function single(source: string, flags: string): (character: string) => boolean {
  if (source.length === 1 && source !== '.' && !flags.includes('i'))
    return (character) => character === source
  const engine = new RegExp(`^${source}$`, flags.replace('m', ''))
  const known = new Map<string, boolean>()
  return (character) => {
    const before = known.get(character)
    if (before !== undefined) return before
    const matches = engine.test(character)
    if (known.size < 1_000) known.set(character, matches)
    return matches
  }
}

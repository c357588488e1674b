import { nearest } from '../../core/nearest.ts'
import { valid } from '../checked.ts'
import { type Parser, refuse } from '../parser.ts'

/** One of the given words, as it is written here. `meantBy` knows other words for one of them. */
export function choice<T extends string>(
  words: readonly T[],
  meantBy: (text: string) => T | undefined = () => undefined,
): Parser<T> {
  return {
    expected: enumerate(words),
    parse(text) {
      const found = words.find((word) => word === text)
      if (found !== undefined) return valid(found)
      const meant = meantBy(text.toLowerCase()) ?? nearest(text, words)
      return refuse(meant === undefined ? undefined : `Did you mean ${meant}?`)
    },
  }
}

export function enumerate(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}

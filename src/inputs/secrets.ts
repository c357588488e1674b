import { Secret } from '../core/secret.ts'
import { INPUT_DEFAULTS, type InputName } from './declarations.ts'
import type { InputRule } from './input-rules.ts'
import type { InputReader } from './parser.ts'

/** A shorter mask would blank out ordinary words all over the log. */
const SHORTEST = 4

/**
 * Every text in the inputs that must never be shown, longest first. Needs no valid inputs and never
 * throws, so that masking comes before the first message about them.
 */
export function findSecrets(reader: InputReader, ruleOf: (name: InputName) => InputRule): readonly Secret[] {
  const names = Object.keys(INPUT_DEFAULTS) as readonly InputName[]
  const found = names.flatMap((name) => ruleOf(name).secrets?.(reader.get(name)) ?? [])
  return [...new Set(found.map((text) => text.trim()))]
    .filter((text) => text.length >= SHORTEST)
    .toSorted((a, b) => b.length - a.length)
    .map((text) => new Secret(text))
}

import { nearest } from '../core/nearest.ts'
import { INPUT_DEFAULTS } from './declarations.ts'
import type { InputProblem } from './input-error.ts'
import type { InputReader } from './parser.ts'

/**
 * Misspelt inputs. The runner only warns of them and goes on, so that `bake-tme: 10m` would be two minutes.
 * What resembles no declared input is left to that warning: it may be a variable of somebody else's.
 */
export function findMisspelt(reader: InputReader): readonly InputProblem[] {
  const names = Object.keys(INPUT_DEFAULTS)
  return (reader.given?.() ?? [])
    .filter((name) => !names.includes(name))
    .flatMap((name) => {
      const meant = nearest(name, names)
      // The value may be a secret, since nobody knows which input it was for.
      return meant === undefined
        ? []
        : [{ input: name, actual: '***', expected: 'only names of inputs', hint: `Did you mean ${meant}?` }]
    })
}

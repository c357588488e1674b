import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '../simulation/random.ts'
import { isEquivalent } from './equivalent.ts'
import { type Mutation, mutationsOf, plant } from './mutation.ts'
import type { TypeCheck } from './type-check.ts'

export interface Sample {
  /** What a test has to find. */
  readonly mutations: readonly Mutation[]
  /** Drawn as well, and left out. */
  readonly refused: number
  readonly equivalent: number
  /** How many could be drawn. */
  readonly total: number
}

/** The same files, size and seed give the same sample. */
export function drawSample(
  root: string,
  files: readonly string[],
  { size, seed, types }: { readonly size: number; readonly seed: number; readonly types: TypeCheck },
): Sample {
  const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]))
  const all = [...texts].flatMap(([file, text]) => mutationsOf(file, text))
  const mutations: Mutation[] = []
  let [refused, equivalent] = [0, 0]
  for (const mutation of shuffle(all, seededRandom(seed))) {
    if (mutations.length === size) break
    if (isEquivalent(mutation)) equivalent += 1
    else if (types.accepts(mutation.file, plant(texts.get(mutation.file) ?? '', mutation)))
      mutations.push(mutation)
    else refused += 1
  }
  return { mutations, refused, equivalent, total: all.length }
}

/** Fisher and Yates. */
function shuffle<T>(values: readonly T[], random: () => number): T[] {
  const shuffled = [...values]
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const [one, two] = [shuffled[last], shuffled[other]]
    if (one === undefined || two === undefined) continue
    shuffled[last] = two
    shuffled[other] = one
  }
  return shuffled
}

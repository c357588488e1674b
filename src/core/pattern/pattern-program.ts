import { type Border, type PatternNode, PatternRefusal } from './pattern-syntax.ts'

/** One state of the automaton. Numbers are the states that follow. */
export type Step =
  | { readonly kind: 'one'; readonly test: (character: string) => boolean; readonly next: number }
  | { readonly kind: 'fork'; readonly next: readonly number[] }
  | { readonly kind: 'border'; readonly border: Border; readonly next: number }
  | { readonly kind: 'match' }

export interface PatternProgram {
  readonly steps: readonly Step[]
  readonly start: number
}

/** Each state costs time at each character. */
const MAX_STEPS = 2_000

const TOO_LARGE = 'its repetitions make it too large'

/** Builds the automaton from its end to its start, so that every state knows what follows it. */
export function compilePattern(root: PatternNode): PatternProgram {
  const builder = new ProgramBuilder()
  const start = builder.build(root, builder.add({ kind: 'match' }))
  return { steps: builder.steps, start }
}

class ProgramBuilder {
  readonly steps: Step[] = []
  #built = 0

  add(step: Step): number {
    if (this.steps.length >= MAX_STEPS) throw new PatternRefusal(TOO_LARGE)
    return this.steps.push(step) - 1
  }

  /** The state at which `node` begins, followed by the state `next`. */
  build(node: PatternNode, next: number): number {
    // Repeated nothing adds no state, but takes its time here.
    this.#built += 1
    if (this.#built > 10 * MAX_STEPS) throw new PatternRefusal(TOO_LARGE)
    switch (node.kind) {
      case 'one':
        return this.add({ kind: 'one', test: node.test, next })
      case 'border':
        return this.add({ kind: 'border', border: node.border, next })
      case 'all':
        return node.parts.reduceRight((after, part) => this.build(part, after), next)
      case 'any':
        return this.add({ kind: 'fork', next: node.choices.map((choice) => this.build(choice, next)) })
      case 'repeat':
        return this.#repeat(node, next)
    }
  }

  #repeat({ node, min, max }: Extract<PatternNode, { kind: 'repeat' }>, next: number): number {
    const optional = Number.isFinite(max) ? max - min : 0
    if (min > MAX_STEPS || optional > MAX_STEPS) throw new PatternRefusal(TOO_LARGE)
    let entry = Number.isFinite(max) ? next : this.#loop(node, next)
    for (let left = 0; left < optional; left++) {
      entry = this.add({ kind: 'fork', next: [this.build(node, entry), next] })
    }
    for (let count = 0; count < min; count++) entry = this.build(node, entry)
    return entry
  }

  #loop(node: PatternNode, next: number): number {
    const entry = this.add({ kind: 'fork', next: [] })
    this.steps[entry] = { kind: 'fork', next: [this.build(node, entry), next] }
    return entry
  }
}

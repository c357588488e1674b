import { compilePattern, type PatternProgram } from './pattern-program.ts'
import { type Border, PatternRefusal, parsePattern } from './pattern-syntax.ts'

/** A regular expression that cannot hang the run. */
export interface Pattern {
  /** Whether it matches anywhere; `too-costly` after a bounded amount of work. */
  find(text: string): 'found' | 'not-found' | 'too-costly'
}

export type PatternParse =
  | { readonly ok: true; readonly pattern: Pattern }
  /** One clause: why not. */
  | { readonly ok: false; readonly because: string }

/** About a third of a second. A common pattern needs fewer than ten states at each character. */
const MAX_WORK = 30_000_000

/**
 * JavaScript's syntax without look-around and references to groups, with the flags `i`, `m` and `s`;
 * characters are code points. All ways to match are followed at once (Thompson's construction), so
 * that the time is bounded by the text times the pattern: https://swtch.com/~rsc/regexp/regexp1.html
 */
export function readPattern(source: string, flags = ''): PatternParse {
  const wrong = /[^ims]/.exec(flags)?.[0]
  if (wrong !== undefined) return { ok: false, because: `the flag ${wrong} is not one of i, m and s` }
  if (new Set(flags).size < flags.length) return { ok: false, because: 'a flag is given twice' }
  try {
    new RegExp(source, `u${flags}`)
    const program = compilePattern(parsePattern(source, `u${flags}`))
    const options = { isMultiline: flags.includes('m'), mayBegin: findBeginnings(program) }
    return { ok: true, pattern: { find: (text) => find(program, text, options) } }
  } catch (error) {
    if (error instanceof PatternRefusal) return { ok: false, because: error.message }
    if (error instanceof SyntaxError) return { ok: false, because: renderSyntax(error) }
    throw error
  }
}

/** `Invalid regular expression: /(/u: Unterminated group` → `unterminated group` */
function renderSyntax({ message }: SyntaxError): string {
  const why = message.slice(message.lastIndexOf(': ') + 2)
  return why.charAt(0).toLowerCase() + why.slice(1)
}

const ASCII = 128

/** By character of ASCII: whether a match can begin with it. Undefined: it may be empty, and so begin anywhere. */
function findBeginnings({ steps, start }: PatternProgram): readonly boolean[] | undefined {
  const reached = new Set<number>()
  const waiting = [start]
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    const step = steps[state]
    if (step === undefined || reached.has(state)) continue
    reached.add(state)
    if (step.kind === 'match') return undefined
    if (step.kind === 'fork') waiting.push(...step.next)
    if (step.kind === 'border') waiting.push(step.next)
  }
  const first = [...reached].flatMap((state) => steps[state] ?? [])
  return Array.from({ length: ASCII }, (_, code) =>
    first.some((step) => step.kind === 'one' && step.test(String.fromCharCode(code))),
  )
}

interface FindOptions {
  readonly isMultiline: boolean
  readonly mayBegin: readonly boolean[] | undefined
}

function find(
  program: PatternProgram,
  text: string,
  { isMultiline, mayBegin }: FindOptions,
): ReturnType<Pattern['find']> {
  const { steps, start } = program
  const reachedAt = new Int32Array(steps.length).fill(-1)
  const waiting: number[] = []
  let current: number[] = []
  let before = ''
  let work = 0
  for (let index = 0; index <= text.length; index += before.length) {
    const after = characterAt(text, index)
    // Most places of most texts begin nothing.
    if (current.length === 0 && mayBegin?.[text.charCodeAt(index)] === false) {
      before = after
      continue
    }
    const reached: number[] = []
    for (const state of current) {
      const step = steps[state]
      if (step?.kind === 'one' && step.test(before)) waiting.push(step.next)
    }
    waiting.push(start)
    // Follows everything that costs no character.
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
      const step = steps[state]
      if (step === undefined || reachedAt[state] === index) continue
      reachedAt[state] = index
      work += 1
      if (step.kind === 'match') return 'found'
      if (step.kind === 'one') reached.push(state)
      else if (step.kind === 'fork') waiting.push(...step.next)
      else if (holds(step.border, before, after, isMultiline)) waiting.push(step.next)
    }
    if (work > MAX_WORK) return 'too-costly'
    if (after === '') break
    current = reached
    before = after
  }
  return 'not-found'
}

function characterAt(text: string, index: number): string {
  const code = text.codePointAt(index)
  return code === undefined ? '' : String.fromCodePoint(code)
}

function holds(border: Border, before: string, after: string, isMultiline: boolean): boolean {
  switch (border) {
    case 'start':
      return before === '' || (isMultiline && LINE_END.test(before))
    case 'end':
      return after === '' || (isMultiline && LINE_END.test(after))
    case 'word':
      return WORD.test(before) !== WORD.test(after)
    case 'no-word':
      return WORD.test(before) === WORD.test(after)
  }
}

const LINE_END = /^[\n\r\u2028\u2029]$/
const WORD = /^\w$/

import type { FullAnswer } from '../../../http/model/answer.ts'
import { readVersion } from '../../../http/model/answer-version.ts'
import type { AnswerCondition, VersionSource } from '../../../http/model/expectation.ts'
import { AMOUNT, readDeployment } from './deployment-status.ts'

/** One line of `webhook-status-expect`. */
export type StatusExpectation =
  | { readonly kind: 'condition'; readonly condition: AnswerCondition }
  /** Another value than before the rollback. Without a source: the current deployment, or else the words of the body. */
  | { readonly kind: 'changed'; readonly line: string; readonly source?: VersionSource }

export interface ExpectationResult {
  readonly holds: boolean
  /** The line with what was found. Untrusted. */
  readonly text: string
}

const CHANGED = /^(?:(.+?)\s+)?changed$/

/**
 * Distinguishes `changed`, `body.current changed` and `header x-version changed` from a condition. Undefined:
 * it is none of them. `parseSource` knows `body…` and `header …`, and gives undefined for anything else.
 */
export function parseChanged(
  line: string,
  parseSource: (text: string) => VersionSource | undefined,
): StatusExpectation | undefined {
  const match = CHANGED.exec(line)
  if (match === null) return undefined
  const [, subject] = match
  if (subject === undefined) return { kind: 'changed', line }
  const source = parseSource(subject)
  return source && { kind: 'changed', line, source }
}

/** What a line says of the answer now, beside the one from before the rollback. Fails closed. */
export function judgeStatus(
  expectation: StatusExpectation,
  before: FullAnswer,
  now: FullAnswer,
): ExpectationResult {
  if (expectation.kind === 'condition') return expectation.condition.evaluate(now)
  const { line, source } = expectation
  const [old, current] = [comparedOf(before, source), comparedOf(now, source)]
  if (old === undefined || current === undefined) {
    return { holds: false, text: `${line}: there is no value to compare` }
  }
  const holds = old.value !== current.value
  const { name } = current
  if (name === undefined) return { holds, text: `${line}: the body is ${holds ? 'another one' : 'the same'}` }
  return { holds, text: `${line}: it is ${holds ? 'now' : 'still'} ${name}` }
}

/**
 * Whether all lines hold, and whether that proves a change: another deployment is the current one, or a
 * line holds now that did not hold before. A line such as `body.state == "idle"` holds before a rollback
 * too, and a whole body may hold a time that goes on by itself; neither proves anything.
 */
export function proveChange(
  expectations: readonly StatusExpectation[],
  before: FullAnswer,
  now: FullAnswer,
): { readonly holds: boolean; readonly isProof: boolean } {
  const holds = expectations
    .filter((line) => isComparable(line, before))
    .every((line) => judgeStatus(line, before, now).holds)
  const [old, current] = [readDeployment(before).current, readDeployment(now).current]
  const isOther = old !== undefined && current !== undefined && old !== current
  const hasTurned = expectations
    .filter((line) => line.kind === 'condition' || line.source !== undefined)
    .some((line) => !judgeStatus(line, before, before).holds && judgeStatus(line, before, now).holds)
  return { holds, isProof: isOther || hasTurned }
}

/** What `changed` compares, or undefined when the answer does not have it. */
function comparedOf(
  answer: FullAnswer,
  source: VersionSource | undefined,
): { value: string; name?: string } | undefined {
  // An answer that is not a good one says nothing about the deployment: a gateway may have made it.
  if (answer.status < 200 || answer.status > 299) return undefined
  if (source !== undefined) {
    const reading = readVersion(answer, source)
    return reading.kind === 'found' ? { value: reading.version, name: reading.version } : undefined
  }
  const { current } = readDeployment(answer)
  if (current !== undefined) return { value: current, name: current }
  const { text, isTruncated, json } = answer.body
  if (isTruncated) return undefined
  const words = json === undefined ? [text.trim()] : wordsOf(json.value)
  const named = words.filter((word) => /\p{L}/u.test(word) && !TIME.test(word) && !AMOUNT.test(word))
  return named.length === 0 ? undefined : { value: named.join('\n') }
}

/** A clock or a count goes on by itself. */
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/

/** At every depth, however deep somebody nests them. */
function wordsOf(value: unknown): string[] {
  const words: string[] = []
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next === 'string') words.push(next.trim())
    if (typeof next === 'object' && next !== null) for (const part of Object.values(next)) open.push(part)
  }
  return words.reverse()
}

/** Whether a line can be judged at all: with nothing to compare it would be waited for in vain. */
export function isComparable(expectation: StatusExpectation, before: FullAnswer): boolean {
  return expectation.kind === 'condition' || comparedOf(before, expectation.source) !== undefined
}

/** Whether this line can only be judged by reading JSON. */
export function needsJson(expectation: StatusExpectation): boolean {
  if (expectation.kind === 'condition') return expectation.condition.field !== undefined
  return expectation.source?.kind === 'body'
}

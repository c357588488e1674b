import { truncate } from '../../core/truncate.ts'
import type { VersionExpectation } from '../../health/probe.ts'
import type { FullAnswer } from './answer.ts'
import { hintOnAnswer } from './answer-hint.ts'
import { describeText, readVersion, type VersionReading } from './answer-version.ts'
import type { AnswerExpectations, StatusRange } from './expectation.ts'
import { findIntermediary } from './intermediary.ts'
import { findSelfReport, type SelfReport } from './self-reported-status.ts'

export interface AnswerJudgement {
  readonly result: 'pass' | 'fail' | 'stale' | 'error' | 'nodata'
  /** One sentence: what came back, from where, and what was wanted. Absent for a pass. Untrusted. */
  readonly reason?: string | undefined
  /** The version that answered, if it says one. */
  readonly version?: string | undefined
  /** What is worth a person's attention and decides nothing. One clause each. Untrusted. */
  readonly warnings: readonly string[]
}

/**
 * Judges a complete answer. An answer of somebody in front of the service is an error, whatever it says;
 * a failure goes before a missing version, and that before another version.
 */
export function judgeAnswer(expectations: AnswerExpectations, answer: FullAnswer): AnswerJudgement {
  const intermediary = findIntermediary(answer, expectations.status)
  if (intermediary !== undefined) {
    const text = `answered ${answer.status}, which says nothing about the service: ${intermediary}`
    return { result: 'error', reason: render(answer, text), warnings: [] }
  }
  const reading = readVersion(answer, expectations.versionFrom)
  const version = reading.kind === 'found' ? reading.version : undefined
  const own = findSelfReport(answer, conditionedFields(expectations))
  const found =
    fails(findFault(expectations, answer, own)) ??
    finds('nodata', findMissingVersion(expectations.version, reading)) ??
    finds('stale', findOtherVersion(expectations.version, reading))
  if (found !== undefined)
    return { result: found.result, reason: render(answer, found.text), version, warnings: [] }
  const warnings = [...findWarnings(answer, own), ...warnOfVersion(expectations.version, reading)]
  return { result: 'pass', version, warnings }
}

function finds<Result extends AnswerJudgement['result']>(result: Result, text: string | undefined) {
  return text === undefined ? undefined : { result, text }
}

const fails = (text: string | undefined) => finds('fail', text)

/** The rule about self-reported status leaves these to the user's own conditions. */
function conditionedFields({ conditions }: AnswerExpectations): ReadonlySet<string> {
  return new Set(conditions.flatMap(({ field }) => field ?? []))
}

function findFault(
  { status, conditions }: AnswerExpectations,
  answer: FullAnswer,
  own: SelfReport | undefined,
): string | undefined {
  if (!status.some(({ from, to }) => from <= answer.status && answer.status <= to)) {
    return `answered ${answer.status}, expected ${renderStatus(status)}`
  }
  if (own?.kind === 'unhealthy')
    return `answered ${answer.status}, but the answer reports itself unhealthy: ${own.text}`
  const broken = conditions.map((condition) => condition.evaluate(answer)).filter(({ holds }) => !holds)
  if (broken.length === 0) return undefined
  const texts = broken.map(({ text }) => text).join('; ')
  return `answered ${answer.status}, but ${broken.length === 1 ? 'a condition is' : 'conditions are'} not met: ${texts}`
}

function findWarnings({ headers, body }: FullAnswer, own: SelfReport | undefined): string[] {
  const isJson = /[/+]json\b/i.test(headers.get('content-type') ?? '')
  return [
    ...(own?.kind === 'degraded' ? [`the answer reports itself degraded: ${own.text}`] : []),
    ...(isJson && body.json === undefined && !body.isTruncated && body.text.trim() !== ''
      ? ['the answer calls itself JSON, and its body cannot be parsed as JSON']
      : []),
    ...(isJson && body.isTruncated
      ? ['the answer is JSON longer than 1 MiB, so that its own status cannot be read']
      : []),
    ...(body.encodingFault !== undefined && isUnreadable(body) ? [body.encodingFault] : []),
  ]
}

function warnOfVersion(expected: VersionExpectation, reading: VersionReading): string[] {
  if (expected.kind !== 'any' || !expected.isNeeded || reading.kind === 'found') return []
  return [
    `expect-version needs a version, and the answer has none where version-from points: ${reading.because}`,
  ]
}

/** Bytes that are no text: with a plain body under a wrong name nothing is lost. */
function isUnreadable({ text }: FullAnswer['body']): boolean {
  return text.includes('\uFFFD') || text.includes('\0')
}

function findMissingVersion(expected: VersionExpectation, reading: VersionReading): string | undefined {
  // An older version may not report its version yet; that it is not the bad one is all a recovery asks.
  if (expected.kind !== 'exactly' || reading.kind === 'found') return undefined
  return `gave a good answer without a version, expected ${renderVersion(expected)}: ${reading.because}`
}

function findOtherVersion(expected: VersionExpectation, reading: VersionReading): string | undefined {
  if (expected.kind === 'any' || reading.kind === 'missing') return undefined
  const { version } = reading
  if ((version === expected.version) === (expected.kind === 'exactly')) return undefined
  return `gave a good answer from version ${truncate(version, 100)}, expected ${renderVersion(expected)}${hintOnVersion(expected, version)}`
}

/** Where the two look alike. */
function hintOnVersion(expected: Exclude<VersionExpectation, { kind: 'any' }>, version: string): string {
  if (expected.kind !== 'exactly') return ''
  if (version.length >= 7 && expected.version.startsWith(version))
    return ' (its beginning, but versions are compared as a whole)'
  // Empty text is a number to JavaScript.
  const isSameNumber = version !== '' && Number(version) === Number(expected.version)
  return isSameNumber
    ? ' (versions are compared as text, and YAML rewrites a number without quotes: 2.0 becomes 2)'
    : ''
}

function renderVersion(expected: Exclude<VersionExpectation, { kind: 'any' }>): string {
  const version = truncate(expected.version, 100)
  return expected.kind === 'exactly' ? `version ${version}` : `any version but ${version}`
}

function renderStatus(ranges: readonly StatusRange[]): string {
  return ranges.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(', ')
}

function render(answer: FullAnswer, fault: string): string {
  const from = answer.address === undefined ? '' : ` (${answer.address})`
  const body = describeText(answer.body.text) === 'empty' ? 'no body' : `body: ${truncate(answer.body.text)}`
  const { encodingFault = '' } = answer.body
  const hint = hintOnAnswer(answer)
  return `${answer.method} ${answer.url}${from} ${fault}; ${[encodingFault, hint, body].filter(Boolean).join('; ')}`
}

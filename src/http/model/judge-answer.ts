import { truncate } from '../../core/truncate.ts'
import type { VersionExpectation } from '../../health/probe.ts'
import type { FullAnswer } from './answer.ts'
import { hintOnAnswer } from './answer-hint.ts'
import { describeText, readVersion, type VersionReading } from './answer-version.ts'
import type { AnswerExpectations, StatusRange } from './expectation.ts'
import { findUnhealthyStatus } from './self-reported-status.ts'

export interface AnswerJudgement {
  readonly result: 'pass' | 'fail' | 'stale'
  /** One sentence: what came back, from where, and what was wanted. Absent for a pass. Untrusted. */
  readonly reason?: string
  /** The version that answered, if it says one. */
  readonly version?: string
}

/** Judges a complete answer. Stale is a good answer from another version: illness goes first. */
export function judgeAnswer(expectations: AnswerExpectations, answer: FullAnswer): AnswerJudgement {
  const reading = readVersion(answer, expectations.versionFrom)
  const version = reading.kind === 'found' ? { version: reading.version } : {}
  const fault = findFault(expectations, answer) ?? findMissingVersion(expectations.version, reading)
  if (fault !== undefined) return { result: 'fail', reason: render(answer, fault), ...version }
  const other = findOtherVersion(expectations.version, reading)
  if (other !== undefined) return { result: 'stale', reason: render(answer, other), ...version }
  return { result: 'pass', ...version }
}

function findFault(expectations: AnswerExpectations, answer: FullAnswer): string | undefined {
  const { status, conditions } = expectations
  if (!status.some(({ from, to }) => from <= answer.status && answer.status <= to)) {
    return `answered ${answer.status}, expected ${renderStatus(status)}`
  }
  const fields = new Set(conditions.flatMap(({ field }) => field ?? []))
  const unhealthy = findUnhealthyStatus(answer, fields)
  if (unhealthy !== undefined) return `answered ${answer.status}, but the answer ${unhealthy}`
  const broken = conditions.map((condition) => condition.evaluate(answer)).filter(({ holds }) => !holds)
  if (broken.length === 0) return undefined
  const texts = broken.map(({ text }) => text).join('; ')
  return `answered ${answer.status}, but ${broken.length === 1 ? 'a condition is' : 'conditions are'} not met: ${texts}`
}

function findMissingVersion(expected: VersionExpectation, reading: VersionReading): string | undefined {
  // An older version may not tell its version yet; that it is not the bad one is all a recovery asks.
  if (expected.kind !== 'exactly' || reading.kind === 'found') return undefined
  return `gave a good answer without a version, expected ${renderVersion(expected)}: ${reading.because}`
}

function findOtherVersion(expected: VersionExpectation, reading: VersionReading): string | undefined {
  if (expected.kind === 'any' || reading.kind === 'missing') return undefined
  const { version } = reading
  if ((version === expected.version) === (expected.kind === 'exactly')) return undefined
  const isShort = expected.kind === 'exactly' && version.length >= 7 && expected.version.startsWith(version)
  const hint = isShort ? ' (its beginning, but versions are compared as a whole)' : ''
  return `gave a good answer from version ${truncate(version, 100)}, expected ${renderVersion(expected)}${hint}`
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
  const hint = hintOnAnswer(answer)
  return `${answer.method} ${answer.url}${from} ${fault}; ${[hint, body].filter(Boolean).join('; ')}`
}

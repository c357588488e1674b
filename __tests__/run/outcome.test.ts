import {
  type ConclusionSettings,
  conclude,
  isRolledBack,
  isRolloutWaiting,
  type Outcome,
  type Result,
} from '../../src/run/outcome.ts'
import type { Verification } from '../../src/run/verification.ts'

const GUARD: ConclusionSettings = { failOnRollback: true, onInconclusive: 'fail', mode: 'guard' }

const GREEN: readonly Result[] = ['healthy', 'validated', 'captured', 'rehearsed']
const RED: readonly Result[] = [
  'rollback-unhealthy',
  'rollback-failed',
  'unhealthy',
  'unhealthy-before',
  'no-target',
  'not-deployed',
  'superseded',
  'handed-off',
  'awaiting-approval',
  'guard-stopped',
  'cancelled',
]
const ROLLED_BACK: readonly Result[] = ['rolled-back', 'rolled-back-by-platform']

describe('the conclusion of the job', () => {
  const lenient: ConclusionSettings = { failOnRollback: false, onInconclusive: 'pass', mode: 'rollback' }

  test.each(GREEN)('%s is green whatever is set', (result) => {
    expect([conclude(result, GUARD), conclude(result, lenient)]).toEqual([0, 0])
  })
  test.each(RED)('%s is red whatever is set', (result) => {
    expect([conclude(result, GUARD), conclude(result, lenient)]).toEqual([1, 1])
  })
  test.each(ROLLED_BACK)('%s is red, unless it was asked for or is not to fail', (result) => {
    expect(conclude(result, GUARD)).toBe(1)
    expect(conclude(result, { ...GUARD, failOnRollback: false })).toBe(0)
    expect(conclude(result, { ...GUARD, mode: 'rollback' })).toBe(0)
    expect(conclude(result, { ...GUARD, onInconclusive: 'pass' })).toBe(1)
    expect(conclude(result, { ...GUARD, mode: 'rehearse' })).toBe(1)
  })
  test.each([
    ['fail', 1],
    ['rollback', 1],
    ['pass', 0],
  ] as const)('inconclusive with on-inconclusive: %s is %i', (onInconclusive, code) => {
    expect(conclude('inconclusive', { ...GUARD, onInconclusive })).toBe(code)
    expect(conclude('inconclusive', { ...GUARD, onInconclusive, failOnRollback: false })).toBe(code)
  })
  it('is 2 for wrong inputs', () => {
    expect([conclude('invalid', GUARD), conclude('invalid', lenient)]).toEqual([2, 2])
  })
})

test('rolled back is what is verified to be back, and nothing else', () => {
  const all: readonly Result[] = [...GREEN, ...RED, ...ROLLED_BACK, 'inconclusive', 'invalid']
  expect(all.filter(isRolledBack)).toEqual(ROLLED_BACK)
})

describe('a rollout that waits for a person', () => {
  const ended = (result: Result, kind?: 'awaiting-approval' | 'healthy'): Outcome => ({
    result,
    reason: '',
    timings: {},
    verification: kind && ({ verdict: { kind, reason: '' } } as Verification),
  })
  test.each([
    [ended('awaiting-approval', 'awaiting-approval'), true],
    [ended('awaiting-approval', 'healthy'), false],
    [ended('awaiting-approval'), false],
    [ended('cancelled', 'awaiting-approval'), false],
  ])('%j: %s', (outcome, isWaiting) => {
    expect(isRolloutWaiting(outcome)).toBe(isWaiting)
  })
})

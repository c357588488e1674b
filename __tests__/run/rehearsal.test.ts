import type { Verdict } from '../../src/health/observation.ts'
import type { Leg, Result } from '../../src/run/outcome.ts'
import { concludeRehearsal, hasArrived, isForwardNeeded } from '../../src/run/rehearsal.ts'
import type { Verification } from '../../src/run/verification.ts'

const verification = { verdict: { kind: 'healthy', reason: 'healthy for 2m' } } as Verification
const plan: Leg['plan'] = {
  from: 'web:42',
  to: 'web:41',
  actor: 'us',
  evidence: [],
  steps: [],
  unknowns: [],
  manual: ['aws ecs update-service --task-definition web:41'],
}
const forwardPlan = {
  ...plan,
  from: 'web:41',
  to: 'web:42',
  manual: ['aws ecs update-service --task-definition web:42'],
}
const leg = (result: Result, more: Partial<Leg> = {}): Leg => ({
  startedAtMs: 1_000,
  endedAtMs: 61_000,
  result,
  reason: `it ended as ${result}`,
  plan,
  ...more,
})
const verdict = (kind: Verdict['kind']) => ({ kind, reason: `it was ${kind}` }) as Verdict

describe('a rehearsal that changed nothing', () => {
  test.each([
    ['before any verdict', undefined],
    ['before the failure was judged', verdict('healthy')],
    ['before the way back', verdict('unhealthy')],
  ])('was cancelled %s', (_, judged) => {
    expect(concludeRehearsal({ verification, rehearsal: {}, verdict: judged })).toEqual({
      verification,
      rehearsal: {},
      timings: {},
      result: 'cancelled',
      reason: 'the job was cancelled before the rehearsal had changed anything',
    })
  })
  test.each(['superseded', 'inconclusive', 'not-deployed'] as const)('ended as %s', (kind) => {
    expect(concludeRehearsal({ verification, rehearsal: {}, verdict: verdict(kind) })).toMatchObject({
      result: kind,
      reason: `the rehearsal ended before anything was changed: it was ${kind}`,
    })
  })
})

describe('a rehearsal that went back', () => {
  const detection = { startedAtMs: 5_000, endedAtMs: 25_000 }
  const conclude = (back: Leg, more: { readonly forward?: Leg; readonly staysBack?: string } = {}) =>
    concludeRehearsal({
      verification,
      verdict: verdict('unhealthy'),
      rehearsal: { detection, back, ...more },
    })

  it('says how long the detection and the way back took', () => {
    expect(conclude(leg('rolled-back')).timings).toEqual({ detectionMs: 20_000, rollbackMs: 60_000 })
  })
  it('and forward again is rehearsed, with nothing left to do by hand', () => {
    expect(
      conclude(leg('rolled-back'), { forward: leg('rolled-back', { plan: forwardPlan, isHealthy: true }) }),
    ).toMatchObject({
      result: 'rehearsed',
      reason:
        'the service went from web:42 back to web:41 and forward again to web:42, and each verified healthy',
      isHealthy: true,
      plan: { from: 'web:42', to: 'web:41', manual: [] },
    })
  })
  it('and stays there is rehearsed too, and says why', () => {
    expect(
      conclude(leg('rolled-back', { isHealthy: true }), { staysBack: 'a commit cannot be unreverted' }),
    ).toMatchObject({
      result: 'rehearsed',
      reason:
        'the service went from web:42 back to web:41, which verified healthy; it stays there: a commit cannot be unreverted',
      isHealthy: true,
    })
  })
  it('and did not come forward has the result of the way forward, and its commands', () => {
    const forward = leg('rollback-failed', { plan: forwardPlan, hint: 'try again' })
    expect(conclude(leg('rolled-back'), { forward })).toMatchObject({
      result: 'rollback-failed',
      reason: 'it ended as rollback-failed',
      hint: 'try again',
      plan: { manual: ['aws ecs update-service --task-definition web:42'] },
    })
  })
  it('badly has the result of the way back, whatever became of the way forward', () => {
    const back = leg('rollback-unhealthy', { hint: 'look at the log' })
    expect(conclude(back, { forward: leg('rolled-back', { isHealthy: true }) })).toMatchObject({
      result: 'rollback-unhealthy',
      reason: 'it ended as rollback-unhealthy; web:42 was put forward again and verified healthy',
      isHealthy: true,
      hint: 'look at the log',
      plan: { manual: [] },
    })
    expect(conclude(back, { forward: leg('rollback-failed') })).toMatchObject({
      result: 'rollback-unhealthy',
      reason: 'it ended as rollback-failed',
      hint: 'look at the log',
    })
    expect(conclude(back)).toMatchObject({
      result: 'rollback-unhealthy',
      reason: 'it ended as rollback-unhealthy',
      hint: 'look at the log',
    })
  })
  it('badly does not count as staying there on purpose', () => {
    expect(conclude(leg('rollback-failed'), { staysBack: 'it cannot' }).result).toBe('rollback-failed')
  })
  it('without a plan has words for the versions, and no plan', () => {
    const back = leg('rolled-back', { plan: undefined })
    const concluded = conclude(back, { forward: leg('rolled-back', { plan: undefined }) })
    expect(concluded.reason).toMatch(/^the service went from the version back to the earlier version and/)
    expect(concluded).not.toHaveProperty('plan')
  })
  it('names several services in one line', () => {
    const back = leg('rolled-back', { plan: { ...plan, from: 'web:42\napi:7', to: 'web:41\napi:6' } })
    expect(conclude(back, { staysBack: 'so' }).reason).toContain('from web:42, api:7 back to web:41, api:6')
  })
})

test.each<[Result, boolean, boolean, boolean]>([
  ['rolled-back', true, true, true],
  ['rolled-back-by-platform', true, false, false],
  ['rollback-unhealthy', false, true, true],
  ['rollback-failed', false, true, false],
  ['superseded', false, false, false],
  ['cancelled', false, false, false],
])(
  '%s: arrived %s; to be put forward with a plan %s, without one %s',
  (result, arrived, withPlan, without) => {
    expect(hasArrived({ result })).toBe(arrived)
    expect(isForwardNeeded({ result, plan })).toBe(withPlan)
    expect(isForwardNeeded({ result })).toBe(without)
  },
)

test('what never began has not arrived', () => {
  expect(hasArrived(undefined)).toBe(false)
})

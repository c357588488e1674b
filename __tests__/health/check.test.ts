import type { HealthPolicy } from '../../src/health/assess.ts'
import { beginCheck, failuresInARow, followCheck } from '../../src/health/check.ts'
import type { Observation } from '../../src/health/observation.ts'
import { makeTrigger } from '../../src/health/triggers/make-trigger.ts'
import { healthPolicy } from '../support/policy.ts'
import { classes, observation } from '../support/scripted-probe.ts'

function followAll(seen: readonly Observation[], overrides: Partial<HealthPolicy> = {}) {
  const policy = healthPolicy({ startPeriodMs: 0, ...overrides })
  let progress = beginCheck({ name: 'api', required: true })
  for (const one of seen) progress = followCheck(progress, one, policy)
  return { ...progress, failuresInARow: failuresInARow(progress) }
}

function follow(script: string, overrides: Partial<HealthPolicy> = {}) {
  const seen = classes(script).map((result, index) =>
    observation(result, { startedAtMs: index * 5_000, latencyMs: 10 }),
  )
  return followAll(seen, overrides)
}

describe('where a check stands', () => {
  test.each<[string, object]>([
    ['', { phase: 'starting', passesInARow: 0, failuresInARow: 0, bakedCount: 0, recent: [] }],
    ['+', { phase: 'starting', passesInARow: 1, failuresInARow: 0, last: { result: 'pass' } }],
    ['++-+', { phase: 'starting', passesInARow: 1, last: { result: 'pass' } }],
    ['++-', { phase: 'starting', passesInARow: 0, last: { result: 'fail' } }],
    ['+++', { phase: 'baking', passesInARow: 3, failuresInARow: 0, bakeStartedAtMs: 10_000, bakedCount: 0 }],
    ['-+++', { phase: 'baking', passesInARow: 3, bakeStartedAtMs: 15_000 }],
    ['+++++', { phase: 'baking', passesInARow: 5, failuresInARow: 0, bakeStartedAtMs: 10_000 }],
    ['++++-', { phase: 'baking', passesInARow: 0, failuresInARow: 1, last: { result: 'fail' } }],
    ['+++--+', { phase: 'baking', passesInARow: 1, failuresInARow: 0, last: { result: 'pass' } }],
    ['+++-?s-', { phase: 'baking', passesInARow: 0, failuresInARow: 2 }],
  ])('"%s"', (script, standing) => {
    expect(follow(script)).toMatchObject(standing)
    expect(follow(script).verdict).toBeUndefined()
  })

  const RATE = { kind: 'rate', of: 'failure', bound: { operator: '>', value: 5 }, windowMs: 20_000 } as const
  const COMPARISON = {
    kind: 'time-of-baseline',
    statistic: { kind: 'mean' },
    bound: { operator: '>', value: 150 },
  } as const

  it('counts the probes of the bake, without those that ended the start', () => {
    expect(follow('-++++-?')).toMatchObject({ bakedCount: 3, failures: { count: 1 } })
  })

  it.each([
    ['since the last pass, with it, without a trigger', '-++++-?', [], ['pass', 'fail', 'error']],
    ['that pass alone, without a trigger', '+++ -+-++', [], ['pass']],
    ['all of the window', '+++ ++++-++', [makeTrigger('rate', RATE)], ['pass', 'fail', 'pass', 'pass']],
    [
      'all of the bake for a comparison',
      '+++ +-++++',
      [makeTrigger('time', COMPARISON)],
      'pass fail pass pass pass pass'.split(' '),
    ],
  ] as const)('keeps of the bake what a trigger may ask for: %s', (_, script, triggers, kept) => {
    expect(follow(script, { triggers }).recent.map(({ result }) => result)).toEqual(kept)
  })

  it('has seen nothing last before it was asked', () => {
    expect(follow('')).not.toHaveProperty('last')
  })
})

describe('the words of a verdict', () => {
  test.each<[string, string, string]>([
    ['---', 'unhealthy', 'api never became healthy: it failed 3 times: status 503, expected 200-299'],
    [
      '???',
      'inconclusive',
      'api never became healthy: it could not be asked 3 times: the name was never resolved',
    ],
    [
      'sss',
      'not-deployed',
      'api never became healthy: it was answered by another version 3 times: version v1 answered, expected v2',
    ],
    [
      'nnn',
      'inconclusive',
      'api never became healthy: it did not say what was asked 3 times: the source had nothing to say',
    ],
    ['+++---', 'unhealthy', 'api failed 3 times in a row: status 503, expected 200-299'],
    ['+++?????', 'inconclusive', 'api could not be asked 5 times in a row: the name was never resolved'],
  ])('"%s" is %s', (script, kind, reason) => {
    expect(follow(script).verdict).toMatchObject({ kind, reason })
  })

  it('counts once as once', () => {
    const [seen] = [observation('fail')]
    const { verdict } = followAll([seen], { retries: 1 })
    expect(verdict?.reason).toBe('api never became healthy: it failed once: status 503, expected 200-299')
  })

  it('says nothing of a cause that nobody knows', () => {
    const { reason: _, ...silent } = observation('fail')
    const { verdict } = followAll([silent], { retries: 1 })
    expect(verdict?.reason).toBe('api never became healthy: it failed once')
  })
})

it('answers that do not say what was asked are neither health nor failure', () => {
  const { verdict } = follow('nn?n')
  expect(verdict).toEqual({
    kind: 'inconclusive',
    reason: 'api never became healthy: it did not say what was asked 3 times: the source had nothing to say',
  })
  expect(follow('++n++').verdict).toBeUndefined()
  expect(follow('+++nnnnnn').verdict).toBeUndefined()
})

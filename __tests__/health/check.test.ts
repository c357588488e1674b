import { followCheck } from '../../src/health/check.ts'
import { healthPolicy } from '../support/policy.ts'
import { classes, observation } from '../support/scripted-probe.ts'

function follow(script: string) {
  const seen = classes(script).map((result, index) =>
    observation(result, { startedAtMs: index * 5_000, latencyMs: 10 }),
  )
  return followCheck('api', healthPolicy({ startPeriodMs: 0 }), seen)
}

describe('where a check stands', () => {
  test.each<[string, object]>([
    ['', { phase: 'starting', passesInARow: 0, failuresInARow: 0, baked: [] }],
    ['+', { phase: 'starting', passesInARow: 1, failuresInARow: 0, last: { result: 'pass' } }],
    ['++-+', { phase: 'starting', passesInARow: 1, last: { result: 'pass' } }],
    ['++-', { phase: 'starting', passesInARow: 0, last: { result: 'fail' } }],
    ['+++', { phase: 'baking', passesInARow: 3, failuresInARow: 0, bakeStartedAtMs: 10_000, baked: [] }],
    ['-+++', { phase: 'baking', passesInARow: 3, bakeStartedAtMs: 15_000 }],
    ['+++++', { phase: 'baking', passesInARow: 5, failuresInARow: 0, bakeStartedAtMs: 10_000 }],
    ['++++-', { phase: 'baking', passesInARow: 0, failuresInARow: 1, last: { result: 'fail' } }],
    ['+++--+', { phase: 'baking', passesInARow: 1, failuresInARow: 0, last: { result: 'pass' } }],
    ['+++-?s-', { phase: 'baking', passesInARow: 0, failuresInARow: 2 }],
  ])('"%s"', (script, standing) => {
    expect(follow(script)).toMatchObject(standing)
    expect(follow(script).verdict).toBeUndefined()
  })

  it('keeps the probes of the bake, without those that ended the start', () => {
    expect(follow('-++++-?').baked.map(({ result }) => result)).toEqual(['pass', 'fail', 'error'])
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
      'api never became healthy: it could not be asked 3 times: the source had nothing to say',
    ],
    ['+++---', 'unhealthy', 'api failed 3 times in a row: status 503, expected 200-299'],
    ['+++?????', 'inconclusive', 'api could not be asked 5 times in a row: the name was never resolved'],
  ])('"%s" is %s', (script, kind, reason) => {
    expect(follow(script).verdict).toMatchObject({ kind, reason })
  })

  it('counts once as once', () => {
    const [seen] = [observation('fail')]
    const { verdict } = followCheck('api', healthPolicy({ startPeriodMs: 0, retries: 1 }), [seen])
    expect(verdict?.reason).toBe('api never became healthy: it failed once: status 503, expected 200-299')
  })

  it('says nothing of a cause that nobody knows', () => {
    const { reason: _, ...silent } = observation('fail')
    const { verdict } = followCheck('api', healthPolicy({ startPeriodMs: 0, retries: 1 }), [silent])
    expect(verdict?.reason).toBe('api never became healthy: it failed once')
  })
})

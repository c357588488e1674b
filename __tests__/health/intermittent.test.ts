import fc from 'fast-check'
import { type Assessment, assess } from '../../src/health/assess.ts'
import { beginHealth, followObservation } from '../../src/health/health-progress.ts'
import { describeIntermittent, lineAgainst } from '../../src/health/intermittent.ts'
import type { ProbeClass } from '../../src/health/observation.ts'
import { withoutRollout } from '../../src/health/rollout-progress.ts'
import { makeTrigger } from '../../src/health/triggers/make-trigger.ts'
import { parseTriggerLine } from '../../src/health/triggers/parse-trigger.ts'
import { healthPolicy } from '../support/policy.ts'
import { classes, observation } from '../support/scripted-probe.ts'

/** Three passes, and then the bake of two minutes, a probe every five seconds. */
function land(baked: readonly ProbeClass[], line?: string): Assessment | undefined {
  const parsed = line === undefined ? undefined : parseTriggerLine(line)
  if (parsed?.ok === false) throw new Error(parsed.problem.expected)
  const triggers = parsed === undefined ? [] : [makeTrigger(line ?? '', parsed.value)]
  const policy = healthPolicy({ startPeriodMs: 0, bakeTimeMs: 120_000, triggers })
  let progress = beginHealth([{ name: 'api', required: true }], withoutRollout(0))
  for (const [index, result] of [...classes('+++'), ...baked, ...classes('+++++++')].entries()) {
    const one = observation(result, { startedAtMs: index * 5_000, latencyMs: 100 })
    progress = followObservation(progress, one, policy)
    const assessment = assess(policy, progress, one.endedAtMs)
    if (assessment.verdict !== undefined) return assessment
  }
  return undefined
}

const POLICY = healthPolicy({ bakeTimeMs: 120_000 })
const checkOf = (assessment: Assessment | undefined) => {
  const check = assessment?.checks.find(({ name }) => name === 'api')
  if (check === undefined) throw new Error('the check is missing')
  return check
}

describe('a version that fails now and then', () => {
  it.each([
    ['++++++++++++++++++++++++', 'healthy for 2m of bake time', undefined],
    ['+++++++++-++++++++++++++', 'healthy for 2m of bake time; 1 of 24 probes of api failed', undefined],
    [
      '-++--+++++++++++++++++++',
      'healthy for 2m of bake time; 3 of 24 probes of api failed, never 3 in a row',
      'failure rate > 10% over 2m',
    ],
    [
      '-+--+--+-+--+-+-++++++++',
      'healthy for 2m of bake time; 10 of 24 probes of api failed, never 3 in a row',
      'failure rate > 40% over 2m',
    ],
  ])('%s is healthy, and says so', (baked, reason, line) => {
    const assessment = land(classes(baked))
    expect(assessment?.verdict).toEqual({ kind: 'healthy', reason })
    expect(lineAgainst(checkOf(assessment), POLICY)).toBe(line)
  })

  it('would have been rolled back by the line that is offered', () => {
    const anyBake = fc.array(fc.constantFrom<ProbeClass>('pass', 'pass', 'pass', 'fail', 'fail', 'error'), {
      minLength: 24,
      maxLength: 24,
    })
    fc.assert(
      fc.property(anyBake, (baked) => {
        const assessment = land(baked)
        if (assessment?.verdict?.kind !== 'healthy') return
        const line = lineAgainst(checkOf(assessment), POLICY)
        if (line === undefined) return
        expect(land(baked, line)?.verdict?.kind).toBe('unhealthy')
      }),
    )
  })

  it('is described by one failure, too', () => {
    const [one] = classes('-').map((result) => observation(result))
    if (one === undefined) throw new Error('there is no probe')
    const check = {
      ...checkOf(land(classes('+'.repeat(24)))),
      askedCount: 1,
      failures: { count: 1, first: one, last: one },
    }
    expect(describeIntermittent(check, { retries: 3 })).toBe('1 of 1 probe of api failed')
  })
})

describe('the line that is offered', () => {
  const [failed] = classes('-').map((result) => observation(result))
  const offered = (failures: number, askedCount: number) =>
    lineAgainst(
      {
        ...checkOf(land(classes('+'.repeat(24)))),
        askedCount,
        failures: { count: failures, first: failed, last: failed },
      },
      POLICY,
    )

  it.each([
    [51, 50],
    [50, 40],
    [40, 30],
    [30, 20],
    [20, 10],
    [10, 5],
    [5, 2],
  ])('names a rate that %i failures of a hundred exceed: %i %%', (failures, percent) => {
    expect(offered(failures, 100)).toBe(`failure rate > ${percent}% over 2m`)
  })

  it.each([
    ['more than one in a hundred', 3, 299, 'failure rate > 1% over 2m'],
    ['one in a hundred, which nobody minds', 3, 300, undefined],
    ['as few probes and failures as a rate needs', 3, 10, 'failure rate > 20% over 2m'],
    ['one probe less', 3, 9, undefined],
    ['one failure less', 2, 10, undefined],
  ])('is for %s', (_, failures, asked, line) => {
    expect(offered(failures, asked)).toBe(line)
  })

  it('is for nobody who has chosen lines', () => {
    const parsed = parseTriggerLine('failure rate > 90% over 2m')
    if (!parsed.ok) throw new Error(parsed.problem.expected)
    const triggers = [makeTrigger('failure rate > 90% over 2m', parsed.value)]
    const check = {
      ...checkOf(land(classes('+'.repeat(24)))),
      askedCount: 24,
      failures: { count: 12, first: failed, last: failed },
    }
    expect(lineAgainst(check, { ...POLICY, triggers })).toBeUndefined()
  })
})

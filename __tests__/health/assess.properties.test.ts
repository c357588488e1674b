import fc from 'fast-check'
import { assess, type HealthPolicy } from '../../src/health/assess.ts'
import { beginHealth, followObservation, type HealthProgress } from '../../src/health/health-progress.ts'
import type { Observation, ProbeClass, Verdict } from '../../src/health/observation.ts'
import { withoutRollout } from '../../src/health/rollout-progress.ts'
import { healthPolicy } from '../support/policy.ts'
import { observation } from '../support/scripted-probe.ts'

const INTERVAL_MS = 5_000
const classOf = fc.constantFrom<ProbeClass>('pass', 'fail', 'stale', 'error', 'nodata')
const policies: fc.Arbitrary<HealthPolicy> = fc
  .record({
    startPeriodMs: fc.integer({ min: 0, max: 20 }).map((count) => count * INTERVAL_MS),
    bakeTimeMs: fc.integer({ min: 0, max: 20 }).map((count) => count * INTERVAL_MS),
    successThreshold: fc.integer({ min: 1, max: 5 }),
    retries: fc.integer({ min: 1, max: 5 }),
  })
  .map(healthPolicy)
const healthyAtOnce = healthPolicy({ startPeriodMs: 0, successThreshold: 1, retries: 3, bakeTimeMs: 5_000 })
const sequences = fc.array(classOf, { maxLength: 60 })

function observations(results: readonly ProbeClass[], check = 'api'): Observation[] {
  return results.map((result, index) =>
    observation(result, { check, startedAtMs: index * INTERVAL_MS, latencyMs: 100 }),
  )
}

function follow(
  policy: HealthPolicy,
  byCheck: Readonly<Record<string, readonly Observation[]>>,
  advisory: readonly string[] = [],
): HealthProgress {
  const checks = Object.keys(byCheck).map((name) => ({ name, required: !advisory.includes(name) }))
  let progress = beginHealth(checks, withoutRollout(0))
  for (const one of Object.values(byCheck).flat()) progress = followObservation(progress, one, policy)
  return progress
}

/** The first verdict, as `verify` finds it: asked after each observation. */
function judge(
  policy: HealthPolicy,
  seen: readonly Observation[],
): { verdict: Verdict; after: number } | undefined {
  let progress = follow(policy, { api: [] })
  for (const [index, one] of seen.entries()) {
    progress = followObservation(progress, one, policy)
    const { verdict } = assess(policy, progress, one.endedAtMs)
    if (verdict !== undefined) return { verdict, after: index + 1 }
  }
  return undefined
}

describe('whatever the probes show', () => {
  it('a pass in place of anything else never makes it unhealthy, nor sooner', () => {
    fc.assert(
      fc.property(policies, sequences, fc.nat(), (policy, results, at) => {
        if (results.length === 0) return
        const better = results.with(at % results.length, 'pass')
        const before = judge(policy, observations(results))
        const after = judge(policy, observations(better))
        if (after?.verdict.kind !== 'unhealthy') return
        // A pass may end the start and so arm the stricter rules of the bake: that is the one way.
        const endsStart = startEnds(policy, better) < startEnds(policy, results)
        if (endsStart) return
        // What we could not look at ended the run before anything else could be seen.
        expect(['unhealthy', 'inconclusive', 'not-deployed']).toContain(before?.verdict.kind)
        expect(before?.after).toBeLessThanOrEqual(after.after)
      }),
      { numRuns: 1_000 },
    )
  })

  it('one more pass at the end never makes it unhealthy', () => {
    fc.assert(
      fc.property(policies, sequences, (policy, results) => {
        if (judge(policy, observations(results)) !== undefined) return
        const verdict = judge(policy, observations([...results, 'pass']))?.verdict
        expect(verdict === undefined || verdict.kind === 'healthy').toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  it('without a single failure it is never unhealthy', () => {
    const withoutFailures = fc.array(fc.constantFrom<ProbeClass>('pass', 'stale', 'error', 'nodata'), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(policies, withoutFailures, (policy, results) => {
        expect(judge(policy, observations(results))?.verdict.kind).not.toBe('unhealthy')
      }),
      { numRuns: 1_000 },
    )
  })

  it('while it bakes, errors between the others neither make it unhealthy nor hide that it is', () => {
    fc.assert(
      fc.property(policies, sequences, (policy, results) => {
        const forEver = { ...policy, bakeTimeMs: 3_600_000, retries: Math.min(policy.retries, 5) }
        const start = Array.from<ProbeClass>({ length: policy.successThreshold }).fill('pass')
        const calm = results.filter((result) => result !== 'error')
        const isFewErrors = !results.join(' ').includes(Array(5).fill('error').join(' '))
        const [disturbed, undisturbed] = [results, calm].map((bake) =>
          judge(forEver, observations([...start, ...bake])),
        )
        if (isFewErrors) expect(disturbed?.verdict.kind).toBe(undisturbed?.verdict.kind)
        else expect(['inconclusive', undisturbed?.verdict.kind]).toContain(disturbed?.verdict.kind)
      }),
      { numRuns: 1_000 },
    )
  })

  it('healthy needs a pass at its end, at least the threshold of passes, and the whole bake time', () => {
    fc.assert(
      fc.property(policies, sequences, (policy, results) => {
        const judged = judge(policy, observations(results))
        if (judged?.verdict.kind !== 'healthy') return
        const seen = results.slice(0, judged.after)
        expect(seen.at(-1)).toBe('pass')
        expect(seen.filter((result) => result === 'pass').length).toBeGreaterThanOrEqual(
          policy.successThreshold,
        )
        expect((judged.after - 1) * INTERVAL_MS + 100).toBeGreaterThanOrEqual(policy.bakeTimeMs)
      }),
      { numRuns: 1_000 },
    )
  })

  it('there is a verdict in the end: after the start period, the bake and its extension', () => {
    fc.assert(
      fc.property(policies, fc.infiniteStream(classOf), (policy, stream) => {
        const starting =
          policy.startPeriodMs / INTERVAL_MS + policy.retries * 3 * (policy.successThreshold + 1)
        // What fails at the end of the extension goes on until it has failed often enough.
        const baking = policy.bakeTimeMs / INTERVAL_MS + 2 * policy.retries + policy.successThreshold
        const enough = Math.ceil(starting + baking) + 3
        expect(judge(policy, observations([...stream.take(enough)]))).toBeDefined()
      }),
      { numRuns: 500 },
    )
  })

  it('a verdict stays once it is there: asked later about the same, it is the same', () => {
    fc.assert(
      fc.property(policies, sequences, fc.nat({ max: 100_000 }), (policy, results, laterMs) => {
        const judged = judge(policy, observations(results))
        if (judged === undefined) return
        const seen = observations(results.slice(0, judged.after))
        const nowMs = (seen.at(-1)?.endedAtMs ?? 0) + laterMs
        expect(assess(policy, follow(policy, { api: seen }), nowMs).verdict).toEqual(judged.verdict)
      }),
    )
  })

  it('a failure is detected however the samples are batched', () => {
    fc.assert(
      fc.property(policies, sequences, (policy, results) => {
        const judged = judge(policy, observations(results))
        if (judged?.verdict.kind !== 'unhealthy') return
        const seen = observations(results)
        const batched = assess(policy, follow(policy, { api: seen }), seen.at(-1)?.endedAtMs ?? 0)
        expect(batched.verdict).toEqual(judged.verdict)
      }),
      { numRuns: 1_000 },
    )
  })

  it('another check never makes up for one that is unhealthy', () => {
    fc.assert(
      fc.property(policies, sequences, sequences, (policy, results, others) => {
        const alone = judge(policy, observations(results))
        if (alone?.verdict.kind !== 'unhealthy') return
        const seen = observations(results.slice(0, alone.after))
        const other = observations(others.slice(0, alone.after), 'other')
        const together = assess(policy, follow(policy, { api: seen, other }), seen.at(-1)?.endedAtMs ?? 0)
        // The end of a bake waits for every check to bake, and for its last sample; the watch then goes on.
        const { phase, last } = together.checks.find(({ name }) => name === 'other') ?? {}
        const isBehind = phase === 'starting' || (last?.startedAtMs ?? 0) < (seen.at(-1)?.startedAtMs ?? 0)
        const waits = together.verdict === undefined && isBehind
        expect(waits ? 'unhealthy' : together.verdict?.kind).toBe('unhealthy')
      }),
      {
        examples: [
          // Too few failures after the bake time, while the other check has not been asked yet.
          [healthyAtOnce, ['pass', 'nodata', 'nodata', 'fail', 'error', 'fail'], []],
          // The same, and the other check could not be asked before.
          [
            healthyAtOnce,
            ['pass', 'pass', 'pass', 'pass', 'pass', 'fail'],
            ['pass', 'error', 'error', 'error', 'error', 'error'],
          ],
          // The same, and the other check has no sample of that time yet.
          [
            { ...healthyAtOnce, bakeTimeMs: 10_000 },
            ['pass', 'pass', 'nodata', 'stale', 'error', 'stale', 'fail'],
            ['pass'],
          ],
        ],
      },
    )
  })

  it('an advisory check changes nothing', () => {
    fc.assert(
      fc.property(policies, sequences, sequences, (policy, results, others) => {
        const seen = observations(results)
        const nowMs = seen.at(-1)?.endedAtMs ?? 0
        const alone = follow(policy, { api: seen })
        const advice = observations(others, 'advice')
        const together = follow(policy, { api: seen, advice }, ['advice'])
        expect(assess(policy, together, nowMs).verdict).toEqual(assess(policy, alone, nowMs).verdict)
      }),
    )
  })
})

/** Index of the probe that ended the start. */
function startEnds({ successThreshold }: HealthPolicy, results: readonly ProbeClass[]): number {
  let run = 0
  const index = results.findIndex((result) => {
    run = result === 'pass' ? run + 1 : 0
    return run >= successThreshold
  })
  return index === -1 ? Number.POSITIVE_INFINITY : index
}

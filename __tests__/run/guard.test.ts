import { PlatformError } from '../../src/core/platform-error.ts'
import type { Baseline } from '../../src/health/baseline.ts'
import type { RolloutState } from '../../src/health/rollout.ts'
import { type GuardSettings, guard } from '../../src/run/guard.ts'
import type { Outcome } from '../../src/run/outcome.ts'
import type { ApplyResult, PlanResult } from '../../src/run/rollback.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { guardSettings } from '../support/guard-settings.ts'
import { healthPolicy } from '../support/policy.ts'
import { RecordingJournal } from '../support/recording-journal.ts'
import { ScriptedProbe } from '../support/scripted-probe.ts'
import { ScriptedRollback } from '../support/scripted-rollback.ts'
import { ScriptedWatch } from '../support/scripted-watch.ts'

interface World {
  readonly script?: string
  readonly rollback?: ConstructorParameters<typeof ScriptedRollback>[1] | 'none'
  readonly platform?: RolloutState
  readonly settings?: Partial<GuardSettings>
  readonly cancelAtMs?: number
  /** Why the explainer and the memory fail, by no fault of the platform's. */
  readonly bug?: Error
}

interface Run {
  readonly clock: FakeClock
  readonly outcome: Outcome
  readonly strategy: ScriptedRollback
  readonly journal: RecordingJournal
  readonly checkpoints: readonly Outcome[]
  readonly probe: ScriptedProbe
}

/** Ill from the bake on; a rollback makes it well. */
const ILL = `+++ ---|+`

async function run({
  script = ILL,
  rollback = {},
  platform,
  settings = {},
  cancelAtMs,
  bug,
}: World): Promise<Run> {
  const clock = new FakeClock()
  const journal = new RecordingJournal(clock)
  const probe = new ScriptedProbe(clock, script)
  const strategy = new ScriptedRollback(clock, rollback === 'none' ? {} : rollback)
  const checkpoints: Outcome[] = []
  const cancel = new AbortController()
  if (cancelAtMs !== undefined) clock.after(cancelAtMs, () => cancel.abort(new Error('cancelled')))
  const outcome = await guard(
    {
      clock,
      random: () => 0.5,
      journal,
      probes: [probe],
      checkpoint: async (soFar) => {
        checkpoints.push(soFar)
      },
      ...(platform && { watch: new ScriptedWatch(clock, [{ fromMs: 0, states: { web: platform } }]) }),
      ...(rollback !== 'none' && { strategy }),
      ...(bug && { diagnostics: { diagnose: () => Promise.reject(bug) } }),
      ...(bug && { revisions: { record: () => Promise.reject(bug) } }),
    },
    guardSettings(settings),
    cancel.signal,
  )
  return { clock, outcome, strategy, journal, checkpoints, probe }
}

describe('from a verdict to an outcome', () => {
  const superseded: PlanResult = { kind: 'superseded', reason: 'web:43 took over' }
  const handedOff: ApplyResult = { kind: 'handed-off', reason: 'it starts once this run ends' }

  test.each<{ name: string; world: World; result: Outcome['result']; writes: number }>([
    { name: 'healthy', world: { script: '+' }, result: 'healthy', writes: 0 },
    { name: 'unhealthy, rolled back, healthy', world: {}, result: 'rolled-back', writes: 1 },
    {
      name: 'rolled back, but still ill',
      world: { script: '+++ -' },
      result: 'rollback-unhealthy',
      writes: 1,
    },
    {
      name: 'rolled back, but cannot be asked',
      world: { script: '+++ --- ?' },
      result: 'rollback-unhealthy',
      writes: 1,
    },
    {
      name: 'rolled back, but the bad version still answers',
      world: { script: '+++ --- s' },
      result: 'rollback-unhealthy',
      writes: 1,
    },
    {
      name: 'refused by the platform',
      world: { rollback: { applyError: new PlatformError('refused', 'ECS said no') } },
      result: 'rollback-failed',
      writes: 1,
    },
    {
      name: 'not in place in time',
      world: { rollback: { applyMs: 3_600_000 } },
      result: 'rollback-failed',
      writes: 1,
    },
    {
      name: 'the plan could not be made',
      world: { rollback: { planError: new PlatformError('access-denied', 'no ecs:ListServiceDeployments') } },
      result: 'rollback-failed',
      writes: 0,
    },
    {
      name: 'no target',
      world: {
        rollback: {
          planned: { kind: 'no-target', reason: 'it is the first deployment', evidence: ['web:41'] },
        },
      },
      result: 'no-target',
      writes: 0,
    },
    {
      name: 'superseded while planning',
      world: { rollback: { planned: superseded } },
      result: 'superseded',
      writes: 0,
    },
    {
      name: 'superseded while the recovery was verified',
      world: { rollback: { overtaker: { by: 'web:43', reason: 'web:43 took over' } } },
      result: 'superseded',
      writes: 1,
    },
    {
      name: 'taken back by the platform while the recovery was verified',
      world: { rollback: { overtaker: { reason: 'ECS rolled it back', isByPlatform: true } } },
      result: 'rollback-failed',
      writes: 1,
    },
    {
      name: 'superseded before the write',
      world: { rollback: { applied: { kind: 'superseded', reason: 'web:43 took over' } } },
      result: 'superseded',
      writes: 1,
    },
    {
      name: 'the loop guard refuses while planning',
      world: { rollback: { planned: { kind: 'guard-stopped', reason: 'this run is a rollback' } } },
      result: 'guard-stopped',
      writes: 0,
    },
    { name: 'handed off', world: { rollback: { applied: handedOff } }, result: 'handed-off', writes: 1 },
    {
      name: 'waiting for an approval',
      world: { rollback: { applied: { kind: 'awaiting-approval', reason: 'production wants one' } } },
      result: 'awaiting-approval',
      writes: 1,
    },
    { name: 'verify only', world: { rollback: 'none' }, result: 'unhealthy', writes: 0 },
    { name: 'dry run', world: { settings: { autoRollback: false } }, result: 'unhealthy', writes: 0 },
    {
      name: 'dry run, without a target',
      world: {
        settings: { autoRollback: false },
        rollback: { planned: { kind: 'no-target', reason: 'none', evidence: [] } },
      },
      result: 'no-target',
      writes: 0,
    },
    {
      name: 'dry run, the plan could not be made: what is known is that it is ill',
      world: {
        settings: { autoRollback: false },
        rollback: { planError: new PlatformError('unreachable', 'none') },
      },
      result: 'unhealthy',
      writes: 0,
    },
    { name: 'not deployed', world: { script: 's' }, result: 'not-deployed', writes: 0 },
    { name: 'inconclusive', world: { script: '?' }, result: 'inconclusive', writes: 0 },
    {
      name: 'inconclusive is not green by itself: what it concludes to is decided elsewhere',
      world: { script: '?', settings: { onInconclusive: 'pass' } },
      result: 'inconclusive',
      writes: 0,
    },
    {
      name: 'inconclusive, with the standing order to roll back',
      world: { script: `${'?'.repeat(27)}+`, settings: { onInconclusive: 'rollback' } },
      result: 'rolled-back',
      writes: 1,
    },
    {
      name: 'inconclusive, with the standing order, in a dry run',
      world: { script: '?', settings: { onInconclusive: 'rollback', autoRollback: false } },
      result: 'inconclusive',
      writes: 0,
    },
    {
      name: 'inconclusive, with the standing order, but nothing to put back',
      world: { script: '?', settings: { onInconclusive: 'rollback' }, rollback: 'none' },
      result: 'inconclusive',
      writes: 0,
    },
    {
      name: 'superseded',
      world: { platform: { kind: 'superseded', reason: 'web:43 is the primary' } },
      result: 'superseded',
      writes: 0,
    },
    {
      name: 'the platform rolls back by itself, which is followed',
      world: {
        script: '+',
        platform: { kind: 'rolled-back', reason: 'circuit breaker', to: 'web:41' },
        rollback: { description: { actor: 'platform' } },
      },
      result: 'rolled-back-by-platform',
      writes: 1,
    },
    {
      name: 'the platform rolls back by itself, which a dry run follows too',
      world: {
        script: '+',
        platform: { kind: 'rolled-back', reason: 'circuit breaker', to: 'web:41' },
        rollback: { description: { actor: 'platform' } },
        settings: { autoRollback: false },
      },
      result: 'rolled-back-by-platform',
      writes: 1,
    },
  ])('$name: $result', async ({ world, result, writes }) => {
    const { outcome, strategy } = await run(world)
    expect({ result: outcome.result, writes: strategy.writesAtMs.length }).toEqual({ result, writes })
  })
})

describe('an outcome says', () => {
  it('when it was detected and when the service was well again', async () => {
    const { outcome } = await run({ rollback: { planMs: 1_000, applyMs: 40_000 } })
    expect(outcome.timings).toEqual({ detectionMs: 25_000, rollbackMs: 41_000 + 25_000 })
    expect(outcome.isHealthy).toBe(true)
  })

  it('why, in the words of the verdict and then of the rollback', async () => {
    const { outcome } = await run({
      rollback: { applyError: new PlatformError('refused', 'ECS said no', { hint: 'Allow it.' }) },
    })
    expect(outcome.reason).toBe(
      'api failed 3 times in a row: status 503, expected 200-299; the rollback failed: ECS said no',
    )
    expect(outcome).toMatchObject({
      isHealthy: false,
      hint: 'Allow it.',
      plan: { from: 'web:42', to: 'web:41' },
    })
  })

  it('that a rollback took too long, with a hint', async () => {
    const { outcome } = await run({ rollback: { applyMs: 3_600_000 } })
    expect(outcome.reason).toMatch(/web:41 was not in place within the rollback timeout$/)
    expect(outcome.hint).toMatch(/rollback-timeout/)
    expect(outcome.timings.rollbackMs).toBe(900_000)
  })

  it('what is known before the write, in case that nothing can be written after it', async () => {
    const { checkpoints } = await run({})
    expect(checkpoints.map(({ result, reason }) => ({ result, reason }))).toEqual([
      {
        result: 'cancelled',
        reason:
          'api failed 3 times in a row: status 503, expected 200-299; the run ended while rolling back to web:41',
      },
    ])
    const handsOff = await run({ rollback: { description: { handsOff: true } } })
    expect(handsOff.checkpoints.map(({ result }) => result)).toEqual(['handed-off'])
  })

  it('no command of what goes one back from whatever runs, once it may have been done', async () => {
    const description = { manual: ['roll back by one'] }
    const { checkpoints, outcome } = await run({
      rollback: { description, manualNow: ['look at it'], applyMs: 3_600_000 },
    })
    expect(checkpoints.at(-1)?.plan?.manual).toEqual([])
    expect(outcome.plan?.manual).toEqual(['look at it'])
    const dry = await run({ rollback: { description, manualNow: [] }, settings: { autoRollback: false } })
    expect(dry.outcome.plan?.manual).toEqual(['roll back by one'])
    const usual = await run({ rollback: { description } })
    expect(usual.checkpoints.at(-1)?.plan?.manual).toEqual(['roll back by one'])
  })

  it('the plan in a dry run, without a time for a rollback that there was none', async () => {
    const { outcome, checkpoints, journal } = await run({ settings: { autoRollback: false } })
    expect(outcome).toMatchObject({ plan: { to: 'web:41' }, timings: { detectionMs: 25_000 } })
    expect(outcome.timings.rollbackMs).toBeUndefined()
    expect(checkpoints.flatMap(({ plan }) => plan ?? [])).toEqual([])
    expect(journal.of('rollback-started')).toEqual([])
  })
})

describe('after the rollback', () => {
  it('any version but the bad one is expected', async () => {
    const { probe } = await run({})
    expect(probe.expectations.at(0)).toEqual({ kind: 'exactly', version: 'v2' })
    expect(probe.expectations.at(-1)).toEqual({ kind: 'other-than', version: 'v2' })
  })

  it("the target's own version is expected if it is known", async () => {
    const { probe } = await run({ rollback: { description: { toVersion: 'v1' } } })
    expect(probe.expectations.at(-1)).toEqual({ kind: 'exactly', version: 'v1' })
  })

  it('the strategy learns how it ended', async () => {
    expect((await run({})).strategy.calls).toEqual(['plan', 'apply', 'conclude recovered'])
    expect((await run({ script: '+++ -' })).strategy.calls.at(-1)).toBe('conclude not recovered')
  })

  it('a refusal while tidying up is a warning, and the service is rolled back all the same', async () => {
    const { outcome, journal } = await run({
      rollback: { concludeError: new PlatformError('access-denied', 'the marker could not be written') },
    })
    expect(outcome.result).toBe('rolled-back')
    expect(journal.of('warned').map(({ text }) => text)).toEqual([
      'after the rollback: the marker could not be written',
    ])
  })

  it('a cancellation while tidying up does not unsay what was verified', async () => {
    const { outcome } = await run({ rollback: { concludeMs: 60_000 }, cancelAtMs: 60_000 })
    expect(outcome.result).toBe('rolled-back')
  })

  it.each([
    ['what was found is kept for later runs', undefined, ['bad']],
    ['but not once the job is cancelled', 60_000, []],
  ])('%s', async (_, cancelAtMs, expected) => {
    const clock = new FakeClock()
    const cancel = new AbortController()
    if (cancelAtMs !== undefined) clock.after(cancelAtMs, () => cancel.abort(new Error('cancelled')))
    const kept: string[] = []
    const ports = {
      clock,
      random: () => 0.5,
      journal: new RecordingJournal(clock),
      probes: [new ScriptedProbe(clock, ILL)],
      strategy: new ScriptedRollback(clock, { concludeMs: 60_000 }),
      checkpoint: async () => {},
      revisions: { record: async (found: string) => void kept.push(found) },
    }
    expect((await guard(ports, guardSettings(), cancel.signal)).result).toBe('rolled-back')
    expect(kept).toEqual(expected)
  })
})

describe('what only explains or records', () => {
  const bug = new TypeError('undefined is not a function')

  it('never ends a rollback that is under way: what fails is said as a warning', async () => {
    const { outcome, strategy, journal } = await run({ bug, rollback: { applyMs: 40_000 } })
    expect(outcome.result).toBe('rolled-back')
    expect(strategy.calls).toEqual(['plan', 'apply', 'conclude recovered'])
    expect(journal.of('warned').map(({ text }) => text)).toEqual([
      'why it failed could not be explained: undefined is not a function',
      'what was found could not be kept for later runs: undefined is not a function',
    ])
  })

  it('never makes a healthy version anything else', async () => {
    expect((await run({ script: '+', bug })).outcome.result).toBe('healthy')
  })

  it('never unsays a recovery that was verified', async () => {
    const { outcome, journal } = await run({ rollback: { concludeError: bug } })
    expect(outcome.result).toBe('rolled-back')
    expect(journal.of('warned').map(({ text }) => text)).toEqual([
      'after the rollback: undefined is not a function',
    ])
  })
})

describe('what is known of the service now', () => {
  test.each<{ name: string; world: World; isHealthy: boolean | undefined }>([
    { name: 'what was put back is ill', world: { script: '+++ -' }, isHealthy: false },
    { name: 'what was put back cannot be asked', world: { script: '+++ --- ?' }, isHealthy: undefined },
    {
      name: 'what was put back was not yet seen when the job was cancelled',
      world: { rollback: { applyMs: 20_000 }, cancelAtMs: 50_000 },
      isHealthy: undefined,
    },
    {
      name: 'another deployment took over meanwhile',
      world: { rollback: { applied: { kind: 'superseded', reason: 'web:43 took over' } } },
      isHealthy: undefined,
    },
    {
      name: 'the rollback was refused',
      world: { rollback: { applyError: new PlatformError('refused', 'ECS said no') } },
      isHealthy: false,
    },
  ])('$name: $isHealthy', async ({ world, isHealthy }) => {
    expect((await run(world)).outcome.isHealthy).toBe(isHealthy)
  })
})

describe('a cancelled job', () => {
  const world: World = { rollback: { planMs: 5_000, applyMs: 20_000, concludeMs: 5_000 } }
  // Verdict at 25 s, plan until 30 s, write at 30 s, in place at 50 s, verified at 75 s, concluded at 80 s.
  const moments = Array.from({ length: 90 }, (_, index) => index * 1_000 + 500)

  test.each(moments.map((cancelAtMs) => ({ cancelAtMs })))(
    'at $cancelAtMs ms never starts a rollback, and says how far it was',
    async ({ cancelAtMs }) => {
      const { clock, outcome, strategy } = await run({ ...world, cancelAtMs })
      expect(strategy.writesAtMs.map((atMs) => clock.elapsedMs(atMs))).toEqual(
        cancelAtMs < 30_000 ? [] : [30_000],
      )
      expect(outcome.result).toBe(cancelAtMs < 75_000 ? 'cancelled' : 'rolled-back')
      expect(outcome.reason).toMatch(howFar(cancelAtMs))
    },
  )

  function howFar(atMs: number): RegExp {
    if (atMs < 25_000) return /while the new version was being watched; nothing was changed$/
    if (atMs < 30_000) return /before a rollback was planned; nothing was changed$/
    if (atMs < 50_000) return /while rolling back from web:42 to web:41: waiting for the steady state$/
    if (atMs < 75_000)
      return /while web:41 was being verified; it is in place, but is not verified healthy yet$/
    return /^api failed 3 times in a row/
  }

  it('between plan and write does not write', async () => {
    const cancel = new AbortController()
    const clock = new FakeClock()
    const strategy = new ScriptedRollback(clock)
    const outcome = await guard(
      {
        clock,
        random: () => 0.5,
        journal: new RecordingJournal(clock),
        probes: [new ScriptedProbe(clock, ILL)],
        checkpoint: async ({ plan }) => {
          if (plan !== undefined) cancel.abort(new Error('cancelled'))
        },
        strategy,
      },
      guardSettings(),
      cancel.signal,
    )
    expect(outcome).toMatchObject({ result: 'cancelled', plan: { to: 'web:41' } })
    expect(outcome.reason).toMatch(/planned but not begun; nothing was changed$/)
    expect(strategy.writesAtMs).toEqual([])
  })

  it('while it writes, before anything is known of it, says what it was about', async () => {
    const cancel = new AbortController()
    const clock = new FakeClock()
    const planned = await new ScriptedRollback(clock).plan(cancel.signal)
    if (planned.kind !== 'ready') throw new Error('the script has a plan')
    const apply = async (): Promise<ApplyResult> => {
      cancel.abort(new Error('cancelled'))
      throw new Error('cancelled')
    }
    const outcome = await guard(
      {
        clock,
        random: () => 0.5,
        journal: new RecordingJournal(clock),
        probes: [new ScriptedProbe(clock, ILL)],
        checkpoint: async () => {},
        strategy: { plan: async () => ({ ...planned, plan: { ...planned.plan, apply } }) },
      },
      guardSettings(),
      cancel.signal,
    )
    expect(outcome.result).toBe('cancelled')
    expect(outcome.reason).toMatch(/while rolling back from web:42 to web:41$/)
  })

  it('before it began ends at once', async () => {
    const { outcome, journal } = await run({ cancelAtMs: 0 })
    expect(outcome).toMatchObject({ result: 'cancelled', timings: {} })
    expect(journal.of('judged')).toEqual([])
  })
})

describe('unhealthy before', () => {
  const baseline = (asked: number, failed: number): Baseline => ({
    checks: [{ check: 'api', asked, failed, latenciesMs: [], reason: 'status 403, expected 200-299' }],
  })
  const withBaseline = (world: World, known: Baseline): World => {
    const policy = healthPolicy()
    const expected = { kind: 'any' } as const
    return {
      ...world,
      settings: {
        ...world.settings,
        verification: { stage: 'verification', policy, pollIntervalMs: 5_000, expected, baseline: known },
      },
    }
  }

  test.each<{ name: string; world: World; result: Outcome['result']; writes: number }>([
    {
      name: 'O, S18: ill before and after, so that a rollback would not help',
      world: withBaseline({ script: '-' }, baseline(10, 10)),
      result: 'unhealthy-before',
      writes: 0,
    },
    {
      name: 'S18: half of the probes failed, which is not more than half',
      world: withBaseline({ script: `${'-'.repeat(27)}+` }, baseline(10, 5)),
      result: 'rolled-back',
      writes: 1,
    },
    {
      name: 'S18: nothing could be asked before, which is no illness',
      world: withBaseline({ script: `${'-'.repeat(27)}+` }, baseline(0, 0)),
      result: 'rolled-back',
      writes: 1,
    },
    {
      name: 'S18: well again with this deployment',
      world: withBaseline({ script: '+' }, baseline(10, 10)),
      result: 'healthy',
      writes: 0,
    },
    {
      name: 'S18: what the platform says of the new version is new, whatever the URL said before',
      world: withBaseline(
        { script: '-|+', platform: { kind: 'failed', reason: 'the tasks exit' } },
        baseline(10, 10),
      ),
      result: 'rolled-back',
      writes: 1,
    },
    {
      name: 'S18: verify only',
      world: withBaseline({ script: '-', rollback: 'none' }, baseline(10, 10)),
      result: 'unhealthy-before',
      writes: 0,
    },
  ])('$name', async ({ world, result, writes }) => {
    const { outcome, strategy } = await run(world)
    expect({ result: outcome.result, writes: strategy.writesAtMs.length }).toEqual({ result, writes })
  })

  it('says so', async () => {
    const { outcome } = await run(withBaseline({ script: '-' }, baseline(10, 10)))
    expect(outcome.reason).toBe(
      'api never became healthy: it failed 3 times after the start period of 1m30s: status 503, expected 200-299; it had already failed 10 of 10 times before this deployment: status 403, expected 200-299',
    )
    expect(outcome.hint).toMatch(/outside of this deployment/)
    expect(outcome.isHealthy).toBe(false)
    const fixed = await run(withBaseline({ script: '+' }, baseline(10, 10)))
    expect(fixed.outcome.reason).toBe(
      'healthy for 2m of bake time; api had failed 10 of 10 times before this deployment, which fixed it',
    )
  })
})

it('lets our own bugs through', async () => {
  await expect(
    run({ rollback: { planError: new TypeError('undefined is not a function') } }),
  ).rejects.toThrow('undefined is not a function')
})

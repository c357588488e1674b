import { PlatformError } from '../../src/core/platform-error.ts'
import type { RolloutState } from '../../src/health/rollout.ts'
import type { Outcome } from '../../src/run/outcome.ts'
import type { WayForward } from '../../src/run/rehearsal-forward.ts'
import { type RehearsalNotes, rehearse } from '../../src/run/rehearse.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { guardSettings } from '../support/guard-settings.ts'
import { RecordingJournal } from '../support/recording-journal.ts'
import { ScriptedProbe } from '../support/scripted-probe.ts'
import { ScriptedRollback } from '../support/scripted-rollback.ts'
import { complete, inProgress, ScriptedWatch, type WatchStep } from '../support/scripted-watch.ts'

type Script = ConstructorParameters<typeof ScriptedRollback>[1]

interface World {
  readonly probes?: string
  readonly back?: Script
  readonly forward?: Script
  readonly platform?: readonly WatchStep[]
  /** What the platform says of the version that was put back, before it goes forward. */
  readonly settling?: readonly WatchStep[]
  readonly staysBack?: string
  readonly openError?: unknown
  readonly unfinished?: string
  readonly cancelAtMs?: number
}

const FORWARD: Script = { description: { from: 'web:41', to: 'web:42' } }
/** When the version is verified, by its 27th probe; three rehearsed failures begin at that moment. */
const VERIFIED_MS = 130_000
const VERIFIED = '+'.repeat(27)
const DETECTED = '+'.repeat(30)

class Notes implements RehearsalNotes {
  readonly calls: string[] = []
  #unfinished: string | undefined

  constructor(unfinished: string | undefined) {
    this.#unfinished = unfinished
  }

  async findUnfinished(): Promise<string | undefined> {
    return this.#unfinished
  }

  async begin(): Promise<void> {
    this.calls.push('begin')
  }

  async end(): Promise<void> {
    this.calls.push('end')
  }
}

async function run(world: World) {
  const clock = new FakeClock()
  const journal = new RecordingJournal(clock)
  const back = new ScriptedRollback(clock, world.back)
  const opened: string[] = []
  const forward = new ScriptedRollback(clock, { ...FORWARD, ...world.forward })
  const wayForward: WayForward =
    world.staysBack === undefined
      ? {
          kind: 'possible',
          async open(to) {
            if (world.openError !== undefined) throw world.openError
            opened.push(to)
            return {
              strategy: forward,
              watch: world.settling && new ScriptedWatch(clock, world.settling),
            }
          },
        }
      : { kind: 'impossible', why: world.staysBack }
  const checkpoints: Outcome[] = []
  const notes = new Notes(world.unfinished)
  const cancel = new AbortController()
  if (world.cancelAtMs !== undefined)
    clock.after(world.cancelAtMs, () => cancel.abort(new Error('cancelled')))
  const outcome = await rehearse(
    {
      clock,
      random: () => 0.5,
      journal,
      probes: [new ScriptedProbe(clock, world.probes ?? '+')],
      checkpoint: async (soFar) => {
        checkpoints.push(soFar)
      },
      strategy: back,
      wayForward,
      notes,
      ...(world.platform && { watch: new ScriptedWatch(clock, world.platform) }),
    },
    guardSettings(),
    cancel.signal,
  )
  return { outcome, back, forward, journal, checkpoints, notes, opened, clock }
}

function state(fromMs: number, web: RolloutState): WatchStep {
  return { fromMs, states: { web } }
}

const refused = new PlatformError('refused', 'ECS said no')

describe('from a rehearsal to its outcome', () => {
  test.each<{
    name: string
    world: World
    result: Outcome['result']
    isHealthy: boolean | undefined
    writes: readonly [back: number, forward: number]
    reason: RegExp
  }>([
    {
      name: 'all of it works',
      world: {},
      result: 'rehearsed',
      isHealthy: true,
      writes: [1, 1],
      reason: /from web:42 back to web:41 and forward again to web:42, and each verified healthy/,
    },
    {
      name: 'the version is really unhealthy: the guard acts, and nothing is rehearsed',
      world: { probes: '+++ ---|+' },
      result: 'rolled-back',
      isHealthy: true,
      writes: [1, 0],
      reason: /503/,
    },
    {
      name: 'the target cannot go forward: it ends after the way back',
      world: { staysBack: 'a revert of a revert is for a person' },
      result: 'rehearsed',
      isHealthy: true,
      writes: [1, 0],
      reason: /back to web:41, which verified healthy; it stays there: a revert of a revert/,
    },
    {
      name: 'nothing names the version that ran: it cannot be gone forward to',
      world: { back: { description: { from: 'the current version', unnamed: ['from'] } } },
      result: 'rehearsed',
      isHealthy: true,
      writes: [1, 0],
      reason: /set expect-version/,
    },
    {
      name: 'there is nothing to go back to',
      world: { back: { planned: { kind: 'no-target', reason: 'it is the first', evidence: [] } } },
      result: 'no-target',
      isHealthy: true,
      writes: [0, 0],
      reason: /it is the first/,
    },
    {
      name: 'the plan is refused: nothing was changed, and nothing has to go forward',
      world: { back: { planError: refused } },
      result: 'rollback-failed',
      isHealthy: true,
      writes: [0, 0],
      reason: /could not be planned: ECS said no/,
    },
    {
      name: 'the way back fails half-way: the version is put forward again, and the job is red',
      world: { back: { applyError: refused } },
      result: 'rollback-failed',
      isHealthy: true,
      writes: [1, 1],
      reason: /ECS said no; web:42 was put forward again and verified healthy/,
    },
    {
      name: 'the rollback target is unhealthy: the version is put forward again, and the job is red',
      world: { probes: `${DETECTED}${'-'.repeat(21)}|+` },
      result: 'rollback-unhealthy',
      isHealthy: true,
      writes: [1, 1],
      reason: /does not verify healthy.*web:42 was put forward again and verified healthy/,
    },
    {
      name: 'the way back fails, and the way forward too',
      world: { back: { applyError: refused }, forward: { applyError: refused } },
      result: 'rollback-failed',
      isHealthy: undefined,
      writes: [1, 1],
      reason: /the way forward failed: ECS said no/,
    },
    {
      name: 'the way forward fails',
      world: { forward: { applyError: refused } },
      result: 'rollback-failed',
      isHealthy: undefined,
      writes: [1, 1],
      reason: /web:41 is back and verified healthy; the way forward failed: ECS said no/,
    },
    {
      name: 'the way forward cannot begin',
      world: { openError: new PlatformError('unreachable', 'no route') },
      result: 'rollback-failed',
      isHealthy: true,
      writes: [1, 0],
      reason: /could not begin: no route/,
    },
    {
      name: 'somebody deploys while the failure is detected: nothing is changed',
      world: { platform: [state(0, complete()), state(VERIFIED_MS + 2_000, superseded())] },
      result: 'superseded',
      isHealthy: undefined,
      writes: [0, 0],
      reason: /before anything was changed: web:43 took over/,
    },
    {
      name: 'somebody deploys while the recovery is verified: theirs is left alone',
      world: { back: { overtaker: { by: 'web:43', reason: 'web:43 took over' } } },
      result: 'superseded',
      isHealthy: undefined,
      writes: [1, 0],
      reason: /web:43 took over/,
    },
    {
      name: 'somebody deploys while the platform bakes what was put back: theirs is left alone',
      world: { settling: [state(0, inProgress([], true)), state(20_000, superseded())] },
      result: 'superseded',
      isHealthy: undefined,
      writes: [1, 0],
      reason: /web:43 took over/,
    },
  ])('$name: $result', async ({ world, result, isHealthy, writes, reason }) => {
    const ran = await run(world)
    expect(ran.outcome).toMatchObject({ result })
    expect(ran.outcome.isHealthy).toBe(isHealthy)
    expect(ran.outcome.reason).toMatch(reason)
    expect([ran.back.writesAtMs.length, ran.forward.writesAtMs.length]).toEqual(writes)
  })
})

function superseded(): RolloutState {
  return { kind: 'superseded', reason: 'web:43 took over', by: 'web:43' }
}

describe('a rehearsal', () => {
  test('counts every answer as failed from the moment on at which the version is verified', async () => {
    const { journal } = await run({})
    const observed = journal.of('observed')
    const rehearsed = observed.filter(({ stage }) => stage === 'rehearsal')
    expect(rehearsed.map(({ observation }) => observation.result)).toEqual(['fail', 'fail', 'fail'])
    expect(rehearsed[0]?.observation.reason).toBe('rehearsed failure')
    expect(
      observed.filter(({ stage }) => stage !== 'rehearsal').map(({ observation }) => observation.result),
    ).toEqual(expect.not.arrayContaining(['fail']))
    expect(journal.of('judged').map(({ stage, verdict }) => [stage, verdict.kind])).toEqual([
      ['verification', 'healthy'],
      ['rehearsal', 'unhealthy'],
      ['recovery', 'healthy'],
      ['forward', 'healthy'],
    ])
  })

  test('detects as fast as a real failure would be: after retries failures in a row', async () => {
    const { outcome } = await run({})
    const { startedAtMs = 0, endedAtMs = 0 } = outcome.rehearsal?.detection ?? {}
    expect(endedAtMs - startedAtMs).toBe(10_000)
    expect(outcome.timings.detectionMs).toBe(10_000)
  })

  test('goes forward to the very version that it went back from, as an order', async () => {
    const { opened, journal } = await run({})
    expect(opened).toEqual(['web:42'])
    const started = journal.of('rollback-started')
    expect(started.map(({ plan, isForward }) => [plan.from, plan.to, isForward])).toEqual([
      ['web:42', 'web:41', undefined],
      ['web:41', 'web:42', true],
    ])
  })

  test.each([
    { what: 'its bake', settling: inProgress([], true) },
    { what: 'what ran before it', settling: { ...complete(), isCleaningUp: true } },
  ])('waits until the platform has ended $what, of the version that was put back', async ({ settling }) => {
    const { forward, clock, journal } = await run({
      settling: [state(0, settling), state(120_000, complete())],
    })
    const recovered = journal.of('judged').find(({ stage }) => stage === 'recovery')
    expect(clock.elapsedMs(forward.writesAtMs[0]) - clock.elapsedMs(recovered?.atMs)).toBeGreaterThanOrEqual(
      120_000,
    )
  })

  test('says in what is written before each write what the run was about to do, and names no command back', async () => {
    const { checkpoints } = await run({ back: { description: { manual: ['aws ecs … web:41'] } } })
    expect(checkpoints.map(({ result, reason }) => [result, reason])).toEqual([
      ['cancelled', expect.stringMatching(/rehearsed failure; the run ended while rolling back to web:41/)],
      ['cancelled', expect.stringMatching(/web:41 is back .* the run ended while going forward to web:42/)],
    ])
    expect(checkpoints[0]?.plan?.manual).toEqual([])
    expect(checkpoints.every(({ rehearsal }) => rehearsal !== undefined)).toBe(true)
  })

  test('names the commands of the way forward when that fails, never those of the way back', async () => {
    const { outcome } = await run({
      back: { description: { manual: ['to web:41'] } },
      forward: { description: { from: 'web:41', to: 'web:42', manual: ['to web:42'] }, applyError: refused },
    })
    expect(outcome.plan).toMatchObject({ from: 'web:42', to: 'web:41', manual: ['to web:42'] })
  })

  test.each([
    {
      name: 'while the version is watched',
      cancelAtMs: 100_000,
      reason: /being watched; nothing was changed/,
    },
    {
      name: 'while the failure is detected',
      cancelAtMs: VERIFIED_MS + 7_000,
      reason: /before the rehearsal had changed anything/,
    },
  ])('that is cancelled $name has changed nothing', async ({ cancelAtMs, reason }) => {
    const { outcome, back } = await run({ cancelAtMs, back: { applyMs: 60_000 } })
    expect(outcome).toMatchObject({ result: 'cancelled', reason: expect.stringMatching(reason) })
    expect(back.writesAtMs).toEqual([])
  })

  test.each([
    {
      name: 'on the way back',
      back: { applyMs: 600_000 },
      forward: {},
      writes: [1, 0],
      reason: /rolling back/,
    },
    {
      name: 'on the way forward',
      back: {},
      forward: { applyMs: 600_000 },
      writes: [1, 1],
      reason: /going forward/,
    },
  ])(
    'that is cancelled $name says so, and writes nothing more',
    async ({ back, forward, writes, reason }) => {
      const ran = await run({ cancelAtMs: VERIFIED_MS + 200_000, back, forward })
      expect(ran.outcome).toMatchObject({ result: 'cancelled', reason: expect.stringMatching(reason) })
      expect([ran.back.writesAtMs.length, ran.forward.writesAtMs.length]).toEqual(writes)
      expect(ran.notes.calls).toEqual(['begin'])
    },
  )

  test('notes before its first write that it is under way, and its end when the version is forward again', async () => {
    expect((await run({})).notes.calls).toEqual(['begin', 'end'])
    expect((await run({ forward: { applyError: refused } })).notes.calls).toEqual(['begin'])
    expect((await run({ back: { planError: refused } })).notes.calls).toEqual([])
  })

  test('puts forward first what an earlier one has left behind, and rehearses then', async () => {
    const { outcome, opened, journal } = await run({ unfinished: 'web:42' })
    expect(outcome.result).toBe('rehearsed')
    expect(opened).toEqual(['web:42', 'web:42'])
    expect(journal.of('warned')[0]?.text).toBe(
      'an earlier rehearsal went back from web:42 and did not go forward again; web:42 is put forward first',
    )
  })

  test('ends red, and goes back from nothing, where that cannot be put forward', async () => {
    const { outcome, back } = await run({ unfinished: 'web:42', forward: { applyError: refused } })
    expect(outcome).toMatchObject({
      result: 'rollback-failed',
      reason: expect.stringMatching(/earlier rehearsal/),
    })
    expect(back.calls).toEqual([])
  })

  test('rehearses nothing where the service cannot be asked any more', async () => {
    const { outcome, back } = await run({ probes: `${VERIFIED}|?` })
    expect(outcome).toMatchObject({ result: 'inconclusive' })
    expect(back.calls).toEqual([])
  })
})

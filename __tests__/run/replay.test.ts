import fc from 'fast-check'
import type { HealthPolicy } from '../../src/health/assess.ts'
import { makeTrigger } from '../../src/health/triggers/make-trigger.ts'
import type { MetricReading } from '../../src/health/triggers/metric-source.ts'
import { parseTriggerLine } from '../../src/health/triggers/parse-trigger.ts'
import type { RunEvent } from '../../src/run/event.ts'
import { replay } from '../../src/run/replay.ts'
import type { Verification } from '../../src/run/verification.ts'
import { verify } from '../../src/run/verify.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { healthPolicy } from '../support/policy.ts'
import { RecordingJournal } from '../support/recording-journal.ts'
import { ScriptedProbe } from '../support/scripted-probe.ts'
import {
  complete,
  failedTasks,
  inProgress,
  ScriptedWatch,
  type WatchStep,
} from '../support/scripted-watch.ts'

const SETTINGS = { checks: [{ name: 'api', required: true }], intervalMs: healthPolicy().intervalMs }

interface World {
  readonly script: string
  readonly policy?: Partial<HealthPolicy>
  readonly steps?: readonly WatchStep[]
  readonly alarm?: readonly MetricReading[]
  readonly deployBegunAtMs?: number
  /** How late each timer of a busy runner wakes, over and over. */
  readonly wakesLateMs?: readonly number[]
}

interface Recorded {
  readonly clock: FakeClock
  readonly verification: Verification
  readonly events: readonly RunEvent[]
}

class LateClock extends FakeClock {
  readonly #lateMs: readonly number[]
  #sleeps = 0

  constructor(lateMs: readonly number[] = []) {
    super()
    this.#lateMs = lateMs
  }

  override sleep(durationMs: number, signal: AbortSignal): Promise<void> {
    const lateMs = this.#lateMs[this.#sleeps++ % this.#lateMs.length] ?? 0
    return super.sleep(durationMs + lateMs, signal)
  }
}

async function record(world: World): Promise<Recorded> {
  const clock = new LateClock(world.wakesLateMs)
  const journal = new RecordingJournal(clock)
  const readings = [...(world.alarm ?? [])]
  const verification = await verify(
    {
      clock,
      random: () => 0.5,
      journal,
      probes: [new ScriptedProbe(clock, world.script, { latencyMs: 150 })],
      ...(world.steps && { watch: new ScriptedWatch(clock, world.steps) }),
      ...(world.alarm && {
        metricSources: [
          {
            async sample() {
              const reading = readings.length > 1 ? readings.shift() : readings[0]
              return reading === undefined ? [] : [{ signal: 'alarm red', atMs: clock.nowMs(), reading }]
            },
          },
        ],
      }),
    },
    {
      stage: 'verification',
      policy: healthPolicy(world.policy),
      pollIntervalMs: 5_000,
      expected: { kind: 'any' },
      ...(world.deployBegunAtMs !== undefined && { deployBegunAtMs: world.deployBegunAtMs }),
    },
    new AbortController().signal,
  )
  return { clock, verification, events: JSON.parse(JSON.stringify(journal.events)) }
}

function trigger(line: string) {
  const parsed = parseTriggerLine(line)
  if (!parsed.ok) throw new Error(parsed.problem.expected)
  return makeTrigger(line, parsed.value)
}

describe('a recorded run, judged again with the same settings', () => {
  it('comes to the same verdict, at the same time, however late the probes were', async () => {
    const scripts = fc.array(fc.constantFrom('+', '+', '+', '+', '-', '?', 's', 'n'), {
      minLength: 1,
      maxLength: 40,
    })
    await fc.assert(
      fc.asyncProperty(
        scripts,
        fc.array(fc.constantFrom(0, 1_000, 4_800, 6_000)),
        async (signs, wakesLateMs) => {
          const policy = {
            startPeriodMs: 20_000,
            bakeTimeMs: 60_000,
            triggers: [trigger('failure rate > 20% over 1m')],
          }
          const { verification, events } = await record({ script: signs.join(''), policy, wakesLateMs })
          const again = replay(healthPolicy(policy), SETTINGS, events)
          expect(again.verdict).toEqual(JSON.parse(JSON.stringify(verification.verdict)))
          expect(again.atMs).toBe(verification.endedAtMs)
        },
      ),
      { numRuns: 150 },
    )
  })

  test.each<{ name: string; world: World }>([
    {
      name: 'with a rollout that takes its time',
      world: {
        script: '--- +',
        steps: [
          { fromMs: 0, states: { web: inProgress() } },
          { fromMs: 40_000, states: { web: complete() } },
        ],
      },
    },
    {
      name: 'with several services, of which one is late',
      world: {
        script: '+',
        steps: [
          { fromMs: 0, states: { web: complete(), api: inProgress() } },
          { fromMs: 40_000, states: { web: complete(), api: complete() } },
        ],
      },
    },
    {
      name: 'with tasks that fail',
      world: {
        script: '+',
        steps: [
          { fromMs: 0, states: { web: inProgress(failedTasks('a')) } },
          { fromMs: 20_000, states: { web: inProgress(failedTasks('a', 'b', 'c')) } },
        ],
      },
    },
    {
      name: 'with a rollout that never ends',
      world: {
        script: '+',
        policy: { rolloutTimeoutMs: 60_000 },
        steps: [{ fromMs: 0, states: { web: inProgress() } }],
      },
    },
    {
      name: 'with an alarm that goes off',
      world: {
        script: '+',
        policy: { triggers: [trigger('alarm red in ALARM')] },
        alarm: [
          { kind: 'alarm', state: 'ok' },
          { kind: 'alarm', state: 'ok' },
          { kind: 'alarm', state: 'alarm' },
        ],
      },
    },
    {
      name: 'with an alarm that went off after the deployment began, but before the step',
      world: {
        script: '+',
        policy: { triggers: [trigger('alarm red in ALARM')] },
        alarm: [{ kind: 'alarm', state: 'alarm', changedAtMs: -30_000 }],
        deployBegunAtMs: -60_000,
      },
    },
  ])('$name', async ({ world }) => {
    const { verification, events } = await record(world)
    const again = replay(healthPolicy(world.policy), SETTINGS, events)
    expect(again.verdict).toEqual(JSON.parse(JSON.stringify(verification.verdict)))
    // A look that changed nothing is not recorded, so that the healthy end may come one look earlier.
    expect(again.atMs).toBeLessThanOrEqual(verification.endedAtMs)
    expect(verification.endedAtMs - again.atMs).toBeLessThan(12_000)
  })
})

describe('with other settings', () => {
  const judge = async (script: string, overrides: Partial<HealthPolicy>) => {
    const { clock, events } = await record({ script })
    const { verdict, atMs } = replay(healthPolicy(overrides), SETTINGS, events)
    return `${verdict?.kind ?? 'undecided'} at ${Math.round(clock.elapsedMs(atMs) / 1_000)}s`
  }

  test.each<[string, string, Partial<HealthPolicy>, string]>([
    ['fewer retries find it sooner', '+++ ++---', { retries: 2 }, 'unhealthy at 30s'],
    [
      'a trigger that was not there',
      '+++|-+',
      { triggers: [trigger('failure rate > 5% over 1m')] },
      'unhealthy at 70s',
    ],
    ['a shorter bake', '+', { bakeTimeMs: 30_000 }, 'healthy at 40s'],
    ['a longer bake ends with the recording', '+', { bakeTimeMs: 600_000 }, 'undecided at 130s'],
    [
      'a longer interval leaves probes out',
      '++++++|-+',
      { intervalMs: 10_000, retries: 5 },
      'unhealthy at 70s',
    ],
  ])('%s', async (_, script, overrides, expected) => {
    expect(await judge(script, overrides)).toBe(expected)
  })

  it('ignores what came after the rollback', async () => {
    const { events } = await record({ script: '+++ ---' })
    const recovery = events.map((event) =>
      'stage' in event ? { ...event, stage: 'recovery' as const } : event,
    )
    const { verdict } = replay(healthPolicy(), SETTINGS, [...events, ...recovery])
    expect(verdict).toMatchObject({
      kind: 'unhealthy',
      reason: 'api failed 3 times in a row: status 503, expected 200-299',
    })
  })
})

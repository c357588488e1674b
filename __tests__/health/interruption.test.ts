import type { RolloutState } from '../../src/health/rollout.ts'
import { guard } from '../../src/run/guard.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { guardSettings } from '../support/guard-settings.ts'
import { healthPolicy } from '../support/policy.ts'
import { RecordingJournal } from '../support/recording-journal.ts'
import { ScriptedProbe } from '../support/scripted-probe.ts'
import { ScriptedRollback } from '../support/scripted-rollback.ts'
import { complete, failedTasks, ScriptedWatch, type WatchStep } from '../support/scripted-watch.ts'

const RUNS = complete()
const GONE = { ...RUNS, takenAway: 'Your Spot Task was interrupted.' } as RolloutState
const CRASHED = complete(failedTasks('1'))
const BLIND: RolloutState = { kind: 'unknown', reason: 'throttled', permanent: false }

interface Landing {
  /** A sign for each five seconds. */
  readonly script: string
  readonly polls: readonly (readonly [fromMs: number, RolloutState])[]
  readonly startPeriodMs?: number
  readonly retries?: number
}

async function land({ script, polls, startPeriodMs = 0, retries = 3 }: Landing) {
  const clock = new FakeClock()
  const policy = healthPolicy({ startPeriodMs, retries, bakeTimeMs: 120_000 })
  const steps = polls.map(([fromMs, web]): WatchStep => ({ fromMs, states: { web } }))
  const strategy = new ScriptedRollback(clock, {})
  const journal = new RecordingJournal(clock)
  const outcome = await guard(
    {
      ...{ clock, journal, strategy, random: () => 0.5, checkpoint: async () => {} },
      probes: [new ScriptedProbe(clock, script)],
      watch: new ScriptedWatch(clock, steps),
    },
    guardSettings({
      verification: { ...guardSettings().verification, policy },
      recoveryPolicy: healthPolicy({ bakeTimeMs: 15_000 }),
    }),
    new AbortController().signal,
  )
  const judged = journal.events.find(({ kind }) => kind === 'judged')
  return { result: outcome.result, reason: judged?.kind === 'judged' ? judged.verdict.reason : '' }
}

/** Failures from the fourth probe on, which is at 15 s. */
const DOWN = `+++ ${'-'.repeat(6)}`

describe('the platform takes the only task away', () => {
  it.each<[string, Landing, string]>([
    [
      'the replacement serves: the version lands',
      {
        script: `${DOWN}|+`,
        polls: [
          [0, RUNS],
          [14_000, GONE],
          [40_000, RUNS],
        ],
      },
      'healthy',
    ],
    [
      'again and again: the version lands',
      {
        script: `${DOWN} +++ ${'-'.repeat(6)}|+`,
        polls: [
          [0, RUNS],
          [14_000, GONE],
          [40_000, RUNS],
          [59_000, GONE],
          [85_000, RUNS],
        ],
      },
      'healthy',
    ],
    [
      'the replacement needs its start period once more',
      {
        script: `${DOWN} ----|+`,
        polls: [
          [0, RUNS],
          [14_000, GONE],
          [40_000, RUNS],
        ],
        startPeriodMs: 30_000,
      },
      'healthy',
    ],
    [
      'just after a single failure of its own: the version lands',
      {
        script: '+++ ---|+',
        polls: [
          [0, RUNS],
          [16_000, GONE],
          [40_000, RUNS],
        ],
      },
      'healthy',
    ],
    [
      'the replacement serves before the platform could be asked: the version lands',
      { script: '+++ -- |+', polls: [[0, RUNS]], retries: 2 },
      'healthy',
    ],
    [
      'no replacement ever runs: nobody knows, and nothing is rolled back',
      {
        script: `${DOWN}|-`,
        polls: [
          [0, RUNS],
          [14_000, GONE],
        ],
      },
      'inconclusive',
    ],
  ])('%s', async (_, landing, result) => {
    expect((await land(landing)).result).toBe(result)
  })
})

describe('a bad version does not hide behind it', () => {
  it.each<[string, Landing, string]>([
    ['it fails while its tasks run', { script: '+++|-', polls: [[0, RUNS]] }, 'api failed 3 times in a row'],
    [
      'it failed before they were taken away',
      {
        script: '+++|-',
        polls: [
          [0, RUNS],
          [26_000, GONE],
        ],
      },
      'api failed 3 times in a row',
    ],
    [
      'it fails when they run again',
      {
        script: '+++|-',
        polls: [
          [0, RUNS],
          [14_000, GONE],
          [40_000, RUNS],
        ],
      },
      'api failed 3 times in a row',
    ],
    [
      'it fails after their start period is over',
      {
        script: '+++|-',
        polls: [
          [0, RUNS],
          [14_000, GONE],
          [40_000, RUNS],
        ],
        startPeriodMs: 20_000,
      },
      'api failed 3 times in a row',
    ],
    [
      'the replacement crashes',
      {
        script: '+++|-',
        polls: [
          [0, RUNS],
          [14_000, GONE],
          [40_000, CRASHED],
        ],
      },
      'api failed 3 times in a row',
    ],
    [
      'the platform does not answer',
      {
        script: '+++|-',
        polls: [
          [0, RUNS],
          [14_000, BLIND],
        ],
      },
      'api failed 3 times in a row',
    ],
  ])('%s', async (_, landing, reason) => {
    expect(await land(landing)).toEqual({
      result: 'rollback-unhealthy',
      reason: expect.stringContaining(reason),
    })
  })
})

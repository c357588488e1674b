import type { HealthPolicy } from '../../src/health/assess.ts'
import { judgeRollout } from '../../src/health/judge-rollout.ts'
import type { RolloutState } from '../../src/health/rollout.ts'
import { beginRollout, followRollout } from '../../src/health/rollout-progress.ts'
import { nextPollDelayMs } from '../../src/run/rollout-pace.ts'
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

const START_MS = 12_345_678

interface Run {
  readonly clock: FakeClock
  readonly verification: Verification
  readonly journal: RecordingJournal
  readonly watch: ScriptedWatch
}

async function follow(
  steps: readonly WatchStep[],
  script: string | readonly string[] = '+',
  overrides: Partial<HealthPolicy> = {},
): Promise<Run> {
  const clock = new FakeClock()
  const journal = new RecordingJournal(clock)
  const watch = new ScriptedWatch(clock, steps)
  const scripts = [script].flat().filter((one) => one !== '')
  const probes = scripts.map(
    (one, index) => new ScriptedProbe(clock, one, index === 0 ? {} : { name: `check ${index + 1}` }),
  )
  const verification = await verify(
    { clock, random: () => 0.5, journal, probes, watch },
    {
      stage: 'verification',
      policy: healthPolicy(overrides),
      pollIntervalMs: 5_000,
      expected: { kind: 'any' },
    },
    new AbortController().signal,
  )
  return { clock, verification, journal, watch }
}

function web(fromMs: number, state: RolloutState): WatchStep {
  return { fromMs, states: { web: state } }
}

const absent: RolloutState = { kind: 'absent', reason: 'web never received web:42' }
const NO_ROOM = { text: 'was unable to place a task', isRoom: true }
const BAKING = inProgress([], false, {
  traffic: 'all',
  runningTasks: 2,
  waitsFor: { by: 'schedule', what: 'the bake time' },
})
const PAUSED = inProgress([], false, {
  runningTasks: 2,
  milestones: ['hook 1 AWAITING_ACTION'],
  waitsFor: { by: 'person', what: 'an answer' },
})
const running = (runningTasks: number) => inProgress([], false, { runningTasks })
const throttled: RolloutState = { kind: 'unknown', reason: 'ThrottlingException', permanent: false }

describe('the rollout and the probes together', () => {
  test.each<{
    name: string
    steps: readonly WatchStep[]
    script?: string | readonly string[]
    policy?: Partial<HealthPolicy>
    ends: string
  }>([
    {
      name: 'starting begins when the rollout is complete: good answers of the old tasks are not enough',
      steps: [web(0, inProgress()), web(30_000, complete())],
      ends: 'healthy at 160s',
    },
    {
      name: 'failures while the rollout runs decide nothing',
      steps: [web(0, inProgress()), web(60_000, complete())],
      script: '++++ -------- +',
      ends: 'healthy at 190s',
    },
    {
      name: 'the start period counts from the first running task: here the completed rollout',
      steps: [web(0, inProgress()), web(60_000, complete())],
      script: '++++ -------- -',
      ends: 'unhealthy at 160s',
    },
    {
      name: 'the start period counts from the first running task, which may be long before the rollout ends',
      steps: [web(0, running(1)), web(100_000, complete())],
      script: `${'+'.repeat(20)} -`,
      ends: 'unhealthy at 110s',
    },
    {
      name: 'the start period of several services counts from the first task of the last one',
      steps: [
        { fromMs: 0, states: { web: running(1), api: running(0) } },
        { fromMs: 60_000, states: { web: running(2), api: running(1) } },
        { fromMs: 100_000, states: { web: complete(), api: complete() } },
      ],
      script: `${'+'.repeat(20)} -`,
      ends: 'unhealthy at 160s',
    },
    {
      name: 'an outage for longer than the start period is unhealthy, rollout or not',
      steps: [web(0, running(1))],
      script: '++++ -',
      ends: 'unhealthy at 115s',
    },
    {
      name: 'an outage has at least as many failures as retries',
      steps: [web(0, inProgress([], false, { runningTasks: 1 }))],
      script: '-',
      policy: { startPeriodMs: 0, retries: 5 },
      ends: 'unhealthy at 20s',
    },
    {
      name: 'an answer of another version is no outage',
      steps: [web(0, inProgress()), web(300_000, complete())],
      script: `${'-'.repeat(20)}s${'-'.repeat(20)}s${'-'.repeat(18)}+`,
      ends: 'healthy at 430s',
    },
    {
      name: 'what only the new version has, and fails on the old tasks, is no outage beside a check that passes',
      steps: [web(0, inProgress()), web(300_000, complete())],
      script: ['+', `${'-'.repeat(60)}+`],
      ends: 'healthy at 430s',
    },
    {
      name: 'an outage of every check',
      steps: [web(0, running(1)), web(300_000, complete())],
      script: ['++++ -', '-'],
      ends: 'unhealthy at 115s',
    },
    {
      name: 'errors are no outage',
      steps: [web(0, inProgress()), web(300_000, complete())],
      script: `${'?'.repeat(60)}+`,
      ends: 'healthy at 430s',
    },
    {
      name: 'three failed tasks are enough, without waiting for the platform',
      steps: [
        web(0, inProgress()),
        web(15_000, inProgress(failedTasks('a'))),
        web(30_000, inProgress(failedTasks('a', 'b'))),
        web(45_000, inProgress(failedTasks('b', 'c'))),
      ],
      ends: 'unhealthy at 45s',
    },
    {
      name: 'a task that is seen twice failed once',
      steps: [
        web(0, inProgress(failedTasks('a'))),
        web(15_000, inProgress(failedTasks('a', 'b'))),
        web(30_000, complete(failedTasks('a', 'b'))),
      ],
      ends: 'healthy at 160s',
    },
    {
      name: 'failed tasks are counted by service',
      steps: [
        {
          fromMs: 0,
          states: { web: inProgress(failedTasks('a', 'b')), api: inProgress(failedTasks('c', 'd')) },
        },
        { fromMs: 10_000, states: { web: complete(), api: complete() } },
      ],
      ends: 'healthy at 140s',
    },
    {
      name: 'tasks that fail during the bake count too',
      steps: [web(0, complete()), web(60_000, complete(failedTasks('a', 'b', 'c')))],
      ends: 'unhealthy at 60s',
    },
    {
      name: 'every service must be complete',
      steps: [
        { fromMs: 0, states: { web: complete(), api: inProgress() } },
        { fromMs: 20_000, states: { web: complete(), api: complete() } },
      ],
      ends: 'healthy at 150s',
    },
    {
      name: 'no progress for the rollout timeout is unhealthy if no task of the new version ever served',
      steps: [web(0, inProgress())],
      policy: { rolloutTimeoutMs: 120_000 },
      ends: 'unhealthy at 120s',
    },
    {
      name: 'no progress is inconclusive once a task served',
      steps: [web(0, running(1))],
      policy: { rolloutTimeoutMs: 120_000 },
      ends: 'inconclusive at 120s',
    },
    {
      name: 'no progress is inconclusive while all that the platform says is that there is no room',
      steps: [web(0, inProgress([], false, { blocking: NO_ROOM }))],
      policy: { rolloutTimeoutMs: 120_000 },
      ends: 'inconclusive at 120s',
    },
    {
      name: 'no room does not excuse a version whose tasks fail',
      steps: [web(0, inProgress(failedTasks('a'), false, { blocking: NO_ROOM }))],
      policy: { rolloutTimeoutMs: 120_000 },
      ends: 'unhealthy at 120s',
    },
    {
      name: 'one task more every three minutes is progress',
      steps: [0, 1, 2, 3, 4, 5]
        .map((count) => web(count * 180_000, running(count)))
        .concat(web(1_080_000, complete())),
      policy: { rolloutTimeoutMs: 240_000 },
      ends: 'healthy at 1210s',
    },
    {
      name: 'tasks that run and stop again are no progress',
      steps: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((count) => {
        const failed = failedTasks(...Array.from({ length: count }, (_, index) => `task ${index}`))
        return web(count * 30_000, inProgress(failed, false, { runningTasks: count % 2 }))
      }),
      policy: { rolloutTimeoutMs: 120_000, retries: 60 },
      ends: 'unhealthy at 150s',
    },
    {
      name: 'stages, steps of the traffic and hooks that end are progress',
      steps: [
        web(0, inProgress([], false, { milestones: ['stage SCALE_UP'] })),
        web(
          100_000,
          inProgress([], false, { milestones: ['stage TEST_TRAFFIC_SHIFT', 'hook 1 IN_PROGRESS'] }),
        ),
        web(200_000, inProgress([], false, { milestones: ['stage TEST_TRAFFIC_SHIFT', 'hook 1 SUCCEEDED'] })),
        web(300_000, complete()),
      ],
      policy: { rolloutTimeoutMs: 110_000 },
      ends: 'healthy at 430s',
    },
    {
      name: 'what was reached before is no progress when it is reached again',
      steps: [0, 1, 2, 3, 4, 5].map((count) =>
        web(count * 60_000, inProgress([], false, { milestones: [`stage ${count % 2}`] })),
      ),
      policy: { rolloutTimeoutMs: 110_000 },
      ends: 'unhealthy at 170s',
    },
    {
      name: 'the bake time of the platform never counts: the longer of the two bakes decides',
      steps: [web(0, BAKING), web(3_600_000, complete())],
      policy: { rolloutTimeoutMs: 60_000 },
      ends: 'healthy at 3600s',
    },
    {
      name: 'our bake may be the longer one',
      steps: [web(0, BAKING), web(60_000, complete())],
      ends: 'healthy at 130s',
    },
    {
      name: 'within the bake time of the platform the probes decide already',
      steps: [web(0, BAKING)],
      script: '+++++ -',
      ends: 'unhealthy at 35s',
    },
    {
      name: 'a moment without an answer within the bake time of the platform decides nothing',
      steps: [web(0, BAKING), web(300_000, throttled), web(330_000, BAKING), web(600_000, complete())],
      ends: 'healthy at 640s',
    },
    {
      name: 'when the platform no longer answers within its bake time, that is inconclusive',
      steps: [web(0, BAKING), web(300_000, throttled)],
      policy: { rolloutTimeoutMs: 240_000 },
      ends: 'inconclusive at 480s',
    },
    {
      name: 'a person is waited for as long as the rollout timeout',
      steps: [web(0, running(2)), web(60_000, PAUSED)],
      policy: { rolloutTimeoutMs: 120_000 },
      ends: 'awaiting-approval at 180s',
    },
    {
      name: 'a person who answers in time is no longer waited for',
      steps: [web(0, PAUSED), web(100_000, complete())],
      policy: { rolloutTimeoutMs: 120_000 },
      ends: 'healthy at 230s',
    },
    {
      name: 'tasks that fail while a person is waited for decide',
      steps: [web(0, PAUSED), web(60_000, { ...PAUSED, failedTasks: failedTasks('a', 'b', 'c') })],
      ends: 'unhealthy at 60s',
    },
    {
      name: 'a service that goes on does not excuse one that has stalled',
      steps: [0, 1, 2, 3].map((count) => ({
        fromMs: count * 60_000,
        states: { web: inProgress(), api: running(count) },
      })),
      policy: { rolloutTimeoutMs: 120_000 },
      ends: 'unhealthy at 120s',
    },
    {
      name: 'a rollout that ended in time, between the last poll and the rollout timeout, is healthy',
      steps: [web(0, inProgress()), web(112_000, complete())],
      policy: { rolloutTimeoutMs: 115_000 },
      ends: 'healthy at 250s',
    },
    {
      name: 'old tasks that still drain are not waited for beyond the rollout timeout',
      steps: [web(0, inProgress([], true))],
      policy: { rolloutTimeoutMs: 60_000 },
      ends: 'healthy at 190s',
    },
    {
      name: 'a revision that never reached the service was not deployed, after a time for slow reads',
      steps: [web(0, absent)],
      ends: 'not-deployed at 30s',
    },
    {
      name: 'a read that lags behind the deployment is waited for',
      steps: [web(0, absent), web(20_000, inProgress()), web(40_000, complete())],
      ends: 'healthy at 170s',
    },
    {
      name: 'a poll without an answer does not begin the wait for a missing revision anew',
      steps: [web(0, absent), web(10_000, throttled), web(25_000, absent)],
      ends: 'not-deployed at 30s',
    },
    {
      name: 'a deployment that somebody stopped is judged once the next poll shows nothing newer',
      steps: [web(0, inProgress()), web(20_000, { kind: 'stopped', reason: 'by a person' })],
      ends: 'inconclusive at 25s',
    },
    {
      name: 'a deployment that a newer one stopped is shown so by the next poll',
      steps: [
        web(0, inProgress()),
        web(20_000, { kind: 'stopped', reason: 'for a newer one' }),
        web(25_000, { kind: 'superseded', reason: 'web:43 is the primary' }),
      ],
      ends: 'superseded at 25s',
    },
    {
      name: 'a revision that was seen is waited for anew when it is missing again',
      steps: [web(0, absent), web(10_000, inProgress()), web(20_000, absent)],
      ends: 'not-deployed at 50s',
    },
    {
      name: 'a poll without an answer does not begin the wait anew beside a service that goes on',
      steps: [
        { fromMs: 0, states: { web: absent, api: inProgress() } },
        { fromMs: 10_000, states: { web: throttled, api: inProgress() } },
        { fromMs: 25_000, states: { web: absent, api: inProgress() } },
      ],
      ends: 'not-deployed at 30s',
    },
    {
      name: 'without a start period a missing revision is not waited for',
      steps: [web(0, absent)],
      policy: { startPeriodMs: 0 },
      ends: 'not-deployed at 0s',
    },
    {
      name: 'the platform gave up',
      steps: [web(0, inProgress()), web(20_000, { kind: 'failed', reason: 'the circuit breaker opened' })],
      ends: 'unhealthy at 20s',
    },
    {
      name: 'the platform rolls back by itself',
      steps: [
        web(0, inProgress()),
        web(20_000, { kind: 'rolled-back', reason: 'circuit breaker', to: 'web:41' }),
      ],
      ends: 'rolled-back-by-platform at 20s',
    },
    {
      name: 'the platform rolls back during the bake',
      steps: [web(0, complete()), web(60_000, { kind: 'rolled-back', reason: 'an alarm', to: 'web:41' })],
      ends: 'rolled-back-by-platform at 60s',
    },
    {
      name: 'another deployment took over',
      steps: [web(0, inProgress()), web(20_000, { kind: 'superseded', reason: 'web:43 is the primary' })],
      script: '-',
      ends: 'superseded at 20s',
    },
    {
      name: 'over several services the worst wins: failed before superseded',
      steps: [
        {
          fromMs: 0,
          states: {
            web: { kind: 'superseded', reason: 'web:43' },
            api: { kind: 'failed', reason: 'the circuit breaker opened' },
          },
        },
      ],
      ends: 'unhealthy at 0s',
    },
    {
      name: 'nothing runs that could be verified',
      steps: [web(0, { kind: 'unverifiable', reason: 'its desired count is 0' })],
      ends: 'inconclusive at 0s',
    },
    {
      name: 'looking is not allowed: asking again cannot help',
      steps: [web(0, { kind: 'unknown', reason: 'AccessDenied on ecs:DescribeServices', permanent: true })],
      ends: 'inconclusive at 0s',
    },
    {
      name: 'throttled for a while',
      steps: [web(0, throttled), web(60_000, complete())],
      ends: 'healthy at 190s',
    },
    {
      name: 'throttled throughout is never unhealthy',
      steps: [web(0, throttled)],
      policy: { rolloutTimeoutMs: 120_000 },
      ends: 'inconclusive at 120s',
    },
    {
      name: 'throttled at the end of the bake, and after',
      steps: [web(0, complete()), web(60_000, throttled)],
      ends: 'inconclusive at 160s',
    },
    {
      name: 'a stalled service is unhealthy, though another one could not be seen',
      steps: [{ fromMs: 0, states: { web: throttled, api: inProgress() } }],
      policy: { rolloutTimeoutMs: 120_000 },
      ends: 'unhealthy at 120s',
    },
    {
      name: 'without probes the bake begins when the rollout is complete',
      steps: [web(0, inProgress()), web(30_000, complete())],
      script: '',
      ends: 'healthy at 150s',
    },
  ])('$name', async ({ steps, script, policy, ends }) => {
    const { clock, verification } = await follow(steps, script, policy)
    expect(
      `${verification.verdict.kind} at ${Math.round(clock.elapsedMs(verification.endedAtMs) / 1_000)}s`,
    ).toBe(ends)
  })

  it('is never healthy without a poll of the platform after the end of the bake', async () => {
    const { verification, watch } = await follow([web(0, complete())])
    expect(verification.verdict.kind).toBe('healthy')
    expect(watch.looksAtMs.at(-1)).toBeGreaterThanOrEqual(verification.assessment.bakeEndAtMs ?? Number.NaN)
  })

  it('is inconclusive when the platform never answers', async () => {
    const clock = new FakeClock()
    const { verdict, endedAtMs } = await verify(
      {
        clock,
        random: () => 0.5,
        journal: new RecordingJournal(clock),
        probes: [new ScriptedProbe(clock, '+')],
        watch: {
          poll: (signal) =>
            new Promise((_, reject) => {
              signal.addEventListener('abort', () => reject(signal.reason))
            }),
        },
      },
      {
        stage: 'verification',
        policy: healthPolicy({ rolloutTimeoutMs: 60_000 }),
        pollIntervalMs: 5_000,
        expected: { kind: 'any' },
      },
      new AbortController().signal,
    )
    expect(clock.elapsedMs(endedAtMs)).toBe(60_000)
    expect(verdict).toEqual({
      kind: 'inconclusive',
      reason:
        'the rollout could not be followed to its end within the rollout timeout of 1m: the platform never answered',
    })
  })

  it('reports each change of a service once, and what the platform says', async () => {
    const { clock, journal } = await follow([
      { ...web(0, inProgress()), news: ['(service web) has started 1 tasks'] },
      { ...web(20_000, complete()), news: ['(service web) has reached a steady state.'] },
    ])
    expect(
      journal
        .of('rollout-changed')
        .map(({ atMs, state }) => `${state.kind} at ${clock.elapsedMs(atMs) / 1_000}s`),
    ).toEqual(['in-progress at 0s', 'complete at 20s'])
    expect(journal.of('platform-said').map(({ text }) => text)).toEqual([
      '(service web) has started 1 tasks',
      '(service web) has reached a steady state.',
    ])
  })
})

it('a missing revision is waited for until exactly 30 s have passed', () => {
  const policy = healthPolicy()
  const poll = (atMs: number) => ({ atMs, services: [{ service: 'web', state: absent }], news: [] })
  const first = followRollout(beginRollout(START_MS), poll(START_MS), policy)
  const judgedAfter = (durationMs: number) => {
    const progress = followRollout(first, poll(START_MS + durationMs), policy)
    return judgeRollout(progress, policy, START_MS + durationMs)?.kind
  }
  expect([judgedAfter(29_999), judgedAfter(30_000)]).toEqual([undefined, 'not-deployed'])
})

describe('how often the platform is asked', () => {
  it.each([
    ['it answers', inProgress(), 5_000],
    ['it does not answer', throttled, 20_000],
    ['it keeps to its own schedule', BAKING, 60_000],
    ['it refuses, since asking less often does not help', { ...throttled, permanent: true }, 5_000],
  ])('when %s', (_, state, delayMs) => {
    const poll = {
      atMs: START_MS,
      services: [
        { service: 'api', state: complete() },
        { service: 'web', state },
      ],
      news: [],
    }
    expect(nextPollDelayMs(5_000, 0, { latest: poll, moves: new Map() }, 0.5)).toBe(delayMs)
  })

  it('asks at the interval around changes, then half as often, and a third as often after minutes', async () => {
    const { clock, watch } = await follow([web(0, inProgress()), web(300_000, complete())])
    const gaps = watch.looksAtMs.slice(1).map((atMs, index) => atMs - (watch.looksAtMs[index] ?? 0))
    const gapAt = (fromMs: number) =>
      gaps[watch.looksAtMs.findLastIndex((atMs) => clock.elapsedMs(atMs) <= fromMs)]
    expect([20_000, 100_000, 200_000, 320_000].map(gapAt)).toEqual([5_000, 10_000, 15_000, 5_000])
  })

  it('asks at the end of a schedule that the platform gives', async () => {
    const waitsFor = { by: 'schedule', what: 'the bake time', durationMs: 200_000 } as const
    const baking = inProgress([], false, { traffic: 'all', runningTasks: 2, waitsFor })
    const { clock, watch } = await follow([web(0, baking), web(200_000, complete())], '+', {
      bakeTimeMs: 100_000,
    })
    expect(watch.looksAtMs.map((atMs) => clock.elapsedMs(atMs))).toEqual([
      0, 60_000, 120_000, 180_000, 200_000,
    ])
  })

  it('asks at once when the checks show something new, and not more often than the interval', async () => {
    const shifting = inProgress([], false, {
      traffic: 'some',
      runningTasks: 2,
      waitsFor: { by: 'schedule', what: 'the next step' },
    })
    const { clock, watch } = await follow([web(0, shifting), web(130_000, complete())], '++++++++++++++++-+')
    const looks = watch.looksAtMs.map((atMs) => clock.elapsedMs(atMs)).filter((atMs) => atMs < 130_000)
    expect(looks).toEqual([0, 60_000, 80_000, 120_000])
  })

  it('asks four times more slowly while the platform does not answer', async () => {
    const { clock, watch } = await follow([web(0, throttled), web(60_000, complete())])
    expect(watch.looksAtMs.slice(0, 5).map((atMs) => clock.elapsedMs(atMs))).toEqual([
      0, 20_000, 40_000, 60_000, 65_000,
    ])
  })
})

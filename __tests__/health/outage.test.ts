import { assess } from '../../src/health/assess.ts'
import { beginHealth, followObservation, followPoll } from '../../src/health/health-progress.ts'
import { NONE, type Observation, type ProbeClass } from '../../src/health/observation.ts'
import { followOutage, judgeOutage } from '../../src/health/outage.ts'
import type { RolloutState } from '../../src/health/rollout.ts'
import { beginRollout } from '../../src/health/rollout-progress.ts'
import { healthPolicy } from '../support/policy.ts'
import { observation } from '../support/scripted-probe.ts'
import { complete, inProgress } from '../support/scripted-watch.ts'

type Answer = Omit<NonNullable<Observation['answer']>, 'url'>

/** Ten minutes of the same, while the rollout runs. */
function judge(answers: readonly (Answer | undefined)[], result: ProbeClass = 'fail') {
  const seen = Array.from({ length: 120 }, (_, index): Observation => {
    const answer = answers[index % answers.length]
    return {
      ...observation(result, { startedAtMs: index * 5_000, latencyMs: 100 }),
      answer: { url: 'https://api.example.com/health', ...answer },
    }
  })
  const outage = seen.reduce(followOutage, NONE)
  return judgeOutage(healthPolicy(), [{ name: 'api', outage }], 0)?.kind
}

const NOTHING = undefined
const DOWN: Answer = { status: 503, bodyHead: 'no server is available' }
const GATEWAY: Answer = { status: 502, bodyHead: '' }
const BROKEN_OFF: Answer = { status: 200 }
const LEAST_SERVER_ERROR: Answer = { status: 500, bodyHead: '' }
const LAST_CLIENT_ERROR: Answer = { status: 499, bodyHead: '' }
const WITHOUT_STATUS: Answer = { bodyHead: 'garbage' }
const UNKNOWN_PATH: Answer = { status: 404, bodyHead: 'not found' }
const WITHOUT_NEW_FIELDS: Answer = { status: 200, bodyHead: '{"status":"ok"}' }

test.each<[string, readonly (Answer | undefined)[], 'unhealthy' | undefined]>([
  ['nothing answers', [NOTHING], 'unhealthy'],
  ['the servers are at fault', [DOWN, GATEWAY], 'unhealthy'],
  ['the server is at fault, at the least of its codes', [LEAST_SERVER_ERROR], 'unhealthy'],
  ['the request is at fault, at the last of its codes', [LAST_CLIENT_ERROR], undefined],
  ['an answer without a status is none', [WITHOUT_STATUS], 'unhealthy'],
  ['an answer that breaks off is none', [BROKEN_OFF], 'unhealthy'],
  ['old tasks do not know the path that the new version brings', [UNKNOWN_PATH], undefined],
  ['old tasks do not tell what the new version tells', [WITHOUT_NEW_FIELDS], undefined],
  ['old tasks answer now and then', [DOWN, DOWN, DOWN, WITHOUT_NEW_FIELDS], undefined],
])('while the rollout runs: %s', (_, answers, verdict) => {
  expect(judge(answers)).toBe(verdict)
})

describe("an outage is the version's doing only once the platform has shown the rollout", () => {
  const policy = healthPolicy()
  const UNKNOWN: RolloutState = { kind: 'unknown', reason: 'throttled', permanent: false }
  const ABSENT: RolloutState = { kind: 'absent', reason: 'web never received web:4' }
  const UNVERIFIABLE: RolloutState = { kind: 'unverifiable', reason: 'its desired count is 0' }

  const SHOWN = inProgress([], false, { runningTasks: 1 })

  /** Ten minutes in which nothing answers, after these polls. */
  function verdictAfter(...states: readonly RolloutState[]) {
    let progress = beginHealth([{ name: 'api', required: true }], beginRollout(0))
    for (const state of states) {
      const services = [{ service: 'web', state }]
      progress = followPoll(progress, { atMs: 0, services, news: [] }, policy)
    }
    for (let atMs = 0; atMs < 600_000; atMs += 5_000)
      progress = followObservation(progress, observation('fail', { startedAtMs: atMs }), policy)
    for (const state of states.slice(-1)) {
      const services = [{ service: 'web', state }]
      progress = followPoll(progress, { atMs: 20_000, services, news: [] }, policy)
    }
    return assess(policy, progress, 600_000).verdict?.kind
  }

  it.each<[string, RolloutState[], string | undefined]>([
    ['it has not answered', [], undefined],
    ['it only throttles', [UNKNOWN, UNKNOWN], undefined],
    ['it does not show the revision yet', [ABSENT], undefined],
    ['nothing is to run', [UNVERIFIABLE], 'inconclusive'],
    ['it shows the rollout, and none of its tasks runs', [inProgress()], undefined],
    ['it shows the rollout', [SHOWN], 'unhealthy'],
    ['it has shown the rollout, and now throttles', [SHOWN, UNKNOWN], 'unhealthy'],
  ])('%s', (_, states, verdict) => {
    expect(verdictAfter(...states)).toBe(verdict)
  })
})

describe('an outage until the only task has been replaced', () => {
  const policy = healthPolicy()

  /** Nothing answers from the start for so long; then everything passes, unless there is a verdict before. */
  function outageMs({ firstTaskAtMs, upAtMs }: { firstTaskAtMs: number; upAtMs: number }) {
    let progress = beginHealth([{ name: 'api', required: true }], beginRollout(0))
    for (let atMs = 0; atMs <= 900_000; atMs += 5_000) {
      const state = inProgress([], false, { runningTasks: atMs >= firstTaskAtMs ? 1 : 0 })
      progress = followPoll(progress, { atMs, services: [{ service: 'web', state }], news: [] }, policy)
      const result = atMs < upAtMs ? 'fail' : 'pass'
      progress = followObservation(
        progress,
        observation(result, { startedAtMs: atMs, latencyMs: 50 }),
        policy,
      )
      if (assess(policy, progress, atMs + 50).verdict?.kind === 'unhealthy') return atMs
    }
    return undefined
  }

  it.each([
    ['ends 80 s after the first task, which ran 60 s after the old one ended', 60_000, 140_000, undefined],
    ['ends 80 s after the first task, which needed two minutes to run', 120_000, 200_000, undefined],
    ['goes on after the first task for longer than the start period', 60_000, 900_000, 150_000],
    [
      'goes on, and no task of the new version ever runs: nothing is known of it',
      900_000,
      900_000,
      undefined,
    ],
  ])('%s', (_, firstTaskAtMs, upAtMs, verdictAtMs) => {
    expect(outageMs({ firstTaskAtMs, upAtMs })).toBe(verdictAtMs)
  })
})

test.each<[ProbeClass, boolean]>([
  ['pass', true],
  ['stale', true],
  ['error', false],
  ['nodata', false],
])('%s ends an outage: %s', (result, ends) => {
  const failed = observation('fail', { startedAtMs: 0 })
  const after = [failed, failed, observation(result), failed].reduce(followOutage, NONE)
  expect(after.count).toBe(ends ? 1 : 3)
})

test('what was probed since the latest poll counts once that shows that the traffic had moved', () => {
  const policy = healthPolicy({ startPeriodMs: 0 })
  let progress = beginHealth([{ name: 'api', required: true }], beginRollout(0))
  for (const startedAtMs of [900, 1_000, 2_000])
    progress = followObservation(progress, observation('fail', { startedAtMs }), policy)
  const services = [{ service: 'web', state: complete() }]
  progress = followPoll(progress, { atMs: 1_000, services, news: [] }, policy)
  expect(progress.checks[0]?.counted.fail.count).toBe(2)
})

import { verify } from '../../src/run/verify.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { healthPolicy } from '../support/policy.ts'
import { RecordingJournal } from '../support/recording-journal.ts'
import { observation } from '../support/scripted-probe.ts'
import { complete, inProgress, ScriptedWatch } from '../support/scripted-watch.ts'

const SHIFTING = inProgress([], false, {
  traffic: 'some',
  runningTasks: 2,
  waitsFor: { by: 'schedule', what: 'the next step' },
})
/** A rolling update: the new tasks have all the traffic, and old ones drain. */
const DRAINING = inProgress([], true, { runningTasks: 2 })
const WAITING = inProgress([], false, { runningTasks: 2 })

/** Each answer is `VERSION:CLASS`, one every five seconds; the last one goes on. All traffic moves after ten minutes. */
async function judge(answers: string, { state = SHIFTING, expected = 'v2', startPeriodMs = 0 } = {}) {
  const clock = new FakeClock()
  const list = answers.split(' ')
  let asked = 0
  const probe = {
    name: 'api',
    required: true,
    probe: async () => {
      const [version = '', result = ''] = (list[Math.min(asked++, list.length - 1)] ?? '').split(':')
      const class_ = result === 'fail' ? 'fail' : version === expected || expected === '' ? 'pass' : 'stale'
      const answer = { url: 'http://web.example/health', status: class_ === 'fail' ? 404 : 200, version }
      const seen = observation(class_, { check: 'api', startedAtMs: clock.nowMs() })
      return { ...seen, answer: { ...answer, bodyHead: '{}' } }
    },
  }
  const watch = new ScriptedWatch(clock, [
    { fromMs: 0, states: { web: state } },
    { fromMs: 600_000, states: { web: complete() } },
  ])
  const { verdict, endedAtMs } = await verify(
    { clock, random: () => 0.5, journal: new RecordingJournal(clock), probes: [probe], watch },
    {
      stage: 'verification',
      policy: healthPolicy({ startPeriodMs }),
      pollIntervalMs: 5_000,
      expected: expected === '' ? { kind: 'any' } : { kind: 'exactly', version: expected },
    },
    new AbortController().signal,
  )
  return `${verdict.kind} at ${Math.round(clock.elapsedMs(endedAtMs) / 1_000)}s`
}

describe('while the traffic is shifted in steps', () => {
  it.each([
    [
      'the new version fails in a row, whatever the old one answers in between',
      'v2:fail v1:ok v2:fail v1:ok v2:fail',
      {},
      'unhealthy at 25s',
    ],
    [
      'failures of the old version are not those of the new one',
      `${'v1:fail '.repeat(60)}v2:ok`,
      {},
      'healthy at 730s',
    ],
    [
      'a pass of the new version ends the row',
      `${'v2:fail v2:fail v2:ok '.repeat(20)}v2:ok`,
      {},
      'healthy at 730s',
    ],
    [
      'the start period of the new version is not over',
      'v2:fail v2:fail v2:fail v1:ok v2:ok',
      { startPeriodMs: 60_000 },
      'healthy at 730s',
    ],
    [
      'without an expected version nobody knows whose answer it is',
      'v2:fail v2:fail v2:fail v2:ok',
      { expected: '' },
      'healthy at 730s',
    ],
    [
      'a rolling update whose old tasks only drain is judged too',
      'v2:fail',
      { state: DRAINING },
      'unhealthy at 15s',
    ],
    [
      'which takes the version that was deployed',
      `${'v1:fail '.repeat(60)}v2:ok`,
      { state: DRAINING },
      'healthy at 730s',
    ],
    [
      'what failed shortly before all traffic moved goes on to count',
      `${'v2:ok '.repeat(119)}v2:fail`,
      {},
      'unhealthy at 605s',
    ],
    [
      'no traffic is moved yet, so that the answer is of another deployment',
      'v2:fail v2:fail v2:fail v2:ok',
      { state: WAITING },
      'healthy at 730s',
    ],
  ] as const)('%s', async (_, answers, settings, ends) => {
    expect(await judge(answers, settings)).toBe(ends)
  })
})

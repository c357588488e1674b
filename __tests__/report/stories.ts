import type { Clock } from '../../src/core/clock.ts'
import { PlatformError } from '../../src/core/platform-error.ts'
import type { Observation } from '../../src/health/observation.ts'
import type { HealthProbe } from '../../src/health/probe.ts'
import type { ReportContext, RunStory } from '../../src/report/run-story.ts'
import type { RunEvent } from '../../src/run/event.ts'
import { type GuardSettings, guard } from '../../src/run/guard.ts'
import { conclude, type Outcome, type Result } from '../../src/run/outcome.ts'
import type { WayForward } from '../../src/run/rehearsal-forward.ts'
import { rehearse } from '../../src/run/rehearse.ts'
import type { ApplyResult, PlanResult } from '../../src/run/rollback.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { healthPolicy } from '../support/policy.ts'
import { RecordingJournal } from '../support/recording-journal.ts'
import { ScriptedRollback } from '../support/scripted-rollback.ts'
import { complete, inProgress, ScriptedWatch, type WatchStep } from '../support/scripted-watch.ts'

/**
 * Complete records, one for each result: the domain itself runs on virtual time against scripted
 * surroundings, so that what is rendered is what a run really leaves.
 */
export async function tellRehearsal(rehearses: NonNullable<Played['rehearses']>, more: Partial<Played> = {}) {
  return await played({ answers: goesBackAndForward, rollout: rollsOut, ...more, rehearses })
}

export async function tellStory(result: Exclude<Result, 'invalid'>): Promise<RunStory> {
  const script = SCRIPTS[result]
  const record = 'outcome' in script ? staged(script) : await played(script)
  if (record.outcome.result !== result)
    throw new Error(`the story of ${result} ended ${record.outcome.result}`)
  return record
}

/** What the service does at a time. */
type Answers = (atMs: number) => Pick<Observation, 'result' | 'reason' | 'latencyMs' | 'answer'>

interface Played {
  readonly answers: Answers
  readonly rollout?: readonly WatchStep[]
  readonly planned?: Exclude<PlanResult, { kind: 'ready' }>
  readonly applied?: ApplyResult
  readonly applyError?: PlatformError
  readonly unknowns?: readonly string[]
  readonly autoRollback?: boolean
  readonly cancelAtMs?: number
  readonly platformActs?: boolean
  readonly extraEvents?: readonly RunEvent[]
  /** It is a rehearsal; with what becomes of its way forward. */
  readonly rehearses?: { readonly forwardError?: PlatformError; readonly staysBack?: string }
}

interface Staged {
  readonly outcome: Outcome
  readonly mode: ReportContext['mode']
  readonly events?: readonly RunEvent[]
}

const URL = 'https://api.example.com/health'
const ADDRESS = '203.0.113.7:443'

const good =
  (version: string): Answers =>
  (atMs) => ({
    result: 'pass',
    latencyMs: 60 + ((atMs / 1_000) % 7) * 6,
    answer: { url: URL, address: ADDRESS, status: 200, version, bodyHead: '{"status":"ok"}' },
  })

const bad: Answers = (atMs) => ({
  result: 'fail',
  reason: 'the answer was 500 Internal Server Error, expected 200-299',
  latencyMs: 140 + ((atMs / 1_000) % 5) * 9,
  answer: {
    url: URL,
    address: ADDRESS,
    status: 500,
    bodyHead: '{"status":"error","error":"relation \\"orders_v2\\" does not exist"}',
  },
})

const refused: Answers = () => ({
  result: 'fail',
  reason: 'connecting to 203.0.113.7:443 was refused',
  answer: { url: URL, address: ADDRESS },
})

const unresolved: Answers = () => ({
  result: 'error',
  reason: 'the name api.example.com was not resolved (ENOTFOUND)',
  answer: { url: URL },
})

const old: Answers = (atMs) => ({
  ...good('2f6c1e0')(atMs),
  result: 'stale',
  reason: 'version 2f6c1e0 answered, expected 9ad31b7',
})

const until =
  (atMs: number, before: Answers, after: Answers): Answers =>
  (nowMs) =>
    (nowMs < atMs ? before : after)(nowMs)

const rollsOut: readonly WatchStep[] = [
  {
    fromMs: 0,
    states: { web: inProgress([], false, { runningTasks: 1 }) },
    news: ['(service web) has started 2 tasks: (task 3f1c).'],
  },
  { fromMs: 35_000, states: { web: complete() }, news: ['(service web) has reached a steady state.'] },
]

const crashes: readonly WatchStep[] = [
  {
    fromMs: 0,
    states: { web: inProgress([], false, { runningTasks: 1 }) },
    news: ['(service web) has started 2 tasks.'],
  },
  {
    fromMs: 25_000,
    states: { web: inProgress(['a1', 'b2'].map((id) => ({ id, reason: 'exit code 1 in container app' }))) },
    news: ['(service web) deployment ecs-svc/417 deployment failed to start 2 tasks.'],
  },
  {
    fromMs: 40_000,
    states: {
      web: inProgress(['a1', 'b2', 'c3'].map((id) => ({ id, reason: 'exit code 1 in container app' }))),
    },
  },
]

const landsThenBreaks = until(70_000, good('9ad31b7'), bad)
const recovers = until(110_000, landsThenBreaks, good('2f6c1e0'))
/** It is verified at 105 s, back at 135 s, and forward again at 195 s. */
const goesBackAndForward = until(135_000, good('9ad31b7'), until(195_000, good('2f6c1e0'), good('9ad31b7')))
const run = { id: '9876543210', url: 'https://github.com/octo/web/actions/runs/9876543210' }

const SCRIPTS: Record<Exclude<Result, 'invalid'>, Played | Staged> = {
  healthy: { answers: until(20_000, old, good('9ad31b7')), rollout: rollsOut },
  'rolled-back': {
    answers: recovers,
    rollout: rollsOut,
    extraEvents: [
      {
        atMs: 90_000,
        kind: 'evidence',
        title: 'Last log lines of web/app',
        lines: ['ERROR relation "orders_v2" does not exist', 'at Query.run (db.js:88:11)'],
        shows: 'log',
        links: [{ label: 'Logs in CloudWatch', url: 'https://console.aws.amazon.com/cloudwatch/home#logs' }],
      },
    ],
  },
  'rolled-back-by-platform': {
    answers: good('2f6c1e0'),
    platformActs: true,
    rollout: [
      ...crashes.slice(0, 2),
      {
        fromMs: 45_000,
        states: {
          web: {
            kind: 'rolled-back',
            to: 'web:41',
            reason: 'the deployment circuit breaker put web:41 back after 3 failed tasks',
          },
        },
        news: ['(service web) rolling back to deployment ecs-svc/416.'],
      },
    ],
  },
  'rollback-unhealthy': { answers: until(60_000, good('9ad31b7'), bad), rollout: rollsOut },
  'rollback-failed': {
    answers: landsThenBreaks,
    rollout: rollsOut,
    applyError: new PlatformError('access-denied', 'ecs:UpdateService on web was denied', {
      hint: 'Allow ecs:UpdateService on arn:aws:ecs:us-east-1:111122223333:service/prod/web for the role of this job.',
    }),
  },
  unhealthy: { answers: refused, rollout: rollsOut, autoRollback: false },
  'unhealthy-before': {
    mode: 'guard',
    outcome: {
      result: 'unhealthy-before',
      reason: 'api had failed 8 of 10 probes before the deployment: the answer was 503, expected 200-299',
      isHealthy: false,
      timings: { detectionMs: 95_000 },
    },
  },
  'no-target': {
    answers: until(0, bad, bad),
    rollout: crashes,
    planned: {
      kind: 'no-target',
      reason: 'no known-good revision of web was found',
      evidence: [
        'web:41: its deployment failed on 21 Nov',
        'web:40: the same image as web:42',
        'nothing was captured before the deployment',
      ],
      hint: 'Name a revision with rollback-to, or use mode: capture before the deploy step.',
    },
  },
  'not-deployed': { answers: old },
  superseded: {
    answers: good('9ad31b7'),
    rollout: [
      ...rollsOut.slice(0, 1),
      {
        fromMs: 20_000,
        states: {
          web: { kind: 'superseded', by: 'web:43', reason: 'web:43 was deployed to web after web:42' },
        },
      },
    ],
  },
  inconclusive: { answers: unresolved },
  'handed-off': {
    answers: landsThenBreaks,
    applied: { kind: 'handed-off', reason: 'the re-run is accepted, and starts once this run ends', run },
  },
  'awaiting-approval': {
    answers: landsThenBreaks,
    applied: { kind: 'awaiting-approval', reason: 'the re-run waits for an approval of production', run },
  },
  'guard-stopped': {
    answers: landsThenBreaks,
    planned: {
      kind: 'guard-stopped',
      reason: 'this run is itself a rollback',
      hint: 'Deploy a revision that you know to be good.',
    },
  },
  cancelled: { answers: recovers, rollout: rollsOut, cancelAtMs: 95_000 },
  validated: { mode: 'validate', outcome: { result: 'validated', reason: '', timings: {} } },
  captured: { mode: 'capture', outcome: { result: 'captured', reason: 'web runs web:41', timings: {} } },
  rehearsed: { answers: goesBackAndForward, rollout: rollsOut, rehearses: {} },
}

async function played(script: Played): Promise<RunStory> {
  // A report counts from the beginning of the run, which a story shows from there on.
  const clock = new FakeClock(0)
  const journal = new RecordingJournal(clock)
  const cancel = new AbortController()
  if (script.cancelAtMs !== undefined)
    clock.after(script.cancelAtMs, () => cancel.abort(new Error('cancelled')))
  const policy = healthPolicy({ startPeriodMs: 30_000, bakeTimeMs: 60_000 })
  const ports = {
    clock,
    random: () => 0.5,
    journal,
    probes: [answering(clock, script.answers)],
    checkpoint: async () => {},
    strategy: new ScriptedRollback(clock, {
      applyMs: 20_000,
      description: {
        actor: script.platformActs ? 'platform' : 'us',
        toVersion: '2f6c1e0',
        evidence: [
          'web:41 ran when the state was captured before the deployment',
          'its deployment completed 3 days ago, and its image differs from that of web:42',
        ],
        unknowns: script.unknowns ?? [
          'alarms of the service could not be read; cloudwatch:DescribeAlarms would help',
        ],
        manual: ['aws ecs update-service --cluster prod --service web --task-definition web:41'],
      },
      ...(script.planned && { planned: script.planned }),
      ...(script.applied && { applied: script.applied }),
      ...(script.applyError && { applyError: script.applyError }),
    }),
    ...(script.rollout && { watch: new ScriptedWatch(clock, script.rollout) }),
  }
  const settings: GuardSettings = {
    autoRollback: script.autoRollback ?? true,
    onInconclusive: 'fail',
    rollbackTimeoutMs: 900_000,
    pollIntervalMs: 5_000,
    recoveryPolicy: { ...policy, bakeTimeMs: 30_000, triggers: [] },
    verification: {
      stage: 'verification',
      policy,
      pollIntervalMs: 5_000,
      expected: { kind: 'exactly', version: '9ad31b7' },
    },
  }
  const outcome = script.rehearses
    ? await rehearse({ ...ports, wayForward: wayForwardOf(clock, script.rehearses) }, settings, cancel.signal)
    : await guard(ports, settings, cancel.signal)
  return {
    outcome,
    events: [...journal.events, ...(script.extraEvents ?? [])],
    context: contextOf(outcome.result, script.rehearses ? 'rehearse' : 'guard'),
  }
}

function wayForwardOf(
  clock: Clock,
  { forwardError: applyError, staysBack: why }: NonNullable<Played['rehearses']>,
): WayForward {
  if (why !== undefined) return { kind: 'impossible', why }
  const manual = ['aws ecs update-service --cluster prod --service web --task-definition web:42']
  const description = { from: 'web:41', to: 'web:42', manual }
  const strategy = new ScriptedRollback(clock, { applyMs: 20_000, description, applyError })
  return { kind: 'possible', open: async () => ({ strategy }) }
}

function staged({ outcome, mode, events = [] }: Staged): RunStory {
  return { outcome, events, context: { ...contextOf(outcome.result), mode } }
}

function answering(clock: Clock, answers: Answers): HealthProbe {
  return {
    name: 'api',
    required: true,
    probe: async (_expected, signal) => {
      const startedAtMs = clock.nowMs()
      const answer = answers(startedAtMs)
      await clock.sleep(answer.latencyMs ?? 1, signal)
      return { check: 'api', startedAtMs, endedAtMs: clock.nowMs(), ...answer }
    },
  }
}

export function contextOf(result: Result, mode: ReportContext['mode'] = 'guard'): ReportContext {
  const settings = {
    checks: [{ name: 'api', required: true }],
    expectVersion: '9ad31b7',
    intervalMs: 5_000,
    startPeriodMs: 30_000,
    successThreshold: 3,
    bakeTimeMs: 60_000,
    retries: 3,
    rolloutTimeoutMs: 900_000,
    rollbackTimeoutMs: 900_000,
    pollIntervalMs: 5_000,
    autoRollback: result !== 'unhealthy',
    failOnRollback: true,
    onInconclusive: 'fail',
  } as const
  return {
    mode,
    target: 'ecs',
    exitCode: conclude(result, { ...settings, mode }),
    settings,
    startedAt: '2026-11-25T03:04:05.000Z',
    version: '1.0.0',
    where: [
      {
        name: 'service',
        value: 'web',
        url: 'https://us-east-1.console.aws.amazon.com/ecs/v2/clusters/prod/services/web/health?region=us-east-1',
      },
      { name: 'cluster', value: 'prod' },
      { value: 'us-east-1' },
      { name: 'revision', value: 'web:42' },
    ],
    environment: 'production',
    run: {
      repository: 'octo/web',
      workflow: 'deploy',
      job: 'production',
      commit: '9ad31b7c0ffee1234567890abcdefabcdefabcd0',
      message: 'Take orders',
      author: 'Mona Lisa',
      ref: 'main',
      actor: 'mona',
      url: 'https://github.com/octo/web/actions/runs/1234567890',
      attempt: 1,
    },
  }
}

export const STORIES = Object.keys(SCRIPTS) as Exclude<Result, 'invalid'>[]

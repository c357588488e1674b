import type { StoppedTask } from '../../../../src/targets/ecs/model/model.ts'
import {
  judgeService,
  judgeServices,
  missesTasks,
  type RunningTask,
  type TargetHealth,
} from '../../../../src/targets/ecs/model/service-health.ts'
import { deployment, service } from '../../../support/ecs-facts.ts'

const GROUP = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef'
const MISMATCH = {
  reason: 'Target.ResponseCodeMismatch',
  description: 'Health checks failed with these codes: [500]',
}

const target = (state: string, more: Partial<TargetHealth> = {}): TargetHealth => ({
  group: GROUP,
  state,
  ...more,
})
const task = (health: string, startedBy = 'ecs-svc/4'): RunningTask => ({
  arn: `arn:aws:ecs:us-east-1:123456789012:task/prod/${health.toLowerCase()}`,
  startedBy,
  health,
})

/** Of the deployment that began at minute 4. */
const stopped = (stopCode: string, stoppedReason: string, minute = 5): StoppedTask => ({
  arn: 'arn:aws:ecs:us-east-1:123456789012:task/prod/stopped',
  startedBy: 'ecs-svc/4',
  stopCode,
  stoppedReason,
  stoppedAtMs: minute * 60_000,
  containers: [],
})
const EXITED = stopped('EssentialContainerExited', 'Essential container in task exited')
const SPOT = stopped('SpotInterruption', 'Your Spot Task was interrupted.')
const startedAt = (minute: number): RunningTask => ({ ...task('HEALTHY'), startedAtMs: minute * 60_000 })

const STEADY = service(['web:4 PRIMARY COMPLETED 3/3'])
const ROLLING = service(['web:4 PRIMARY IN_PROGRESS 1/3', 'web:3 ACTIVE COMPLETED 3/3'])

describe('a service', () => {
  it.each([
    ['that runs what it is wanted to', STEADY, {}, 'pass', undefined],
    [
      'with a desired count of 0',
      service(['web:4 PRIMARY COMPLETED 0/0'], { desiredCount: 0 }),
      {},
      'nodata',
      /desired count of 0/,
    ],
    [
      'that misses a task, and nobody can tell why',
      service(['web:4 PRIMARY COMPLETED 2/3']),
      {},
      'nodata',
      'web runs 2 of 3 tasks of web:4',
    ],
    [
      'that misses a task which exited',
      service(['web:4 PRIMARY COMPLETED 2/3']),
      { stopped: [SPOT, EXITED], tasks: [startedAt(4)] },
      'fail',
      'web runs 2 of 3 tasks of web:4: Essential container in task exited',
    ],
    [
      'that misses a task, and another one that exited before is replaced',
      service(['web:4 PRIMARY COMPLETED 2/3']),
      { stopped: [SPOT, EXITED], tasks: [startedAt(6)] },
      'nodata',
      'web runs 2 of 3 tasks of web:4',
    ],
    [
      'that misses a task of the old version which exited',
      service(['web:4 PRIMARY COMPLETED 2/3']),
      { stopped: [{ ...EXITED, startedBy: 'ecs-svc/3' }] },
      'nodata',
      'web runs 2 of 3 tasks of web:4',
    ],
    [
      'whose Spot tasks are all interrupted',
      service(['web:4 PRIMARY COMPLETED 0/3'], { runningCount: 0 }),
      { stopped: [SPOT] },
      'nodata',
      'web runs 0 of 3 tasks of web:4',
    ],
    [
      'whose instances all drain',
      service(['web:4 PRIMARY COMPLETED 0/3'], { runningCount: 0 }),
      {
        stopped: [
          stopped('ServiceSchedulerInitiated', 'Service web: container instance is in DRAINING state'),
        ],
      },
      'nodata',
      'web runs 0 of 3 tasks of web:4',
    ],
    [
      'that scales out',
      service(['web:4 PRIMARY COMPLETED 3/9']),
      { stopped: [] },
      'nodata',
      'web runs 3 of 9 tasks of web:4',
    ],
    [
      'of which nothing runs, and nobody can tell why',
      service(['web:4 PRIMARY COMPLETED 0/3'], { runningCount: 0 }),
      {},
      'fail',
      'web runs 0 of 3 tasks of web:4',
    ],
    [
      'that rolls out beside old tasks',
      ROLLING,
      {},
      'nodata',
      'web runs 1 of 3 tasks of web:4, while the rollout runs',
    ],
    ['that rolls out, and nothing runs yet', { ...ROLLING, runningCount: 0 }, {}, 'nodata', /1 of 3/],
    [
      'that rolls out, and nothing runs since its tasks exit',
      { ...ROLLING, runningCount: 0 },
      { stopped: [EXITED] },
      'fail',
      /1 of 3 tasks of web:4: Essential container in task exited/,
    ],
    [
      'that rolls out beside old tasks, while its own exit',
      ROLLING,
      { stopped: [EXITED] },
      'nodata',
      /exited, while the rollout runs$/,
    ],
    [
      'that rolls out, and no target is healthy',
      ROLLING,
      { targets: [target('unhealthy', MISMATCH)] },
      'fail',
      /^1 of 1 targets of targetgroup\/web is unhealthy/,
    ],
    [
      'behind a Classic Load Balancer that rolls out',
      service(['web:4 PRIMARY - 1/3', 'web:3 ACTIVE - 3/3']),
      {},
      'nodata',
      /1 of 3/,
    ],
    [
      'behind a Classic Load Balancer that misses a task which exited',
      service(['web:4 PRIMARY - 1/3']),
      { stopped: [EXITED] },
      'fail',
      /1 of 3/,
    ],
    [
      'whose primary task set misses a task that exited, beside a newer one',
      service([
        deployment('web:3 PRIMARY - 1/2', { taskSet: { stability: 'STABILIZING' } }),
        deployment('web:4 ACTIVE - 2/2', { taskSet: { stability: 'STEADY_STATE' } }),
      ]),
      { stopped: [{ ...EXITED, startedBy: 'ecs-svc/3' }] },
      'fail',
      /1 of 2 tasks of web:3/,
    ],
    [
      'with healthy and unchecked containers',
      STEADY,
      { tasks: [task('HEALTHY'), task('UNKNOWN')] },
      'pass',
      undefined,
    ],
    [
      'with a state of health that this version does not know',
      STEADY,
      { tasks: [task('DREAMING')], targets: [target('healthy'), target('pondering')] },
      'pass',
      undefined,
    ],
    [
      'with an unhealthy container',
      STEADY,
      { tasks: [task('HEALTHY'), task('UNHEALTHY')] },
      'fail',
      '1 of 2 tasks of web:4 fails its container health check, such as task unhealthy',
    ],
    [
      'with an unhealthy container of an older deployment',
      STEADY,
      { tasks: [task('HEALTHY'), task('UNHEALTHY', 'ecs-svc/3')] },
      'pass',
      undefined,
    ],
    [
      'with unhealthy targets',
      STEADY,
      { targets: [target('healthy'), target('unhealthy', MISMATCH), target('unhealthy', MISMATCH)] },
      'fail',
      '2 of 3 targets of targetgroup/web are unhealthy: Target.ResponseCodeMismatch (Health checks failed with these codes: [500])',
    ],
    [
      'with targets that are unhealthy for different reasons',
      STEADY,
      { targets: [target('unhealthy', MISMATCH), target('unhealthy', { reason: 'Target.Timeout' })] },
      'fail',
      /500\]\); Target\.Timeout$/,
    ],
    [
      'whose targets are all unhealthy, and nothing says why',
      STEADY,
      { targets: [target('unhealthy'), target('unhealthy')] },
      'fail',
      '2 of 2 targets of targetgroup/web are unhealthy: unhealthy',
    ],
    [
      'none of whose targets can be reached',
      STEADY,
      { targets: [target('unhealthy', { reason: 'Target.Timeout' })] },
      'fail',
      '1 of 1 targets of targetgroup/web is unhealthy: Target.Timeout',
    ],
    [
      'with a target that cannot be reached, as when its host is lost',
      STEADY,
      { targets: [target('healthy'), target('unhealthy', { reason: 'Target.Timeout' })] },
      'nodata',
      '1 of 2 targets of targetgroup/web cannot be reached: Target.Timeout',
    ],
    [
      'whose targets are being registered or taken away',
      STEADY,
      {
        targets: [
          target('unhealthy', { reason: 'Elb.RegistrationInProgress' }),
          target('unhealthy', { reason: 'Target.DeregistrationInProgress' }),
        ],
      },
      'nodata',
      /cannot be reached: Elb\.RegistrationInProgress; Target\.DeregistrationInProgress$/,
    ],
    [
      'whose load balancer is at fault',
      STEADY,
      { targets: [target('unhealthy', { reason: 'Elb.InternalError' })] },
      'nodata',
      /Elb\.InternalError/,
    ],
    [
      'with a new target beside healthy ones',
      STEADY,
      { targets: [target('healthy'), target('initial')] },
      'pass',
      undefined,
    ],
    [
      'with new targets only',
      STEADY,
      { targets: [target('initial', { reason: 'Elb.InitialHealthChecking' })] },
      'nodata',
      'no target of targetgroup/web is healthy yet: Elb.InitialHealthChecking',
    ],
    [
      'whose old targets drain',
      STEADY,
      { targets: [target('healthy'), target('draining')] },
      'pass',
      undefined,
    ],
    [
      'whose other group of a blue/green pair is not used',
      STEADY,
      { targets: [target('healthy'), target('unused', { group: `${GROUP}2` })] },
      'pass',
      undefined,
    ],
    ['whose group no listener forwards to', STEADY, { targets: [target('unused')] }, 'pass', undefined],
  ] as const)('%s', (_, subject, evidence, result, reason) => {
    const judged = judgeService({ service: subject, ...evidence })
    expect(judged.result).toBe(result)
    if (reason instanceof RegExp) expect(judged.reason).toMatch(reason)
    else expect(judged.reason).toBe(reason)
  })
})

describe('several services', () => {
  const unhealthy = {
    service: service(['web:4 PRIMARY COMPLETED 1/2'], { name: 'worker' }),
    stopped: [EXITED],
  }

  it('are unhealthy when one is, whatever is unknown of another', () => {
    expect(judgeServices([{ service: ROLLING }, unhealthy])).toMatchObject({
      result: 'fail',
      reason: 'worker runs 1 of 2 tasks of web:4: Essential container in task exited',
    })
  })

  it('fail for the reason of the first that fails', () => {
    const other = { service: service(['web:4 PRIMARY COMPLETED 0/2'], { name: 'mailer' }), stopped: [EXITED] }
    expect(judgeServices([unhealthy, other]).reason).toMatch(/^worker runs 1 of 2 tasks/)
    expect(judgeServices([other, unhealthy]).reason).toMatch(/^mailer runs 0 of 2 tasks/)
  })

  it('are healthy only when all are known to be', () => {
    expect(judgeServices([{ service: STEADY }, { service: ROLLING }]).result).toBe('nodata')
    expect(judgeServices([{ service: STEADY }, { service: STEADY }])).toEqual({ result: 'pass' })
  })
})

describe('a task that its version failed', () => {
  const service4 = service(['web:4 PRIMARY COMPLETED 1/2'])
  const judged = (minute: number, tasks: RunningTask[]) =>
    judgeService({ service: service4, tasks, stopped: [{ ...EXITED, stoppedAtMs: minute * 60_000 }] }).result

  it.each([
    ['after the last one began to run', 6, [startedAt(5)], 'fail'],
    ['at the very time that the last one began to run', 5, [startedAt(5)], 'fail'],
    ['before another one began to run in its place', 5, [startedAt(6)], 'nodata'],
    ['as soon as the deployment began', 4, [], 'fail'],
    ['before the deployment began', 3, [], 'nodata'],
  ] as const)('%s', (_, minute, tasks, result) => {
    expect(judged(minute, [...tasks])).toBe(result)
  })
})

it.each([
  ['1/2', true],
  ['2/2', false],
  ['3/2', false],
  ['0/0', false],
])('with %s tasks of its primary deployment it misses some: %s', (counts, misses) => {
  expect(missesTasks(service([`web:4 PRIMARY COMPLETED ${counts}`]))).toBe(misses)
})

it.each([
  ['the last task that serves', 1, 'nodata'],
  ['nothing that serves', 0, 'fail'],
] as const)('while a rollout runs, a failure counts beside %s: %s', (_, runningCount, result) => {
  const rolling = service(['web:4 PRIMARY IN_PROGRESS 0/1', 'web:3 ACTIVE COMPLETED 1/1'], { runningCount })
  expect(judgeService({ service: rolling, tasks: [], stopped: [EXITED] }).result).toBe(result)
})

it('a task that failed and was replaced is no failure of a service that runs all it is wanted to', () => {
  const all = service(['web:4 PRIMARY COMPLETED 2/2'])
  expect(judgeService({ service: all, tasks: [], stopped: [EXITED] }).result).toBe('pass')
})

import {
  judgeService,
  judgeServices,
  type RunningTask,
  type TargetHealth,
} from '../../../../src/targets/ecs/model/service-health.ts'
import { deployment, service } from '../../../support/ecs-facts.ts'

const GROUP = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef'
const MISMATCH = {
  reason: 'Target.ResponseCodeMismatch',
  description: 'Health checks failed with these codes: [500]',
}

const target = (state: string, told: Partial<TargetHealth> = {}): TargetHealth => ({
  group: GROUP,
  state,
  ...told,
})
const task = (health: string, startedBy = 'ecs-svc/4'): RunningTask => ({
  arn: `arn:aws:ecs:us-east-1:123456789012:task/prod/${health.toLowerCase()}`,
  startedBy,
  health,
})

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
      'that misses a task',
      service(['web:4 PRIMARY COMPLETED 2/3']),
      {},
      'fail',
      'web runs 2 of 3 tasks of web:4',
    ],
    [
      'that rolls out beside old tasks',
      ROLLING,
      {},
      'nodata',
      'web runs 1 of 3 tasks of web:4, while the rollout runs',
    ],
    ['that rolls out, and nothing runs', { ...ROLLING, runningCount: 0 }, {}, 'fail', /1 of 3/],
    [
      'that rolls out, and no target is healthy',
      ROLLING,
      { targets: [target('unhealthy', MISMATCH)] },
      'fail',
      /1 of 3/,
    ],
    [
      'behind a Classic Load Balancer that rolls out',
      service(['web:4 PRIMARY - 1/3', 'web:3 ACTIVE - 3/3']),
      {},
      'nodata',
      /1 of 3/,
    ],
    [
      'behind a Classic Load Balancer that misses a task',
      service(['web:4 PRIMARY - 1/3']),
      {},
      'fail',
      /1 of 3/,
    ],
    [
      'whose primary task set misses a task beside a newer one',
      service([
        deployment('web:3 PRIMARY - 1/2', { taskSet: { stability: 'STABILIZING' } }),
        deployment('web:4 ACTIVE - 2/2', { taskSet: { stability: 'STEADY_STATE' } }),
      ]),
      {},
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
      'with an unhealthy target of which nothing is told',
      STEADY,
      { targets: [target('healthy'), target('unhealthy')] },
      'fail',
      '1 of 2 targets of targetgroup/web is unhealthy: unhealthy',
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
      'fail',
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
  const ill = { service: service(['web:4 PRIMARY COMPLETED 1/2'], { name: 'worker' }) }

  it('are unhealthy when one is, whatever is unknown of another', () => {
    expect(judgeServices([{ service: ROLLING }, ill])).toMatchObject({
      result: 'fail',
      reason: 'worker runs 1 of 2 tasks of web:4',
    })
  })

  it('fail for the reason of the first that fails', () => {
    const other = { service: service(['web:4 PRIMARY COMPLETED 0/2'], { name: 'mailer' }) }
    expect(judgeServices([ill, other]).reason).toBe('worker runs 1 of 2 tasks of web:4')
    expect(judgeServices([other, ill]).reason).toBe('mailer runs 0 of 2 tasks of web:4')
  })

  it('are well only when all are known to be', () => {
    expect(judgeServices([{ service: STEADY }, { service: ROLLING }]).result).toBe('nodata')
    expect(judgeServices([{ service: STEADY }, { service: STEADY }])).toEqual({ result: 'pass' })
  })
})

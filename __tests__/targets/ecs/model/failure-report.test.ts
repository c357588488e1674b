import { consoleLinks, groupStops, reportFailure } from '../../../../src/targets/ecs/model/failure-report.ts'
import type { StoppedTask } from '../../../../src/targets/ecs/model/model.ts'
import { entry, service, td } from '../../../support/ecs-facts.ts'

const stopped = (stoppedReason: string): StoppedTask => ({ arn: 'arn', containers: [], stoppedReason })

it('groups reasons that differ in the id of the task only, the most frequent first', () => {
  const [one, other] = ['0123456789abcdef0123456789abcdef', 'fedcba9876543210fedcba9876543210']
  const stops = [
    'out of memory',
    `(task ${one}) failed its health check`,
    `(task ${other}) failed its health check`,
  ]
  expect(groupStops(stops.map(stopped))).toEqual([
    '2 × (task …) failed its health check',
    '1 × out of memory',
  ])
})

describe('the record of a deployment', () => {
  const tracked = { taskDefinition: td('web:4') }
  const report = (changes: Parameters<typeof entry>[1]) =>
    reportFailure(service(['web:4 PRIMARY FAILED 0/2']), tracked, {
      stopped: [],
      entry: entry('web:4 ROLLBACK_SUCCESSFUL', changes),
    }).flatMap(({ lines }) => lines)

  it.each([
    [{}, []],
    [{ statusReason: 'tasks failed to start' }, ['tasks failed to start']],
    [{ circuitBreaker: { status: 'MONITORING', failureCount: 0, threshold: 3 } }, []],
    [
      { circuitBreaker: { status: 'TRIGGERED', failureCount: 3, threshold: 3 } },
      ['circuit breaker TRIGGERED: 3 failures, threshold 3'],
    ],
    [{ triggeredAlarms: ['web-5xx', 'p95'] }, ['alarm web-5xx was triggered', 'alarm p95 was triggered']],
  ])('with %j reports %j', (changes, lines) => {
    expect(report(changes)).toEqual(lines.length === 0 ? [] : ['ROLLBACK_SUCCESSFUL', ...lines])
  })
})

describe('links to the console', () => {
  const links = (arn: string) => consoleLinks({ name: 'web', arn }).map(({ url }) => url)
  const pages = (host: string) =>
    ['health', 'tasks', 'deployments'].map(
      (tab) => `https://${host}/ecs/v2/clusters/prod/services/web/${tab}?region=${host.split('.')[0]}`,
    )

  it.each([
    ['arn:aws:ecs:eu-west-1:123456789012:service/prod/web', 'eu-west-1.console.aws.amazon.com'],
    ['arn:aws-cn:ecs:cn-north-1:123456789012:service/prod/web', 'cn-north-1.console.amazonaws.cn'],
    [
      'arn:aws-us-gov:ecs:us-gov-west-1:123456789012:service/prod/web',
      'us-gov-west-1.console.amazonaws-us-gov.com',
    ],
  ])('of %s are pages of %s', (arn, host) => {
    expect(links(arn)).toEqual(pages(host))
  })

  it('are left out for an ARN of the old form, and in a partition whose console is unknown', () => {
    expect(links('arn:aws:ecs:us-east-1:123456789012:service/web')).toEqual([])
    expect(links('arn:aws-iso:ecs:us-iso-east-1:123456789012:service/prod/web')).toEqual([])
  })
})

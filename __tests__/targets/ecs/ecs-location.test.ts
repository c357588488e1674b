import { ecsLocation } from '../../../src/targets/ecs/ecs-location.ts'

const own = { kind: 'ecs', judgesService: false, recordsKnownGood: false } as const

const shown = (config: Parameters<typeof ecsLocation>[0], region?: string) =>
  ecsLocation(config, region).map(({ name, value, url }) => [
    name,
    value,
    url === undefined ? '' : new URL(url).host,
  ])

it('names service, cluster, region and revision, with the page of the console', () => {
  const services = [
    { service: 'web', taskDefinition: 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:42' },
  ]
  expect(shown({ ...own, cluster: 'prod', services }, 'us-east-1')).toEqual([
    ['service', 'web', 'us-east-1.console.aws.amazon.com'],
    ['cluster', 'prod', ''],
    [undefined, 'us-east-1', ''],
    ['revision', 'web:42', ''],
  ])
})

it.each([
  ['cn-north-1', 'cn-north-1.console.amazonaws.cn'],
  ['us-gov-west-1', 'us-gov-west-1.console.amazonaws-us-gov.com'],
])('knows the console of %s', (region, host) => {
  expect(shown({ ...own, cluster: 'prod', services: [{ service: 'web' }] }, region)[0]).toEqual([
    'service',
    'web',
    host,
  ])
})

it('takes the region from the ARN of the cluster, and has no link without one', () => {
  const services = [{ service: 'web' }]
  const cluster = 'arn:aws:ecs:eu-west-1:123456789012:cluster/prod'
  expect(shown({ ...own, cluster, services })[0]).toEqual([
    'service',
    'web',
    'eu-west-1.console.aws.amazon.com',
  ])
  expect(shown({ ...own, cluster: 'prod', services })).toEqual([
    ['service', 'web', ''],
    ['cluster', 'prod', ''],
  ])
})

it('names a few of many services', () => {
  const services = ['a', 'b', 'c', 'd', 'e'].map((service) => ({ service }))
  expect(shown({ ...own, cluster: 'prod', services }).map(([, value]) => value)).toEqual([
    'a',
    'b',
    'c',
    'and 2 more',
    'prod',
  ])
})

import {
  describeMissing,
  findContainerLogs,
  findLogsOf,
  taskIdOf,
} from '../../../../src/targets/ecs/model/container-log.ts'

const OPTIONS = { 'awslogs-group': '/web', 'awslogs-stream-prefix': 'ecs', 'awslogs-region': 'eu-west-1' }
const container = (name: string, more: object = {}) => ({
  name,
  logConfiguration: { logDriver: 'awslogs', options: OPTIONS },
  ...more,
})
const registered = (...containerDefinitions: object[]) => ({ definition: { containerDefinitions } })

describe('the log of a container', () => {
  it('is in a group, under its prefix and name', () => {
    expect(findContainerLogs(registered(container('app')))).toEqual([
      { container: 'app', group: '/web', prefix: 'ecs/app/', region: 'eu-west-1' },
    ])
  })
  it.each(Object.keys(OPTIONS))('cannot be read without %s', (option) => {
    const options = { ...OPTIONS, [option]: undefined }
    expect(
      findContainerLogs(registered({ name: 'app', logConfiguration: { logDriver: 'awslogs', options } })),
    ).toEqual([])
  })
  it('cannot be read of another driver, or of none', () => {
    const other = { logConfiguration: { logDriver: 'splunk', options: OPTIONS } }
    expect(findContainerLogs(registered(container('app', other), { name: 'plain' }))).toEqual([])
    expect(findContainerLogs({ definition: {} })).toEqual([])
  })
})

describe('whose log is meant', () => {
  const all = registered(
    container('app', { essential: true }),
    container('worker'),
    container('migrate', { essential: false }),
    container('envoy', { essential: true }),
    container('log_router', { essential: true }),
  )
  const names = (name?: string) => findLogsOf(all, name).map((one) => one.container)
  it('is that of the essential containers, but for proxies and log routers', () => {
    expect(names()).toEqual(['app', 'worker'])
  })
  it.each(['migrate', 'envoy', 'app'])('is %s, where it is named', (name) => {
    expect(names(name)).toEqual([name])
  })
  it('is none, where there is no such container', () => {
    expect(names('other')).toEqual([])
    expect(findLogsOf({ definition: {} }, undefined)).toEqual([])
  })
})

test.each([
  ['other', 'the task definition has no container other, only app, side'],
  ['side', 'side does not log by awslogs with a stream prefix (log drivers: splunk, none)'],
  [
    undefined,
    'no container of the application logs by awslogs with a stream prefix (log drivers: splunk, none)',
  ],
])('why there is no log of %s', (name, text) => {
  const definition = registered({ name: 'app', logConfiguration: { logDriver: 'splunk' } }, { name: 'side' })
  expect(describeMissing(definition, name)).toBe(text)
})

test('a task is known by the end of its ARN', () => {
  expect(taskIdOf('arn:aws:ecs:us-east-1:1:task/prod/abc')).toBe('abc')
})

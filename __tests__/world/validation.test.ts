import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { decode, encode, operationSchema, structureSchema } from '../../demo/world/ecs/validation.ts'
import { describe1, type TestWorld, testWorld } from './client.ts'

const services = structureSchema('DescribeServicesResponse')
const good = {
  services: [
    {
      serviceName: 'web',
      createdAt: new Date(1_500),
      desiredCount: 2,
      deployments: [{ id: 'ecs-svc/1', networkConfiguration: { awsvpcConfiguration: { subnets: ['a'] } } }],
    },
  ],
}
const WRONG: [string, object, string][] = [
  [
    'an unknown member',
    { services: [{ serviceNam: 'web' }] },
    'services[0]: Service has no member serviceNam',
  ],
  [
    'a number for a string',
    { services: [{ serviceName: 1 }] },
    'services[0].serviceName: expected a string, got 1',
  ],
  [
    'a string for a number',
    { services: [{ desiredCount: '2' }] },
    'desiredCount: expected a number, got "2"',
  ],
  ['a number for a time', { services: [{ createdAt: 5 }] }, 'createdAt: expected a Date, got 5'],
  ['an object for a list', { services: {} }, 'services: expected a list, got {}'],
  ['a list for an object', { services: [[]] }, 'services[0]: expected Service, got []'],
  [
    'a missing required member',
    { services: [{ networkConfiguration: { awsvpcConfiguration: {} } }] },
    'services[0].networkConfiguration.awsvpcConfiguration: AwsVpcConfiguration lacks its required member subnets',
  ],
]

test('a good answer passes, and times become epoch seconds', () => {
  expect(encode(services, good)).toMatchObject({ services: [{ serviceName: 'web', createdAt: 1.5 }] })
  expect(decode(services, encode(services, good))).toEqual(good)
})

test.each(WRONG)('%s is caught', (_, answer, text) => {
  expect(() => encode(services, answer)).toThrow(text)
})

test('every action has a schema, and nothing else has', () => {
  expect(operationSchema('DescribeServices')).toBeDefined()
  expect(operationSchema('DescribeEverything')).toBeUndefined()
  expect(operationSchema('DescribeServicesRequest')).toBeUndefined()
})

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
  scene.world.createService({ name: 'web' })
})
afterEach(() => scene.close())

test('a wrong answer of the local world is an internal failure, and closing the world reports it', async () => {
  const broken = scene.world.service('web')
  Object.assign(broken.settings, { launchType: 7 })
  await expect(describe1(scene.client)).rejects.toMatchObject({ name: 'InternalFailure' })
  expect(scene.world.ecs.defects).toHaveLength(1)
  expect(scene.world.ecs.defects[0]).toContain('the answer to DescribeServices is not what ECS would send')
  scene.world.ecs.defects.length = 0
})

const post = async (action: string, body: string, headers: Record<string, string> = {}) => {
  const response = await fetch(scene.world.ecs.url, {
    method: 'POST',
    headers: {
      'x-amz-target': `AmazonEC2ContainerServiceV20141113.${action}`,
      authorization: 'AWS4-HMAC-SHA256 Credential=x',
      ...headers,
    },
    body,
  })
  return { status: response.status, body: (await response.json()) as { __type?: string; message?: string } }
}

test('a request that the schema does not allow is refused as AWS refuses it', async () => {
  expect(await post('DescribeServices', '{"cluster":"prod","service":["web"]}')).toEqual({
    status: 400,
    body: {
      __type: 'SerializationException',
      message: 'the message: DescribeServicesRequest has no member service',
    },
  })
  expect((await post('DescribeServices', '{"cluster":"prod"}')).body.message).toContain(
    'required member services',
  )
  expect((await post('DescribeServices', 'not JSON')).body.__type).toBe('SerializationException')
  expect((await post('Describe', '{}')).body.__type).toBe('UnknownOperationException')
  expect((await post('DescribeServices', '{}', { authorization: '' })).body.__type).toBe(
    'MissingAuthenticationTokenException',
  )
})

test('times on the wire are epoch seconds', async () => {
  const { body } = await post('DescribeServices', '{"cluster":"prod","services":["web"]}')
  const [service] = (body as { services: { createdAt: number }[] }).services
  expect(service?.createdAt).toBe(scene.clock.nowMs() / 1000 - 3 * 86_400)
})

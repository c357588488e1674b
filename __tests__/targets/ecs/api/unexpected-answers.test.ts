import { type LoopbackServer, serve } from '../../../../demo/world/loopback.ts'
import { AwsError } from '../../../../src/aws/aws-error.ts'
import { connectEcs } from '../../../../src/targets/ecs/api/api.ts'
import { readHistory, readRevisions } from '../../../../src/targets/ecs/api/history-reading.ts'
import { readServices } from '../../../../src/targets/ecs/api/service-reading.ts'
import { listTasks, readTasks } from '../../../../src/targets/ecs/api/task-reading.ts'
import { updateService } from '../../../../src/targets/ecs/api/writing.ts'

const never = new AbortController().signal
let body = ''
let aws: LoopbackServer

beforeAll(async () => {
  aws = await serve((_, response) => response.end(body))
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_ECS: aws.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  })
})
afterAll(() => aws.close())

const SERVICE = { serviceName: 'web', serviceArn: 'arn:aws:ecs:us-east-1:123456789012:service/prod/web' }

test.each([
  '',
  '[]',
  'null',
  '"text"',
  '<html>',
  '{"services":{"web":1}}',
  '{"services":"web"}',
  '{"services":[null]}',
  JSON.stringify({ services: [{ ...SERVICE, deployments: 'none' }] }),
  JSON.stringify({ services: [{ ...SERVICE, deployments: [{ createdAt: 'today' }] }] }),
])('%j is an error of AWS that names the operation, and no defect of the step', async (answer) => {
  body = answer
  const api = await connectEcs('prod', undefined)
  const error = await readServices(api, ['web'], never).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(AwsError)
  expect(error).toMatchObject({ kind: 'transient', message: expect.stringContaining('ecs:DescribeServices') })
})

test.each(['', '{}', '{"serviceDeployments":{"a":1}}', '{"serviceDeployments":[null]}'])(
  '%j is no empty history',
  async (answer) => {
    body = answer
    const api = await connectEcs('prod', undefined)
    await expect(readHistory(api, 'web', { depth: 20 }, never)).rejects.toMatchObject({
      kind: 'transient',
      message: expect.stringContaining('ecs:ListServiceDeployments'),
    })
  },
)

test.each(['{}', '{"serviceRevisions":"none"}'])('%j is no empty list of revisions', async (answer) => {
  body = answer
  const api = await connectEcs('prod', undefined)
  await expect(readRevisions(api, ['arn:one'], never)).rejects.toMatchObject({
    kind: 'transient',
    message: expect.stringContaining('ecs:DescribeServiceRevisions'),
  })
})

test('{} is no empty list of described tasks', async () => {
  body = '{}'
  const api = await connectEcs('prod', undefined)
  await expect(readTasks(api, ['arn:one'], never)).rejects.toMatchObject({
    kind: 'transient',
    message: expect.stringContaining('ecs:DescribeTasks'),
  })
})

test.each(['{}', '{"taskArns":"none"}', '{"taskArns":{"a":1}}'])('%j is no list of tasks', async (answer) => {
  body = answer
  const api = await connectEcs('prod', undefined)
  await expect(listTasks(api, { serviceName: 'web' }, never)).rejects.toMatchObject({
    kind: 'transient',
    message: expect.stringContaining('ecs:ListTasks'),
  })
})

test.each(['{"service":{"deployments":"none"}}', '{"service":{"deployments":[null]}}'])(
  '%j after a write leaves open what became of it',
  async (answer) => {
    body = answer
    const api = await connectEcs('prod', undefined)
    await expect(updateService(api, 'web', 'web:3', never)).rejects.toMatchObject({
      kind: 'transient',
      message: expect.stringContaining('ecs:UpdateService'),
    })
  },
)

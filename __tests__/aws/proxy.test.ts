import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs'
import { callWith } from '../../src/aws/calling.ts'
import { startProxy } from '../http/support/proxy.ts'

const ENV = { AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'example-key', NO_PROXY: 'localhost' }

/** What a proxy is asked by a call to AWS, and what the call ends with. */
async function call(env: (port: string) => Readonly<Record<string, string>>) {
  const proxy = await startProxy(0, { refuseWith: 403 })
  const before = { ...process.env }
  Object.assign(process.env, ENV, env(String(proxy.port)))
  try {
    const describe = callWith((settings) => new ECSClient(settings), 'us-east-1')
    const ended = describe(
      'ecs:DescribeServices',
      (client, options) => client.send(new DescribeServicesCommand({ services: ['web'] }), options),
      AbortSignal.timeout(20_000),
    )
    const trouble: unknown = await ended.catch((error: unknown) => error)
    return { asked: proxy.asked[0], trouble: String(trouble) }
  } finally {
    process.env = before
    await proxy.close()
  }
}

test('AWS is asked through the proxy that the environment names, and what it refuses shows no password', async () => {
  const { asked, trouble } = await call((port) => ({ HTTPS_PROXY: `http://me:hunter2@127.0.0.1:${port}` }))
  expect(asked).toEqual({
    what: 'CONNECT ecs.us-east-1.amazonaws.com:443',
    authorization: `Basic ${Buffer.from('me:hunter2').toString('base64')}`,
  })
  expect(trouble).toMatch(/ecs:DescribeServices got no answer from AWS: .*tunnel.* 403/)
  expect(trouble).not.toContain('hunter2')
})

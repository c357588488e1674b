import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs'
import { findProgram } from '../examples/programs.ts'
import { Stage } from './stage.ts'

/**
 * The bundle against an AWS that nobody of this project has written: https://github.com/getmoto/moto. It has no
 * deployment history and starts no tasks, so that only what does not need them is asked here.
 */

const moto = findProgram('moto_server')
const scene = moto === undefined ? test.skip : test
const note = moto === undefined ? ' (skipped: moto is not installed)' : ''

const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
}
const QUICK = {
  interval: '50ms',
  timeout: '5s',
  'start-period': '200ms',
  'bake-time': '200ms',
  'poll-interval': '100ms',
  'rollout-timeout': '3s',
  'rollback-timeout': '3s',
}

interface Aws {
  readonly url: string
  readonly client: ECSClient
  readonly close: () => Promise<void>
}

async function startMoto(): Promise<Aws> {
  const port = await freePort()
  const child: ChildProcess = spawn(moto ?? '', ['--host', '127.0.0.1', '--port', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const url = `http://127.0.0.1:${port}`
  await untilListening(child)
  const client = new ECSClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: {
      accessKeyId: CREDENTIALS.AWS_ACCESS_KEY_ID,
      secretAccessKey: CREDENTIALS.AWS_SECRET_ACCESS_KEY,
    },
  })
  return { url, client, close: () => end(child) }
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** It prints its address once it listens. */
async function untilListening(child: ChildProcess): Promise<void> {
  let printed = ''
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`moto ended with ${code}: ${printed}`)))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      if (printed.includes('Running on')) resolve()
    })
  })
}

/** Two revisions, of which the first runs: moto makes no deployment of an update. */
async function deploy({ client }: Aws): Promise<void> {
  await client.send(new CreateClusterCommand({ clusterName: 'prod' }))
  const arns = []
  for (const tag of ['1', '2']) {
    const { taskDefinition } = await client.send(
      new RegisterTaskDefinitionCommand({
        family: 'web',
        containerDefinitions: [{ name: 'web', image: `registry.example/web:${tag}`, memory: 128 }],
      }),
    )
    arns.push(taskDefinition?.taskDefinitionArn ?? '')
  }
  const [taskDefinition] = arns
  await client.send(
    new CreateServiceCommand({ cluster: 'prod', serviceName: 'web', taskDefinition, desiredCount: 1 }),
  )
}

async function runStep(aws: Aws, inputs: Readonly<Record<string, string>>, status = 200) {
  const site = createServer((_, response) => response.writeHead(status).end('{"status":"ok"}'))
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/health`
  const stage = await Stage.open({
    env: { ...CREDENTIALS, AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: aws.url },
    with: { target: 'ecs', cluster: 'prod', service: 'web', 'health-url': url, ...QUICK },
  })
  try {
    return await stage.run(inputs)
  } finally {
    await stage.close()
    site.closeAllConnections()
    await new Promise((resolve) => site.close(resolve))
  }
}

scene(
  `moto is read, and a rollback that a person requests reaches it${note}`,
  async () => {
    const aws = await startMoto()
    try {
      await deploy(aws)
      const shown = await runStep(aws, { mode: 'validate', 'rollback-to': 'web:2' })
      expect(shown.outputs).toMatchObject({ result: 'validated', from: 'web:1', to: 'web:2' })
      await runStep(aws, { mode: 'rollback', 'rollback-to': 'web:2' })
      const { services = [] } = await aws.client.send(
        new DescribeServicesCommand({ cluster: 'prod', services: ['web'] }),
      )
      expect(services.map(({ taskDefinition }) => taskDefinition?.split('/').at(-1))).toEqual(['web:2'])
    } finally {
      aws.client.destroy()
      await aws.close()
    }
  },
  120_000,
)

scene(
  `moto’s answers to a wrong cluster and a wrong service are understood${note}`,
  async () => {
    const aws = await startMoto()
    try {
      await deploy(aws)
      for (const inputs of [{ cluster: 'nowhere' }, { service: 'nothing' }]) {
        const { outputs } = await runStep(aws, { mode: 'validate', ...inputs })
        expect(outputs.result).toBe('inconclusive')
        expect(outputs.reason).toMatch(/nowhere|nothing/)
      }
    } finally {
      aws.client.destroy()
      await aws.close()
    }
  },
  120_000,
)

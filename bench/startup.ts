import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readActionMetadata } from '../demo/runner/action-metadata.ts'
import { Job } from '../demo/runner.ts'
import { ACTION_FILE } from '../demo/stage.ts'
import { serve } from '../demo/world/loopback.ts'
import { type Figure, median } from './figure.ts'

const ROUNDS = 15
/** Of bare Node. AWS's client alone takes 3.7: .github/decisions/footprint.md. */
const AIMS = { none: 2.6, ecs: 5.2 }
/** As every real job has one: it is masked before anything else. */
const TOKEN = 'ghs_0123456789abcdefghijklmnopqrstuvwxyzAB'

/** From the start of the process to the first request on the wire, against a Node that does nothing. */
export async function measureStartup(): Promise<Figure[]> {
  const bare: number[] = []
  const http: number[] = []
  const ecs: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const times = [await bareNodeMs(), await firstRequestMs('none'), await firstRequestMs('ecs')] as const
    // The first round only warms the page cache.
    if (round === 0) continue
    bare.push(times[0])
    http.push(times[1])
    ecs.push(times[2])
  }
  // Round by round, so that other work on the machine weighs on both sides of a ratio.
  const ratioOf = (values: readonly number[]) =>
    median(values.map((ms, round) => ms / (bare[round] ?? Number.NaN)))
  const share = (values: readonly number[]) =>
    `${Math.round(median(values))} ms = ${ratioOf(values).toFixed(2)} × bare Node`
  return [
    { what: 'node -e 0, start to exit', measured: `${Math.round(median(bare))} ms` },
    {
      what: 'start to first probe, target: none',
      measured: share(http),
      aim: { text: `≤ ${AIMS.none} ×`, isMet: ratioOf(http) <= AIMS.none },
    },
    {
      what: 'start to first ECS call, target: ecs',
      measured: share(ecs),
      aim: { text: `≤ ${AIMS.ecs} ×`, isMet: ratioOf(ecs) <= AIMS.ecs },
    },
  ]
}

async function bareNodeMs(): Promise<number> {
  const startedAtMs = performance.now()
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore', env: { PATH: process.env.PATH } })
  await once(child, 'exit')
  return performance.now() - startedAtMs
}

/** Starts the bundle as the runner does, and ends it once its request has arrived. */
async function firstRequestMs(target: 'none' | 'ecs'): Promise<number> {
  const arrived = Promise.withResolvers<number>()
  const server = await serve(() => arrived.resolve(performance.now()))
  const job = new Job({
    github: { api_url: server.url },
    env: {
      AWS_ENDPOINT_URL_ECS: server.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    },
  })
  try {
    const common = { target, 'github-token': TOKEN }
    const startedAtMs = performance.now()
    const { ended } = job.start({
      action: readActionMetadata(ACTION_FILE),
      with:
        target === 'none'
          ? { ...common, 'health-url': `${server.url}/health` }
          : { ...common, cluster: 'prod', service: 'web', 'task-definition': 'web:4' },
    })
    const endedEarly = ended.then(({ lines }) => {
      throw new Error(
        `The action ended before its first request:\n${lines.map(({ text }) => text).join('\n')}`,
      )
    })
    const arrivedAtMs = await Promise.race([arrived.promise, endedEarly])
    endedEarly.catch(() => {})
    return arrivedAtMs - startedAtMs
  } finally {
    await job.close()
    await server.close()
  }
}

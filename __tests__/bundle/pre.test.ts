import type { RequestListener } from 'node:http'
import { type Ended, Stage } from './stage.ts'

const QUICK = {
  target: 'none',
  interval: '30ms',
  timeout: '5s',
  'start-period': '100ms',
  'success-threshold': '2',
  'bake-time': '100ms',
}

/** Runs `pre`, lets the deploy happen, and runs `main`, as one step of one job. */
async function runBoth(
  site: { before: RequestListener; after: RequestListener },
  inputs: Readonly<Record<string, string>>,
): Promise<{ pre: Ended; main: Ended; askedBefore: number }> {
  let isDeployed = false
  let askedBefore = 0
  const stage = await Stage.open({
    with: { ...QUICK, ...inputs },
    site: (request, response) => {
      if (!isDeployed) askedBefore += 1
      const answer = isDeployed ? site.after : site.before
      answer(request, response)
    },
  })
  try {
    const pre = await stage.run({}, { entry: 'pre' })
    isDeployed = true
    return { pre, askedBefore, main: await stage.run() }
  } finally {
    await stage.close()
  }
}

const good: RequestListener = (_, response) => response.end('{"status":"ok"}')
const ill: RequestListener = (_, response) => {
  response.statusCode = 503
  response.end('no database')
}

test.concurrent('probes before the deploy, so that a service that was unhealthy already is unhealthy-before', async () => {
  const { pre, main, askedBefore } = await runBoth({ before: ill, after: ill }, {})
  expect(pre).toMatchObject({ exitCode: 0, summary: '' })
  expect(askedBefore).toBe(10)
  expect(main).toMatchObject({ exitCode: 1, outputs: { result: 'unhealthy-before' } })
  expect(main.summary).toContain('503')
})

test.concurrent('does not excuse a deploy that made it unhealthy', async () => {
  const { main } = await runBoth({ before: good, after: ill }, {})
  expect(main.outputs.result).toBe('unhealthy')
})

test.concurrent.each([
  ['the expected version answers already', { 'expect-version': '7' }],
  [
    'another job deploys',
    { target: 'workflow', 'deploy-job': 'build and deploy', 'github-token': 'ghs_none-1234' },
  ],
  ['the push deploys', { target: 'git', 'github-token': 'ghs_none-1234', 'rollback-timeout': '10s' }],
  [
    'another job said what it deployed',
    { target: 'ecs', cluster: 'prod', service: 'web', 'task-definition': 'web:4' },
  ],
])('records no state before the deploy where %s, so that the deploy is not excused', async (_, inputs) => {
  const bad: RequestListener = (_, response) => {
    response.writeHead(500, { 'content-type': 'application/json' })
    response.end('{"version":"7"}')
  }
  const { main } = await runBoth({ before: bad, after: bad }, inputs)
  expect(main.exitCode).toBe(1)
  expect(['unhealthy', 'no-target', 'rollback-failed', 'inconclusive']).toContain(main.outputs.result)
})

test.concurrent('reports that a deploy has fixed an unhealthy service', async () => {
  const { main } = await runBoth({ before: ill, after: good }, {})
  expect(main).toMatchObject({ exitCode: 0, outputs: { result: 'healthy' } })
  expect(main.outputs.reason).toContain('which fixed it')
})

test.concurrent('refuses wrong inputs before anything is deployed, and asks nobody', async () => {
  const { pre, askedBefore } = await runBoth(
    { before: good, after: good },
    { interval: 'often', retries: '0' },
  )
  expect(pre.exitCode).toBe(2)
  expect(askedBefore).toBe(0)
  expect(pre.annotations.map(({ message }) => message).join()).toContain('interval: invalid value "often"')
})

test.concurrent('lets pass what an earlier step has not said yet', async () => {
  const ecs = { target: 'ecs', cluster: 'prod', service: '', 'task-definition': '' }
  const { pre } = await runBoth({ before: good, after: good }, ecs)
  expect(pre.exitCode).toBe(0)
})

test.concurrent('is silent in the modes that do not come after a deploy', async () => {
  const { pre, askedBefore } = await runBoth({ before: good, after: good }, { mode: 'validate' })
  expect({ code: pre.exitCode, lines: pre.lines, askedBefore }).toEqual({
    code: 0,
    lines: [],
    askedBefore: 0,
  })
})

test.concurrent('does not excuse a bad version whose deploy may have been before the job began', async () => {
  const command = { target: 'command', command: 'true', 'rollback-timeout': '20s' }
  const { main } = await runBoth({ before: ill, after: ill }, command)
  expect(main.outputs.result).toBe('rollback-unhealthy')
})

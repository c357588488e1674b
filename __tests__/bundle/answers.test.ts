import type { ServerResponse } from 'node:http'
import type { HttpBehaviour, HttpReply } from '../../demo/world/images.ts'
import { type EcsStage, ending, onStage, ROLLED_BACK } from './ecs-stage.ts'
import { QUICK, runStep } from './stage.ts'

const HEALTHY = { exitCode: 0, result: 'healthy', healthy: 'true', 'rolled-back': 'false', writes: [] }
const UNKNOWN = { exitCode: 1, result: 'inconclusive', healthy: '', 'rolled-back': 'false', writes: [] }
const BACK_TO_3 = { ...ROLLED_BACK, from: 'web:4', to: 'web:3', writes: ['UpdateService web → web:3'] }

/** Enough probes for what comes later in the bake. */
const LONG_BAKE = { 'bake-time': '3s' }

interface Case {
  readonly name: string
  readonly http: Exclude<HttpBehaviour, string> | ((answered: number) => HttpReply)
  readonly inputs?: Readonly<Record<string, string>>
  readonly ends: object
  /** Of the sentence that says why. */
  readonly says?: RegExp
  /** Of the summary. */
  readonly shows?: readonly string[]
}

const json = (text: string): HttpReply => ({
  headers: { 'content-type': 'application/json' },
  body: text,
})

const SELF_REPORTS = [
  { body: '{"status":"red","version":"4"}', says: /reports itself unhealthy: status is "red"/ },
  { body: '{"status":"OUT_OF_SERVICE"}', says: /reports itself unhealthy: status is "OUT_OF_SERVICE"/ },
  { body: '{"healthy":false,"version":"4"}', says: /reports itself unhealthy: healthy is false/ },
  { body: 'Unhealthy', says: /reports itself unhealthy: its text is "Unhealthy"/ },
]

const NUMBERS = ['2.0', '20261128110512345', '1.10', '1e3', '12E-2']

const IN_ECS: readonly Case[] = [
  {
    name: 'no answer says which version it is of: that is no failure, and the fields that there are are named',
    http: json('{"status":"ok","uptime":5}'),
    ends: UNKNOWN,
    says: /it did not say what was asked \d+ times.* it has no body\.version, only status, uptime/,
  },
  {
    name: 'a rate limiter takes over after twenty good answers: nobody asked the service',
    http: (answered) => (answered < 20 ? {} : { status: 429, headers: { 'retry-after': '30' } }),
    inputs: LONG_BAKE,
    ends: UNKNOWN,
    says: /could not be asked 5 times in a row: .*a rate limiter refuses the probe/,
  },
  {
    name: 'a rate limiter answers from the first probe on',
    http: { status: 429 },
    ends: UNKNOWN,
    says: /never became healthy: it could not be asked 3 times.*a rate limiter refuses the probe/,
  },
  {
    name: 'a rate limiter answers now and then: the other answers decide',
    http: (answered) => (answered % 3 === 2 ? { status: 429 } : {}),
    inputs: LONG_BAKE,
    ends: HEALTHY,
  },
  {
    name: 'a bot wall answers with a challenge and 202',
    http: { status: 202, headers: { 'x-amzn-waf-action': 'challenge' }, body: '' },
    ends: UNKNOWN,
    says: /AWS WAF stopped the probe/,
  },
  {
    name: '503 with Retry-After is the service, or what is in front of it with nothing behind: a failure',
    http: { status: 503, headers: { 'retry-after': '30' } },
    ends: BACK_TO_3,
    says: /answered 503, expected 200-299/,
  },
  ...NUMBERS.map((version) => ({
    name: `a version that is the number ${version} is its own text`,
    http: json(`{"version": ${version}}`),
    inputs: { 'expect-version': version },
    ends: HEALTHY,
  })),
  {
    name: 'a version of seventeen digits is not the one beside it, which is the same number',
    http: json('{"version": 20261128110512345}'),
    inputs: { 'expect-version': '20261128110512344' },
    ends: { exitCode: 1, result: 'not-deployed', writes: [] },
    says: /from version 20261128110512345, expected version 20261128110512344/,
  },
  {
    name: 'an encoding that is none is named, and the body is plain',
    http: { headers: { 'content-encoding': 'UTF-8' } },
    ends: HEALTHY,
  },
  ...SELF_REPORTS.map(({ body, says }) => ({
    name: `200 with ${body} reports itself unhealthy`,
    http: { headers: { 'content-type': body.startsWith('{') ? 'application/json' : 'text/plain' }, body },
    ends: BACK_TO_3,
    says,
  })),
  ...['degraded', 'partially available'].map((status) => ({
    name: `200 that says ${status} passes, and says so`,
    http: { body: { status, version: '4' } },
    ends: HEALTHY,
    shows: [`reports itself degraded: status is "${status}"`],
  })),
]

function deployed({ world, deploy }: EcsStage, { http, inputs = {} }: Case): Record<string, string> {
  world.createService({ name: 'web' })
  const behaviour =
    typeof http === 'function' ? { http: ({ answered }: { answered: number }) => http(answered) } : { http }
  return { 'task-definition': deploy('web', '4', behaviour), 'expect-version': '4', ...inputs }
}

test.concurrent.each(IN_ECS)('$name', (scene) =>
  onStage(async (stage) => {
    const played = await stage.step(deployed(stage, scene))
    expect(ending(played, 'reason')).toMatchObject({
      ...scene.ends,
      reason: expect.stringMatching(scene.says ?? /./),
    })
    for (const text of scene.shows ?? []) expect(played.summary).toContain(text)
  }),
)

test.concurrent('a capture and a pull request say that answers have no version, while that can be put right', () =>
  onStage(async ({ world, step }) => {
    world.image('registry.example/web:3', { http: { body: { status: 'ok' } } })
    world.createService({ name: 'web' })
    for (const mode of ['capture', 'validate']) {
      const played = await step({ mode, 'expect-version': '4' })
      expect(ending(played)).toMatchObject({ exitCode: 0, writes: [] })
      expect(played.summary).toMatch(/expect-version needs a version.* it has no .*version, only status/)
      // Whoever expects none is not bothered at every deploy.
      expect((await step({ mode, 'expect-version': '' })).summary).not.toContain('needs a version')
    }
  }))

/** What a server library would not send. */
const ON_THE_WIRE: readonly {
  readonly name: string
  readonly answer: (response: ServerResponse) => void
  readonly result: string
  readonly says?: RegExp
}[] = [
  {
    name: '100 Continue that nobody asked for comes first',
    answer: (response) => {
      response.writeContinue()
      response.end('{"version":"4"}')
    },
    result: 'healthy',
  },
  {
    name: '102 Processing and 103 Early Hints come first',
    answer: (response) => {
      response.writeProcessing()
      response.writeEarlyHints({ link: '</a.css>; rel=preload' }, () => response.end('{"version":"4"}'))
    },
    result: 'healthy',
  },
  ...['000', '99', '099', '1000', 'OK'].map((status) => ({
    name: `the status is ${status}`,
    answer: ({ socket }: ServerResponse) => void socket?.end(`HTTP/1.1 ${status} X\r\n\r\n`),
    result: 'unhealthy',
    says: /what came back is not HTTP\/1\.1/,
  })),
]

test.concurrent.each(ON_THE_WIRE)('$name: $result', async ({ answer, result, says = /./ }) => {
  const { outputs, log } = await runStep({
    site: (_, response) => answer(response),
    with: { ...QUICK, target: 'none', 'expect-version': '4' },
  })
  expect(outputs).toMatchObject({ result, reason: expect.stringMatching(says) })
  expect(log).not.toMatch(/defect of Safe Landing|bug in Safe Landing/)
})

import type { Scene } from '../../demo/story.ts'
import type { TaskFate } from '../../demo/world/images.ts'
import { deploy, deployOnto, type Played, play } from './play.ts'

const CRASHES: TaskFate = { kind: 'exits', exitCode: 1, afterMs: 4_000 }
const BACK_BY_UPDATE = ['UpdateService web → web:3']
const BACK_BY_STOP = ['StopServiceDeployment ROLLBACK']
const ROLLED_BACK = {
  result: 'rolled-back',
  healthy: 'true',
  'rolled-back': 'true',
  from: 'web:4',
  to: 'web:3',
}

interface Case extends Scene {
  readonly name: string
  readonly exitCode: number
  readonly outputs: Readonly<Record<string, string>>
  readonly writes: readonly string[]
  /** Of the summary. */
  readonly tells: readonly (string | RegExp)[]
}

const CASES: readonly Case[] = [
  {
    name: 'a healthy version passes, and nothing is written',
    begin: (world) => deploy(world, {}),
    exitCode: 0,
    outputs: { result: 'healthy', healthy: 'true', 'rolled-back': 'false' },
    writes: [],
    tells: ['The new version is healthy', '🟩'],
  },
  {
    name: 'HTTP 500 after the deploy is rolled back',
    begin: (world) => deploy(world, { http: { status: 500, body: 'no such table' } }),
    exitCode: 1,
    outputs: ROLLED_BACK,
    writes: BACK_BY_UPDATE,
    tells: ['Rolled back to `web:3`', 'healthy again', 'answered `500`', 'no such table'],
  },
  {
    name: 'HTTP 200 with a body that says it is ill is rolled back',
    begin: (world) => deploy(world, { http: { body: { status: 'DOWN', version: '4' } } }),
    exitCode: 1,
    outputs: ROLLED_BACK,
    writes: BACK_BY_UPDATE,
    tells: [/status.{0,20}DOWN/],
  },
  {
    name: 'a refused connection is illness: the rollback is done, and that it did not help is told',
    begin: (world) => {
      const step = deploy(world, {})
      void world.app.refuse()
      return step
    },
    exitCode: 1,
    outputs: { result: 'rollback-unhealthy', healthy: 'false', 'rolled-back': 'false' },
    writes: BACK_BY_UPDATE,
    tells: [/refused/],
  },
  {
    name: 'an answer that never comes is a timeout, and is rolled back',
    begin: (world) => deploy(world, { http: 'hang' }, { timeout: '2s' }),
    exitCode: 1,
    outputs: ROLLED_BACK,
    writes: BACK_BY_UPDATE,
    tells: [/timed out after 2s/],
  },
  {
    name: 'an answer that comes too late is a timeout, and is rolled back',
    begin: (world) => deploy(world, { http: { latencyMs: 20_000 } }, { timeout: '2s' }),
    exitCode: 1,
    outputs: ROLLED_BACK,
    writes: BACK_BY_UPDATE,
    tells: [/timed out after 2s/],
  },
  {
    name: 'a body without end is a failure, and is rolled back',
    begin: (world) => deploy(world, { http: 'endless-body' }, { timeout: '2s' }),
    exitCode: 1,
    outputs: ROLLED_BACK,
    writes: BACK_BY_UPDATE,
    tells: [/body/],
  },
  {
    name: 'a connection that breaks is a failure, and is rolled back',
    begin: (world) => deploy(world, { http: 'reset' }),
    exitCode: 1,
    outputs: ROLLED_BACK,
    writes: BACK_BY_UPDATE,
    tells: ['web:3'],
  },
  {
    name: 'tasks that crash behind a still healthy old version are rolled back, however well the URL answers',
    begin: (world) => deploy(world, { task: CRASHES }),
    exitCode: 1,
    outputs: ROLLED_BACK,
    writes: BACK_BY_STOP,
    tells: ['exit code 1', /tasks? of web failed/],
  },
  {
    name: 'an image that cannot be pulled is rolled back',
    begin: (world) => deploy(world, { task: { kind: 'cannot-pull' } }),
    exitCode: 1,
    outputs: ROLLED_BACK,
    writes: BACK_BY_STOP,
    tells: ['CannotPullContainerError'],
  },
  {
    name: 'auto-rollback: false changes nothing and shows the plan',
    begin: (world) => deploy(world, { http: { status: 500 } }, { 'auto-rollback': 'false' }),
    exitCode: 1,
    outputs: { result: 'unhealthy', healthy: 'false', 'rolled-back': 'false', from: 'web:4', to: 'web:3' },
    writes: [],
    tells: ['auto-rollback', 'aws ecs update-service'],
  },
  {
    name: 'fail-on-rollback: false ends green after a rollback',
    begin: (world) => deploy(world, { http: { status: 500 } }, { 'fail-on-rollback': 'false' }),
    exitCode: 0,
    outputs: ROLLED_BACK,
    writes: BACK_BY_UPDATE,
    tells: ['healthy again'],
  },
  {
    name: 'a recovery that stays unhealthy is the loudest result',
    begin: (world) => {
      world.image('registry.example/web:3', { http: { status: 500, body: 'db down' } })
      return deploy(world, { http: { status: 500, body: 'db down' } })
    },
    exitCode: 1,
    outputs: { result: 'rollback-unhealthy', healthy: 'false', 'rolled-back': 'false' },
    writes: BACK_BY_UPDATE,
    tells: ['not healthy either', 'db down'],
  },
  {
    name: 'a rollback by the circuit breaker of ECS is followed and verified, with no write of ours',
    begin: (world) => {
      world.createService({
        name: 'web',
        deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
      })
      return deployOnto(world, { task: CRASHES }, { retries: '30' })
    },
    exitCode: 1,
    outputs: { result: 'rolled-back-by-platform', healthy: 'true', 'rolled-back': 'true', to: 'web:3' },
    writes: [],
    tells: ['The platform rolled back to `web:3`', 'circuit breaker'],
  },
  {
    name: 'a foreign deployment that takes over is never touched',
    begin: (world) => {
      const setting = deploy(world, { http: { status: 500 } }, { 'start-period': '30s' })
      world.image('registry.example/web:5')
      return {
        ...setting,
        deploy: () => {
          world.after(120_000, () => world.deploy('web', 'registry.example/web:5'))
          return setting.deploy()
        },
      }
    },
    exitCode: 1,
    outputs: { result: 'superseded', 'rolled-back': 'false' },
    writes: [],
    tells: ['Another deployment took over', 'web:5'],
  },
  {
    name: 'a version that never reached the service is not rolled back',
    begin: (world) => {
      world.createService({ name: 'web' })
      world.image('registry.example/web:4')
      const registerOnly = () => world.deploy('web', 'registry.example/web:4', { registerOnly: true })
      return { deploy: registerOnly, with: { 'expect-version': '4' } }
    },
    exitCode: 1,
    outputs: { result: 'not-deployed', 'rolled-back': 'false' },
    writes: [],
    tells: ['never'],
  },
  {
    name: 'a name that never resolves is no evidence of illness',
    begin: (world) => deploy(world, {}, { 'health-url': 'http://web.invalid/health' }),
    exitCode: 1,
    outputs: { result: 'inconclusive', 'rolled-back': 'false' },
    writes: [],
    tells: ['web.invalid', 'could not'],
  },
  {
    name: 'throttling throughout is no evidence of illness',
    begin: (world) => {
      world.ecs.faults.throttle('*')
      return deploy(world, {}, { 'rollout-timeout': '3s' })
    },
    exitCode: 1,
    outputs: { result: 'inconclusive', 'rolled-back': 'false' },
    writes: [],
    tells: [/throttl/i],
  },
  {
    name: 'throttling for a while costs a healthy version nothing',
    begin: (world) => {
      world.ecs.faults.throttle('*', { skip: 1, times: 2 })
      return deploy(world, {})
    },
    exitCode: 0,
    outputs: { result: 'healthy', healthy: 'true' },
    writes: [],
    tells: ['healthy'],
  },
]

test.concurrent.each(CASES)('$name', async ({ exitCode, outputs, writes, tells, ...scene }) => {
  const played = await play(scene)
  expect({ ...seen(played, outputs), log: played.log }).toEqual({
    exitCode,
    outputs,
    writes,
    log: expect.any(String),
  })
  for (const text of tells) expect(played.summary).toMatch(text)
})

function seen({ exitCode, outputs, writes }: Played, wanted: Readonly<Record<string, string>>) {
  const named = Object.fromEntries(Object.keys(wanted).map((name) => [name, outputs[name]]))
  return { exitCode, outputs: named, writes }
}

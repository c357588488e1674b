import type { ImageBehaviour } from '../../demo/world/images.ts'
import { type EcsStage, ending, onStage, past, ROLLED_BACK, readable } from './ecs-stage.ts'
import { deploy, play } from './play.ts'

const TOKEN = 'ghp_abcdefghijklmnop0123456789ABCDEFGHIJ'
const BROKEN: ImageBehaviour = {
  log: [
    'starting',
    `ERROR payment 17 refused for postgres://app:hunter2@db/shop with ${TOKEN}`,
    'java.lang.IllegalStateException: no token',
    '\tat shop.Payment.pay(Payment.java:12)',
    'listening',
  ],
}
const LINE = 'log errors > 1 over 2m'
/** A line that only warns is not waited for: long enough for a sample on a busy machine. */
const LONG_BAKE = { 'bake-time': '3s' }

test.concurrent('errors in the log of the new version roll it back, with examples that hide secrets', async () => {
  const played = await play({ begin: (world) => deploy(world, BROKEN, { 'rollback-when': LINE }) })
  expect(ending(played)).toMatchObject({ ...ROLLED_BACK, writes: ['UpdateService web → web:3'] })
  expect(played.outputs.reason).toContain('log errors 2 > 1 over 2m')
  const summary = readable(played.summary)
  expect(summary).toMatch(/ERROR payment 17 refused for postgres:\/\/app:\S+@db\/shop with \\?\*/)
  for (const text of [played.summary, played.log]) {
    expect(text).toContain('payment 17 refused')
    expect(text).not.toContain('hunter2')
    expect(text).not.toContain(TOKEN)
  }
})

test.concurrent('errors that only the old tasks log do not', async () => {
  await onStage(async (stage) => {
    const { world } = stage
    world.image('registry.example/web:3', {
      log: ['starting', { line: 'ERROR of the old version', afterMs: 500, everyMs: 2_000 }],
    })
    world.createService({ name: 'web', past: past('web', '1', '2', '3') })
    stage.pass()
    await expectHealthy(stage)
  })
})

async function expectHealthy({ deploy: deployTag, step }: EcsStage): Promise<void> {
  deployTag('web', 'good')
  const ended = await step({ 'rollback-when': `${LINE}\nnew log errors > 0 over 2m` })
  expect(ending(ended)).toMatchObject({ exitCode: 0, result: 'healthy', writes: [] })
}

test.concurrent('a line of warn-when warns with its figures and examples', async () => {
  const played = await play({ begin: (world) => deploy(world, BROKEN, { 'warn-when': LINE, ...LONG_BAKE }) })
  expect(ending(played, 'warnings')).toMatchObject({
    exitCode: 0,
    result: 'healthy',
    writes: [],
    warnings: '1',
  })
  expect(readable(played.summary)).toContain('log errors 2 &gt; 1 over 2m')
  expect(played.summary).toContain('payment 17 refused')
})

test.concurrent('a log that may not be read is evidence of nothing, and the permission is named', async () => {
  for (const [input, expected] of [
    ['rollback-when', { exitCode: 1, result: 'inconclusive', writes: [] }],
    ['warn-when', { exitCode: 0, result: 'healthy', writes: [] }],
  ] as const) {
    const played = await play({
      begin: (world) => {
        world.logs.faults.deny('FilterLogEvents')
        return deploy(world, BROKEN, { [input]: 'log errors > 1 over 1s', ...LONG_BAKE })
      },
    })
    expect(ending(played)).toMatchObject(expected)
    expect(readable(played.summary)).toContain('logs:FilterLogEvents')
  }
})

test.concurrent('a log that may not be read does not put what is back in doubt', async () => {
  const played = await play({
    begin: (world) => {
      world.logs.faults.deny('FilterLogEvents')
      return deploy(world, { http: { status: 500 } }, { 'rollback-when': 'log errors > 1 over 1s' })
    },
  })
  expect(ending(played)).toMatchObject({ ...ROLLED_BACK, writes: ['UpdateService web → web:3'] })
  expect(readable(played.summary)).toContain('logs:FilterLogEvents')
})

test.concurrent('a pattern that cannot be matched in linear time is refused, and nothing is touched', async () => {
  const inputs = { 'rollback-when': LINE, 'log-pattern': '(ERROR).*\\1' }
  const played = await play({ begin: (world) => deploy(world, BROKEN, inputs) })
  expect(ending(played)).toMatchObject({ exitCode: 2, result: 'invalid', writes: [] })
  expect(played.calls).toEqual([])
  expect(played.log).toContain('References to groups are not supported.')
})

import { type EcsStage, ending, ILL, onStage, past, readable } from './ecs-stage.ts'

const DONE = { exitCode: 0, result: 'rolled-back', healthy: 'true', 'rolled-back': 'true' }
const REFUSED = { exitCode: 1, 'rolled-back': 'false', writes: [] }
const WRITES = /^(Update|Stop|Continue|Register|Tag|Create|Delete|Deregister)/

/** Four deployments that all ended well, as far as ECS could tell. */
function deployedFour({ world }: EcsStage): void {
  world.createService({ name: 'web', past: past('web', '1', '2', '3', '4') })
}

test.concurrent('a person rolls back, and rolls forward again by naming the revision', () =>
  onStage(async (stage) => {
    deployedFour(stage)
    const back = await stage.step({ mode: 'rollback' })
    expect(ending(back)).toMatchObject({
      ...DONE,
      from: 'web:4',
      to: 'web:3',
      writes: ['UpdateService web → web:3'],
    })
    expect(back.summary).toContain('octocat requested it')
    const forward = await stage.step({ mode: 'rollback', 'rollback-to': 'web:4', 'expect-version': '4' })
    expect(ending(forward)).toMatchObject({
      ...DONE,
      from: 'web:3',
      to: 'web:4',
      writes: ['UpdateService web → web:4'],
    })
  }))

test.concurrent('a person counts distinct good revisions, back and forth', () =>
  onStage(async (stage) => {
    deployedFour(stage)
    const back = await stage.step({ mode: 'rollback', 'rollback-to': '-2' })
    expect(ending(back)).toMatchObject({ ...DONE, from: 'web:4', to: 'web:2' })
    // What was deployed last before web:2 came back is web:4 again.
    const forward = await stage.step({ mode: 'rollback', 'rollback-to': '-1' })
    expect(ending(forward)).toMatchObject({ ...DONE, from: 'web:2', to: 'web:4' })
  }))

test.concurrent('a manual rollback that does not become healthy is red, and says that the target is no better', () =>
  onStage(async (stage) => {
    stage.world.image('registry.example/web:3', ILL)
    deployedFour(stage)
    const played = await stage.step({ mode: 'rollback' })
    expect(ending(played)).toMatchObject({
      exitCode: 1,
      result: 'rollback-unhealthy',
      healthy: 'false',
      'rolled-back': 'false',
      writes: ['UpdateService web → web:3'],
    })
  }))

test.concurrent('an order while a deployment is in flight stops it', () =>
  onStage(async (stage) => {
    stage.world.createService({ name: 'web' })
    stage.deploy('web', '4', { startMs: 3_600_000 })
    const played = await stage.step({ mode: 'rollback' })
    expect(ending(played)).toMatchObject({
      ...DONE,
      from: 'web:4',
      to: 'web:3',
      writes: ['StopServiceDeployment ROLLBACK'],
    })
  }))

const IMPOSSIBLE = [
  { to: 'web:4', result: 'rollback-failed', says: 'which is what web was given last' },
  { to: 'web:99', result: 'rollback-failed', says: 'web:99 cannot be found' },
  { to: '-9', result: 'no-target', says: 'the record ends after 3: web:3, web:2, web:1' },
  { to: 'api:1', result: 'rollback-failed', says: 'has only ever run web' },
]

test.concurrent.each(IMPOSSIBLE)(
  'an order to go to $to is one clear sentence, and nothing is written',
  ({ to, result, says }) =>
    onStage(async (stage) => {
      deployedFour(stage)
      const played = await stage.step({ mode: 'rollback', 'rollback-to': to })
      expect(ending(played)).toMatchObject({ ...REFUSED, result })
      expect(played.outputs.reason).toContain(says)
    }),
)

test.concurrent('validate shows the plan with credentials that may only read', () =>
  onStage(async (stage) => {
    deployedFour(stage)
    const { world } = stage
    for (const action of [
      'UpdateService',
      'StopServiceDeployment',
      'ContinueServiceDeployment',
      'RegisterTaskDefinition',
      'TagResource',
    ])
      world.ecs.faults.deny(action)
    const played = await stage.step({ mode: 'validate', 'remember-good': 'true' })
    expect(ending(played)).toMatchObject({
      exitCode: 0,
      result: 'validated',
      from: 'web:4',
      to: 'web:3',
      writes: [],
    })
    expect(played.calls.filter((action) => WRITES.test(action))).toEqual([])
    expect(readable(played.summary)).toContain('A rollback now would go from web:4 to web:3')
  }))

test.concurrent('validate says what would stand in the way', () =>
  onStage(async ({ world, step }) => {
    world.createService({ name: 'web', past: past('web', '1') })
    const alone = await step({ mode: 'validate' })
    expect(ending(alone)).toMatchObject({ exitCode: 0, result: 'validated', writes: [] })
    expect(readable(alone.summary)).toContain('no known-good revision of web to go back to was found')
    world.ecs.faults.deny('ListServiceDeployments')
    const blind = await step({ mode: 'validate' })
    expect(readable(blind.summary)).toContain('ecs:ListServiceDeployments')
    world.ecs.faults.deny('ListTasks')
    const uncounted = await step({ mode: 'validate' })
    expect(readable(uncounted.summary)).toMatch(/failed tasks of web cannot be counted: .*ecs:ListTasks/)
  }))

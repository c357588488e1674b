import { changeService } from '../../demo/world/ecs/service-update.ts'
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
    // Whoever ordered web:2 left web:3 and web:4: neither is good any more, unless it is named.
    const further = await stage.step({ mode: 'rollback', 'rollback-to': '-1' })
    expect(ending(further)).toMatchObject({ ...DONE, from: 'web:2', to: 'web:1' })
  }))

/** What happens in the world just before that call is answered. */
function atCall(world: EcsStage['world'], action: string, count: number, happen: () => void): void {
  let made = 0
  world.ecs.faults.fail(action, 'ServerException', {
    when: () => {
      made += 1
      if (made === count + 1) happen()
      return false
    },
  })
}

/** web:2 ran, web:3 was bad, and a guard put web:2 back. */
async function guardedOnce({ world, step, deploy, pass }: EcsStage, past: readonly string[]): Promise<void> {
  world.createService({ name: 'web', past: past.map((tag) => `registry.example/web:${tag}`) })
  deploy('web', 'bad', ILL)
  pass()
  const guarded = await step()
  expect(ending(guarded)).toMatchObject({ exitCode: 1, result: 'rolled-back' })
}

test.concurrent('after a guard, previous is what ran before the version that it put back, and never the bad one', () =>
  onStage(async (stage) => {
    await guardedOnce(stage, ['1', '2'])
    const shown = await stage.step({ mode: 'validate' })
    expect(ending(shown)).toMatchObject({ from: 'web:2', to: 'web:1', writes: [] })
    const ordered = await stage.step({ mode: 'rollback' })
    expect(ending(ordered)).toMatchObject({
      ...DONE,
      from: 'web:2',
      to: 'web:1',
      writes: ['UpdateService web → web:1'],
    })
    expect(readable(ordered.summary).replaceAll('`', '')).toMatch(/web:3.* was rolled back from/)
  }))

test.concurrent('after a guard, previous is nothing where nothing else was good', () =>
  onStage(async (stage) => {
    await guardedOnce(stage, ['1'])
    const ordered = await stage.step({ mode: 'rollback' })
    expect(ending(ordered)).toMatchObject({ ...REFUSED, result: 'no-target' })
  }))

test.concurrent('a second guard, of the version that the first one put back, does not bring the bad one', () =>
  onStage(async (stage) => {
    await guardedOnce(stage, ['1', '2'])
    stage.world.image('registry.example/web:2', ILL)
    const second = await stage.step({ 'expect-version': 'another' })
    expect(ending(second).writes).not.toContain('UpdateService web → web:3')
    expect(second.outputs.to).not.toBe('web:3')
  }))

test.concurrent('an order while a guard rolls back follows that rollback', () =>
  onStage(async (stage) => {
    const { world } = stage
    // It takes as long as the order needs to find it in flight.
    world.image('registry.example/web:2', { startMs: 86_400_000 })
    world.createService({ name: 'web', past: past('web', '1', '2') })
    stage.deploy('web', 'bad', ILL)
    stage.pass()
    // What the guard has just written.
    changeService(world.ecs.state, world.service('web'), { taskDefinition: 'web:2' })
    const PLANNED = 2
    atCall(world, 'DescribeServices', PLANNED, () => stage.pass(2 * 86_400_000))
    const ordered = await stage.step({ mode: 'rollback' })
    expect(ending(ordered)).toMatchObject({ ...DONE, from: 'web:3', to: 'web:2', writes: [] })
    expect(world.service('web').taskDefinitionArn).toMatch(/web:2$/)
  }))

test.concurrent('an order to go to what runs already verifies it', () =>
  onStage(async (stage) => {
    deployedFour(stage)
    const played = await stage.step({ mode: 'rollback', 'rollback-to': 'web:4' })
    expect(ending(played)).toMatchObject({ ...DONE, from: 'web:4', to: 'web:4', writes: [] })
    expect(played.probes).toBeGreaterThan(0)
    expect(readable(played.summary)).toContain('it was already there')
  }))

test.concurrent('versions that have one digest and one definition count once', () =>
  onStage(async (stage) => {
    stage.world.createService({ name: 'web', past: past('web', '10', '11', '11', '11', '12') })
    const played = await stage.step({ mode: 'rollback', 'rollback-to': '-2' })
    expect(ending(played)).toMatchObject({ ...DONE, from: 'web:5', to: 'web:1' })
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
    expect(readable(played.summary)).toContain('**A rollback now:** `web:4` → `web:3`')
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
    expect(readable(uncounted.summary)).toMatch(
      /failed tasks of web cannot be read, only counted: .*ecs:ListTasks/,
    )
  }))

import { CRASHES, type EcsStage, ending, ILL, onStage, past, ROLLED_BACK } from './ecs-stage.ts'

const SERVICES = ['db', 'api', 'web'] as const
const named = (names: readonly string[]) => ({ service: names.join('\n') })
const urls = ({ world }: EcsStage, names: readonly string[]) => ({
  'health-url': names.map((name) => `${world.app.url(name)}/health`).join('\n'),
})

/** Every service has a past of three good deployments and is given a fourth; those named are ill. */
function deployAll(stage: EcsStage, ill: readonly string[]): Record<string, string> {
  for (const name of SERVICES) stage.world.createService({ name })
  const deployed = SERVICES.map((name) => stage.deploy(name, '4', ill.includes(name) ? ILL : {}))
  stage.pass()
  return { ...named(SERVICES), ...urls(stage, SERVICES), 'task-definition': deployed.join('\n') }
}

const FROM = 'db=db:4\napi=api:4\nweb=web:4'
const TO = 'db=db:3\napi=api:3\nweb=web:3'

test.concurrent('if one of several is unhealthy, all that were deployed are rolled back, the last one first', () =>
  onStage(async (stage) => {
    const played = await stage.step(deployAll(stage, ['api']))
    expect(ending(played)).toEqual({
      ...ROLLED_BACK,
      from: FROM,
      to: TO,
      writes: ['UpdateService web → web:3', 'UpdateService api → api:3', 'UpdateService db → db:3'],
    })
  }))

test.concurrent('all or none: if one has nothing to go back to, nothing is written', () =>
  onStage(async (stage) => {
    const inputs = deployAll(stage, ['api'])
    stage.world.createService({ name: 'job', past: past('job', '1') })
    const services = [...SERVICES, 'job']
    const more = { ...named(services), 'task-definition': `${inputs['task-definition']}\njob:1` }
    const played = await stage.step({ ...inputs, ...more })
    expect(ending(played)).toMatchObject({
      exitCode: 1,
      result: 'no-target',
      'rolled-back': 'false',
      writes: [],
    })
    expect(played.outputs.reason).toContain('no known-good revision of job')
  }))

test.concurrent('of which somebody else has taken one: nothing is touched', () =>
  onStage(async (stage) => {
    const inputs = deployAll(stage, ['api'])
    stage.deploy('web', '5')
    // Long enough that the first look at ECS comes before any verdict of the probes.
    const played = await stage.step({ ...inputs, 'start-period': '10s' })
    expect(ending(played)).toMatchObject({
      exitCode: 1,
      result: 'superseded',
      'rolled-back': 'false',
      writes: [],
    })
    expect(played.outputs.reason).toContain('web:5 was deployed to web')
  }))

test.concurrent('of which somebody takes one after the verdict: that one is left alone, the others go back', () =>
  onStage(async (stage) => {
    const inputs = deployAll(stage, ['api'])
    const { world } = stage
    // The plan reads definitions, which nothing does before the verdict.
    world.ecs.faults.slow('DescribeTaskDefinition', 300)
    world.image('registry.example/web:5')
    const seize = () => {
      const isPlanned = world.ecs.calls.some(({ action }) => action === 'DescribeTaskDefinition')
      if (isPlanned) world.deploy('web', 'registry.example/web:5')
      else world.after(500, seize)
    }
    world.after(500, seize)
    const played = await stage.step({ ...inputs, 'start-period': '1s' })
    expect(ending(played)).toMatchObject({
      result: 'rolled-back',
      writes: ['UpdateService api → api:3', 'UpdateService db → db:3'],
    })
    expect(played.summary).toContain('left alone: web has been given web:5 by somebody else')
  }))

test.concurrent('what this deploy did not change is left alone, as the capture knows', () =>
  onStage(async (stage) => {
    for (const name of ['api', 'web']) stage.world.createService({ name })
    const inputs = { ...named(['api', 'web']), ...urls(stage, ['api', 'web']) }
    await stage.step({ ...inputs, mode: 'capture' })
    stage.deploy('web', '4', ILL)
    stage.pass()
    const played = await stage.step(inputs)
    expect(ending(played)).toEqual({
      ...ROLLED_BACK,
      from: 'web=web:4',
      to: 'web=web:3',
      writes: ['UpdateService web → web:3'],
    })
    expect(played.summary).toContain('api has been given nothing since the capture')
  }))

test.concurrent('in flight, each is stopped for itself', () =>
  onStage(async (stage) => {
    for (const name of ['api', 'web']) stage.world.createService({ name })
    const deployed = ['api', 'web'].map((name) => stage.deploy(name, '4', CRASHES))
    const played = await stage.step({
      ...named(['api', 'web']),
      ...urls(stage, ['api', 'web']),
      'task-definition': deployed.join('\n'),
    })
    expect(ending(played)).toEqual({
      ...ROLLED_BACK,
      from: 'api=api:4\nweb=web:4',
      to: 'api=api:3\nweb=web:3',
      writes: ['StopServiceDeployment ROLLBACK', 'StopServiceDeployment ROLLBACK'],
    })
  }))

test.concurrent('ten services are watched by one call per poll, and their tasks are read seldom', () =>
  onStage(async (stage) => {
    const names = Array.from({ length: 10 }, (_, index) => `web${index}`)
    for (const name of names) stage.world.createService({ name })
    const watch = async (watched: readonly string[]) => {
      const deployed = watched.map((name) =>
        stage.deploy(name, `${stage.world.clock.nowMs()}`, { startMs: 400_000 }),
      )
      const inputs = { ...named(watched), ...urls(stage, watched), 'task-definition': deployed.join('\n') }
      const played = await stage.step({ ...inputs, 'bake-time': '500ms' })
      expect(ending(played)).toMatchObject({ exitCode: 0, result: 'healthy', writes: [] })
      // How many polls there are follows from the time alone; each is one call.
      return played.calls.filter((action) => action !== 'DescribeServices')
    }
    for (const watched of [names.slice(0, 1), names]) {
      const others = await watch(watched)
      // Of a service whose rollout stands still now and then. A slow machine sees it move at every poll.
      expect(others.filter((action) => action !== 'ListTasks' && action !== 'DescribeTasks')).toEqual([])
      const lists = others.filter((action) => action === 'ListTasks').length
      expect(lists).toBeLessThanOrEqual(1 + 3 * watched.length)
    }
  }))

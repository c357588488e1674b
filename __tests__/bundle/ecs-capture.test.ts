import {
  ANY_LOG,
  BREAKER,
  type EcsStage,
  ending,
  ILL,
  onStage,
  past,
  ROLLED_BACK,
  readable,
} from './ecs-stage.ts'

const CAPTURED = {
  exitCode: 0,
  result: 'captured',
  'rolled-back': 'false',
  from: '',
  to: '',
  writes: [],
  ...ANY_LOG,
}

const CAPTURE_FIELDS = ['schemaVersion', 'subject', 'takenAt', 'state', 'baseline']

const staged = (name: string, act: (stage: EcsStage) => Promise<void>) =>
  test.concurrent(name, () => onStage(act))

staged(
  'a guard of the same job finds what was captured, without any wiring',
  async ({ world, step, deploy }) => {
    // What the history calls good is not what ran: somebody had gone back by hand to the first revision.
    world.createService({ name: 'web', past: past('web', '1', '2', { tag: '3', status: 'STOPPED' }) })
    expect(ending(await step({ mode: 'capture' }))).toEqual({ ...CAPTURED, healthy: 'true' })
    deploy('web', '4', ILL)
    const guarded = await step({ 'expect-version': '4' })
    expect(ending(guarded)).toEqual({
      ...ROLLED_BACK,
      from: 'web:4',
      to: 'web:2',
      writes: ['UpdateService web → web:2'],
    })
    expect(guarded.summary).toContain('→ `web:2`, which ran before this deploy, as the capture step recorded')
  },
)

staged(
  'a guard of another job is given it by the output',
  async ({ world, step, stepOfOtherJob, deploy }) => {
    world.createService({ name: 'web' })
    const { outputs } = await step({ mode: 'capture' })
    expect(Object.keys(JSON.parse(outputs.captured ?? ''))).toEqual(CAPTURE_FIELDS)
    deploy('web', '4', ILL)
    // Without a history the capture is all there is to know.
    world.ecs.faults.deny('ListServiceDeployments')
    const alone = await stepOfOtherJob({ 'expect-version': '4' })
    expect(ending(alone)).toMatchObject({ result: 'no-target', writes: [] })
    const told = await stepOfOtherJob({ 'expect-version': '4', captured: outputs.captured ?? '' })
    expect(ending(told)).toEqual({
      ...ROLLED_BACK,
      from: 'web:4',
      to: 'web:3',
      writes: ['UpdateService web → web:3'],
    })
  },
)

staged(
  'a capture of another target is refused, and nothing is asked',
  async ({ world, step, stepOfOtherJob }) => {
    world.createService({ name: 'web' })
    world.createService({ name: 'api' })
    const { outputs } = await step({ mode: 'capture', service: 'api' })
    const refused = await stepOfOtherJob({ captured: outputs.captured ?? '' })
    expect({ ...ending(refused), calls: refused.calls }).toMatchObject({
      exitCode: 2,
      result: 'invalid',
      calls: [],
    })
    expect(refused.summary).toContain('captured')
    const garbled = await stepOfOtherJob({ captured: '{"schemaVersion": 7}' })
    expect(ending(garbled)).toMatchObject({ exitCode: 2, result: 'invalid', writes: [] })
  },
)

staged(
  'a service that was unhealthy before the deploy is unhealthy-before',
  async ({ world, step, deploy }) => {
    world.image('registry.example/web:3', ILL)
    world.createService({ name: 'web' })
    const captured = await step({ mode: 'capture' })
    expect(ending(captured)).toEqual({ ...CAPTURED, healthy: 'false' })
    expect(captured.summary).toContain('already unhealthy before this deploy')
    deploy('web', '4', ILL)
    expect(ending(await step({ 'expect-version': '4' }))).toMatchObject({
      exitCode: 1,
      result: 'unhealthy-before',
      writes: [],
    })
  },
)

staged('a deploy that did not change the service is not rolled back', async ({ world, step, deploy }) => {
  world.createService({ name: 'web' })
  await step({ mode: 'capture' })
  deploy('web', '4', ILL, { registerOnly: true })
  await world.app.refuse()
  const guarded = await step()
  expect(ending(guarded)).toMatchObject({ exitCode: 1, result: 'not-deployed', writes: [] })
  expect(guarded.outputs.reason).toContain('web has been given nothing since the capture')
})

/** Each is said while there is still time to put it right; what is the same on every deploy is no annotation of it. */
const WARNINGS = [
  {
    name: 'of a tag that can be moved and a missing circuit breaker',
    begin: ({ world }: EcsStage) => void world.createService({ name: 'web' }),
    says: [],
    advises: ['registry.example/web:3 of web:3 is a tag', 'no deployment circuit breaker with rollback'],
  },
  {
    name: 'of nothing when there is nothing to warn of',
    begin: ({ world }: EcsStage) => {
      const digest = world.image('registry.example/web:3')
      const image = `registry.example/web@${digest}`
      world.createService({ name: 'web', past: [image], deploymentConfiguration: BREAKER })
    },
    says: [],
    advises: [],
  },
  {
    name: 'of a deployment in progress',
    begin: ({ world, deploy }: EcsStage) => {
      world.createService({ name: 'web', deploymentConfiguration: BREAKER })
      deploy('web', '4', { startMs: 3_600_000 })
    },
    says: ['a deployment of web to web:4 is still in progress'],
    advises: ['web:4 is a tag'],
  },
  {
    name: 'of a revision that is INACTIVE',
    begin: ({ world }: EcsStage) => {
      const service = world.createService({ name: 'web', deploymentConfiguration: BREAKER })
      const { taskDefinitions, timeline } = world.ecs.state
      taskDefinitions.deregister(taskDefinitions.get(service.taskDefinitionArn), timeline.nowMs)
    },
    says: ['web:3 is INACTIVE'],
    advises: ['is a tag'],
  },
  {
    name: 'of a desired count of 0',
    begin: ({ world }: EcsStage) =>
      void world.createService({ name: 'web', desiredCount: 0, deploymentConfiguration: BREAKER }),
    says: ['a desired count of 0', 'already unhealthy before this deploy'],
    advises: ['is a tag'],
  },
] as const

test.concurrent.each(WARNINGS)('a capture warns $name', ({ begin, says, advises }) =>
  onStage(async (stage) => {
    begin(stage)
    const captured = await stage.step({ mode: 'capture' })
    expect(ending(captured)).toMatchObject({ exitCode: 0, result: 'captured', writes: [] })
    const warnings = captured.annotations
      .filter(({ level }) => level === 'warning')
      .map(({ message }) => message)
    expect(warnings).toHaveLength(says.length)
    for (const [index, text] of says.entries()) expect(warnings[index]).toContain(text)
    for (const text of [...says, ...advises]) expect(readable(captured.summary)).toContain(text)
  }),
)

staged(
  'a first deployment ever has no way back, which capture says before and guard after',
  async (stage) => {
    const { world, step } = stage
    world.image('registry.example/web:1', ILL)
    const service = world.createService({
      name: 'web',
      past: past('web', '1'),
      deploymentConfiguration: BREAKER,
    })
    // ECS makes the first deployment of a service when the service is created.
    for (const entry of service.serviceDeployments) entry.status = 'IN_PROGRESS'
    for (const deployment of service.deployments) deployment.rolloutState = 'IN_PROGRESS'
    const captured = await step({ mode: 'capture' })
    expect(readable(captured.summary)).toContain('no deployment of web on record has succeeded')
    const guarded = await stage.stepOfOtherJob({ 'expect-version': '1' })
    expect(ending(guarded)).toMatchObject({ exitCode: 1, result: 'no-target', writes: [] })
    expect(guarded.outputs.reason).toContain('no known-good revision of web to go back to was found')
  },
)

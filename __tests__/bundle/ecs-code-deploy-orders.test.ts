import { type EcsStage, ending, ILL, onStage, past } from './ecs-stage.ts'

const DAY_MS = 86_400_000
const DONE = { exitCode: 0, result: 'rolled-back', healthy: 'true', 'rolled-back': 'true', writes: [] }

/** What was asked of CodeDeploy since, and not refused. */
function written({ world }: EcsStage, since = 0): string[] {
  return world.codeDeploy.calls.slice(since).flatMap(({ action, input, error }) => {
    if (error !== undefined || !/^(?:Create|Stop)/.test(action)) return []
    const named = /task-definition\/(web:\d+)/.exec(JSON.stringify(input))?.[1]
    return named === undefined ? action : `${action} ${named}`
  })
}

const running = ({ world }: EcsStage) => world.service('web').taskDefinitionArn.split('/').at(-1)

/** Bad versions in a row, and the guard of each puts back what was good before all of them. */
async function guarded(
  stage: EcsStage,
  {
    good,
    bad,
    guards = bad,
  }: { good: readonly string[]; bad: readonly string[]; guards?: readonly string[] },
): Promise<void> {
  const { world, deploy, pass, step } = stage
  world.createService({ name: 'web', controller: 'CODE_DEPLOY', past: past('web', ...good) })
  for (const tag of bad) {
    deploy('web', tag, ILL)
    pass(DAY_MS)
    if (!guards.includes(tag)) continue
    const landed = await step({ 'expect-version': tag })
    expect(ending(landed)).toMatchObject({ exitCode: 1, result: 'rolled-back' })
    pass(DAY_MS)
  }
}

/** One step, with what it asked of CodeDeploy. */
async function order(stage: EcsStage, inputs: Readonly<Record<string, string>> = {}) {
  const since = stage.world.codeDeploy.calls.length
  const played = await stage.stepOfOtherJob({ mode: 'rollback', ...inputs })
  return { ended: ending(played), written: written(stage, since), summary: played.summary }
}

test.concurrent('by CodeDeploy, previous after a guard is what ran before the version that it put back', () =>
  onStage(async (stage) => {
    await guarded(stage, { good: ['10', '11'], bad: ['12'] })
    const ordered = await order(stage)
    expect(ordered.ended).toMatchObject({ ...DONE, from: 'web:2', to: 'web:1' })
    expect(ordered.written).toEqual(['CreateDeployment web:1'])
    expect(running(stage)).toBe('web:1')
  }))

test.concurrent('by CodeDeploy, the same where two bad versions came in a row', () =>
  onStage(async (stage) => {
    await guarded(stage, { good: ['10', '11'], bad: ['12', '13'] })
    const ordered = await order(stage)
    expect(ordered.ended).toMatchObject({ ...DONE, from: 'web:2', to: 'web:1' })
    expect(ordered.written).toEqual(['CreateDeployment web:1'])
  }))

test.concurrent('by CodeDeploy, nothing is put back where nothing else was good', () =>
  onStage(async (stage) => {
    await guarded(stage, { good: ['11'], bad: ['12'] })
    const ordered = await order(stage)
    expect(ordered.ended).toMatchObject({ exitCode: 1, result: 'no-target', writes: [] })
    expect(ordered.written).toEqual([])
    expect(running(stage)).toBe('web:1')
  }))

test.concurrent('by CodeDeploy, a guard that had to register a copy has put back what it is a copy of', () =>
  onStage(async (stage) => {
    const { world, deploy, pass, step } = stage
    world.createService({ name: 'web', controller: 'CODE_DEPLOY', past: past('web', '10', '11') })
    deploy('web', '12', ILL)
    pass(DAY_MS)
    const { taskDefinitions, timeline } = world.ecs.state
    taskDefinitions.deregister(taskDefinitions.get('web:2'), timeline.nowMs)
    const landed = await step({ 'expect-version': '12' })
    expect(ending(landed)).toMatchObject({ exitCode: 1, result: 'rolled-back', to: 'web:2' })
    expect(running(stage)).toBe('web:4')
    pass(DAY_MS)
    const shown = await stage.stepOfOtherJob({ mode: 'validate' })
    expect(ending(shown)).toMatchObject({ from: 'web:4', to: 'web:1' })
    const ordered = await order(stage)
    expect(ordered.ended).toMatchObject({ ...DONE, from: 'web:4', to: 'web:1' })
    expect(running(stage)).toBe('web:1')
  }))

/** As our own guard asks for it. */
async function deployByCodeDeploy({ world }: EcsStage, taskDefinition: string): Promise<void> {
  const { taskDefinitionArn: TaskDefinition } = world.ecs.state.taskDefinitions.get(taskDefinition)
  const TargetService = { Type: 'AWS::ECS::Service', Properties: { TaskDefinition } }
  const content = JSON.stringify({ version: '0.0', Resources: [{ TargetService }] })
  await fetch(world.codeDeploy.url, {
    method: 'POST',
    headers: { 'x-amz-target': 'CodeDeploy_20141006.CreateDeployment' },
    body: JSON.stringify({
      applicationName: 'AppECS-prod-web',
      deploymentGroupName: 'DgpECS-prod-web',
      revision: { revisionType: 'AppSpecContent', appSpecContent: { content } },
    }),
  })
}

test.concurrent('by CodeDeploy, an order while a guard rolls back follows that rollback', () =>
  onStage(async (stage) => {
    const { world, deploy, pass } = stage
    // Ten seconds at the speed of this world, so that the order finds it under way.
    world.image('registry.example/web:11', { startMs: 2_000_000 })
    world.createService({ name: 'web', controller: 'CODE_DEPLOY', past: past('web', '10', '11') })
    deploy('web', '12', ILL)
    pass(DAY_MS)
    await deployByCodeDeploy(stage, 'web:2')
    const ordered = await order(stage)
    const result = 'rolled-back-by-platform'
    expect(ordered.ended).toMatchObject({ ...DONE, result, from: 'web:3', to: 'web:2' })
    expect(ordered.written).toEqual([])
    expect(running(stage)).toBe('web:2')
  }))

test.concurrent('by CodeDeploy, definitions with the same digests count once', () =>
  onStage(async (stage) => {
    const { world, pass } = stage
    for (const tag of ['10', '11', '12']) world.image(`registry.example/web:${tag}`)
    const pinned = (tag: string) =>
      `registry.example/web@${world.ecs.state.images.resolve(`registry.example/web:${tag}`)}`
    const images = ['10', '11', '11', '11', '12'].map((tag) => ({ image: pinned(tag) }))
    world.createService({ name: 'web', controller: 'CODE_DEPLOY', past: images })
    pass(DAY_MS)
    const ordered = await order(stage, { 'rollback-to': '-2', 'expect-version': '' })
    expect(ordered.ended).toMatchObject({ from: 'web:5', to: 'web:1' })
    expect(ordered.written).toEqual(['CreateDeployment web:1'])
  }))

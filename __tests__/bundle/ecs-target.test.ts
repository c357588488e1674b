import type { DeployStep } from '../../demo/world/stories.ts'
import {
  CRASHES,
  deployAgain,
  type EcsStage,
  ending,
  ILL,
  onStage,
  past,
  ROLLED_BACK,
  readable,
} from './ecs-stage.ts'

const REFUSED = { exitCode: 1, 'rolled-back': 'false', writes: [] }

/** A finished deployment of web:4 that answers HTTP 500. */
function deployIll({ world, deploy, pass }: EcsStage): void {
  world.createService({ name: 'web' })
  deploy('web', '4', ILL)
  pass()
}

interface Case {
  readonly name: string
  readonly begin: (stage: EcsStage) => Record<string, string> | undefined
  readonly ends: object
  readonly tells?: readonly string[]
}

const NAMED: readonly Case[] = [
  {
    name: 'family:revision',
    begin: (stage) => {
      deployIll(stage)
      return { 'rollback-to': 'web:2' }
    },
    ends: { ...ROLLED_BACK, from: 'web:4', to: 'web:2', writes: ['UpdateService web → web:2'] },
    tells: ['rollback-to names web:2'],
  },
  {
    name: 'the ARN of a task definition',
    begin: (stage) => {
      deployIll(stage)
      return { 'rollback-to': 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:1' }
    },
    ends: { ...ROLLED_BACK, from: 'web:4', to: 'web:1', writes: ['UpdateService web → web:1'] },
  },
  {
    name: 'the ARN of a service revision',
    begin: (stage) => {
      deployIll(stage)
      return { 'rollback-to': stage.world.service('web').revisions[1]?.arn ?? '' }
    },
    ends: { ...ROLLED_BACK, from: 'web:4', to: 'web:2', writes: ['UpdateService web → web:2'] },
  },
  {
    name: '-2, past a deployment that failed and one that repeats another',
    begin: ({ world, deploy, pass }) => {
      const failed = { tag: '3', status: 'ROLLBACK_SUCCESSFUL' } as const
      world.createService({ name: 'web', past: past('web', '1', '2', failed) })
      deploy('web', '4', ILL)
      pass()
      return { 'rollback-to': '-2' }
    },
    ends: { ...ROLLED_BACK, from: 'web:4', to: 'web:1', writes: ['UpdateService web → web:1'] },
  },
  {
    name: '-9, beyond the history: it is said what there is',
    begin: (stage) => {
      deployIll(stage)
      return { 'rollback-to': '-9' }
    },
    ends: { ...REFUSED, result: 'no-target' },
    tells: ['the record ends after 3: web:3, web:2, web:1'],
  },
  {
    name: 'a revision that does not exist: it is said what is on record',
    begin: (stage) => {
      deployIll(stage)
      return { 'rollback-to': 'web:99' }
    },
    ends: { ...REFUSED, result: 'rollback-failed' },
    tells: ['the task definition web:99 cannot be found', 'On record are web:4, web:3, web:2, web:1'],
  },
  {
    name: 'what has just been deployed: nothing would change',
    begin: (stage) => {
      deployIll(stage)
      return { 'rollback-to': 'web:4' }
    },
    ends: { ...REFUSED, result: 'rollback-failed' },
    tells: ['which was deployed to web last'],
  },
  {
    name: 'a revision of another application',
    begin: (stage) => {
      stage.world.createService({ name: 'api' })
      stage.world.createService({ name: 'web' })
      stage.deploy('web', '4', ILL)
      stage.pass()
      return { 'rollback-to': 'api:2', 'health-url': `${stage.world.app.url('web')}/health` }
    },
    ends: { ...REFUSED, result: 'rollback-failed' },
    tells: ['web has only ever run web'],
  },
]

test.concurrent.each(NAMED)('rollback-to names $name', check)

const STATES: readonly Case[] = [
  {
    name: 'INACTIVE is registered again, tags and all, and nothing is deregistered',
    begin: (stage) => {
      deployIll(stage)
      const { taskDefinitions, tags, timeline } = stage.world.ecs.state
      const target = taskDefinitions.get('arn:aws:ecs:us-east-1:123456789012:task-definition/web:3')
      tags.set(target.taskDefinitionArn, [{ key: 'team', value: 'shop' }])
      taskDefinitions.deregister(target, timeline.nowMs)
      return undefined
    },
    ends: {
      ...ROLLED_BACK,
      from: 'web:4',
      to: 'web:3',
      writes: [
        expect.stringMatching(
          /^RegisterTaskDefinition .*"family":"web".*"image":"registry.example\/web:3".*"value":"shop"/,
        ),
        'UpdateService web → web:5',
      ],
    },
    tells: ['web:3 comes back as a copy under a new number: it is INACTIVE'],
  },
  {
    name: 'of a tag that was moved is pinned to the digest that ran',
    begin: ({ world, deploy, pass }) => {
      world.createService({ name: 'web', past: past('web', 'latest') })
      deploy('web', 'latest', ILL)
      pass()
      return undefined
    },
    ends: {
      ...ROLLED_BACK,
      from: 'web:2',
      to: 'web:1',
      writes: [
        expect.stringMatching(
          /^RegisterTaskDefinition .*"image":"registry.example\/web@sha256:[0-9a-f]{64}"/,
        ),
        'UpdateService web → web:3',
      ],
    },
    tells: ['its tag has moved, so it is pinned'],
  },
  {
    name: 'under the same task definition, whose tag was moved and which was deployed again by force',
    begin: ({ world, pass }) => {
      world.createService({ name: 'web', past: past('web', '1', 'latest') })
      world.image('registry.example/web:latest', ILL)
      deployAgain(world)
      pass()
      return undefined
    },
    ends: {
      ...ROLLED_BACK,
      from: 'web:2',
      to: 'web:2',
      writes: [
        expect.stringMatching(
          /^RegisterTaskDefinition .*"image":"registry.example\/web@sha256:[0-9a-f]{64}"/,
        ),
        'UpdateService web → web:3',
      ],
    },
    tells: ['its tag meant another image then'],
  },
  {
    name: 'that is the same image under another number is passed over',
    begin: ({ world, pass }) => {
      world.image('registry.example/web:3', ILL)
      world.createService({ name: 'web' })
      world.deploy('web', 'registry.example/web:3')
      pass()
      return undefined
    },
    ends: { ...ROLLED_BACK, from: 'web:4', to: 'web:2', writes: ['UpdateService web → web:2'] },
    tells: ['web:3 has the same images and definition as the revision that failed'],
  },
  {
    name: 'that ECS has forgotten is passed over, and said to be',
    begin: ({ world, deploy, pass }) => {
      world.createService({ name: 'web', past: past('web', '1', '2', { tag: '3', missing: true }) })
      deploy('web', '4', ILL)
      pass()
      return undefined
    },
    ends: { ...ROLLED_BACK, from: 'web:4', to: 'web:2', writes: ['UpdateService web → web:2'] },
    tells: ['no longer on record'],
  },
  {
    name: 'with other settings of the service: what is not put back is said',
    begin: ({ world, pass }) => {
      const network = (subnet: string) => ({ awsvpcConfiguration: { subnets: [subnet] } })
      world.createService({ name: 'web', networkConfiguration: network('subnet-old') })
      world.image('registry.example/web:4', ILL)
      world.deploy('web', 'registry.example/web:4', {
        change: { networkConfiguration: network('subnet-new') },
      })
      pass()
      return undefined
    },
    ends: { ...ROLLED_BACK, from: 'web:4', to: 'web:3', writes: ['UpdateService web → web:3'] },
    tells: ['networkConfiguration of the service was changed too, and is not put back', 'subnet-old'],
  },
]

test.concurrent.each(STATES)('a target $name', check)

async function check({ begin, ends, tells = [] }: Case): Promise<void> {
  await onStage(async (stage) => {
    const inputs = begin(stage) ?? {}
    const played = await stage.step(inputs)
    expect(ending(played)).toMatchObject(ends)
    for (const text of tells) expect(plain(played.summary)).toContain(text)
    expect(played.calls).not.toContain('DeregisterTaskDefinition')
  })
}

/** Without what only matters to Markdown. */
const plain = (markdown: string) => readable(markdown).replaceAll('\\', '').replaceAll('`', '')

test.concurrent('with remember-good, previous is the last revision that was verified, and never a bad one', () =>
  onStage(async ({ world, step, deploy, pass }) => {
    const remember = { 'remember-good': 'true' }
    world.createService({ name: 'web', past: past('web', '1') })
    deploy('web', '2')
    const good = await step(remember)
    expect(ending(good)).toMatchObject({
      result: 'healthy',
      writes: [expect.stringMatching(/^TagResource .*safe-landing:verified/)],
    })

    // Deployed well as far as ECS can tell, and never verified.
    deploy('web', '3')
    pass()
    deploy('web', '4', ILL)
    pass()
    const bad = await step(remember)
    expect(ending(bad)).toMatchObject({
      ...ROLLED_BACK,
      from: 'web:4',
      to: 'web:2',
      writes: [
        'UpdateService web → web:2',
        expect.stringMatching(/^TagResource .*web:2.*safe-landing:verified/),
        expect.stringMatching(/^TagResource .*web:4.*safe-landing:bad/),
      ],
    })
    expect(plain(bad.summary)).toContain('→ web:2, which was verified healthy by an earlier run')

    // A person who goes back from web:2 is not led to web:4 again, nor to web:3, which was passed over.
    const ordered = await step({ mode: 'rollback', ...remember, 'rollback-to': '-1' })
    expect(ending(ordered)).toMatchObject({ exitCode: 0, result: 'rolled-back', from: 'web:2', to: 'web:1' })
    expect(plain(ordered.summary)).toContain('web:4 was rolled back from')
  }))

test.concurrent('a memory that may not be kept is a warning, and costs nothing else', () =>
  onStage(async ({ world, step, deploy }) => {
    world.createService({ name: 'web' })
    deploy('web', '4')
    world.ecs.faults.deny('TagResource')
    const played = await step({ 'remember-good': 'true' })
    expect(ending(played)).toMatchObject({ exitCode: 0, result: 'healthy', writes: [] })
    expect(readable(played.summary)).toContain('ecs:TagResource')
  }))

const subnets = (...names: string[]) => ({ awsvpcConfiguration: { subnets: names } })
const registry = (name: string) => [{ registryArn: `arn:aws:servicediscovery:us-east-1:1:service/${name}` }]
const targets = (name: string) => [
  {
    targetGroupArn: `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${name}/1`,
    containerName: 'web',
    containerPort: 8080,
  },
]
const provider = (name: string) => [{ capacityProvider: name, weight: 1, base: 0 }]
type Change = NonNullable<DeployStep['change']>

/** What a deploy changes of the service besides its version, and how that is called. */
const CHANGED: readonly [string, Change][] = [
  ['networkConfiguration', { networkConfiguration: subnets('subnet-new') }],
  ['capacityProviderStrategy', { capacityProviderStrategy: provider('FARGATE_SPOT') }],
  ['platformVersion', { platformVersion: '1.3.0' }],
  ['serviceRegistries', { serviceRegistries: registry('other') }],
  ['loadBalancers', { loadBalancers: targets('other') }],
  ['serviceConnectConfiguration', { serviceConnectConfiguration: { enabled: true, namespace: 'other' } }],
]

async function rollBackToIll({ world, step, pass }: EcsStage, change: Change) {
  world.image('registry.example/web:3', ILL)
  world.createService({ name: 'web', networkConfiguration: subnets('subnet-1', 'subnet-2') })
  world.image('registry.example/web:4', ILL)
  world.deploy('web', 'registry.example/web:4', { change })
  pass()
  const played = await step()
  expect(ending(played)).toMatchObject({
    exitCode: 1,
    result: 'rollback-unhealthy',
    from: 'web:4',
    to: 'web:3',
    writes: ['UpdateService web → web:3'],
  })
  return { ...played, first: plain(played.summary).split('**Why:**')[0] ?? '' }
}

test.concurrent.each(CHANGED)(
  'a target that is unhealthy as well is not the first suspect where the deploy also changed %s',
  (field, change) =>
    onStage(async (stage) => {
      const { outputs, first } = await rollBackToIll(stage, change)
      const sentence = `${field} of web was changed by the deploy and was not put back; `
      expect(outputs.reason?.slice(0, sentence.length)).toBe(sentence)
      expect(first).toContain(`but the deploy also changed ${field} of web`)
      expect(first).not.toContain('probably not the cause')
    }),
)

const UNCHANGED: readonly [string, Change][] = [
  ['its desired count, which belongs to no version', { desiredCount: 3 }],
  ['the order of its subnets', { networkConfiguration: subnets('subnet-2', 'subnet-1') }],
]

test.concurrent.each(UNCHANGED)('nothing is said to have changed with the version by %s', (_, change) =>
  onStage(async (stage) => {
    const { outputs, first } = await rollBackToIll(stage, change)
    expect(outputs.reason).not.toContain('not put back')
    expect(first).toContain('so the new version is probably not the cause')
  }),
)

test.concurrent('a forced redeploy of one definition that fails in flight is rolled back, whatever its tasks did', () =>
  onStage(async ({ world, step, pass }) => {
    world.createService({ name: 'web', past: past('web', '1', 'latest') })
    const good = world.ecs.state.images.resolve('registry.example/web:latest')
    world.image('registry.example/web:latest', CRASHES)
    deployAgain(world)
    pass(120_000)
    const played = await step({
      'health-url': '',
      'expect-version': '',
      'service-health': 'true',
      timeout: '',
    })
    expect(ending(played)).toMatchObject({ ...ROLLED_BACK, writes: ['StopServiceDeployment ROLLBACK'] })
    const running = world.service('web').tasks.filter((task) => task.desiredStatus === 'RUNNING')
    expect(running.map((task) => task.image?.digest)).toEqual([good, good])
  }))

test.concurrent('a control plane that is away while the rollback is planned and after the write delays it, and no more', () =>
  onStage(async (stage) => {
    deployIll(stage)
    const { faults } = stage.world.ecs
    // Each call is tried three times by the SDK.
    faults.fail('ListServiceDeployments', 'ServerException', { times: 36, skip: 1 })
    faults.fail('UpdateService', 'ServerException', { times: 8 })
    const played = await stage.step()
    expect(ending(played)).toMatchObject({
      ...ROLLED_BACK,
      to: 'web:3',
      writes: ['UpdateService web → web:3'],
    })
  }))

test.concurrent('a history that never answers does not stop a manual rollback to what is named', () =>
  onStage(async (stage) => {
    deployIll(stage)
    stage.world.ecs.faults.fail('ListServiceDeployments', 'ServerException')
    const played = await stage.step({ mode: 'rollback', 'rollback-to': 'web:2' })
    expect(ending(played)).toMatchObject({ exitCode: 0, result: 'rolled-back', to: 'web:2' })
    expect(played.writes).toEqual(['UpdateService web → web:2'])
    expect(plain(played.summary)).toContain('what ECS has on record of web')
  }))

const KNOWN_TARGETS = [
  { name: 'its capture', capture: true, inputs: {}, to: 'web:3' },
  { name: 'rollback-to', capture: false, inputs: { 'rollback-to': 'web:2' }, to: 'web:2' },
]

test.concurrent.each(KNOWN_TARGETS)(
  'nor a guard that knows from $name where to go',
  ({ capture, inputs, to }) =>
    onStage(async (stage) => {
      const { world } = stage
      world.createService({ name: 'web' })
      if (capture) await stage.step({ mode: 'capture' })
      const deployed = stage.deploy('web', '4', ILL)
      world.ecs.faults.fail('ListServiceDeployments', 'ServerException')
      const played = await stage.step({ 'task-definition': deployed, 'expect-version': '4', ...inputs })
      expect(ending(played)).toMatchObject({ ...ROLLED_BACK, to, writes: [`UpdateService web → ${to}`] })
    }),
)

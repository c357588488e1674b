import type { World } from '../../demo/world/index.ts'
import { CRASHES, type EcsStage, ending, ILL, onStage, ROLLED_BACK, readable } from './ecs-stage.ts'

const TO_3 = { from: 'web:4', to: 'web:3' }
const NOT_BACK = { exitCode: 1, 'rolled-back': 'false' }
const EXPIRED = 'the AWS credentials expired'

interface Case {
  readonly name: string
  readonly deploys: Parameters<EcsStage['deploy']>[2]
  /** The rollout has ended before the step begins. */
  readonly isFinished?: true
  readonly breaks: (world: World) => void
  readonly ends: object
  readonly tells?: readonly string[]
}

const CASES: readonly Case[] = [
  {
    name: 'the answer to UpdateService is lost after ECS has acted: it is not sent again',
    deploys: ILL,
    isFinished: true,
    breaks: ({ ecs }) => ecs.faults.breakConnection('UpdateService', { times: 1, afterActing: true }),
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['UpdateService web → web:3'] },
    tells: ['reading what became of it'],
  },
  {
    name: 'UpdateService is lost before ECS has acted: it is sent again',
    deploys: ILL,
    isFinished: true,
    breaks: ({ ecs }) => ecs.faults.breakConnection('UpdateService', { times: 1 }),
    ends: { ...ROLLED_BACK, ...TO_3 },
  },
  {
    name: 'the answer to StopServiceDeployment is lost after ECS has acted: its rollback is followed',
    deploys: CRASHES,
    breaks: ({ ecs }) => ecs.faults.breakConnection('StopServiceDeployment', { times: 1, afterActing: true }),
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['StopServiceDeployment ROLLBACK'] },
  },
  {
    name: 'ECS throttles the write: it is sent until it is heard',
    deploys: ILL,
    isFinished: true,
    breaks: ({ ecs }) => ecs.faults.throttle('UpdateService', { times: 2 }),
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['UpdateService web → web:3'] },
  },
  {
    name: 'ECS throttles every look while the rollback settles: it is waited for',
    deploys: ILL,
    isFinished: true,
    breaks: ({ ecs }) => {
      const isUnderWay = () => ecs.writes.length > 0
      ecs.faults.fail('DescribeServices', 'ThrottlingException', { times: 6, when: isUnderWay })
    },
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['UpdateService web → web:3'] },
  },
  {
    name: 'the credentials expire while the rollout is watched: no verdict, and no write',
    // Its tasks need an hour, so that a slow machine sees no verdict before.
    deploys: { ...ILL, startMs: 3_600_000 },
    breaks: ({ ecs }) => ecs.faults.fail('*', 'ExpiredTokenException', { skip: 3 }),
    ends: { ...NOT_BACK, result: 'inconclusive', healthy: '', writes: [] },
    tells: [EXPIRED, 'role-duration-seconds'],
  },
  {
    name: 'the credentials expire after our write: it is said that the rollback was begun',
    deploys: ILL,
    isFinished: true,
    breaks: ({ ecs }) =>
      ecs.faults.fail('DescribeServices', 'ExpiredTokenException', { when: () => ecs.writes.length > 0 }),
    ends: { ...NOT_BACK, result: 'rollback-failed', ...TO_3, writes: ['UpdateService web → web:3'] },
    tells: [EXPIRED, 'role-duration-seconds', 'aws ecs update-service'],
  },
  {
    name: 'no credentials are accepted: nothing is known, and nothing is written',
    deploys: ILL,
    breaks: ({ ecs }) => ecs.faults.fail('*', 'UnrecognizedClientException'),
    ends: { ...NOT_BACK, result: 'inconclusive', healthy: '', writes: [] },
    tells: ['AWS does not accept the credentials'],
  },
  {
    name: 'UpdateService is refused: the words of AWS are told, and how to do it by hand',
    deploys: ILL,
    isFinished: true,
    breaks: ({ ecs }) => ecs.faults.fail('UpdateService', 'ServiceNotActiveException'),
    ends: { ...NOT_BACK, result: 'rollback-failed', ...TO_3, writes: [] },
    tells: ['ServiceNotActiveException', 'aws ecs update-service'],
  },
  {
    name: 'the history cannot be read because AWS only throttles: that is not an empty history',
    deploys: ILL,
    isFinished: true,
    breaks: ({ ecs }) => ecs.faults.throttle('ListServiceDeployments', { times: 5 }),
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['UpdateService web → web:3'] },
  },
]

test.concurrent.each(CASES)('$name', ({ deploys, isFinished, breaks, ends, tells = [] }) =>
  onStage(async ({ world, step, deploy, pass }) => {
    world.createService({ name: 'web' })
    const deployed = deploy('web', '4', deploys)
    if (isFinished) pass()
    breaks(world)
    const played = await step({ 'task-definition': deployed, 'expect-version': '4' })
    expect(ending(played)).toMatchObject(ends)
    for (const text of tells) expect(readable(played.summary)).toContain(text)
    expect(played.log).not.toMatch(/^\s+at /m)
  }),
)

/** What is optional is told to be missing, and costs its own feature only. */
const DENIED = [
  { action: 'ListTasks', deploys: CRASHES, ends: { ...ROLLED_BACK, ...TO_3 } },
  { action: 'DescribeTaskDefinition', deploys: CRASHES, ends: { ...ROLLED_BACK, ...TO_3 } },
  {
    action: 'StopServiceDeployment',
    deploys: CRASHES,
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['UpdateService web → web:3'] },
  },
] as const

test.concurrent.each(DENIED)(
  'without ecs:$action the rest works, and the permission is named',
  ({ action, deploys, ends }) =>
    onStage(async ({ world, step, deploy }) => {
      world.createService({ name: 'web' })
      const deployed = deploy('web', '4', deploys)
      world.ecs.faults.deny(action)
      const played = await step({ 'task-definition': deployed, 'rollout-timeout': '6s' })
      expect(ending(played)).toMatchObject(ends)
      expect(readable(played.summary)).toContain(`ecs:${action}`)
    }),
)

test.concurrent('without logs:GetLogEvents only the log lines are missing', () =>
  onStage(async ({ world, step, deploy }) => {
    world.createService({ name: 'web' })
    const deployed = deploy('web', '4', { ...CRASHES, log: ['no such module'] })
    world.logs.faults.deny('GetLogEvents')
    const played = await step({ 'task-definition': deployed })
    expect(ending(played)).toMatchObject({ ...ROLLED_BACK, ...TO_3 })
    expect(readable(played.summary)).toContain('logs:GetLogEvents')
    expect(played.summary).toMatch(/\d × Essential container in task exited/)
    expect(played.summary).not.toContain('no such module')
  }))

const PARTITIONS = [
  { partition: 'aws-cn' as const, region: 'cn-north-1', console: 'cn-north-1.console.amazonaws.cn' },
  {
    partition: 'aws-us-gov' as const,
    region: 'us-gov-west-1',
    console: 'us-gov-west-1.console.amazonaws-us-gov.com',
  },
]

test.concurrent.each(PARTITIONS)(
  'in the partition $partition, by ARNs and by short names',
  ({ partition, region, console }) =>
    onStage(
      async ({ world, step, deploy, pass }) => {
        const { arn } = world.createService({ name: 'web' })
        expect(arn).toMatch(new RegExp(`^arn:${partition}:ecs:${region}:`))
        deploy('web', '4', CRASHES)
        const cluster = arn.replace(':service/prod/web', ':cluster/prod')
        const inFlight = await step({ cluster, service: arn, 'task-definition': 'web:4' })
        expect(ending(inFlight)).toMatchObject({
          ...ROLLED_BACK,
          ...TO_3,
          writes: ['StopServiceDeployment ROLLBACK'],
        })
        expect(inFlight.summary).toContain(console)
        const deployed = deploy('web', '5', ILL)
        pass()
        const finished = await step({ 'task-definition': deployed, 'rollback-to': 'web:1' })
        expect(ending(finished)).toMatchObject({
          ...ROLLED_BACK,
          from: 'web:5',
          to: 'web:1',
          writes: ['UpdateService web → web:1'],
        })
      },
      { account: { partition, region } },
    ),
)

test.concurrent('a service with an ARN of the old form, without its cluster', () =>
  onStage(async ({ world, step, deploy, pass }) => {
    const { arn } = world.createService({ name: 'web', shortArn: true })
    expect(arn).toMatch(/:service\/web$/)
    const deployed = deploy('web', '4', ILL)
    pass()
    const played = await step({ service: arn, 'task-definition': deployed })
    expect(ending(played)).toMatchObject({
      ...ROLLED_BACK,
      ...TO_3,
      writes: [expect.stringContaining('→ web:3')],
    })
  }))

const UNKNOWN = [
  {
    name: 'service',
    inputs: { service: 'ghost' },
    says: 'the service ghost does not exist in the cluster prod',
  },
  { name: 'cluster', inputs: { cluster: 'ghost' }, says: 'Cluster not found' },
]

test.concurrent.each(UNKNOWN)(
  'an unknown $name is one clear sentence, and nothing is written',
  ({ inputs, says }) =>
    onStage(async ({ world, step }) => {
      world.createService({ name: 'web' })
      for (const mode of ['guard', 'capture', 'rollback', 'validate']) {
        const played = await step({ mode, ...inputs })
        expect(ending(played)).toMatchObject({ ...NOT_BACK, writes: [] })
        expect(played.outputs.reason).toContain(says)
      }
    }),
)

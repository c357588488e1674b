import * as sdk from '@aws-sdk/client-ecs'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Interruption } from '../../demo/world/ecs/interruptions.ts'
import type { TaskFate } from '../../demo/world/images.ts'
import { describe1, serviceDeployments, stoppedTasks, type TestWorld, testWorld } from './client.ts'

/** Whatever anybody does in whatever order, ECS keeps to its own rules. */

const FATES: TaskFate[] = [
  { kind: 'runs' },
  { kind: 'exits', exitCode: 1, afterMs: 2_000 },
  { kind: 'exits', exitCode: 1, afterMs: 40_000 },
  { kind: 'cannot-pull' },
  { kind: 'cannot-place' },
  { kind: 'fails-elb-health-checks' },
  { kind: 'fails-elb-health-checks', afterMs: 60_000 },
]

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html */
const NEXT: Record<string, string[]> = {
  PENDING: ['IN_PROGRESS', 'ROLLBACK_REQUESTED', 'STOP_REQUESTED', 'STOPPED'],
  IN_PROGRESS: ['SUCCESSFUL', 'STOP_REQUESTED', 'ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS', 'STOPPED'],
  STOP_REQUESTED: ['STOPPED'],
  ROLLBACK_REQUESTED: ['ROLLBACK_IN_PROGRESS', 'SUCCESSFUL', 'STOPPED', 'STOP_REQUESTED'],
  ROLLBACK_IN_PROGRESS: ['ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'],
  SUCCESSFUL: [],
  STOPPED: [],
  ROLLBACK_SUCCESSFUL: [],
  ROLLBACK_FAILED: [],
}

function reachable(from: string, to: string): boolean {
  return from === to || (NEXT[from] ?? []).some((next) => reachable(next, to))
}

type Step =
  | { kind: 'wait'; ms: number }
  | { kind: 'deploy'; fate: number }
  | { kind: 'stop' }
  | { kind: 'scale'; desiredCount: number }
  | { kind: 'force' }
  | { kind: 'interrupt'; by: Interruption }
  | { kind: 'protect' }
  | { kind: 'zone'; state: 'available' | 'impaired' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.integer({ min: 50, max: 9_000 }).map((ms) => ms * 10),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('deploy' as const), fate: fc.nat(FATES.length - 1) }),
  },
  fc.record({ kind: fc.constant('stop' as const) }),
  fc.record({ kind: fc.constant('scale' as const), desiredCount: fc.nat(4) }),
  fc.record({ kind: fc.constant('force' as const) }),
  fc.record({
    kind: fc.constant('interrupt' as const),
    by: fc.constantFrom('spot' as const, 'maintenance' as const, 'infrastructure-health' as const),
  }),
  fc.record({ kind: fc.constant('protect' as const) }),
  fc.record({
    kind: fc.constant('zone' as const),
    state: fc.constantFrom('available' as const, 'impaired' as const),
  }),
)

/** Quick steps, so that every history comes to its end. */
const STRATEGIES: sdk.DeploymentConfiguration[] = [
  { strategy: 'ROLLING' },
  { strategy: 'BLUE_GREEN' },
  { strategy: 'LINEAR', linearConfiguration: { stepPercent: 40, stepBakeTimeInMinutes: 1 } },
  { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 1 } },
]

const percentages = fc.record({
  minimumHealthyPercent: fc.constantFrom(0, 50, 100),
  maximumPercent: fc.constantFrom(100, 150, 200),
  deploymentCircuitBreaker: fc.record({ enable: fc.boolean(), rollback: fc.boolean() }),
  bakeTimeInMinutes: fc.constantFrom(0, 1),
})

const configuration = fc
  .tuple(fc.constantFrom(...STRATEGIES), percentages)
  .map(([strategy, rest]) => ({ ...strategy, ...rest }))

const PROTECTED_MINUTES = 5

async function take(scene: TestWorld, { ...next }: Step): Promise<void> {
  const { world, client, clock } = scene
  const web = { cluster: 'prod', service: 'web' }
  if (next.kind === 'wait') clock.advanceMs(next.ms)
  if (next.kind === 'interrupt') world.interrupt('web', next.by)
  if (next.kind === 'zone') world.zone('us-east-1a', next.state)
  if (next.kind === 'protect') {
    const { taskArns = [] } = await client.send(new sdk.ListTasksCommand({ cluster: 'prod' }))
    const protection = { protectionEnabled: true, expiresInMinutes: PROTECTED_MINUTES }
    const protect = { cluster: 'prod', tasks: taskArns.slice(0, 2), ...protection }
    if (taskArns.length > 0) await client.send(new sdk.UpdateTaskProtectionCommand(protect))
  }
  if (next.kind === 'deploy') world.deploy('web', `registry.example/web:fate-${next.fate}`)
  if (next.kind === 'force')
    await client.send(new sdk.UpdateServiceCommand({ ...web, forceNewDeployment: true }))
  if (next.kind === 'scale') {
    const { desiredCount } = next
    await client.send(new sdk.UpdateServiceCommand({ ...web, desiredCount }))
  }
  if (next.kind === 'stop') {
    const [newest] = await serviceDeployments(client)
    const { serviceDeploymentArn } = newest ?? {}
    await client
      .send(new sdk.StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' }))
      .catch((error: unknown) => expect(error).toMatchObject({ name: 'ConflictException' }))
  }
}

const WEB = { name: 'web', availabilityZoneRebalancing: 'ENABLED' } as const

type Seen = Map<string, string>

async function check(scene: TestWorld, seen: Seen): Promise<void> {
  const service = await describe1(scene.client)
  const { deployments = [], runningCount = 0, pendingCount = 0 } = service
  expect(deployments.filter((each) => each.status === 'PRIMARY')).toHaveLength(1)
  expect(deployments[0]).toMatchObject({ status: 'PRIMARY', taskDefinition: service.taskDefinition })
  expect(new Set(deployments.map((each) => each.id)).size).toBe(deployments.length)
  const sum = (key: 'runningCount' | 'pendingCount') =>
    deployments.reduce((total, each) => total + (each[key] ?? 0), 0)
  expect([sum('runningCount'), sum('pendingCount')]).toEqual([runningCount, pendingCount])
  for (const each of await serviceDeployments(scene.client)) {
    const { serviceDeploymentArn = '', status = '', sourceServiceRevisions = [] } = each
    for (const revision of [...sourceServiceRevisions, each.targetServiceRevision]) {
      const weight = revision?.requestedProductionTrafficWeight ?? 0
      expect(weight >= 0 && weight <= 100).toBe(true)
    }
    const before = seen.get(serviceDeploymentArn) ?? 'PENDING'
    if (seen.has(serviceDeploymentArn))
      expect([before, status, reachable(before, status)]).toEqual([before, status, true])
    seen.set(serviceDeploymentArn, status)
  }
  const ongoing = [...seen.values()].filter(
    (each) => (NEXT[each] ?? []).length > 0 && each !== 'STOP_REQUESTED',
  )
  expect(ongoing.length).toBeLessThanOrEqual(1)
  for (const task of await stoppedTasks(scene.client)) expect(task.stopCode).toBeDefined()
}

test('in any history', async () => {
  await fc.assert(
    fc.asyncProperty(
      configuration,
      fc.array(step, { maxLength: 25 }),
      async (deploymentConfiguration, steps) => {
        const scene = await testWorld()
        try {
          for (const [index, task] of FATES.entries())
            scene.world.image(`registry.example/web:fate-${index}`, { task })
          scene.world.createService({ ...WEB, deploymentConfiguration })
          const seen: Seen = new Map()
          for (const next of steps) {
            await take(scene, next)
            await check(scene, seen)
          }
          scene.clock.advanceMs(600_000)
          await check(scene, seen)
        } finally {
          await scene.close()
        }
      },
    ),
    { numRuns: 40 },
  )
}, 60_000)

test('a good version lands in the end, whatever was before, unless the percentages leave no room', async () => {
  await fc.assert(
    fc.asyncProperty(
      configuration,
      fc.array(step, { maxLength: 25 }),
      async (deploymentConfiguration, steps) => {
        const { minimumHealthyPercent, maximumPercent, strategy } = deploymentConfiguration
        fc.pre(strategy !== 'ROLLING' || minimumHealthyPercent < maximumPercent)
        const scene = await testWorld()
        try {
          for (const [index, task] of FATES.entries())
            scene.world.image(`registry.example/web:fate-${index}`, { task })
          scene.world.createService({ ...WEB, deploymentConfiguration })
          for (const next of steps) await take(scene, next)
          await take(scene, { kind: 'scale', desiredCount: 2 })
          await take(scene, { kind: 'deploy', fate: 0 })
          scene.clock.advanceMs(3_600_000)
          const service = await describe1(scene.client)
          expect(service).toMatchObject({ runningCount: 2, pendingCount: 0 })
          expect(service.deployments).toHaveLength(1)
          expect(service.deployments?.[0]?.rolloutState).toBe('COMPLETED')
          expect((await serviceDeployments(scene.client))[0]?.status).toBe('SUCCESSFUL')
          const answer = await fetch(`${scene.world.app.url()}/health`)
          expect([answer.status, answer.headers.get('x-version')]).toEqual([200, 'fate-0'])
        } finally {
          await scene.close()
        }
      },
    ),
    { numRuns: 30 },
  )
}, 60_000)

test('what happened does not depend on how often somebody looked', async () => {
  await fc.assert(
    fc.asyncProperty(
      configuration,
      fc.array(step, { maxLength: 12 }),
      async (deploymentConfiguration, steps) => {
        const ends = [false, true].map(async (looksOften) => {
          const scene = await testWorld()
          try {
            for (const [index, task] of FATES.entries())
              scene.world.image(`registry.example/web:fate-${index}`, { task })
            scene.world.createService({ ...WEB, deploymentConfiguration })
            for (const next of steps) {
              if (looksOften && next.kind === 'wait') {
                for (let passed = 0; passed < 10; passed++) {
                  scene.clock.advanceMs(next.ms / 10)
                  await describe1(scene.client)
                }
              } else await take(scene, next)
            }
            return await describe1(scene.client)
          } finally {
            await scene.close()
          }
        })
        const [seldom, often] = await Promise.all(ends)
        expect(often).toEqual(seldom)
      },
    ),
    { numRuns: 15 },
  )
}, 60_000)

import type { Capture } from '../../../../src/run/capture.ts'
import type { RollbackTo } from '../../../../src/run/rollback-to.ts'
import { stopWithRollback } from '../../../../src/targets/ecs/api/writing.ts'
import type { EcsServiceConfig } from '../../../../src/targets/ecs/ecs-config.ts'
import { ecsRollback } from '../../../../src/targets/ecs/rollback/strategy.ts'
import { type EcsBench, startEcsBench } from '../../../support/ecs-world.ts'
import { ready } from '../../../support/rollback-contract.ts'

const BAD = 'registry.example/web:bad'
const OTHER = 'registry.example/web:other'
const MINUTE_MS = 60_000
const never = new AbortController().signal

let bench: EcsBench
beforeEach(async () => {
  bench = await startEcsBench()
  bench.world.image(BAD, { http: { status: 500 } })
  bench.world.image(OTHER)
})
afterEach(() => bench.close())

interface Wish {
  readonly services?: readonly EcsServiceConfig[]
  readonly rollbackTo?: RollbackTo
  readonly capture?: Capture
}

async function plan({
  services = [{ service: 'web' }],
  rollbackTo = { kind: 'previous' },
  capture,
}: Wish = {}) {
  const { api, clock } = bench
  const watched = bench.watch(...services)
  const deps = {
    api,
    watched,
    clock,
    rollbackTo,
    pollIntervalMs: 5_000,
    rollbackTimeoutMs: 900_000,
    retries: 3,
    ...(capture && { capture }),
  }
  return await ecsRollback(deps).plan(never)
}

async function applyPlan(wish: Wish = {}) {
  const progress: string[] = []
  const result = await ready(await plan(wish)).apply((text) => progress.push(text), never)
  return { ...result, progress }
}

/** What reached ECS, as `UpdateService web → web:3`. */
const writes = () =>
  bench.world.ecs.writes.map(({ action, input }) =>
    action === 'UpdateService'
      ? `${action} ${input.service} → ${String(input.taskDefinition).split('/').at(-1)}`
      : `${action} ${input.stopType ?? input.family ?? ''}`,
  )

const settle = () => bench.clock.sleep(10 * MINUTE_MS, never)

function deployBad(story: Parameters<EcsBench['world']['createService']>[0] = { name: 'web' }) {
  bench.world.createService(story)
  return bench.world.deploy(story.name, BAD)
}

describe('by the state of the watched deployment', () => {
  it('in flight: stops it with ROLLBACK', async () => {
    // Without this the old tasks still run, and there is nothing to wait for.
    deployBad({ name: 'web', deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 } })
    await bench.clock.sleep(MINUTE_MS, never)
    const { from, to, steps } = ready(await plan())
    expect({ from, to, steps }).toEqual({
      from: 'web:4',
      to: 'web:3',
      steps: ['ecs:StopServiceDeployment with ROLLBACK on web, which restores web:3'],
    })
    expect(writes()).toEqual([])
    expect(await applyPlan()).toEqual({
      kind: 'in-place',
      progress: [
        'asking ECS to stop the deployment of web and roll it back',
        'ECS accepted to stop the deployment of web and to roll it back',
        'web still shows web:4',
        'web:3 on web: 0 of 2 tasks run',
        'web:3 on web: 2 of 2 tasks run',
      ],
    })
    expect(writes()).toEqual(['StopServiceDeployment ROLLBACK'])
  })

  it('finished: updates the service', async () => {
    deployBad()
    await settle()
    expect((await applyPlan()).kind).toBe('in-place')
    expect(writes()).toEqual(['UpdateService web → web:3'])
    expect(bench.world.service('web').taskDefinitionArn).toMatch(/web:3$/)
  })

  it('in flight, but a person names another target: updates the service', async () => {
    deployBad()
    expect((await applyPlan({ rollbackTo: { kind: 'revision', revision: 'web:2' } })).kind).toBe('in-place')
    expect(writes()).toEqual(['UpdateService web → web:2'])
  })

  it('rolled back by the circuit breaker: writes nothing, and says who acted', async () => {
    const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } }
    bench.world.image(BAD, { task: { kind: 'exits', exitCode: 1, afterMs: 1_000 } })
    deployBad({ name: 'web', deploymentConfiguration: breaker })
    await settle()
    const planned = await plan({ services: [{ service: 'web', taskDefinition: 'web:4' }] })
    expect(ready(planned)).toMatchObject({ from: 'web:4', to: 'web:3', actor: 'platform' })
    expect((await ready(planned).apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual([])
  })

  it('failed by the circuit breaker without a rollback: updates the service', async () => {
    const breaker = { deploymentCircuitBreaker: { enable: true, rollback: false } }
    bench.world.image(BAD, { task: { kind: 'exits', exitCode: 1, afterMs: 1_000 } })
    deployBad({ name: 'web', deploymentConfiguration: breaker })
    await settle()
    expect((await applyPlan()).kind).toBe('in-place')
    expect(writes()).toEqual(['UpdateService web → web:3'])
  })

  it('superseded before the plan: plans nothing', async () => {
    deployBad()
    bench.world.deploy('web', OTHER)
    expect(await plan({ services: [{ service: 'web', taskDefinition: 'web:4' }] })).toMatchObject({
      kind: 'superseded',
      by: 'web:5',
    })
  })

  it('superseded between the plan and the write: writes nothing', async () => {
    deployBad()
    const planned = ready(await plan())
    bench.world.deploy('web', OTHER)
    expect(await planned.apply(() => {}, never)).toMatchObject({ kind: 'superseded', by: 'web:5' })
    expect(writes()).toEqual([])
  })

  it('superseded in the moment of the write: says what it has replaced', async () => {
    deployBad()
    await settle()
    const planned = ready(await plan())
    const write = bench.block('ecs:UpdateService')
    const progress: string[] = []
    const applied = planned.apply((text) => progress.push(text), never)
    await write.reached
    bench.world.deploy('web', OTHER)
    await settle()
    await write.lift()
    expect((await applied).kind).toBe('in-place')
    expect(progress).toContain('web was given web:5 by somebody else just before, which this has replaced')
    expect(
      (await applyPlan({ rollbackTo: { kind: 'revision', revision: 'web:2' } })).progress,
    ).not.toContainEqual(expect.stringContaining('somebody else'))
  })

  it('superseded after it was in place: a poll after the recovery shows it', async () => {
    deployBad()
    await settle()
    const planned = ready(await plan())
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    expect(await planned.findNewerDeployment?.(never)).toBeUndefined()
    bench.world.deploy('web', OTHER)
    expect(await planned.findNewerDeployment?.(never)).toMatchObject({ by: 'web:5' })
  })

  it('taken back by ECS itself after it was in place: a poll after the recovery shows whose doing that was', async () => {
    deployBad()
    await settle()
    const planned = ready(await plan())
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    const [newest] = bench.world.service('web').serviceDeployments.toReversed()
    await stopWithRollback(bench.api, newest?.arn ?? '', never)
    await settle()
    expect(await planned.findNewerDeployment?.(never)).toEqual({
      reason: expect.stringContaining('ECS rolled it back'),
      isByPlatform: true,
    })
  })

  it('superseded after the write: says so and does not fight', async () => {
    deployBad()
    await settle()
    bench.clock.after(20_000, () => bench.world.deploy('web', OTHER))
    expect((await applyPlan()).kind).toBe('superseded')
    expect(writes()).toEqual(['UpdateService web → web:3'])
  })
})

describe('when AWS does not answer as it should', () => {
  it('a throttled write is sent again', async () => {
    deployBad()
    await settle()
    bench.world.ecs.faults.throttle('UpdateService', { times: 2 })
    expect((await applyPlan()).kind).toBe('in-place')
    expect(writes()).toEqual(['UpdateService web → web:3'])
  })

  it('waiting for a stop that somebody asked for costs no attempt at the write', async () => {
    deployBad()
    const deployment = bench.world.service('web').serviceDeployments.at(-1)
    if (deployment === undefined) throw new Error('the deployment is on record')
    deployment.status = 'STOP_REQUESTED'
    bench.clock.after(MINUTE_MS, () => {
      deployment.status = 'STOPPED'
      bench.world.ecs.faults.throttle('UpdateService', { times: 2 })
    })
    expect((await applyPlan()).kind).toBe('in-place')
    expect(writes()).toEqual(['UpdateService web → web:3'])
  })

  it('a lost answer of a write that took effect is resolved by reading, never by writing again', async () => {
    deployBad()
    await settle()
    bench.world.ecs.faults.breakConnection('UpdateService', { times: 1, afterActing: true })
    const result = await applyPlan()
    expect(result.kind).toBe('in-place')
    expect(result.progress.join('\n')).toContain('reading what became of it')
    expect(writes()).toEqual(['UpdateService web → web:3'])
  })

  it('a lost answer of a StopServiceDeployment that took effect neither', async () => {
    deployBad()
    bench.world.ecs.faults.breakConnection('StopServiceDeployment', { times: 1, afterActing: true })
    expect((await applyPlan()).kind).toBe('in-place')
    expect(writes()).toEqual(['StopServiceDeployment ROLLBACK'])
  })

  it.each(['AccessDeniedException', 'UnsupportedFeatureException'])(
    'StopServiceDeployment with %s gives way to UpdateService',
    async (name) => {
      deployBad()
      bench.world.ecs.faults.fail('StopServiceDeployment', name)
      expect((await applyPlan()).kind).toBe('in-place')
      expect(writes()).toEqual(['UpdateService web → web:3'])
    },
  )

  it('a ConflictException is decided anew, since the deployment has just ended', async () => {
    deployBad()
    bench.world.ecs.faults.fail('StopServiceDeployment', 'ConflictException', { times: 1 })
    expect((await applyPlan()).kind).toBe('in-place')
    expect(writes()).toEqual(['StopServiceDeployment ROLLBACK'])
  })

  it('throttled reads delay the plan and the wait, and change nothing', async () => {
    deployBad()
    bench.world.ecs.faults.throttle('DescribeServices', { times: 3 })
    expect((await applyPlan()).kind).toBe('in-place')
    expect(writes()).toEqual(['StopServiceDeployment ROLLBACK'])
  })

  it('expired credentials end it with their own code', async () => {
    deployBad()
    bench.world.ecs.faults.fail('*', 'ExpiredTokenException')
    await expect(plan()).rejects.toMatchObject({
      code: 'expired-credentials',
      hint: expect.stringContaining('role-duration-seconds'),
    })
  })

  it('a denied UpdateService names the permission', async () => {
    deployBad()
    await settle()
    bench.world.ecs.faults.deny('UpdateService')
    await expect(applyPlan()).rejects.toMatchObject({
      code: 'access-denied',
      hint: expect.stringContaining('ecs:UpdateService'),
    })
    expect(writes()).toEqual([])
  })

  it('a denied history costs only the history', async () => {
    deployBad()
    bench.world.ecs.faults.deny('ListServiceDeployments')
    const planned = ready(await plan())
    expect(planned).toMatchObject({
      to: 'web:3',
      evidence: expect.arrayContaining(['not used: the deployment history could not be read']),
    })
    expect(bench.warnings.join()).toContain('ecs:ListServiceDeployments')
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual(['UpdateService web → web:3'])
  })
})

describe('the target', () => {
  it('that is INACTIVE is registered again from its full description', async () => {
    deployBad()
    await settle()
    const { DeregisterTaskDefinitionCommand } = bench.api.sdk
    await bench.api.call(
      'ecs:Deregister',
      (client) => client.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'web:3' })),
      never,
    )
    bench.world.ecs.calls.length = 0
    const planned = ready(await plan())
    expect(planned.steps).toEqual([
      'ecs:RegisterTaskDefinition: a copy of web:3 (it is INACTIVE)',
      'ecs:UpdateService of web to that copy of web:3 (its deployment has finished)',
    ])
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual(['RegisterTaskDefinition web', 'UpdateService web → web:5'])
  })

  it('whose copy may not be tagged comes back without its tags, and that is reported', async () => {
    deployBad()
    await settle()
    const { DeregisterTaskDefinitionCommand, TagResourceCommand } = bench.api.sdk
    const resourceArn = bench.world.service('web').revisions.at(-2)?.taskDefinitionArn
    const tags = [{ key: 'team', value: 'shop' }]
    const command = new TagResourceCommand({ resourceArn, tags })
    await bench.api.call('ecs:TagResource', (client) => client.send(command), never)
    const deregister = new DeregisterTaskDefinitionCommand({ taskDefinition: 'web:3' })
    await bench.api.call('ecs:Deregister', (client) => client.send(deregister), never)
    bench.world.ecs.calls.length = 0
    bench.world.ecs.faults.fail('RegisterTaskDefinition', 'AccessDeniedException', {
      message: `User: arn:aws:sts::123456789012:assumed-role/deploy/ci is not authorized to perform: ecs:TagResource on resource: ${resourceArn} because no identity-based policy allows the ecs:TagResource action`,
      when: (input) => input.tags !== undefined,
    })
    const { kind, progress } = await applyPlan()
    expect(kind).toBe('in-place')
    expect(progress.join('\n')).toMatch(
      /without its tags: AWS denied ecs:TagResource.* Add ecs:TagResource on .*:task-definition\/web:\* to the policy/,
    )
    expect(writes()).toEqual(['RegisterTaskDefinition web', 'UpdateService web → web:5'])
  })

  it('whose tag was moved to the bad image is pinned to the digest that ran', async () => {
    const image = 'registry.example/web:latest'
    const good = bench.world.image(image)
    bench.world.createService({ name: 'web', past: [image] })
    bench.world.image(image, { http: { status: 500 } })
    bench.world.deploy('web', image)
    await settle()
    const planned = ready(await plan())
    expect(planned.steps[0]).toBe(
      `ecs:RegisterTaskDefinition: a copy of web:1 (its tag has moved, so it is pinned to registry.example/web@${good})`,
    )
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    const running = bench.world.ecs.state.taskDefinitions.get(bench.world.service('web').taskDefinitionArn)
    expect(running.containerDefinitions[0]?.image).toBe(`registry.example/web@${good}`)
  })

  it('of a first deployment does not exist, and nothing is guessed', async () => {
    bench.world.createService({ name: 'web', past: [BAD] })
    await settle()
    expect(await plan()).toMatchObject({ kind: 'no-target' })
  })

  it('that does not exist is said with how to list what does', async () => {
    deployBad()
    await expect(plan({ rollbackTo: { kind: 'revision', revision: 'web:99' } })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('web:99'),
      hint: expect.stringContaining('list-task-definitions'),
    })
  })

  it('that is what runs is refused', async () => {
    deployBad()
    await expect(plan({ rollbackTo: { kind: 'revision', revision: 'web:4' } })).rejects.toMatchObject({
      code: 'refused',
    })
  })

  it('is what was captured, if that had proved itself; its version is then expected', async () => {
    deployBad()
    const service = { service: 'web', taskDefinition: 'web:2', isProven: true, images: [], settings: {} }
    const checks = [{ check: 'health', asked: 10, failed: 0, latenciesMs: [], version: '2' }]
    const capture: Capture = {
      schemaVersion: 1,
      subject: 'ecs',
      takenAt: '',
      state: [service],
      baseline: { checks },
    }
    const arn = 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:2'
    const known = { ...capture, state: [{ ...service, taskDefinition: arn }] }
    expect(ready(await plan({ capture: known }))).toMatchObject({ to: 'web:2', toVersion: '2' })
    const unproven = { ...capture, state: [{ ...service, taskDefinition: arn, isProven: false }] }
    expect(ready(await plan({ capture: unproven }))).toMatchObject({ to: 'web:3' })
  })

  it('that fails as well ends the wait instead of using up its time', async () => {
    bench.world.image('registry.example/web:3', { task: { kind: 'exits', exitCode: 1, afterMs: 1_000 } })
    bench.world.createService({ name: 'web' })
    bench.world.image('registry.example/web:3', { task: { kind: 'exits', exitCode: 1, afterMs: 1_000 } })
    bench.world.deploy('web', BAD)
    await settle()
    const startedAtMs = bench.clock.nowMs()
    await expect(applyPlan()).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('of its tasks failed as well'),
    })
    expect(bench.clock.nowMs() - startedAtMs).toBeLessThan(8 * MINUTE_MS)
  })
})

describe('several services', () => {
  const services = [{ service: 'api' }, { service: 'web' }]

  it('are rolled back in reverse order, and reported one per line', async () => {
    deployBad({ name: 'api' })
    deployBad({ name: 'web' })
    await settle()
    const planned = ready(await plan({ services }))
    expect(planned).toMatchObject({ from: 'api=api:4\nweb=web:4', to: 'api=api:3\nweb=web:3' })
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual(['UpdateService web → web:3', 'UpdateService api → api:3'])
  })

  it('are rolled back all or none: without a target for one, nothing is written', async () => {
    deployBad({ name: 'api' })
    bench.world.createService({ name: 'web', past: [BAD] })
    await settle()
    expect((await plan({ services })).kind).toBe('no-target')
    expect(writes()).toEqual([])
  })

  it('of which somebody else has taken one leave that one alone', async () => {
    deployBad({ name: 'api' })
    deployBad({ name: 'web' })
    bench.world.deploy('web', OTHER)
    await settle()
    const tracked = [
      { service: 'api', taskDefinition: 'api:4' },
      { service: 'web', taskDefinition: 'web:4' },
    ]
    const planned = ready(await plan({ services: tracked }))
    expect(planned.evidence).toContain('left alone: web has been given web:5 by somebody else')
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual(['UpdateService api → api:3'])
  })

  describe('of which one comes back slowly', () => {
    beforeEach(async () => {
      bench.world.image('registry.example/api:3', { startMs: 4 * MINUTE_MS })
      bench.world.createService({ name: 'api' })
      bench.world.createService({ name: 'web' })
      await settle()
      bench.world.deploy('api', BAD)
      bench.world.deploy('web', BAD)
      await settle()
    })

    /** All that is to run is of the target; the rest may still drain. */
    const isBack = (name: string) => {
      const { tasks, deployments } = bench.world.service(name)
      const live = tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
      return live.length === 2 && live.every(({ deployment }) => deployment === deployments[0])
    }

    it('it is followed to its end when somebody takes the other one meanwhile', async () => {
      const planned = ready(await plan({ services }))
      bench.clock.after(20_000, () => bench.world.deploy('web', OTHER))
      const progress: string[] = []
      expect((await planned.apply((text) => progress.push(text), never)).kind).toBe('in-place')
      expect(progress.join('\n')).toContain('left alone: web was given web:5 by somebody else')
      expect(isBack('api')).toBe(true)
      expect(await planned.findNewerDeployment?.(never)).toMatchObject({ by: 'web:5' })
      expect(writes()).toEqual(['UpdateService web → web:3', 'UpdateService api → api:3'])
    })

    it('it is followed to its end when the other one fails, and both are reported', async () => {
      const images = bench.world.ecs.state.images
      images.deleteDigest(images.resolve('registry.example/web:3') ?? '')
      const refused = await applyPlan({ services }).catch((error: unknown) => error)
      expect(refused).toMatchObject({
        code: 'refused',
        message: expect.stringMatching(/^web could not be brought back to web:3: .*; back is: api$/),
      })
      expect(isBack('api')).toBe(true)
    })
  })

  it('of which one is refused after another was begun: that one is followed to its end, and reported', async () => {
    deployBad({ name: 'api' })
    deployBad({ name: 'web' })
    await settle()
    const planned = ready(await plan({ services }))
    bench.world.ecs.faults.deny('UpdateService', { skip: 1 })
    const refused = await planned.apply(() => {}, never).catch((error: unknown) => error)
    expect(refused).toMatchObject({
      code: 'access-denied',
      message: expect.stringMatching(/^AWS denied .*; what was begun before it \(web\): back$/),
      hint: expect.stringContaining('Add ecs:UpdateService'),
    })
    expect(writes()).toEqual(['UpdateService web → web:3'])
    expect(bench.world.service('web').taskDefinitionArn).toMatch(/web:3$/)
  })
})

import { changeService } from '../../../../demo/world/ecs/service-update.ts'
import type { Capture } from '../../../../src/run/capture.ts'
import type { RollbackTo } from '../../../../src/run/rollback-to.ts'
import { ecsRollback } from '../../../../src/targets/ecs/rollback/strategy.ts'
import { ecsCapture } from '../../../../src/targets/ecs/watch/capture-source.ts'
import { KnownGood } from '../../../../src/targets/ecs/watch/known-good.ts'
import { ecsRolloutWatch } from '../../../../src/targets/ecs/watch/rollout-watch.ts'
import { type EcsBench, startEcsBench } from '../../../support/ecs-world.ts'
import { ready } from '../../../support/rollback-contract.ts'

const BAD = 'registry.example/web:bad'
const MINUTE_MS = 60_000
const CRASHES = { task: { kind: 'exits', exitCode: 1, afterMs: 1_000 } } as const
const never = new AbortController().signal

let bench: EcsBench
beforeEach(async () => {
  bench = await startEcsBench()
  bench.world.image(BAD, { http: { status: 500 } })
})
afterEach(() => bench.close())

interface Wish {
  readonly services?: Parameters<EcsBench['watch']>
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
  }
  return await ecsRollback({ ...deps, ...(capture && { capture }) }).plan(never)
}

const named = (revision: string): RollbackTo => ({ kind: 'revision', revision })
const short = (arn: unknown) => String(arn).split('/').at(-1)

const writes = () =>
  bench.world.ecs.writes.map(({ action, input }) =>
    action === 'UpdateService'
      ? `${action} ${input.service} → ${short(input.taskDefinition)}`
      : `${action} ${input.stopType ?? input.family ?? ''}`,
  )

const settle = (durationMs = 10 * MINUTE_MS) => bench.clock.sleep(durationMs, never)

async function takeCapture(...services: Parameters<EcsBench['watch']>): Promise<Capture> {
  const target = await ecsCapture(bench.api, bench.watch(...services)).capture(never)
  return { schemaVersion: 1, subject: 'ecs', takenAt: '', state: target.state }
}

describe('the same task definition, deployed again by force when its tag had been moved', () => {
  const LATEST = 'registry.example/web:latest'
  let good: string

  beforeEach(() => {
    good = bench.world.image(LATEST)
    bench.world.createService({ name: 'web', past: ['registry.example/web:1', LATEST] })
  })

  const deployAgain = () =>
    changeService(bench.world.ecs.state, bench.world.service('web'), { forceNewDeployment: true })

  it('goes back to the image of before under a copy that names its digest', async () => {
    bench.world.image(LATEST, { http: { status: 500 } })
    deployAgain()
    await settle()
    const planned = ready(await plan())
    expect(planned).toMatchObject({ from: 'web:2', to: 'web:2' })
    expect(planned.evidence[0]).toContain('its tag meant another image then')
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual(['RegisterTaskDefinition web', 'UpdateService web → web:3'])
    const running = bench.world.ecs.state.taskDefinitions.get(bench.world.service('web').taskDefinitionArn)
    expect(running.containerDefinitions[0]?.image).toBe(`registry.example/web@${good}`)
  })

  it('in flight, does not take the failed tasks of the bad deployment for those of its target', async () => {
    bench.world.image(LATEST, CRASHES)
    deployAgain()
    // More than enough of them to end a wait for the target.
    await settle(2 * MINUTE_MS)
    const planned = ready(await plan())
    // ECS takes its time: for as long the bad deployment is still the primary one.
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual(['StopServiceDeployment ROLLBACK'])
  })

  it('in flight, leaves it to ECS to restore the image that it recorded', async () => {
    bench.world.image(LATEST, CRASHES)
    deployAgain()
    await settle(30_000)
    expect((await ready(await plan()).apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual(['StopServiceDeployment ROLLBACK'])
    const running = bench.world.service('web').tasks.filter((task) => task.desiredStatus === 'RUNNING')
    expect(running.map((task) => task.image?.digest)).toEqual([good, good])
  })

  it('finds the image of before by the capture too', async () => {
    const capture = await takeCapture({ service: 'web' })
    bench.world.image(LATEST, CRASHES)
    deployAgain()
    await settle(30_000)
    expect((await ready(await plan({ capture })).apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual(['StopServiceDeployment ROLLBACK'])
  })

  it('finds that the tag was moved by the definitions, where the history gives no answer', async () => {
    const capture = await takeCapture({ service: 'web' })
    bench.world.image(LATEST, { http: { status: 500 } })
    const { taskDefinitionArn } = bench.world.deploy('web', LATEST)
    await settle()
    bench.world.ecs.faults.fail('ListServiceDeployments', 'ServerException')
    const services = [{ service: 'web', taskDefinition: taskDefinitionArn }]
    expect((await ready(await plan({ capture, services })).apply(() => {}, never)).kind).toBe('in-place')
    const running = bench.world.ecs.state.taskDefinitions.get(bench.world.service('web').taskDefinitionArn)
    expect(running.containerDefinitions[0]?.image).toBe(`registry.example/web@${good}`)
  })

  it('is refused where no copy can be made, rather than changed into nothing', async () => {
    bench.world.image(LATEST, { http: { status: 500 } })
    deployAgain()
    await settle()
    bench.world.ecs.faults.deny('DescribeTaskDefinition')
    await expect(plan()).rejects.toMatchObject({
      code: 'access-denied',
      hint: expect.stringContaining('ecs:DescribeTaskDefinition'),
    })
  })

  it('with the same image goes back further', async () => {
    deployAgain()
    await settle()
    expect(ready(await plan())).toMatchObject({ from: 'web:2', to: 'web:1' })
  })
})

describe('a deploy that did not change the service', () => {
  it('has nothing to be put back', async () => {
    bench.world.createService({ name: 'web' })
    const capture = await takeCapture({ service: 'web' })
    expect(await plan({ capture })).toEqual({
      kind: 'not-deployed',
      reason: 'web has been given nothing since the capture, it runs web:3 as it did then',
    })
  })

  it('is not rolled back for what ECS had rolled back before the capture', async () => {
    const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } }
    bench.world.image(BAD, CRASHES)
    bench.world.createService({ name: 'web', deploymentConfiguration: breaker })
    bench.world.deploy('web', BAD)
    await settle()
    const capture = await takeCapture({ service: 'web' })
    const { api, clock } = bench
    const watched = bench.watch({ service: 'web' })
    const look = await ecsRolloutWatch(api, watched, clock).poll(never)
    expect(look.services[0]?.state.kind).toBe('rolled-back')
    const deps = {
      api,
      watched,
      clock,
      capture,
      pollIntervalMs: 5_000,
      rollbackTimeoutMs: 900_000,
      retries: 3,
    }
    expect(await ecsRollback({ ...deps, rollbackTo: { kind: 'previous' } }).plan(never)).toEqual({
      kind: 'not-deployed',
      reason: 'web has been given nothing since the capture, it runs web:3 as it did then',
    })
  })

  it('has nothing to be put back either where a guard has a number of versions to go back', async () => {
    bench.world.createService({ name: 'web' })
    const capture = await takeCapture({ service: 'web' })
    expect(await plan({ capture, rollbackTo: { kind: 'back', count: 2 } })).toMatchObject({
      kind: 'not-deployed',
    })
  })

  it('leaves that service alone while others are rolled back', async () => {
    bench.world.createService({ name: 'api' })
    bench.world.createService({ name: 'web' })
    const services: Parameters<EcsBench['watch']> = [{ service: 'api' }, { service: 'web' }]
    const capture = await takeCapture(...services)
    bench.world.deploy('web', BAD)
    await settle()
    const planned = ready(await plan({ services, capture }))
    expect(planned).toMatchObject({ from: 'web=web:4', to: 'web=web:3' })
    expect(planned.evidence.at(-1)).toContain('left alone: api has been given nothing')
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual(['UpdateService web → web:3'])
  })
})

describe('what rollback-to names', () => {
  it.each([
    { what: 'another family', revision: 'api:2', code: 'refused', says: 'has only ever run web' },
    {
      what: 'a service revision that is not on record',
      revision: 'arn:aws:ecs:us-east-1:123456789012:service-revision/prod/web/1234567890',
      code: 'not-found',
      says: 'not on record',
    },
    {
      what: 'a service revision of another service',
      revision: 'arn:aws:ecs:us-east-1:123456789012:service-revision/prod/api/1234567890',
      code: 'refused',
      says: 'no revision of web',
    },
  ])('is refused when it is $what', async ({ revision, code, says }) => {
    bench.world.createService({ name: 'api' })
    bench.world.createService({ name: 'web' })
    bench.world.deploy('web', BAD)
    await expect(plan({ rollbackTo: named(revision) })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(says),
    })
  })

  it('is found however old the service revision is', async () => {
    const past = Array.from({ length: 25 }, (_, index) => `registry.example/web:${index + 1}`)
    const service = bench.world.createService({ name: 'web', past })
    bench.world.deploy('web', BAD)
    await settle()
    const planned = ready(await plan({ rollbackTo: named(service.revisions[0]?.arn ?? '') }))
    expect(planned).toMatchObject({ from: 'web:26', to: 'web:1' })
  })
})

it('looks further back than the newest deployments when none of them was good', async () => {
  const failed = Array.from({ length: 25 }, (_, index) => ({
    image: `registry.example/web:f${index}`,
    status: 'ROLLBACK_FAILED' as const,
  }))
  bench.world.createService({ name: 'web', past: ['registry.example/web:1', ...failed] })
  bench.world.deploy('web', BAD)
  await settle()
  expect(ready(await plan())).toMatchObject({ to: 'web:1' })
})

describe('a task definition of the past that has been deleted', () => {
  const forget = (name: string) =>
    bench.world.ecs.faults.fail('DescribeTaskDefinition', 'ClientException', {
      message: 'Unable to describe task definition.',
      when: ({ taskDefinition }) => short(taskDefinition) === name,
    })

  const deployBadAfter = async (...past: string[]) => {
    bench.world.createService({ name: 'web', past })
    bench.world.deploy('web', BAD)
    await settle()
  }

  it('stands in nobody’s way when it only ran the same images as the failing one', async () => {
    await deployBadAfter(BAD, 'registry.example/web:2')
    forget('web:1')
    expect(ready(await plan())).toMatchObject({ from: 'web:3', to: 'web:2' })
  })

  it('is not silently replaced by something older when it is the target', async () => {
    await deployBadAfter('registry.example/web:1', 'registry.example/web:2')
    forget('web:2')
    await expect(plan()).rejects.toMatchObject({ code: 'not-found' })
  })

  it('hides nothing of what is remembered of the others', async () => {
    await deployBadAfter('registry.example/web:1', 'registry.example/web:2')
    forget('web:2')
    const warnings: string[] = []
    const finder = () => ({ at: '2026-01-05T10:00:00Z', commit: '', runUrl: '' })
    const knownGood = new KnownGood(bench.api, (text) => warnings.push(text), finder)
    const names = ['web:2', 'web:1'].map(
      (name) => `arn:aws:ecs:us-east-1:123456789012:task-definition/${name}`,
    )
    await knownGood.tag(names[1] ?? '', 'bad', never)
    expect([...(await knownGood.recall(names, { untilVerified: true }, never)).values()]).toEqual(['bad'])
    expect(warnings).toEqual([])
  })
})

it('does not take throttling for an empty history', async () => {
  bench.world.createService({ name: 'web' })
  bench.world.deploy('web', BAD)
  await settle()
  bench.world.ecs.faults.throttle('ListServiceDeployments', { times: 4 })
  expect(ready(await plan())).toMatchObject({ to: 'web:3' })
})

describe('an order while ECS rolls back by itself, which does not say what was deployed', () => {
  beforeEach(async () => {
    const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } }
    bench.world.image(BAD, CRASHES)
    bench.world.createService({ name: 'web', deploymentConfiguration: breaker })
    bench.world.deploy('web', BAD)
    const isRollingBack = () =>
      bench.world.service('web').serviceDeployments.at(-1)?.status === 'ROLLBACK_IN_PROGRESS'
    while (!isRollingBack()) await settle(500)
  })

  it('follows it, rather than going one further back from where it goes', async () => {
    const planned = ready(await plan())
    expect(planned).toMatchObject({ from: 'web:4', to: 'web:3', actor: 'platform' })
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual([])
    expect(short(bench.world.service('web').taskDefinitionArn)).toBe('web:3')
  })

  it('goes to the revision that is named', async () => {
    expect((await ready(await plan({ rollbackTo: named('web:2') })).apply(() => {}, never)).kind).toBe(
      'in-place',
    )
    expect(writes()).toEqual(['UpdateService web → web:2'])
  })

  it('goes one back from what runs once ECS is done', async () => {
    await settle()
    expect(ready(await plan())).toMatchObject({ from: 'web:3', to: 'web:2', actor: 'us' })
  })
})

describe('ECS that ends otherwise than it began', () => {
  it('a deployment that completes before the stop takes effect is rolled back by an update', async () => {
    bench.world.createService({ name: 'web' })
    bench.world.deploy('web', BAD)
    const isSettled = () => bench.world.service('web').deployments[0]?.settledSinceMs !== undefined
    while (!isSettled()) await settle(500)
    await settle(1_500)
    const progress: string[] = []
    const result = await ready(await plan()).apply((text) => progress.push(text), never)
    expect(result.kind).toBe('in-place')
    expect(progress.join('\n')).toContain('deciding again')
    expect(writes()).toEqual(['StopServiceDeployment ROLLBACK', 'UpdateService web → web:3'])
    expect(short(bench.world.service('web').taskDefinitionArn)).toBe('web:3')
  })

  it('a target that ECS itself rolls back again ends the wait, in ECS’s own words', async () => {
    const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } }
    bench.world.createService({ name: 'web', deploymentConfiguration: breaker })
    bench.world.deploy('web', BAD)
    await settle()
    const images = bench.world.ecs.state.images
    images.deleteDigest(images.resolve('registry.example/web:3') ?? '')
    const { api, clock } = bench
    const deps = {
      api,
      clock,
      watched: bench.watch({ service: 'web' }),
      pollIntervalMs: 5_000,
      rollbackTimeoutMs: 900_000,
      retries: 99,
    }
    const planned = ready(await ecsRollback({ ...deps, rollbackTo: { kind: 'previous' } }).plan(never))
    const limit = new AbortController()
    clock.after(30 * MINUTE_MS, () => limit.abort(new Error('it waited on')))
    await expect(planned.apply(() => {}, limit.signal)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(
        /^web could not be brought back to web:3: ECS rolled it back: .*circuit breaker/,
      ),
    })
  })

  it('a rollback that a person has just asked ECS for is followed before ECS says where it goes', async () => {
    bench.world.createService({ name: 'web' })
    bench.world.deploy('web', BAD)
    const { StopServiceDeploymentCommand } = bench.api.sdk
    const serviceDeploymentArn = bench.world.service('web').serviceDeployments.at(-1)?.arn
    const stop = new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' })
    await bench.api.call('ecs:Stop by hand', (client) => client.send(stop), never)
    bench.world.ecs.calls.length = 0
    expect(bench.world.service('web').serviceDeployments.at(-1)?.status).toBe('ROLLBACK_REQUESTED')
    const planned = ready(await plan({ services: [{ service: 'web', taskDefinition: 'web:4' }] }))
    expect(planned).toMatchObject({ from: 'web:4', to: 'web:3', actor: 'platform' })
    expect(await planned.apply(() => {}, never)).toEqual({ kind: 'in-place' })
    expect(writes()).toEqual([])
  })

  it('a rollback of its own that failed gives way to the revision that a person names', async () => {
    const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } }
    // The old tasks go first: those that still ran would simply be kept.
    const oldTasksFirst = { minimumHealthyPercent: 0, maximumPercent: 100 }
    bench.world.image('registry.example/web:3', CRASHES)
    bench.world.createService({ name: 'web', deploymentConfiguration: { ...breaker, ...oldTasksFirst } })
    bench.world.image(BAD, CRASHES)
    bench.world.deploy('web', BAD)
    await settle(60 * MINUTE_MS)
    expect(bench.world.service('web').serviceDeployments.at(-1)?.status).toBe('ROLLBACK_FAILED')
    bench.world.ecs.quirks.describeLagMs = 8_000
    const services: Parameters<EcsBench['watch']> = [{ service: 'web', taskDefinition: 'web:4' }]
    const planned = ready(await plan({ services, rollbackTo: named('web:2') }))
    expect((await planned.apply(() => {}, never)).kind).toBe('in-place')
    expect(writes()).toEqual(['UpdateService web → web:2'])
    await expect(plan({ services })).resolves.toMatchObject({ kind: 'superseded' })
  })
})

it('of several services, one that somebody takes between plan and write is left alone', async () => {
  for (const name of ['api', 'web']) {
    bench.world.createService({ name })
    bench.world.deploy(name, BAD)
  }
  await settle()
  const planned = ready(await plan({ services: [{ service: 'api' }, { service: 'web' }] }))
  bench.world.deploy('api', 'registry.example/api:1')
  const progress: string[] = []
  expect((await planned.apply((text) => progress.push(text), never)).kind).toBe('in-place')
  expect(progress.join('\n')).toContain('left alone: api has been given api:5')
  expect(writes()).toEqual(['UpdateService web → web:3'])
})

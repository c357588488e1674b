import type { Observation } from '../../../../src/health/observation.ts'
import type { HealthProbe } from '../../../../src/health/probe.ts'
import type { EcsServiceConfig } from '../../../../src/targets/ecs/ecs-config.ts'
import { serviceProbe } from '../../../../src/targets/ecs/watch/service-probe.ts'
import { type EcsBench, startEcsBench } from '../../../support/ecs-world.ts'

const NEW = 'registry.example/web:4'
const MINUTE_MS = 60_000
const never = new AbortController().signal

let bench: EcsBench
beforeEach(async () => {
  bench = await startEcsBench()
})
afterEach(() => bench.close())

function probeOf(...services: EcsServiceConfig[]): HealthProbe {
  const { api, clock, warnings } = bench
  const warn = (text: string, hint = '') => void warnings.push(`${text} ${hint}`.trim())
  return serviceProbe(api, bench.watch(...services), { clock, warn })
}

async function look(probe: HealthProbe): Promise<Pick<Observation, 'result' | 'reason'>> {
  const { result, reason } = await probe.probe({ kind: 'any' }, never)
  return reason === undefined ? { result } : { result, reason }
}

const pass = (ms: number) => bench.clock.sleep(ms, never)

function callsOf(): string[] {
  const { ecs, loadBalancing } = bench.world
  return [...ecs.calls, ...loadBalancing.calls].map(({ action }) => action)
}

function forgetCalls(): void {
  bench.world.ecs.calls.length = 0
  bench.world.loadBalancing.calls.length = 0
}

describe('a service whose address cannot be reached', () => {
  it('passes while its tasks run, and its containers and targets are healthy', async () => {
    bench.world.createService({ name: 'web' })
    expect(await look(probeOf({ service: 'web' }))).toEqual({ result: 'pass' })
    expect(bench.warnings).toEqual([])
  })

  it('fails when targets are unhealthy, with how many, where and why', async () => {
    bench.world.createService({ name: 'web', desiredCount: 3, healthCheckGracePeriodSeconds: 3_600 })
    bench.world.image(NEW, {
      task: (ordinal) =>
        ordinal === 0
          ? { kind: 'runs' }
          : { kind: 'fails-elb-health-checks', afterMs: 5 * MINUTE_MS, reason: 'codes: [502]' },
    })
    bench.world.deploy('web', NEW)
    await pass(20 * MINUTE_MS)
    expect(await look(probeOf({ service: 'web' }))).toEqual({
      result: 'fail',
      reason: '2 of 3 targets of targetgroup/web are unhealthy: Target.ResponseCodeMismatch (codes: [502])',
    })
  })

  it('fails when a container says that it is unhealthy', async () => {
    bench.world.createService({ name: 'web', loadBalanced: false, healthCheckGracePeriodSeconds: 3_600 })
    bench.world.image(NEW, { task: { kind: 'fails-container-health-checks', afterMs: 5 * MINUTE_MS } })
    bench.world.deploy('web', NEW)
    await pass(20 * MINUTE_MS)
    expect(await look(probeOf({ service: 'web' }))).toEqual({
      result: 'fail',
      reason: expect.stringMatching(
        /^2 of 2 tasks of web:4 fail their container health check, such as task [0-9a-f]{32}$/,
      ),
    })
  })

  it('has no opinion of containers without a health check', async () => {
    bench.world.createService({ name: 'web', containerHealthCheck: false })
    expect(await look(probeOf({ service: 'web' }))).toEqual({ result: 'pass' })
  })

  it('is not failing for what a rollout has not brought up yet, as long as something serves', async () => {
    bench.world.createService({ name: 'web' })
    bench.world.image(NEW, { startMs: 3 * MINUTE_MS })
    bench.world.deploy('web', NEW)
    await pass(MINUTE_MS)
    expect(await look(probeOf({ service: 'web' }))).toEqual({
      result: 'nodata',
      reason: 'web runs 0 of 2 tasks of web:4, while the rollout runs',
    })
  })

  const ALL_AT_ONCE = { minimumHealthyPercent: 0, maximumPercent: 100 }

  it('is not failing while a rollout that replaces all tasks at once still starts the new ones', async () => {
    bench.world.createService({ name: 'web', deploymentConfiguration: ALL_AT_ONCE })
    bench.world.image(NEW, { startMs: 10 * MINUTE_MS })
    bench.world.deploy('web', NEW)
    await pass(5 * MINUTE_MS)
    expect(await look(probeOf({ service: 'web' }))).toEqual({
      result: 'nodata',
      reason: 'web runs 0 of 2 tasks of web:4, while the rollout runs',
    })
  })

  it('fails when nothing serves since the new tasks exit, rollout or not', async () => {
    bench.world.createService({ name: 'web', deploymentConfiguration: ALL_AT_ONCE })
    bench.world.image(NEW, { task: { kind: 'exits', exitCode: 3, afterMs: 1_000 } })
    bench.world.deploy('web', NEW)
    const probe = probeOf({ service: 'web' })
    while (bench.world.service('web').tasks.some(({ lastStatus }) => lastStatus === 'RUNNING'))
      await pass(500)
    while ((await look(probe)).result !== 'fail') await pass(500)
    expect(await look(probe)).toEqual({
      result: 'fail',
      reason: 'web runs 0 of 2 tasks of web:4: Essential container in task exited (web: exit code 3)',
    })
  })

  it.each(['spot', 'infrastructure-health', 'maintenance'] as const)(
    'is not failing while the replacements of tasks start that AWS took away: %s',
    async (by) => {
      bench.world.createService({ name: 'web' })
      const probe = probeOf({ service: 'web' })
      bench.world.interrupt('web', by, 2)
      for (let seconds = 0; seconds < 300; seconds += 5) {
        expect((await look(probe)).result).not.toBe('fail')
        await pass(5_000)
      }
      expect(await look(probe)).toEqual({ result: 'pass' })
    },
  )

  it.each(['CODE_DEPLOY', 'EXTERNAL'] as const)(
    'is judged by its %s task set that takes the traffic',
    async (controller) => {
      bench.world.createService({ name: 'web', controller })
      expect(await look(probeOf({ service: 'web' }))).toEqual({ result: 'pass' })
    },
  )
})

describe('what may not be read', () => {
  it.each([
    ['ecs', 'ListTasks', 'the health of containers does not count'],
    ['ecs', 'DescribeTasks', 'the health of containers does not count'],
    ['loadBalancing', 'DescribeTargetHealth', 'the health of targets does not count'],
  ] as const)('%s:%s disables only itself, and is reported once', async (service, action, loss) => {
    bench.world.createService({ name: 'web' })
    bench.world[service].faults.deny(action)
    const probe = probeOf({ service: 'web' })
    expect(await look(probe)).toEqual({ result: 'pass' })
    expect(await look(probe)).toEqual({ result: 'pass' })
    expect(bench.warnings).toEqual([expect.stringContaining(loss)])
    expect(bench.warnings[0]).toContain(`:${action}`)
    expect(callsOf().filter((call) => call === action)).toHaveLength(1)
  })

  it('is an error when it is only throttled: silence is no health', async () => {
    bench.world.createService({ name: 'web' })
    bench.world.loadBalancing.faults.throttle('DescribeTargetHealth', { times: 3 })
    const probe = probeOf({ service: 'web' })
    expect(await look(probe)).toMatchObject({ result: 'error', reason: expect.stringContaining('throttles') })
    expect(await look(probe)).toEqual({ result: 'pass' })
    expect(bench.warnings).toEqual([])
  })

  it('leaves running tasks as the evidence', async () => {
    bench.world.createService({ name: 'web', loadBalanced: false })
    bench.world.ecs.faults.deny('ListTasks')
    bench.world.image(NEW, { task: { kind: 'exits', exitCode: 1, afterMs: 10 * MINUTE_MS } })
    bench.world.deploy('web', NEW)
    const probe = probeOf({ service: 'web' })
    await pass(9 * MINUTE_MS)
    expect(await look(probe)).toEqual({ result: 'pass' })
    await pass(80_000)
    expect(await look(probe)).toEqual({ result: 'fail', reason: 'web runs 0 of 2 tasks of web:4' })
  })
})

describe('the number of calls', () => {
  const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']

  it('is one for all services, one for all tasks, and one for each target group', async () => {
    for (const name of NAMES) bench.world.createService({ name })
    const probe = probeOf(...NAMES.map((service) => ({ service })))
    await look(probe)
    await pass(5_000)
    forgetCalls()
    expect(await look(probe)).toEqual({ result: 'pass' })
    expect(callsOf().toSorted()).toEqual([
      'DescribeServices',
      ...NAMES.map(() => 'DescribeTargetHealth'),
      'DescribeTasks',
    ])
  })

  it('grows by a list only for a service in which something has happened', async () => {
    for (const name of ['web', 'worker']) bench.world.createService({ name })
    const probe = probeOf({ service: 'web' }, { service: 'worker' })
    await look(probe)
    bench.world.image(NEW)
    bench.world.deploy('web', NEW)
    await pass(20_000)
    forgetCalls()
    await look(probe)
    expect(bench.world.ecs.calls.filter(({ action }) => action === 'ListTasks')).toMatchObject([
      { input: { serviceName: 'web' } },
    ])
  })
})

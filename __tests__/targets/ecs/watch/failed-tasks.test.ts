import type { FailedTask } from '../../../../src/health/rollout.ts'
import { ecsRolloutWatch } from '../../../../src/targets/ecs/watch/rollout-watch.ts'
import { type EcsBench, startEcsBench } from '../../../support/ecs-world.ts'

const NEW = 'registry.example/web:4'
const MINUTE_MS = 60_000
const never = new AbortController().signal

let bench: EcsBench
beforeEach(async () => {
  bench = await startEcsBench()
})
afterEach(() => bench.close())

/** Deploys, polls every ten seconds, and answers each failed task once. */
async function watchFor(durationMs: number, during: () => void = () => {}): Promise<FailedTask[]> {
  const { taskDefinitionArn } = bench.world.deploy('web', NEW)
  const watch = ecsRolloutWatch(
    bench.api,
    bench.watch({ service: 'web', taskDefinition: taskDefinitionArn }),
    bench.clock,
  )
  const failed = new Map<string, FailedTask>()
  bench.world.after(3 * MINUTE_MS, during)
  for (let atMs = 0; atMs < durationMs; atMs += 10_000) {
    const state = (await watch.poll(never)).services[0]?.state
    if (state?.kind === 'in-progress' || state?.kind === 'complete')
      for (const task of state.failedTasks) failed.set(task.id, task)
    await bench.clock.sleep(10_000, never)
  }
  return [...failed.values()]
}

const reasons = (failed: readonly FailedTask[]) => [...new Set(failed.map(({ reason }) => reason))]
const rolloutState = () => bench.world.service('web').deployments[0]?.rolloutState

describe('a failed task', () => {
  it('counts once, though service events report it too', async () => {
    const reason = 'unable to pull secrets or registry auth: the service call timed out'
    bench.world.image(NEW, {
      task: (ordinal) => (ordinal < 2 ? { kind: 'cannot-initialize', reason } : { kind: 'runs' }),
    })
    bench.world.createService({ name: 'web' })
    const failed = await watchFor(10 * MINUTE_MS)
    expect(failed).toHaveLength(2)
    expect(rolloutState()).toBe('COMPLETED')
  })

  it.each(['fails-elb-health-checks', 'fails-container-health-checks'] as const)(
    'is one that %s',
    async (kind) => {
      bench.world.image(NEW, { task: { kind } })
      bench.world.createService({ name: 'web' })
      expect((await watchFor(10 * MINUTE_MS)).length).toBeGreaterThan(2)
    },
  )
})

describe('what is no failed task', () => {
  it.each(['spot', 'infrastructure-health', 'maintenance'] as const)(
    'a task on Fargate lost to: %s',
    async (by) => {
      bench.world.image(NEW)
      bench.world.createService({ name: 'web', desiredCount: 4 })
      const failed = await watchFor(15 * MINUTE_MS, () => bench.world.interrupt('web', by, 4))
      expect(failed).toEqual([])
    },
  )

  it.each(['draining', 'host-terminated'] as const)('a task on instances lost to: %s', async (by) => {
    bench.world.image(NEW)
    bench.world.createService({ name: 'web', desiredCount: 3, capacity: { kind: 'EC2', instances: 4 } })
    const failed = await watchFor(15 * MINUTE_MS, () => bench.world.interrupt('web', by, 3))
    expect(failed).toEqual([])
  })

  it('one that waits for room while a rollout goes on and completes', async () => {
    bench.world.image(NEW, {
      task: (ordinal) =>
        ordinal < 3 ? { kind: 'cannot-place', reason: `no room ${ordinal}` } : { kind: 'runs' },
    })
    bench.world.createService({ name: 'web' })
    expect(await watchFor(20 * MINUTE_MS)).toEqual([])
    expect(rolloutState()).toBe('COMPLETED')
  })

  it('one that waits for a port that an older task has', async () => {
    bench.world.image(NEW)
    bench.world.createService({
      name: 'web',
      desiredCount: 3,
      capacity: { kind: 'EC2', instances: 3, hostPort: 8080 },
      deploymentConfiguration: { minimumHealthyPercent: 60, maximumPercent: 200 },
    })
    expect(await watchFor(30 * MINUTE_MS)).toEqual([])
    expect(rolloutState()).toBe('COMPLETED')
  })

  it('a replacement of an old task that finds no room while the new version rolls out', async () => {
    bench.world.image(NEW, { startMs: 2 * MINUTE_MS })
    bench.world.createService({ name: 'web', desiredCount: 3, capacity: { kind: 'EC2', instances: 3 } })
    bench.world.after(30_000, () => bench.world.interrupt('web', 'host-terminated', 3))
    expect(await watchFor(10 * MINUTE_MS)).toEqual([])
  })
})

describe('a task whose init container fails', () => {
  const INIT = 'registry.example/migrate:1'
  beforeEach(() => {
    bench.world.image(INIT, { task: { kind: 'exits', exitCode: 1, afterMs: 10_000 } })
    bench.world.image(NEW)
  })
  const BLOCKED = 'Task cannot start: other containers wait for init (init: exit code 1)'

  it('has failed, though it stays PENDING', async () => {
    bench.world.createService({ name: 'web', init: { image: INIT } })
    const failed = await watchFor(8 * MINUTE_MS)
    expect(failed).toHaveLength(2)
    expect(reasons(failed)).toEqual([BLOCKED])
  })

  it('has failed once, where the agent stops it', async () => {
    bench.world.ecs.quirks.failedInitStopsTask = true
    bench.world.createService({ name: 'web', init: { image: INIT } })
    const failed = await watchFor(2 * MINUTE_MS)
    expect(failed.length).toBeGreaterThan(1)
    for (const { reason } of failed)
      expect(reason).toMatch(/^Essential container in task exited \(init: exit code 1/)
  })

  it('has not failed where the others only wait for its end', async () => {
    bench.world.createService({ name: 'web', init: { image: INIT, condition: 'COMPLETE' } })
    expect(await watchFor(10 * MINUTE_MS)).toEqual([])
    expect(rolloutState()).toBe('COMPLETED')
  })

  it('is not counted where the task definition may not be read, and that is reported once', async () => {
    bench.world.ecs.faults.deny('DescribeTaskDefinition')
    bench.world.createService({ name: 'web', init: { image: INIT } })
    expect(await watchFor(10 * MINUTE_MS)).toEqual([])
    expect(bench.warnings).toEqual([expect.stringContaining('Add ecs:DescribeTaskDefinition')])
  })

  it('costs few calls while tasks are slow to start', async () => {
    bench.world.image(NEW, { startMs: 20 * MINUTE_MS })
    bench.world.createService({ name: 'web' })
    bench.world.ecs.calls.length = 0
    expect(await watchFor(18 * MINUTE_MS)).toEqual([])
    const lists = bench.world.ecs.calls.filter(({ action }) => action === 'ListTasks')
    expect(lists.length).toBeLessThan(10)
  })
})

describe.each(['ListTasks', 'DescribeTasks'])('without ecs:%s', (action) => {
  beforeEach(() => bench.world.ecs.faults.deny(action))

  it('the failed tasks that ECS counts are counted, with what cannot be read and the permission', async () => {
    bench.world.image(NEW, { task: { kind: 'cannot-initialize', reason: 'no such secret' } })
    bench.world.createService({ name: 'web' })
    const failed = await watchFor(5 * MINUTE_MS)
    expect(failed.length).toBeGreaterThan(2)
    expect(reasons(failed)).toEqual([expect.stringMatching(/^ECS counted it; the reason cannot be read: /)])
    expect(reasons(failed)[0]).toContain(`Add ecs:${action}`)
    expect(bench.warnings).toHaveLength(1)
  })

  it('a task without room is counted by ECS too, and so nothing is', async () => {
    bench.world.image(NEW, { task: { kind: 'cannot-place' } })
    bench.world.createService({ name: 'web' })
    expect(await watchFor(15 * MINUTE_MS)).toEqual([])
  })

  it('tasks that AWS takes away are no failures', async () => {
    bench.world.image(NEW)
    bench.world.createService({ name: 'web', desiredCount: 4 })
    expect(await watchFor(15 * MINUTE_MS, () => bench.world.interrupt('web', 'spot', 4))).toEqual([])
  })
})

describe('what keeps a task PENDING is what blocks the rollout', () => {
  async function blockingAfter(durationMs: number) {
    const { taskDefinitionArn } = bench.world.deploy('web', NEW)
    const services = bench.watch({ service: 'web', taskDefinition: taskDefinitionArn })
    const watch = ecsRolloutWatch(bench.api, services, bench.clock)
    let text: string | undefined
    for (let atMs = 0; atMs < durationMs; atMs += 10_000) {
      const state = (await watch.poll(never)).services[0]?.state
      text = state?.kind === 'in-progress' ? state.blocking?.text : undefined
      await bench.clock.sleep(10_000, never)
    }
    return text
  }

  it('an image that has not come', async () => {
    bench.world.image(NEW, { startMs: 20 * MINUTE_MS })
    bench.world.createService({ name: 'web' })
    expect(await blockingAfter(5 * MINUTE_MS)).toBe(
      '2 tasks are PENDING (web is PENDING and has no image yet)',
    )
  })

  it('an init container that failed, also where the task definition may not be read', async () => {
    const init = 'registry.example/migrate:1'
    bench.world.image(init, { task: { kind: 'exits', exitCode: 1, afterMs: 10_000 } })
    bench.world.image(NEW)
    bench.world.ecs.faults.deny('DescribeTaskDefinition')
    bench.world.createService({ name: 'web', init: { image: init } })
    expect(await blockingAfter(5 * MINUTE_MS)).toContain(
      '2 tasks are PENDING (init ended with exit code 1; web is',
    )
  })

  it('nothing, once they run', async () => {
    bench.world.image(NEW, { startMs: 3 * MINUTE_MS })
    bench.world.createService({ name: 'web' })
    expect(await blockingAfter(6 * MINUTE_MS)).toBeUndefined()
  })
})

import { findCrashLine } from '../../../../src/report/summary/crash-line.ts'
import { ecsDiagnostics } from '../../../../src/targets/ecs/watch/diagnostics.ts'
import { ecsRolloutWatch } from '../../../../src/targets/ecs/watch/rollout-watch.ts'
import { type EcsBench, startEcsBench } from '../../../support/ecs-world.ts'

const BAD = 'registry.example/web:bad'
const never = new AbortController().signal

let bench: EcsBench
beforeEach(async () => {
  bench = await startEcsBench()
  bench.world.image(BAD, { task: { kind: 'exits', exitCode: 3, afterMs: 1_000 }, log: ['no DATABASE_URL'] })
  bench.world.createService({ name: 'web' })
  bench.world.deploy('web', BAD)
})
afterEach(() => bench.close())

async function explain() {
  const watched = bench.watch({ service: 'web' })
  for (let looks = 0; looks < 12; looks += 1) {
    await ecsRolloutWatch(bench.api, watched, bench.clock).poll(never)
    await bench.clock.sleep(5_000, never)
  }
  const warnings: string[] = []
  const warn = (text: string, hint = '') => warnings.push(`${text} ${hint}`)
  const found = await ecsDiagnostics(bench.api, watched, warn).diagnose(never)
  return { found, titles: found.map(({ title }) => title), warnings }
}

it('reports why the tasks stopped, and the last lines of their log', async () => {
  const { found, warnings } = await explain()
  expect(found).toMatchObject([
    { title: 'Stopped tasks of web:4', lines: [expect.stringContaining('exit code 3')] },
    { title: 'Deployment of web:4 as ECS records it' },
    { title: 'Last log lines of web in a failed task of web:4', lines: ['no DATABASE_URL'] },
  ])
  expect(warnings).toEqual([])
})

it('reads the log of a task that alone has failed', async () => {
  const task = (ordinal: number) =>
    ordinal === 0 ? ({ kind: 'exits', exitCode: 3, afterMs: 1_000 } as const) : ({ kind: 'runs' } as const)
  bench.world.image('registry.example/web:once', { task, log: ['no DATABASE_URL'] })
  bench.world.deploy('web', 'registry.example/web:once')
  const { found } = await explain()
  expect(found.at(-1)).toMatchObject({
    title: 'Last log lines of web in a failed task of web:5',
    lines: ['no DATABASE_URL'],
  })
})

it('reads the log of another task if the first one has none', async () => {
  const task = (ordinal: number) =>
    ordinal > 0
      ? ({ kind: 'exits', exitCode: 3, afterMs: 1_000 } as const)
      : ({ kind: 'cannot-pull' } as const)
  bench.world.image('registry.example/web:mixed', { task, log: ['no DATABASE_URL'] })
  bench.world.deploy('web', 'registry.example/web:mixed')
  const { found } = await explain()
  expect(found.at(-1)).toMatchObject({ lines: ['no DATABASE_URL'] })
})

it('finds the cause above a stack that is longer than what is shown', async () => {
  const frames = Array.from({ length: 120 }, (_, line) => `\tat com.example.Pool.open(Pool.java:${line})`)
  const log = ['starting', 'java.lang.IllegalStateException: no pool', ...frames]
  bench.world.image('registry.example/web:deep', {
    task: { kind: 'exits', exitCode: 3, afterMs: 1_000 },
    log,
  })
  bench.world.deploy('web', 'registry.example/web:deep')
  const { found } = await explain()
  const lines = found.at(-1)?.lines ?? []
  expect(lines).toHaveLength(20)
  expect(lines.slice(0, 3)).toEqual([log[1], frames[0], '… 102 lines …'])
  expect(lines.at(-1)).toBe(frames.at(-1))
  expect(findCrashLine(lines)).toBe('java.lang.IllegalStateException: no pool')
})

it.each([
  { denied: 'DescribeTaskDefinition', costs: 'Last log lines of web in a failed task of web:4' },
  { denied: 'ListServiceDeployments', costs: 'Deployment of web:4 as ECS records it' },
  { denied: 'ListTasks', costs: /task/ },
])('without ecs:$denied reports all that does not need it', async ({ denied, costs }) => {
  const { titles: all } = await explain()
  bench.world.ecs.faults.deny(denied)
  const { titles, warnings } = await explain()
  expect(titles).toEqual(all.filter((title) => title.search(costs) < 0))
  expect([...warnings, ...bench.warnings].join('\n')).toContain(`Add ecs:${denied}`)
})

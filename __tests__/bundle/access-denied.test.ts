import type { ImageBehaviour } from '../../demo/world/images.ts'
import { deploy, play } from './play.ts'

const ANSWERS_500: ImageBehaviour = { http: { status: 500 } }
const CRASHES: ImageBehaviour = { task: { kind: 'exits', exitCode: 1, afterMs: 4_000 } }

/** What a missing permission leaves possible: never more than the evidence allows, and never a crash. */
const CASES = [
  { denied: 'DescribeServices', image: ANSWERS_500, result: 'inconclusive', writes: [] },
  { denied: 'ListServiceDeployments', image: ANSWERS_500, result: 'no-target', writes: [] },
  { denied: 'DescribeServiceDeployments', image: ANSWERS_500, result: 'no-target', writes: [] },
  { denied: 'DescribeServiceRevisions', image: ANSWERS_500, result: 'no-target', writes: [] },
  {
    denied: 'DescribeTaskDefinition',
    image: ANSWERS_500,
    result: 'rolled-back',
    writes: ['UpdateService web → web:3'],
  },
  { denied: 'UpdateService', image: ANSWERS_500, result: 'rollback-failed', writes: [] },
  { denied: 'ListTasks', image: CRASHES, result: 'rolled-back', writes: ['StopServiceDeployment ROLLBACK'] },
  {
    denied: 'DescribeTasks',
    image: CRASHES,
    result: 'rolled-back',
    writes: ['StopServiceDeployment ROLLBACK'],
  },
  {
    denied: 'StopServiceDeployment',
    image: CRASHES,
    result: 'rolled-back',
    writes: ['UpdateService web → web:3'],
  },
] as const

test.concurrent.each(CASES)(
  'without ecs:$denied it ends as $result, and names the permission',
  async (given) => {
    const { denied, image, result, writes } = given
    const played = await play({
      begin: (world) => {
        world.ecs.faults.deny(denied)
        return deploy(world, image, { 'rollout-timeout': '2s' })
      },
    })
    expect(played).toMatchObject({ exitCode: 1, writes, outputs: { result } })
    expect(played.calls).toContain(denied)
    expect(readable(played.summary)).toContain(`ecs:${denied}`)
    expect(played.log).not.toMatch(/^\s+at /m)
  },
)

const READS = [
  'DescribeServices',
  'ListServiceDeployments',
  'DescribeServiceDeployments',
  'DescribeServiceRevisions',
  'DescribeTaskDefinition',
  'ListTasks',
] as const

test.concurrent.each(READS)(
  'in a pull request a role without ecs:%s is an annotation, and the summary lists what was checked',
  async (denied) => {
    const { outputs, annotations, summary } = await play({
      begin: (world) => {
        world.ecs.faults.deny(denied)
        return deploy(world, {}, { mode: 'validate' })
      },
    })
    const isNeeded = denied === 'DescribeServices'
    expect(outputs.result).toBe(isNeeded ? 'inconclusive' : 'validated')
    const named = annotations.filter(({ message }) => message.includes(`ecs:${denied}`))
    expect(named.map(({ level }) => level)).toContain(isNeeded ? 'error' : 'warning')
    expect(readable(summary)).toMatch(
      new RegExp(`Which permissions were checked.*Denied: ecs:${denied}\\. Without it: `, 's'),
    )
    expect(readable(summary)).toMatch(/Not tried, .*: ecs:StopServiceDeployment, ecs:UpdateService/)
  },
)

test.concurrent('in a pull request a role that may do all is listed too', async () => {
  const { summary, annotations } = await play({ begin: (world) => deploy(world, {}, { mode: 'validate' }) })
  expect(readable(summary)).toMatch(/Allowed: ecs:DescribeServices, [^.]*ecs:ListServiceDeployments/)
  expect(readable(summary)).not.toContain('Denied:')
  expect(annotations.filter(({ message }) => message.includes('lacks'))).toEqual([])
})

/** Without the zero-width spaces that keep GitHub from making links. */
function readable(markdown: string): string {
  return markdown.replace(/<\/?span>/g, '')
}

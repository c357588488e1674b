import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ANY_LOG, BACK, type EcsStage, ending, ILL, onStage, past, readable } from './ecs-stage.ts'
import type { Played } from './play.ts'

const REHEARSE = { mode: 'rehearse', 'rehearse-in-production': 'true' }
const REHEARSED = { exitCode: 0, result: 'rehearsed', healthy: 'true', 'rolled-back': 'false', ...ANY_LOG }

const running = ({ world }: EcsStage, service = 'web') =>
  world.service(service).taskDefinitionArn.split('/').at(-1)

/** What a step left beside the JSON report. */
function fileOf({ outputs }: Played, name: string): string {
  const path = join(dirname(outputs.report ?? ''), name)
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

/** Said by its tag when it begins, and when it has ended. */
const BEGUN = expect.stringMatching(/^TagResource .*web:3.*safe-landing:rehearsal","value":"2/)
const ENDED = expect.stringMatching(/^TagResource .*web:3.*safe-landing:rehearsal","value":"ended 2/)

describe('a rehearsal of ECS', () => {
  test.concurrent('goes back and forward again, and leaves what ran and what is last known good as they were', () =>
    onStage(async (stage) => {
      stage.world.createService({ name: 'web', past: past('web', '1', '2', '3') })
      const played = await stage.step({ ...REHEARSE, 'expect-version': '3', 'recovery-target': '10m' })
      expect(ending(played)).toEqual({
        ...REHEARSED,
        from: 'web:3',
        to: 'web:2',
        writes: [BEGUN, 'UpdateService web → web:2', 'UpdateService web → web:3', ENDED],
      })
      expect(running(stage)).toBe('web:3')
      expect(readable(played.summary)).toMatch(/Safe now\? Yes.\*\* `web:3` runs again/)
      expect(fileOf(played, 'rehearsal.md')).toMatch(/\| Time to recover \| ✅ pass/)
      expect(fileOf(played, 'rehearsal.xml')).toContain('failures="0"')
      // Nothing about either version counts as bad from now on.
      const shown = await stage.stepOfOtherJob({ mode: 'validate' })
      expect(ending(shown)).toMatchObject({ from: 'web:3', to: 'web:2', writes: [] })
      const next = stage.deploy('web', 'bad', ILL)
      expect(next).toMatch(/web:4$/)
      const guarded = await stage.stepOfOtherJob({ 'task-definition': next, 'expect-version': 'bad' })
      expect(ending(guarded)).toMatchObject({ exitCode: 1, result: 'rolled-back', ...BACK, to: 'web:3' })
    }))

  test.concurrent('two versions back does not take the one in between for bad', () =>
    onStage(async (stage) => {
      stage.world.createService({ name: 'web', past: past('web', '1', '2', '3') })
      const played = await stage.step({ ...REHEARSE, 'rollback-to': '-2' })
      expect(ending(played)).toMatchObject({ ...REHEARSED, from: 'web:3', to: 'web:1' })
      expect(running(stage)).toBe('web:3')
      const shown = await stage.stepOfOtherJob({ mode: 'validate' })
      expect(ending(shown)).toMatchObject({ from: 'web:3', to: 'web:2' })
    }))

  test.concurrent('after a deployment in the same job begins from what was deployed', () =>
    onStage(async (stage) => {
      stage.world.createService({ name: 'web', past: past('web', '1', '2') })
      await stage.step({ mode: 'capture' })
      const deployed = stage.deploy('web', '3')
      const played = await stage.step({ ...REHEARSE, 'task-definition': deployed, 'expect-version': '3' })
      expect(ending(played)).toMatchObject({ ...REHEARSED, from: 'web:3', to: 'web:2' })
      expect(running(stage)).toBe('web:3')
    }))

  test.concurrent('rolls a version back for good that is really unhealthy, with the result of a guard', () =>
    onStage(async (stage) => {
      stage.world.createService({ name: 'web', past: past('web', '1', '2') })
      const deployed = stage.deploy('web', '3', ILL)
      const played = await stage.step({ ...REHEARSE, 'task-definition': deployed, 'expect-version': '3' })
      expect(ending(played)).toMatchObject({ exitCode: 1, result: 'rolled-back', to: 'web:2' })
      expect(running(stage)).toBe('web:2')
      expect(fileOf(played, 'rehearsal.md')).toBe('')
    }))

  test.concurrent('whose rollback target is unhealthy is red, and puts the version forward again', () =>
    onStage(async (stage) => {
      stage.world.image('registry.example/web:2', ILL)
      stage.world.createService({ name: 'web', past: past('web', '1', '2', '3') })
      const played = await stage.step(REHEARSE)
      expect(ending(played)).toMatchObject({ exitCode: 1, result: 'rollback-unhealthy', healthy: 'true' })
      expect(running(stage)).toBe('web:3')
      expect(readable(played.summary)).toMatch(/the way back failed[\s\S]*`web:3` was put forward again/)
    }))

  test.concurrent('without a version to go back to changes nothing', () =>
    onStage(async (stage) => {
      stage.world.createService({ name: 'web', past: past('web', '1') })
      const played = await stage.step(REHEARSE)
      expect(ending(played)).toMatchObject({ exitCode: 1, result: 'no-target', healthy: 'true', writes: [] })
    }))

  test.concurrent('of several services brings each of them forward to its own version', () =>
    onStage(async (stage) => {
      stage.world.createService({ name: 'web', past: past('web', '1', '2') })
      stage.world.createService({ name: 'api', past: past('api', '1', '2') })
      const played = await stage.step({ ...REHEARSE, service: 'web\napi' })
      expect(ending(played)).toMatchObject({
        ...REHEARSED,
        from: 'web=web:2\napi=api:2',
        to: 'web=web:1\napi=api:1',
      })
      expect([running(stage), running(stage, 'api')]).toEqual(['web:2', 'api:2'])
    }))

  test.concurrent('where a tag has moved comes forward with the image that ran', () =>
    onStage(async (stage) => {
      const { world } = stage
      world.createService({ name: 'web', past: past('web', 'latest') })
      const deployed = stage.deploy('web', 'latest', { http: { body: { status: 'ok', version: 'new' } } })
      const played = await stage.step({ ...REHEARSE, 'task-definition': deployed, 'expect-version': 'new' })
      expect(ending(played)).toMatchObject({ ...REHEARSED, from: 'web:2', to: 'web:1' })
      expect(played.writes).toContainEqual(expect.stringMatching(/^RegisterTaskDefinition/))
      expect(running(stage)).toBe('web:2')
    }))
})

describe('a rehearsal that was ended in the middle', () => {
  test.concurrent('is finished by the next one: the version is put forward first', () =>
    onStage(async (stage) => {
      stage.world.createService({ name: 'web', past: past('web', '1', '2', '3') })
      const hasWritten = () => stage.world.ecs.writes.some(({ action }) => action === 'UpdateService')
      // From its first write on it sees nothing more, however late it is ended.
      stage.world.ecs.faults.breakConnection('DescribeServices', { when: hasWritten })
      // World time runs faster than that of the run.
      const patient = { ...REHEARSE, 'rollback-timeout': '6h' }
      const killed = await stage.step(patient, { killAt: hasWritten })
      expect(killed.exitCode).not.toBe(0)
      expect(running(stage)).toBe('web:2')
      expect(readable(killed.summary)).toMatch(/the run ended while rolling back to web:2/)
      stage.world.ecs.faults.clear()
      stage.pass()
      const next = await stage.stepOfOtherJob(patient)
      expect(ending(next)).toEqual({
        ...REHEARSED,
        from: 'web:3',
        to: 'web:2',
        writes: [
          'UpdateService web → web:3',
          BEGUN,
          'UpdateService web → web:2',
          'UpdateService web → web:3',
          ENDED,
        ],
      })
      expect(running(stage)).toBe('web:3')
    }))

  test.concurrent('by a person says where it stands, and names no command that would lead further back', () =>
    onStage(async (stage) => {
      stage.world.createService({ name: 'web', past: past('web', '1', '2', '3') })
      const isBack = () => stage.world.ecs.writes.some(({ action }) => action === 'UpdateService')
      stage.world.ecs.faults.breakConnection('DescribeServices', { when: isBack })
      const cancelled = await stage.step(REHEARSE, { cancelAt: isBack })
      expect(ending(cancelled)).toMatchObject({ exitCode: 1, result: 'cancelled', healthy: '' })
      expect(readable(cancelled.summary)).toMatch(/the service may run `web:3` or `web:2`/)
      expect(readable(cancelled.summary)).toContain('`rollback-to: web:3`')
      expect(cancelled.summary).not.toContain('--task-definition')
    }))

  test.concurrent('by a refusal is red, and says which version still runs', () =>
    onStage(async (stage) => {
      stage.world.createService({ name: 'web', past: past('web', '1', '2', '3') })
      stage.world.ecs.faults.deny('UpdateService', { skip: 1 })
      const broken = await stage.step(REHEARSE)
      expect(ending(broken)).toMatchObject({ exitCode: 1, result: 'rollback-failed' })
      expect(running(stage)).toBe('web:2')
      expect(readable(broken.summary)).toMatch(/the way forward failed/)
      expect(broken.summary).toMatch(/aws ecs update-service .*--task-definition web:3/)
    }))

  test.concurrent('is not what a person or a guard did: their way back stays', () =>
    onStage(async (stage) => {
      stage.world.createService({ name: 'web', past: past('web', '1', '2', '3') })
      await stage.step({ mode: 'rollback' })
      expect(running(stage)).toBe('web:2')
      const played = await stage.stepOfOtherJob(REHEARSE)
      expect(ending(played)).toMatchObject({ ...REHEARSED, from: 'web:2', to: 'web:1' })
      expect(running(stage)).toBe('web:2')
    }))
})

describe('a rehearsal by the other ways of ECS to deploy', () => {
  test.concurrent.each([
    { strategy: 'BLUE_GREEN' as const, bakeTimeInMinutes: 1 },
    {
      strategy: 'LINEAR' as const,
      bakeTimeInMinutes: 1,
      linearConfiguration: { stepPercent: 50, stepBakeTimeInMinutes: 1 },
    },
    {
      strategy: 'CANARY' as const,
      bakeTimeInMinutes: 1,
      canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 1 },
    },
  ])('$strategy goes back and forward again', (deploymentConfiguration) =>
    onStage(async (stage) => {
      stage.world.createService({ name: 'web', past: past('web', '1', '2', '3'), deploymentConfiguration })
      const played = await stage.step({ ...REHEARSE, 'expect-version': '3' })
      expect(ending(played)).toMatchObject({ ...REHEARSED, from: 'web:3', to: 'web:2' })
      expect(running(stage)).toBe('web:3')
      const shown = await stage.stepOfOtherJob({ mode: 'validate' })
      expect(ending(shown)).toMatchObject({ from: 'web:3', to: 'web:2' })
    }),
  )

  test.concurrent('CodeDeploy goes back and forward again', () =>
    onStage(async (stage) => {
      stage.world.createService({ name: 'web', controller: 'CODE_DEPLOY', past: past('web', '1', '2', '3') })
      const played = await stage.step({ ...REHEARSE, 'expect-version': '3' })
      expect(ending(played)).toMatchObject({ ...REHEARSED, from: 'web:3', to: 'web:2' })
      expect(running(stage)).toBe('web:3')
      const shown = await stage.stepOfOtherJob({ mode: 'validate' })
      expect(ending(shown)).toMatchObject({ from: 'web:3', to: 'web:2' })
    }))
})

import type { World } from '../../demo/world/index.ts'
import type { ServiceStory } from '../../demo/world/stories.ts'
import { findDeviations } from '../support/github-description.ts'
import type { GithubStory } from '../support/github-story.ts'
import { deployOnto, play } from './play.ts'
import type { Inputs } from './stage.ts'
import { playWorkflow } from './workflow-play.ts'

const ILL = { http: { status: 500, body: 'no such table' } }
const BACK = { result: 'rolled-back', healthy: 'true', 'rolled-back': 'true' }
const CODE_DEPLOY: Partial<ServiceStory> = { controller: 'CODE_DEPLOY' }

/** What changed something at CodeDeploy, also if nobody was told. */
function codeDeployWrites(world: World): string[] {
  return world.codeDeploy.calls
    .filter(({ action, error }) => error === undefined && /^(?:Stop|Create)/.test(action))
    .map(({ action }) => action)
}

describe('CodeDeploy is away', () => {
  /** The original tasks wait for long enough, also on a slow machine. */
  const IN_FLIGHT = { speed: 20, inputs: {}, write: 'StopDeployment' }
  const FINISHED = { speed: undefined, inputs: { 'start-period': '2500ms' }, write: 'CreateDeployment' }
  const isWritten = (world: World) => () => codeDeployWrites(world).length > 0
  /** The bad version has answered, so that the rollback is near. */
  const isFailing = (world: World) => () => world.app.requests.length > 4

  const storms: readonly [string, (world: World, write: string) => void][] = [
    [
      'while the rollback is planned: every call fails',
      (world) => world.codeDeploy.faults.fail('*', 'ServerException', { times: 20, when: isFailing(world) }),
    ],
    [
      'with ECS, while the rollback is planned: no call gets an answer',
      (world) => {
        for (const { faults } of [world.codeDeploy, world.ecs])
          faults.breakConnection('*', { times: 20, when: isFailing(world) })
      },
    ],
    [
      'at the write, which fails',
      ({ codeDeploy: { faults } }, write) => faults.fail(write, 'ServerException', { times: 3 }),
    ],
    [
      'at the write, which is throttled',
      ({ codeDeploy: { faults } }, write) => faults.throttle(write, { times: 3 }),
    ],
    [
      'at the write, which never arrives',
      ({ codeDeploy: { faults } }, write) => faults.breakConnection(write, { times: 2 }),
    ],
    [
      'at the write, whose answer is lost',
      ({ codeDeploy: { faults } }, write) => faults.breakConnection(write, { times: 1, afterActing: true }),
    ],
    [
      'at the write, whose answer is lost, and for long after it',
      (world, write) => {
        const { faults } = world.codeDeploy
        faults.breakConnection(write, { times: 1, afterActing: true })
        faults.fail('*', 'ServerException', { times: 20, when: isWritten(world) })
      },
    ],
    [
      'after the write: every call is throttled',
      (world) => world.codeDeploy.faults.throttle('*', { times: 20, when: isWritten(world) }),
    ],
  ]
  const cases = Object.entries({ 'in flight': IN_FLIGHT, finished: FINISHED }).flatMap(([phase, how]) =>
    storms.map(([when, strike]) => [`${when} (the deployment is ${phase})`, how, strike] as const),
  )

  test.concurrent.each(cases)('%s', async (_, { speed, inputs, write }, strike) => {
    let world: World | undefined
    const played = await play({
      ...(speed !== undefined && { speed }),
      begin: (begun) => {
        world = begun
        begun.createService({ name: 'web', ...CODE_DEPLOY })
        strike(begun, write)
        return deployOnto(begun, ILL, inputs)
      },
    })
    expect(played).toMatchObject({
      exitCode: 1,
      outputs: { ...BACK, from: 'web:4', to: 'web:3' },
      writes: [],
    })
    expect(world && codeDeployWrites(world)).toEqual([write])
  })
})

describe('GitHub is away', () => {
  const SECONDARY =
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
  const DISPATCH = { 'workflow-strategy': 'dispatch', 'dispatch-inputs': 'sha: {sha}' }
  /** From when the first job of the rollback run starts. */
  const afterwards = ({ github, bad }: GithubStory, times: number) => {
    let isArmed = false
    github.onHappening(({ kind, run }) => {
      if (isArmed || kind !== 'job-started' || run === bad) return
      isArmed = true
      github.faults.answer('GET ', 502, 'Bad Gateway', { times })
    })
  }

  const storms: readonly [string, (story: GithubStory) => void, Inputs?][] = [
    [
      'while the rollback is planned: every read fails',
      ({ github: { faults } }) => faults.answer('GET ', 502, 'Bad Gateway', { times: 20 }),
    ],
    [
      'while the rollback is planned: no read gets an answer',
      ({ github: { faults } }) => faults.drop('GET ', { times: 20 }),
    ],
    [
      'while the rollback is planned: it limits the reads',
      ({ github: { faults } }) =>
        faults.answer('GET ', 403, SECONDARY, { times: 2, headers: { 'retry-after': '1' } }),
    ],
    [
      'at the marker, which fails',
      ({ github: { faults } }) => faults.answer('POST /deployments', 502, 'Bad Gateway', { times: 1 }),
    ],
    [
      'at the marker, whose answer is lost',
      ({ github: { faults } }) => faults.drop('POST /deployments', { times: 1, afterActing: true }),
    ],
    [
      'at the marker, which it limits',
      ({ github: { faults } }) =>
        faults.answer('POST /deployments', 403, SECONDARY, { times: 2, headers: { 'retry-after': '1' } }),
    ],
    [
      'at the re-run, which fails',
      ({ github: { faults } }) => faults.answer('POST /rerun', 502, 'Bad Gateway', { times: 1 }),
    ],
    [
      'at the re-run, whose answer is lost',
      ({ github: { faults } }) => faults.drop('POST /rerun', { times: 1, afterActing: true }),
    ],
    [
      'at the re-run, whose answer is lost, and for long after it',
      (story) => {
        story.github.faults.drop('POST /rerun', { times: 1, afterActing: true })
        afterwards(story, 20)
      },
    ],
    [
      'at the re-run, which it limits',
      ({ github: { faults } }) =>
        faults.answer('POST /rerun', 403, SECONDARY, { times: 2, headers: { 'retry-after': '1' } }),
    ],
    [
      'at the dispatch, whose answer is lost, and for long after it',
      (story) => {
        story.github.faults.drop('POST /dispatches', { times: 1, afterActing: true })
        afterwards(story, 20)
      },
      DISPATCH,
    ],
    [
      'at the dispatch, which it limits',
      ({ github: { faults } }) =>
        faults.answer('POST /dispatches', 429, SECONDARY, { times: 2, headers: { 'retry-after': '1' } }),
      DISPATCH,
    ],
  ]

  test.concurrent.each(storms)('%s', async (_, strike, inputs = {}) => {
    const played = await playWorkflow({ with: inputs, begin: (story) => void strike(story) })
    expect(findDeviations(played.story.github.exchanges)).toEqual([])
    const good = played.story.good.at(-1)?.sha
    expect(played).toMatchObject({ exitCode: 1, live: good, outputs: { ...BACK, to: good } })
    const started = played.writes.filter((write) => /rerun|dispatches/.test(write))
    expect(started).toHaveLength(1)
    expect(played.writes.filter((write) => write === 'POST deployments')).toHaveLength(1)
  })
})

import { findCaptureWarnings } from '../../../../src/targets/ecs/model/capture-warnings.ts'
import {
  captureService,
  isCaptureOf,
  isUntouched,
} from '../../../../src/targets/ecs/model/captured-service.ts'
import { deployment, entry, history, revision, service } from '../../../support/ecs-facts.ts'

const pinned = {
  images: [{ container: 'web', image: 'registry.example/web@sha256:3', digest: 'sha256:3' }],
  settings: { platformVersion: '1.4.0' },
}
const withBreaker = { circuitBreaker: { enable: true, rollback: true } }
const calm = service(['web:3 PRIMARY COMPLETED 2/2'], withBreaker)
const past = history(['web:2 SUCCESSFUL', 'web:3 SUCCESSFUL'], [revision('web:3', pinned)])

describe('a capture', () => {
  it('records what runs, and the images as they were last resolved', () => {
    const before = revision('web:3', { arn: 'arn:before', createdAtMs: 1, images: [] })
    const facts = {
      service: calm,
      history: history(['web:3 SUCCESSFUL'], [before, revision('web:3', pinned)]),
    }
    expect(captureService(facts)).toMatchObject({
      taskDefinition: expect.stringMatching(/web:3$/),
      deploymentId: 'ecs-svc/3',
      lastServiceDeployment: entry('web:3 SUCCESSFUL').arn,
      isProven: true,
      images: pinned.images,
      settings: pinned.settings,
    })
  })

  it('has no deployment, and no record of one, where the service shows none', () => {
    const bare = captureService({ service: service([]) })
    expect(bare).not.toHaveProperty('deploymentId')
    expect(bare).not.toHaveProperty('lastServiceDeployment')
    expect(bare).toMatchObject({ isProven: false, images: [], settings: {} })
  })

  it.each([
    { shows: 'web:3 PRIMARY IN_PROGRESS 1/2', says: 'web:3 IN_PROGRESS', isProven: false },
    { shows: 'web:3 PRIMARY FAILED 0/2', says: 'web:3 STOPPED', isProven: false },
    { shows: 'web:3 PRIMARY COMPLETED 2/2', says: 'web:3 STOPPED', isProven: true },
    { shows: 'web:3 PRIMARY - 2/2', says: 'web:3 SUCCESSFUL', isProven: true },
  ])('of $shows with $says is proven: $isProven', ({ shows, says, isProven }) => {
    expect(captureService({ service: service([shows]), history: history([says]) }).isProven).toBe(isProven)
  })
})

describe('without a history', () => {
  const stability = (name: string) => ({ taskSet: { stability: name } })
  it.each([
    { shows: ['web:3 PRIMARY COMPLETED 2/2'], isProven: true },
    { shows: ['web:3 PRIMARY IN_PROGRESS 2/2'], isProven: false },
    { shows: ['web:3 PRIMARY COMPLETED 0/2'], runningCount: 0, isProven: false },
    { shows: [deployment('web:3 PRIMARY -', stability('STEADY_STATE'))], isProven: true },
    { shows: [deployment('web:3 PRIMARY -', stability('STABILIZING'))], isProven: false },
    {
      shows: [
        deployment('web:3 PRIMARY -', stability('STEADY_STATE')),
        deployment('web:4 ACTIVE -', stability('STEADY_STATE')),
      ],
      isProven: false,
    },
  ])(
    'what a capture finds is proven by the service alone: $isProven',
    ({ shows, isProven, runningCount = 2 }) => {
      expect(captureService({ service: service(shows, { runningCount }) }).isProven).toBe(isProven)
    },
  )
})

describe('a service is untouched since its capture', () => {
  const captured = captureService({ service: calm, history: past })

  it('while its history has no newer entry', () => {
    expect(isUntouched(captured, calm, past)).toBe(true)
    const deployed = history(['web:2 SUCCESSFUL', 'web:3 SUCCESSFUL', 'web:4 IN_PROGRESS'])
    expect(isUntouched(captured, calm, deployed)).toBe(false)
  })

  it('not when the same task definition was deployed again by force', () => {
    const again = entry('web:3 SUCCESSFUL', { arn: 'arn:again', createdAtMs: 600_000 })
    expect(isUntouched(captured, calm, history(['web:3 SUCCESSFUL', again]))).toBe(false)
  })

  it('without a history: while its primary deployment is the same, unless that proves nothing', () => {
    const blind = captureService({ service: calm })
    expect(isUntouched(blind, calm, undefined)).toBe(true)
    expect(isUntouched(blind, service(['web:4 PRIMARY IN_PROGRESS 0/2']), undefined)).toBe(false)
    expect(isUntouched(blind, { ...calm, strategy: 'BLUE_GREEN' }, undefined)).toBe(false)
    expect(isUntouched(blind, { ...calm, controller: 'CODE_DEPLOY' }, undefined)).toBe(false)
  })
})

it('is of this service only, not of one of the same name in another region or account', () => {
  const captured = captureService({ service: calm, history: past })
  expect(isCaptureOf(captured, calm)).toBe(true)
  expect(isCaptureOf(captured, { ...calm, arn: 'arn:aws:ecs:us-east-1:123456789012:service/web' })).toBe(true)
  expect(isCaptureOf(captured, { ...calm, arn: 'arn:aws:ecs:eu-west-1:123456789012:service/prod/web' })).toBe(
    false,
  )
  expect(isCaptureOf(captured, { ...calm, arn: 'arn:aws:ecs:us-east-1:210987654321:service/prod/web' })).toBe(
    false,
  )
  expect(isCaptureOf(captured, { ...calm, name: 'api' })).toBe(false)
})

describe('before a deploy it warns', () => {
  const texts = (facts: Parameters<typeof findCaptureWarnings>[0]) =>
    findCaptureWarnings(facts).map(({ text }) => text)

  it('of nothing when all is well', () => {
    expect(texts({ service: calm, history: past, isActive: true })).toEqual([])
  })

  it('of everything that would prevent a rollback', () => {
    const busy = service(['web:3 PRIMARY IN_PROGRESS 1/2', 'web:2 ACTIVE COMPLETED 1/2'])
    expect(texts({ service: busy, history: history(['web:3 IN_PROGRESS']), isActive: false })).toEqual([
      'a deployment of web to web:3 is still in progress',
      'web:3 is INACTIVE; a rollback has to register it again',
      'registry.example/web:3 of web:3 is a tag and can be moved',
      'web has no deployment circuit breaker with rollback',
    ])
  })

  it('of a first deployment only when the history was read and shows none', () => {
    const first = service([deployment('web:1 PRIMARY IN_PROGRESS 0/2')], withBreaker)
    expect(
      texts({ service: first, history: history(['web:1 IN_PROGRESS'], [revision('web:1', pinned)]) }),
    ).toEqual(['no deployment of web on record has succeeded, so there is nothing to roll back to'])
    expect(texts({ service: first })).toEqual(['a deployment of web to web:1 is still in progress'])
  })

  it('of a desired count of 0', () => {
    const asleep = service(['web:3 PRIMARY COMPLETED 0/0'], { ...withBreaker, desiredCount: 0 })
    expect(texts({ service: asleep, history: past })).toEqual([
      'web has a desired count of 0, so that a deploy to it cannot be verified',
    ])
  })

  it('of a long bake of ECS, which the job and the session of its role have to outlast', () => {
    const baked = (bakeMs: number) =>
      texts({ service: service(['web:3 PRIMARY COMPLETED 2/2'], { ...withBreaker, bakeMs }), history: past })
    expect(baked(29 * 60_000)).toEqual([])
    expect(baked(66 * 60_000)).toEqual([
      'ECS shifts the traffic of web and bakes each deployment for 1h6m, and the guard waits for that',
    ])
  })

  it.each([
    ['ECS', false, []],
    ['CODE_DEPLOY', false, []],
    [
      'EXTERNAL',
      false,
      ['web is controlled by an external deployer: it is verified, and not rolled back from here'],
    ],
    ['ECS', true, ['web is an Express service, of which only a deployment in flight can be rolled back']],
  ])('of who else deploys it: %s, Express %s', (controller, isExpress, expected) => {
    const deployed = service(['web:3 PRIMARY COMPLETED 2/2'], { ...withBreaker, controller, isExpress })
    const found = texts({ service: deployed, history: past, isActive: true })
    expect(found.filter((text) => /external|Express/.test(text))).toEqual(expected)
  })

  it.each([
    ['BLUE_GREEN', false],
    ['LINEAR', true],
    ['CANARY', true],
  ])('a long bake with the strategy %s: the way back is as long: %s', (strategy, isAsLong) => {
    const bakes = { ...withBreaker, strategy, bakeMs: 66 * 60_000 }
    const [warning] = findCaptureWarnings({
      service: service(['web:3 PRIMARY COMPLETED 2/2'], bakes),
      history: past,
    })
    expect(warning?.hint?.includes('rollback-timeout')).toBe(isAsLong)
  })

  it.each([
    [30 * 60_000, 1],
    [30 * 60_000 - 1, 0],
    [0, 0],
    [undefined, 0],
  ])('of a bake of %s ms: %s', (bakeMs, count) => {
    const bakes = service(['web:3 PRIMARY COMPLETED 2/2'], { ...withBreaker, bakeMs })
    expect(texts({ service: bakes, history: past })).toHaveLength(count)
  })
})

import {
  decideCodeDeployAction,
  describeCodeDeployAction,
} from '../../../../../src/targets/ecs/code-deploy/model/code-deploy-action.ts'
import type { CodeDeployView } from '../../../../../src/targets/ecs/code-deploy/model/deployment.ts'
import { codeDeployment, taskSet } from '../../../../support/code-deploy-facts.ts'
import { service, td } from '../../../../support/ecs-facts.ts'

const OLD = [taskSet('web:3 PRIMARY'), taskSet('web:4 ACTIVE')]
const NEW = [taskSet('web:4 PRIMARY')]
const BACK = [taskSet('web:3 PRIMARY')]
const FOREIGN = [taskSet('web:9 PRIMARY')]
const ROLLED = { rollbackId: 'd-5' }
const ROLLS = { rollbackOfId: 'd-4' }

function decide(sets: Parameters<typeof service>[0], view: CodeDeployView, target: string | undefined) {
  const facts = {
    service: service(sets, { controller: 'CODE_DEPLOY' }),
    tracked: { taskDefinition: td('web:4') },
    ...view,
  }
  return decideCodeDeployAction(target === undefined ? facts : { ...facts, target: td(target) })
}

describe('by the state of the watched deployment', () => {
  it.each([
    ['Created', OLD, 'web:3', { kind: 'stop', deploymentId: 'd-4' }],
    ['Queued', OLD, 'web:3', { kind: 'stop' }],
    ['InProgress', OLD, 'web:3', { kind: 'stop' }],
    ['InProgress', NEW, 'web:3', { kind: 'stop' }],
    ['InProgress', OLD, 'web:1', { kind: 'stop' }],
    ['InProgress', OLD, undefined, { kind: 'stop' }],
    ['Baking', NEW, 'web:3', { kind: 'stop' }],
    ['Ready', OLD, 'web:3', { kind: 'stop' }],
    ['Pondering', OLD, 'web:3', { kind: 'wait' }],
    ['Succeeded', NEW, 'web:3', { kind: 'create', reason: 'd-4 has finished' }],
    ['Succeeded', NEW, undefined, { kind: 'create' }],
    ['Succeeded', OLD, 'web:3', { kind: 'create' }],
    ['Succeeded', BACK, 'web:3', { kind: 'already-there' }],
    ['Succeeded', FOREIGN, 'web:3', { kind: 'superseded', by: 'web:9' }],
    ['Failed', BACK, 'web:3', { kind: 'already-there' }],
    ['Failed', NEW, 'web:3', { kind: 'create', reason: 'd-4 ended Failed' }],
    ['Failed', FOREIGN, 'web:3', { kind: 'superseded', by: 'web:9' }],
    ['Stopped', FOREIGN, undefined, { kind: 'superseded' }],
    ['Stopped', BACK, 'web:2', { kind: 'create', reason: 'd-4 ended Stopped' }],
    ['Stopped', NEW, undefined, { kind: 'create' }],
    ['Failed', BACK, undefined, { kind: 'create' }],
  ] as const)('%s: %#', (status, sets, target, action) => {
    expect(decide(sets, { deployment: codeDeployment(`d-4 web:4 ${status}`) }, target)).toMatchObject(action)
  })

  it('is left to whoever stopped it with the traffic where it was, while nothing is chosen', () => {
    const deployment = codeDeployment('d-4 web:4 Stopped')
    const action = decide(BACK, { deployment }, undefined)
    expect(action).toEqual({ kind: 'follow', to: td('web:3') })
    if (action.kind !== 'follow') return
    expect(describeCodeDeployAction(action, { service: 'web', target: 'web:3' })).toEqual([
      'nothing: web has kept web:3',
    ])
  })

  it('is not left to an alarm of CodeDeploy that stopped it', () => {
    const error = { code: 'ALARM_ACTIVE', message: 'errors' }
    const deployment = codeDeployment('d-4 web:4 Stopped', { error })
    expect(decide(BACK, { deployment }, undefined).kind).toBe('create')
  })

  it('is decided by the traffic where CodeDeploy has no deployment of it', () => {
    expect(decide(NEW, {}, 'web:3').kind).toBe('create')
    expect(decide(BACK, {}, 'web:3').kind).toBe('already-there')
    expect(decide(FOREIGN, {}, 'web:3').kind).toBe('superseded')
  })
})

describe('while CodeDeploy rolls back by itself', () => {
  const deployment = codeDeployment('d-4 web:4 Stopped', ROLLED)

  it.each([
    [
      'InProgress to the target',
      'd-5 web:3 InProgress',
      OLD,
      'web:3',
      { kind: 'follow', deploymentId: 'd-5', to: td('web:3') },
    ],
    ['Succeeded when first seen', 'd-5 web:3 Succeeded', BACK, 'web:3', { kind: 'follow' }],
    ['and no target is chosen', 'd-5 web:3 InProgress', OLD, undefined, { kind: 'follow', to: td('web:3') }],
    ['to something else', 'd-5 web:3 InProgress', OLD, 'web:1', { kind: 'wait' }],
    ['and has restored something else', 'd-5 web:3 Succeeded', BACK, 'web:1', { kind: 'create' }],
    ['in a way that this version does not know', 'd-5 web:3 Pondering', OLD, 'web:1', { kind: 'wait' }],
    [
      'and failed',
      'd-5 web:3 Failed',
      NEW,
      'web:3',
      { kind: 'create', reason: expect.stringContaining('d-5 Failed') },
    ],
    ['and was stopped', 'd-5 web:3 Stopped', NEW, 'web:3', { kind: 'create' }],
  ] as const)('%s', (_, text, sets, target, action) => {
    const rollback = codeDeployment(text, ROLLS)
    expect(decide(sets, { deployment, rollback, latest: rollback }, target)).toMatchObject(action)
  })

  it('is waited for as long as its deployment cannot be read', () => {
    expect(decide(OLD, { deployment }, 'web:3').kind).toBe('wait')
  })
})

describe('after a deployment of somebody else', () => {
  const deployment = codeDeployment('d-4 web:4 Succeeded')

  it.each([
    ['of another version', 'd-6 web:9 InProgress', NEW, { kind: 'superseded', by: 'web:9' }],
    ['of another version that has finished', 'd-6 web:9 Succeeded', FOREIGN, { kind: 'superseded' }],
    ['of the target', 'd-6 web:3 InProgress', NEW, { kind: 'follow', deploymentId: 'd-6' }],
    ['of the target that has finished', 'd-6 web:3 Succeeded', BACK, { kind: 'already-there' }],
    ['of the target that failed', 'd-6 web:3 Failed', NEW, { kind: 'superseded' }],
  ] as const)('%s', (_, text, sets, action) => {
    expect(decide(sets, { deployment, latest: codeDeployment(text) }, 'web:3')).toMatchObject(action)
  })

  it('nothing is superseded by an older one', () => {
    expect(decide(NEW, { deployment, latest: codeDeployment('d-2 web:2 Succeeded') }, 'web:3').kind).toBe(
      'create',
    )
  })
})

describe('once a stop is accepted', () => {
  const decideAfterStop = (text: string, polls: number) =>
    decideCodeDeployAction({
      service: service(NEW, { controller: 'CODE_DEPLOY' }),
      tracked: { taskDefinition: td('web:4') },
      deployment: codeDeployment(text),
      target: td('web:3'),
      progress: { kind: 'stopping', deploymentId: 'd-4', polls },
    })

  it('the same deployment is not stopped again', () => {
    expect(decideAfterStop('d-4 web:4 InProgress', 0)).toEqual({
      kind: 'wait',
      reason: 'd-4 is being stopped',
    })
  })

  it('the rollback that CodeDeploy makes of it is waited for, for six polls', () => {
    expect(decideAfterStop('d-4 web:4 Stopped', 5)).toMatchObject({ kind: 'wait', isForRollback: true })
    expect(decideAfterStop('d-4 web:4 Stopped', 6)).toEqual({ kind: 'create', reason: 'd-4 ended Stopped' })
  })

  it('that rollback is followed', () => {
    const rollback = codeDeployment('d-5 web:3 InProgress', ROLLS)
    const facts = {
      service: service(NEW, { controller: 'CODE_DEPLOY' }),
      tracked: { taskDefinition: td('web:4') },
      deployment: codeDeployment('d-4 web:4 Stopped', ROLLED),
      rollback,
      target: td('web:3'),
      progress: { kind: 'stopping', deploymentId: 'd-4', polls: 2 },
    } as const
    expect(decideCodeDeployAction(facts)).toEqual({ kind: 'follow', deploymentId: 'd-5', to: td('web:3') })
  })

  it('another deployment is stopped too', () => {
    expect(decideAfterStop('d-6 web:4 InProgress', 0)).toEqual({ kind: 'stop', deploymentId: 'd-6' })
  })
})

describe('the plan', () => {
  const at = { service: 'web', target: 'web:1', restored: 'web:3' }

  it('names both calls when CodeDeploy would restore something else', () => {
    expect(describeCodeDeployAction({ kind: 'stop', deploymentId: 'd-4' }, at)).toEqual([
      'codedeploy:StopDeployment of d-4 with autoRollbackEnabled, which restores web:3',
      'codedeploy:CreateDeployment of web:1 for web',
    ])
  })

  it('names one call when CodeDeploy restores the target', () => {
    const steps = describeCodeDeployAction({ kind: 'stop', deploymentId: 'd-4' }, { ...at, target: 'web:3' })
    expect(steps).toEqual(['codedeploy:StopDeployment of d-4 with autoRollbackEnabled, which restores web:3'])
  })

  it.each([
    [{ kind: 'already-there' }, /^nothing: web has been given web:1 already/],
    [{ kind: 'follow', deploymentId: 'd-5' }, /^nothing: follow d-5/],
    [{ kind: 'wait', reason: 'it sleeps' }, /^wait: it sleeps/],
    [
      { kind: 'create', reason: 'd-4 has finished' },
      /^codedeploy:CreateDeployment of web:1 for web \(d-4 has finished\)/,
    ],
    [{ kind: 'superseded', by: 'web:9', reason: 'web has web:9' }, /^nothing: web has web:9/],
  ] as const)('%#', (action, text) => {
    expect(describeCodeDeployAction(action, at).join()).toMatch(text)
  })
})

it('is not superseded by the deployment that brought it back: what runs is what is watched', () => {
  const deployment = codeDeployment('d-4 web:4 Stopped')
  const again = codeDeployment('d-6 web:4 Succeeded')
  expect(decide(NEW, { deployment, latest: again }, 'web:3').kind).toBe('create')
  expect(decide(BACK, { deployment, latest: again }, 'web:3').kind).toBe('superseded')
  const underWay = codeDeployment('d-6 web:4 InProgress')
  expect(decide(NEW, { deployment, latest: underWay }, 'web:3').kind).toBe('superseded')
})

describe('a later deployment of the group', () => {
  const deployment = codeDeployment('d-4 web:4 Stopped', ROLLED)

  it.each([
    ['the rollback that CodeDeploy names', codeDeployment('d-5 web:3 InProgress'), 'follow'],
    ['one that says what it rolls back', codeDeployment('d-6 web:3 InProgress', ROLLS), 'follow'],
    ['the watched one itself', deployment, 'follow'],
  ])('is its own: %s', (_, latest, kind) => {
    const rollback = codeDeployment('d-5 web:3 InProgress')
    expect(decide(OLD, { deployment, rollback, latest }, 'web:3').kind).toBe(kind)
  })

  it.each([
    ['gives the service what it is being given back', 'web:3', 'wait'],
    ['gives it something else', 'web:9', 'superseded'],
  ])('%s: %s', (_, name, kind) => {
    const facts = {
      service: service(NEW, { controller: 'CODE_DEPLOY' }),
      tracked: { taskDefinition: td('web:4'), returningTo: td('web:3') },
      deployment: codeDeployment('d-4 web:4 Succeeded'),
      latest: codeDeployment(`d-6 ${name} InProgress`),
    }
    expect(decideCodeDeployAction(facts).kind).toBe(kind)
    const { returningTo: _returning, ...plain } = facts.tracked
    expect(decideCodeDeployAction({ ...facts, tracked: plain }).kind).toBe('superseded')
  })
})

it.each([
  ['was given by this run, and only has to complete', { kind: 'updated' }, 'follow'],
  ['was not given by this run', { kind: 'planned' }, 'stop'],
] as const)('the target under way that %s', (_, progress, kind) => {
  const facts = {
    service: service(OLD, { controller: 'CODE_DEPLOY' }),
    tracked: { taskDefinition: td('web:4') },
    deployment: codeDeployment('d-4 web:4 InProgress'),
  }
  expect(decideCodeDeployAction({ ...facts, target: td('web:4'), progress }).kind).toBe(kind)
  expect(decideCodeDeployAction({ ...facts, target: td('web:3'), progress }).kind).toBe('stop')
})

it('is followed to the target, also where that is what the service is being given back', () => {
  const facts = {
    service: service(NEW, { controller: 'CODE_DEPLOY' }),
    tracked: { taskDefinition: td('web:4'), returningTo: td('web:3') },
    deployment: codeDeployment('d-4 web:4 Succeeded'),
    latest: codeDeployment('d-6 web:3 InProgress'),
  }
  expect(decideCodeDeployAction({ ...facts, target: td('web:3') }).kind).toBe('follow')
})

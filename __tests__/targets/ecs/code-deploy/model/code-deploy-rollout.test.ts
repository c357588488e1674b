import type { RolloutState } from '../../../../../src/health/rollout.ts'
import { reportCodeDeploy } from '../../../../../src/targets/ecs/code-deploy/model/code-deploy-report.ts'
import { readCodeDeployRollout } from '../../../../../src/targets/ecs/code-deploy/model/code-deploy-rollout.ts'
import type { CodeDeployView } from '../../../../../src/targets/ecs/code-deploy/model/deployment.ts'
import type { EcsDeployment } from '../../../../../src/targets/ecs/model/model.ts'
import { codeDeployment, taskSet } from '../../../../support/code-deploy-facts.ts'
import { service, td } from '../../../../support/ecs-facts.ts'

const OLD = taskSet('web:3 PRIMARY')
const NEW = taskSet('web:4 ACTIVE 1/2', 'STABILIZING')
const MOVED = [taskSet('web:4 PRIMARY'), taskSet('web:3 ACTIVE')]
const ALARM = { error: { code: 'ALARM_ACTIVE', message: 'One or more alarms have been activated' } }
const STOPPED = { error: { code: 'MANUAL_STOP', message: 'The deployment was stopped' } }
const BACK = { ...ALARM, rollbackId: 'd-5' }

function read(sets: readonly EcsDeployment[], view: CodeDeployView, desiredCount = 2): RolloutState {
  return readCodeDeployRollout({
    service: service(sets, { controller: 'CODE_DEPLOY', desiredCount }),
    tracked: { taskDefinition: td('web:4') },
    ...view,
    failedTasks: [],
  })
}

describe('a deployment of CodeDeploy', () => {
  it.each([
    [
      'Created',
      [OLD],
      codeDeployment('d-4 web:4 Created'),
      { kind: 'in-progress', detail: 'd-4 is Created' },
    ],
    ['Queued', [OLD], codeDeployment('d-4 web:4 Queued'), { kind: 'in-progress' }],
    [
      'InProgress',
      [OLD, NEW],
      codeDeployment('d-4 web:4 InProgress'),
      { kind: 'in-progress', servingFully: false, detail: 'd-4 is InProgress, 1 of 2 tasks run' },
    ],
    ['Baking', [OLD, NEW], codeDeployment('d-4 web:4 Baking'), { kind: 'in-progress' }],
    [
      'Ready',
      [OLD, NEW],
      codeDeployment('d-4 web:4 Ready'),
      { kind: 'in-progress', detail: expect.stringContaining('waits for somebody to reroute') },
    ],
    [
      'a status to come',
      [OLD, NEW],
      codeDeployment('d-4 web:4 Pondering'),
      { kind: 'in-progress', detail: expect.stringContaining('which this version does not know') },
    ],
    [
      'InProgress with all traffic moved',
      MOVED,
      codeDeployment('d-4 web:4 InProgress', { hasTrafficMoved: true }),
      { kind: 'complete', detail: expect.stringContaining('all traffic has moved') },
    ],
    [
      'Succeeded',
      [taskSet('web:4 PRIMARY')],
      codeDeployment('d-4 web:4 Succeeded'),
      { kind: 'complete', detail: 'd-4 Succeeded, 2 of 2 tasks run' },
    ],
    [
      'Succeeded, and a newer one has begun',
      [taskSet('web:4 PRIMARY'), taskSet('web:5 ACTIVE')],
      codeDeployment('d-4 web:4 Succeeded'),
      { kind: 'superseded' },
    ],
    [
      'Succeeded, and the service is still shown as it was before',
      [OLD, taskSet('web:4 ACTIVE')],
      codeDeployment('d-4 web:4 Succeeded'),
      { kind: 'complete', detail: 'd-4 Succeeded, 2 of 2 tasks run' },
    ],
    [
      'Succeeded, and another one has the traffic',
      [taskSet('web:5 PRIMARY')],
      codeDeployment('d-4 web:4 Succeeded'),
      { kind: 'superseded', by: 'web:5' },
    ],
    [
      'Failed',
      [OLD],
      codeDeployment('d-4 web:4 Failed', ALARM),
      { kind: 'failed', reason: 'd-4 Failed: ALARM_ACTIVE: One or more alarms have been activated' },
    ],
    [
      'Stopped for an alarm',
      [OLD],
      codeDeployment('d-4 web:4 Stopped', ALARM),
      { kind: 'failed', reason: 'd-4 Stopped: ALARM_ACTIVE: One or more alarms have been activated' },
    ],
    [
      'Stopped by a person before the traffic moved',
      [OLD],
      codeDeployment('d-4 web:4 Stopped', STOPPED),
      {
        kind: 'rolled-back',
        reason: 'd-4 Stopped: MANUAL_STOP: The deployment was stopped; the traffic has stayed with web:3',
        to: 'web:3',
      },
    ],
    [
      'Stopped by a person after the traffic moved',
      MOVED,
      codeDeployment('d-4 web:4 Stopped', STOPPED),
      { kind: 'stopped', reason: 'd-4 Stopped: MANUAL_STOP: The deployment was stopped' },
    ],
    [
      'Stopped, and followed by another version',
      [taskSet('web:5 PRIMARY')],
      codeDeployment('d-4 web:4 Stopped', STOPPED),
      { kind: 'stopped' },
    ],
    [
      'Stopped when it deployed the same definition again',
      [taskSet('web:4 PRIMARY')],
      codeDeployment('d-4 web:4 Stopped', { previousTaskDefinition: td('web:4') }),
      { kind: 'stopped', reason: 'd-4 Stopped: CodeDeploy says Stopped and gives no reason' },
    ],
  ] as const)('that is %s', (_, sets, deployment, state) => {
    expect(read(sets, { deployment })).toMatchObject(state)
  })

  it.each([
    [
      'is rolled back',
      codeDeployment('d-5 web:3 InProgress'),
      {
        kind: 'rolled-back',
        to: 'web:3',
        reason: expect.stringMatching(/^CodeDeploy is rolling it back: ALARM_ACTIVE/),
      },
    ],
    [
      'has been rolled back when it is first seen',
      codeDeployment('d-5 web:3 Succeeded'),
      { kind: 'rolled-back', to: 'web:3', reason: expect.stringMatching(/^CodeDeploy rolled it back/) },
    ],
    [
      'is rolled back in a way that this version does not know',
      codeDeployment('d-5 web:3 Pondering'),
      { kind: 'rolled-back' },
    ],
    [
      'could not be rolled back',
      codeDeployment('d-5 web:3 Failed', ALARM),
      { kind: 'failed', reason: expect.stringContaining('tried to roll it back and failed') },
    ],
  ] as const)('that failed and %s', (_, rollback, state) => {
    const deployment = codeDeployment('d-4 web:4 Failed', BACK)
    expect(read([OLD], { deployment, rollback })).toMatchObject(state)
  })

  it('that is rolled back by a deployment that cannot be read goes to the revision before it', () => {
    expect(read([OLD], { deployment: codeDeployment('d-4 web:4 Stopped', BACK) })).toMatchObject({
      kind: 'rolled-back',
      to: 'web:3',
    })
  })

  it('of which CodeDeploy knows nothing is judged by its task set', () => {
    expect(read([OLD], {}).kind).toBe('absent')
    expect(read([taskSet('web:4 PRIMARY')], {}).kind).toBe('complete')
  })

  it('of nothing cannot be verified', () => {
    expect(read([OLD], { deployment: codeDeployment('d-4 web:4 InProgress') }, 0).kind).toBe('unverifiable')
  })
})

it.each([
  ['Created', 'STABILIZING', false, 'nothing', undefined],
  ['InProgress', 'STABILIZING', false, 'nothing', undefined],
  ['InProgress', 'STEADY_STATE', false, 'some', 'CodeDeploy to shift the traffic'],
  ['Created', 'STEADY_STATE', false, 'some', undefined],
  ['Baking', 'STABILIZING', false, 'nothing', 'the bake time of CodeDeploy'],
  ['Ready', 'STEADY_STATE', false, 'nothing', 'somebody to reroute the traffic'],
] as const)(
  'that is %s with new tasks that are %s: traffic and wait',
  (status, stability, hasTrafficMoved, traffic, what) => {
    const state = read([OLD, taskSet('web:4 ACTIVE 2/2', stability)], {
      deployment: codeDeployment(`d-4 web:4 ${status}`, { hasTrafficMoved }),
    })
    if (state.kind !== 'in-progress') throw new Error(state.kind)
    expect([state.traffic, state.waitsFor?.what]).toEqual([traffic, what])
  },
)

test('what CodeDeploy records is reported with a page for each of its deployments', () => {
  const shown = service([OLD], { controller: 'CODE_DEPLOY' })
  expect(reportCodeDeploy(shown, {})).toEqual([])
  const [report] = reportCodeDeploy(shown, {
    deployment: codeDeployment('d-4 web:4 Failed', ALARM),
    rollback: codeDeployment('d-5 web:3 Succeeded', { rollbackOfId: 'd-4', taskDefinition: undefined }),
  })
  expect(report).toEqual({
    title: 'Deployment of web as CodeDeploy records it',
    lines: [
      'd-4 of web:4: Failed (ALARM_ACTIVE: One or more alarms have been activated)',
      'd-5, which rolls d-4 back: Succeeded',
    ],
    links: [
      {
        label: 'd-4 in the CodeDeploy console',
        url: expect.stringContaining('/codesuite/codedeploy/deployments/d-4?region=us-east-1'),
      },
      { label: 'd-5 in the CodeDeploy console', url: expect.stringContaining('/d-5?region=us-east-1') },
    ],
  })
  expect(
    reportCodeDeploy({ ...shown, arn: 'none' }, { rollback: codeDeployment('d-5 web:3 Ready') }),
  ).toEqual([
    { title: 'Deployment of web as CodeDeploy records it', lines: ['d-5 of web:3: Ready'], links: [] },
  ])
})

it.each([
  ['ALARM_ACTIVE', 'failed'],
  ['CUSTOMER_APPLICATION_UNHEALTHY', 'failed'],
  ['HEALTH_CONSTRAINTS', 'failed'],
  ['HOOK_EXECUTION_FAILURE', 'failed'],
  ['MANUAL_STOP', 'rolled-back'],
  ['TIMEOUT', 'rolled-back'],
  ['SOMETHING_NEW', 'rolled-back'],
])('what CodeDeploy stopped for %s is %s', (code, kind) => {
  const deployment = codeDeployment('d-4 web:4 Stopped', { error: { code, message: '' } })
  expect(read([OLD], { deployment }).kind).toBe(kind)
})

it.each([
  ['Failed', 'failed'],
  ['Stopped', 'failed'],
  ['Succeeded', 'rolled-back'],
  ['InProgress', 'rolled-back'],
])('a rollback of CodeDeploy that is %s: %s', (status, kind) => {
  const deployment = codeDeployment('d-4 web:4 Stopped', BACK)
  const rollback = codeDeployment(`d-5 web:3 ${status}`)
  expect(read([OLD], { deployment, rollback }).kind).toBe(kind)
})

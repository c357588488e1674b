import {
  describeEnd,
  describeRollback,
  hasEnded,
  isUnderWay,
  readRollback,
  servesAll,
  toHistory,
} from '../../../../../src/targets/ecs/code-deploy/model/deployment.ts'
import { codeDeployment } from '../../../../support/code-deploy-facts.ts'
import { td } from '../../../../support/ecs-facts.ts'

test('a rollback says where it goes back to, and can be read again', () => {
  const description = describeRollback(td('web:12'), td('web:11'))
  expect(description).toBe('Safe Landing: back from web:12 to web:11')
  expect(readRollback(description)).toBe('web:11')
})

test.each([
  undefined,
  '',
  'Release 12',
  'Safe Landing: back from web:12 to nothing',
  'back from web:12 to web:11',
  'not Safe Landing: back from web:12 to web:11',
  'Safe Landing: back from web:12 to web:11, perhaps',
])('%j is no such description', (description) => {
  expect(readRollback(description)).toBeUndefined()
})

test('the history has the digests that task definitions name themselves, and what is a copy of what', () => {
  const images = [{ container: 'web', image: 'web@sha256:a', digest: 'sha256:a' }]
  const deployments = [
    codeDeployment('d-1 web:1 Succeeded', { previousTaskDefinition: undefined }),
    codeDeployment('d-2 web:2 Succeeded', { copyOf: td('web:1') }),
    // Of a copy that was copied again.
    codeDeployment('d-3 web:3 Succeeded', { copyOf: td('web:2') }),
    codeDeployment('d-4 web:4 Stopped', { taskDefinition: undefined }),
  ]
  const { revisions, deployments: entries } = toHistory(deployments, (name) =>
    name === td('web:2') ? images : [],
  )
  expect(entries.map(({ arn }) => arn)).toEqual(['d-1', 'd-2', 'd-3'])
  expect(
    [...revisions.values()].map(({ taskDefinition, copyOf, images }) => [taskDefinition, copyOf, images]),
  ).toEqual([
    [td('web:1'), undefined, []],
    [td('web:2'), td('web:1'), images],
    [td('web:3'), td('web:1'), []],
  ])
})

test.each([
  ['Created', true, false, 'IN_PROGRESS'],
  ['Queued', true, false, 'IN_PROGRESS'],
  ['InProgress', true, false, 'IN_PROGRESS'],
  ['Baking', true, false, 'IN_PROGRESS'],
  ['Ready', true, false, 'IN_PROGRESS'],
  ['Succeeded', false, true, 'SUCCESSFUL'],
  ['Failed', false, true, 'Failed'],
  ['Stopped', false, true, 'Stopped'],
  ['Contemplating', false, false, 'Contemplating'],
])('%s: under way %s, ended %s, in the history %s', (status, underWay, ended, shown) => {
  const one = codeDeployment(`d-2 web:2 ${status}`)
  expect([isUnderWay(one), hasEnded(one)]).toEqual([underWay, ended])
  const { deployments, isWhole } = toHistory([one])
  expect(isWhole).toBe(false)
  expect(deployments).toMatchObject([
    { status: shown, targetRevisionArn: td('web:2'), sourceRevisionArns: [td('web:1')] },
  ])
})

test.each([
  ['Succeeded', false, true],
  ['Succeeded', true, true],
  ['Baking', true, true],
  ['Baking', false, false],
  ['Stopped', true, false],
])('%s with the traffic moved %s serves all: %s', (status, hasTrafficMoved, serves) => {
  expect(servesAll(codeDeployment(`d-2 web:2 ${status}`, { hasTrafficMoved }))).toBe(serves)
})

test.each([
  [undefined, 'CodeDeploy says Failed and gives no reason'],
  [{ code: 'TIMEOUT', message: 'it took too long' }, 'TIMEOUT: it took too long'],
  [{ code: '', message: 'it took too long' }, 'it took too long'],
  [{ code: 'TIMEOUT', message: '' }, 'TIMEOUT'],
])('the end with the error %j', (error, text) => {
  expect(describeEnd(codeDeployment('d-2 web:2 Failed', { error }))).toBe(text)
})

test('a revision before is known only where CodeDeploy names it', () => {
  const first = codeDeployment('d-1 web:1 Succeeded', { previousTaskDefinition: undefined })
  expect(toHistory([first]).deployments).toMatchObject([{ sourceRevisionArns: [] }])
})

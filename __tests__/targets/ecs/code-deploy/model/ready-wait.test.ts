import {
  describeReadyWait,
  readReadyWait,
  toReadyGate,
} from '../../../../../src/targets/ecs/code-deploy/model/ready-wait.ts'
import { codeDeployment } from '../../../../support/code-deploy-facts.ts'

const CASES = [
  { text: 'd-4 web:4 Ready', kind: 'waiting' },
  { text: 'd-4 web:4 InProgress', kind: 'continued' },
  { text: 'd-4 web:4 Succeeded', kind: 'continued' },
  { text: 'd-4 web:4 Stopped', kind: 'refused' },
  { text: 'd-4 web:4 Failed', kind: 'refused' },
  { text: 'd-4 web:4 SomethingNew', kind: 'gone' },
  { text: 'd-5 web:5 Ready', kind: 'gone' },
]

test.each(CASES)('of the wait of d-4, "$text" means $kind', ({ text, kind }) => {
  expect(readReadyWait(codeDeployment(text), 'd-4')).toMatchObject({ kind })
})

test('a deployment that is not there has nothing that waits', () => {
  expect(readReadyWait(undefined, 'd-4')).toMatchObject({ kind: 'gone' })
})

const STOPS = { actionOnTimeout: 'STOP_DEPLOYMENT', waitMinutes: 60 }

test('what CodeDeploy does without an answer is said beforehand', () => {
  const gate = toReadyGate(codeDeployment('d-4 web:4 Ready', { readyOption: STOPS }))
  expect(gate).toEqual({
    id: 'd-4',
    stage: 'READY_WAIT',
    otherwise: 'CodeDeploy stops it 60 minutes after it became ready',
  })
})

test('a group that does not wait is a problem', () => {
  expect(describeReadyWait('web', STOPS).problems).toEqual([])
  for (const option of [undefined, { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitMinutes: 0 }])
    expect(describeReadyWait('web', option).problems[0]).toMatch(/does not wait before it reroutes/)
})

import type { DeploymentStatus } from '../../src/github/model/deployment-record.ts'
import { judgeCommit, saysRolledBack } from '../../src/github/model/rolled-back-commit.ts'

const status = (atMs: number, state: string, description?: string): DeploymentStatus => ({
  ...{ atMs, state, description, logUrl: 'https://github.com/o/r/actions/runs/17/job/48' },
})
const good = (atMs: number) => [status(atMs, 'success'), status(atMs - 1, 'in_progress')]
const BACK = 'rolled-back to v1: answered 500'

describe('what the records of an environment say of a commit', () => {
  test.each<
    [string, Parameters<typeof judgeCommit>[0], Parameters<typeof judgeCommit>[1], string | undefined]
  >([
    ['nothing', [], [], undefined],
    ['that it is live', [good(10)], [], undefined],
    ['that it is being deployed', [[status(10, 'in_progress')]], [], undefined],
    ['that its deployment failed, which may be for any reason', [[status(10, 'failure')]], [], undefined],
    ['that another one followed', [[status(20, 'inactive'), ...good(10)]], [], undefined],
    ['that its success was taken back', [[status(20, 'failure'), ...good(10)]], [], 'taken back'],
    [
      'that it was rolled back from in its own job',
      [[status(21, 'failure'), status(20, 'failure', BACK), status(10, 'in_progress')]],
      [],
      'recorded as "rolled-back to v1: answered 500"',
    ],
    ['the same, with a green job', [[status(21, 'success'), status(20, 'failure', BACK)]], [], 'recorded as'],
    [
      'that a person went back from it',
      [[status(20, 'inactive', 'Rolled back on request to v1'), ...good(10)]],
      [],
      'recorded as "Rolled back on request to v1"',
    ],
    ['that it was verified since', [good(30), [status(20, 'failure', BACK)]], [], undefined],
    ['that it was good once, and then not', [[status(40, 'failure', BACK)], good(30)], [], 'recorded as'],
    [
      'that it was only attempted since',
      [[status(30, 'failure')], [status(20, 'failure', BACK)]],
      [],
      'recorded as',
    ],
    ['that a rollback from it was begun', [], [{ createdAtMs: 20, state: 'success' }], 'was begun'],
    ['that such a rollback was refused', [], [{ createdAtMs: 20, state: 'error' }], undefined],
    ['that it was deployed after that', [good(30)], [{ createdAtMs: 20, state: 'success' }], undefined],
    ['that it was deployed before that', [good(10)], [{ createdAtMs: 20, state: undefined }], 'was begun'],
  ])('%s', (_, records, markers, why) => {
    const found = judgeCommit(records, markers)
    if (why === undefined) expect(found).toBeUndefined()
    else expect(found?.why).toContain(why)
  })
})

test.each([
  ['rolled-back to web:3: answered 500', true],
  ['rolled-back-by-platform to web:3: x', true],
  ['rollback-unhealthy to web:3: x', true],
  ['Rolled back on request to web:3', true],
  ['unhealthy: answered 500', false],
  ['Deployed, and rolled-back alarms are quiet', false],
  [undefined, false],
])('%j says that its commit was rolled back from: %s', (description, expected) =>
  expect(saysRolledBack(description)).toBe(expected),
)

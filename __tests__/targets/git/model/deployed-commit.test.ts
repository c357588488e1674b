import {
  type DeployedCommit,
  type DeployedRun,
  deployedCommit,
} from '../../../../src/targets/git/model/deployed-commit.ts'

const TIP = 'f'.repeat(40)
const DEPLOYED = 'd'.repeat(40)
const push: DeployedRun = {
  event: 'push',
  sha: TIP,
  refName: 'main',
  refType: 'branch',
  repository: 'octo/app',
  isManual: false,
}
const doubt = expect.stringContaining('does not name it')

function followed(more: object = {}) {
  const head_repository = { full_name: 'Octo/App' }
  return { workflow_run: { head_sha: DEPLOYED, head_branch: 'release/1', head_repository, ...more } }
}

const cases: [string, Partial<DeployedRun>, unknown, DeployedCommit][] = [
  ['a push is its own', {}, { after: DEPLOYED }, { sha: TIP, branch: 'main' }],
  ['a run by hand is that of its branch', { event: 'workflow_dispatch' }, {}, { sha: TIP, branch: 'main' }],
  [
    'a deploy button may say the commit',
    { event: 'workflow_dispatch' },
    { inputs: { environment: 'production', ref: DEPLOYED } },
    { sha: DEPLOYED, branch: 'main' },
  ],
  [
    'a deploy button may say the commit in short',
    { event: 'workflow_dispatch' },
    { inputs: { commit: 'ddddddd' } },
    { sha: 'ddddddd', branch: 'main' },
  ],
  [
    'a deploy button that asks for a version leaves open which commit that is',
    { event: 'workflow_dispatch' },
    { inputs: { version: '1.2.3' } },
    { sha: TIP, branch: 'main', doubt },
  ],
  [
    'a deploy button that asks for no version deploys its branch',
    { event: 'workflow_dispatch' },
    { inputs: { environment: 'production', version: '', 'dry-run': 'false' } },
    { sha: TIP, branch: 'main' },
  ],
  [
    'of two commits nobody knows which is meant',
    { event: 'workflow_dispatch' },
    { inputs: { from: 'e'.repeat(40), to: DEPLOYED, ref: '' } },
    { sha: TIP, branch: 'main', doubt },
  ],
  [
    'who orders a rollback says where to go',
    { event: 'workflow_dispatch', isManual: true },
    { inputs: { revision: DEPLOYED } },
    { sha: TIP, branch: 'main' },
  ],
  [
    'a number that a button is given as a revision may be that of a build',
    { event: 'workflow_dispatch' },
    { inputs: { revision: '20261128' } },
    { sha: TIP, branch: 'main', doubt },
  ],
  [
    'a number that it is given as a commit is one',
    { event: 'workflow_dispatch' },
    { inputs: { commit: '1234567' } },
    { sha: '1234567', branch: 'main' },
  ],
  [
    'letters among the digits of a ref make it a commit',
    { event: 'workflow_dispatch' },
    { inputs: { ref: '12345cd' } },
    { sha: '12345cd', branch: 'main' },
  ],
  ['a schedule deploys its branch', { event: 'schedule' }, {}, { sha: TIP, branch: 'main' }],
  [
    'a comment deploys what it is written at, which it does not name',
    { event: 'issue_comment' },
    { comment: { body: '/deploy' } },
    { sha: TIP, branch: 'main', doubt },
  ],
  ['a tag has no branch', { refType: 'tag', refName: 'v1.2' }, {}, { sha: TIP, branch: undefined }],
  ['a ref without a name is no branch', { refName: '' }, {}, { sha: TIP, branch: undefined }],
  [
    'a run after another one is that of the other one',
    { event: 'workflow_run' },
    followed(),
    { sha: DEPLOYED, branch: 'release/1' },
  ],
  [
    'the branch of a fork is not taken by its name',
    { event: 'workflow_run' },
    followed({ head_repository: { full_name: 'mallory/app' } }),
    { sha: DEPLOYED, branch: 'main' },
  ],
  [
    'a fork that is gone has no branch here',
    { event: 'workflow_run' },
    followed({ head_repository: null }),
    { sha: DEPLOYED, branch: 'main' },
  ],
  [
    'a run after another one without a payload',
    { event: 'workflow_run' },
    undefined,
    { sha: TIP, branch: 'main', doubt },
  ],
  [
    'a deployment is of its commit',
    { event: 'deployment_status' },
    { deployment: { sha: DEPLOYED }, deployment_status: { state: 'success' } },
    { sha: DEPLOYED, branch: 'main' },
  ],
  [
    'a check is of its commit',
    { event: 'check_suite' },
    { check_suite: { head_sha: DEPLOYED } },
    { sha: DEPLOYED, branch: 'main' },
  ],
  [
    'a sender may name the commit',
    { event: 'repository_dispatch' },
    { client_payload: { git: { sha: DEPLOYED } } },
    { sha: DEPLOYED, branch: 'main' },
  ],
  [
    'a sender who names something else names no commit',
    { event: 'repository_dispatch' },
    { client_payload: { sha: 'v1.2.3', deadbeef: 'cafe' } },
    { sha: TIP, branch: 'main', doubt },
  ],
]

it.each(cases)('%s', (_, run, payload, expected) => {
  expect(deployedCommit({ ...push, ...run }, '', payload)).toEqual(expected)
})

it.each([
  ['a merged one is its merge', { merged: true, merge_commit_sha: DEPLOYED }, DEPLOYED],
  ['one that is closed without it deploys nothing', { merged: false, merge_commit_sha: DEPLOYED }, undefined],
])('of pull requests %s', (_, pull_request, sha) => {
  const run = { ...push, event: 'pull_request', refName: 'main' }
  expect(deployedCommit(run, 'main', { action: 'closed', pull_request })).toEqual({ sha, branch: 'main' })
})

it.each(['pull_request_target', 'pull_request_review'])('%s deploys nothing either', (event) => {
  expect(deployedCommit({ ...push, event }, 'main', {})).toEqual({ sha: undefined, branch: 'main' })
  expect(deployedCommit({ ...push, event }, '', {})).toEqual({ sha: undefined, branch: 'main' })
})

it.each([
  ['deployment', { deployment: { sha: DEPLOYED } }],
  ['deployment_status', { deployment: { sha: DEPLOYED } }],
  ['check_run', { check_run: { head_sha: DEPLOYED } }],
  ['check_suite', { check_suite: { head_sha: DEPLOYED } }],
  ['status', { sha: DEPLOYED }],
  ['page_build', { build: { commit: DEPLOYED } }],
  ['repository_dispatch', { client_payload: { sha: DEPLOYED } }],
  ['repository_dispatch', { client_payload: { git: { sha: DEPLOYED } } }],
])('%s names its commit in %j, or leaves a doubt', (event, payload) => {
  expect(deployedCommit({ ...push, event }, '', payload)).toEqual({ sha: DEPLOYED, branch: 'main' })
  expect(deployedCommit({ ...push, event }, '', {})).toEqual({ sha: TIP, branch: 'main', doubt })
})

it.each([
  ['d'.repeat(40), true],
  ['d'.repeat(64), true],
  ['d'.repeat(39), false],
  ['d'.repeat(41), false],
  ['d'.repeat(65), false],
  ['D'.repeat(40), false],
  [`x${'d'.repeat(40)}`, false],
  [7, false],
])('%j is a commit: %s', (sha, isCommit) => {
  expect(deployedCommit({ ...push, event: 'status' }, '', { sha }).sha).toBe(isCommit ? sha : TIP)
})

it('a pull request deploys nothing, and its base is the branch', () => {
  const run = { ...push, event: 'pull_request', refName: '12/merge' }
  expect(deployedCommit(run, 'main', {})).toEqual({ sha: undefined, branch: 'main' })
})

it.each([
  ['sha', 'abcdef1', true],
  ['sha', 'ABCDEF1', true],
  ['commit', '1234567', true],
  ['ref', '1234567', false],
  ['revision', '1234567', false],
  ['ref', '123456a', true],
  ['ref', '123456A', true],
  ['REVISION', '123456F', true],
  ['build', '123456a', false],
])('the field %s with %s names a commit: %s', (name, value, names) => {
  const chosen = deployedCommit({ ...push, event: 'workflow_dispatch' }, '', { inputs: { [name]: value } })
  expect(chosen.sha).toBe(names ? value : TIP)
})

it('a commit may have blanks around it, and a field of any name that holds all of it names it', () => {
  const of = (inputs: object) => deployedCommit({ ...push, event: 'workflow_dispatch' }, '', { inputs })
  expect(of({ sha: ` ${DEPLOYED} ` }).sha).toBe(DEPLOYED)
  expect(of({ what: DEPLOYED }).sha).toBe(DEPLOYED)
  expect(of({ version: ' ' })).toEqual({ sha: TIP, branch: 'main' })
})

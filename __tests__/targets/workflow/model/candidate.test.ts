import type { WorkflowJob, WorkflowRun } from '../../../../src/github/model/workflow-run.ts'
import {
  byDeploy,
  type Criteria,
  distinctByCommit,
  findDeploy,
  isJob,
  isRunId,
  isSha,
  rejectDeployed,
  rejectRun,
} from '../../../../src/targets/workflow/model/candidate.ts'
import { criteria, HOUR_MS, job, NOW_MS, run } from './runs.ts'

describe('a run to go back to', () => {
  const cases: [string, Partial<WorkflowRun>, Partial<Criteria>, string | undefined][] = [
    ['a successful push of the branch', {}, {}, undefined],
    ['a dispatch by a person', { event: 'workflow_dispatch' }, {}, undefined],
    [
      'any branch when tags are deployed',
      { branch: 'v1.2.3', event: 'release' },
      { branch: undefined },
      undefined,
    ],
    ['this run', { id: 99 }, {}, 'it is this run'],
    ['the same commit', { sha: 'bbbbbbb9' }, {}, 'it ran the commit that is rolled back from'],
    ['one that runs', { status: 'in_progress', conclusion: undefined }, {}, 'it is still in_progress'],
    ['one that failed', { conclusion: 'failure' }, {}, 'it ended as failure'],
    ['one that was cancelled', { conclusion: 'cancelled' }, {}, 'it ended as cancelled'],
    ['a pull request', { event: 'pull_request' }, {}, 'it was started by pull_request'],
    [
      'a pull request by its target',
      { event: 'pull_request_target' },
      {},
      'it was started by pull_request_target',
    ],
    ['a fork', { headRepository: 'mallory/shop' }, {}, 'it ran a fork'],
    ['a fork that is gone', { headRepository: undefined }, {}, 'it ran a fork'],
    ['the repository in other letters', { headRepository: 'Octo/Shop' }, {}, undefined],
    ['another branch', { branch: 'next' }, {}, 'it ran next and not main'],
    [
      'a dispatch whose inputs chose the commit',
      { event: 'workflow_dispatch' },
      { acceptsDispatched: false },
      'it was dispatched, so that its inputs chose what it deployed, which GitHub does not tell',
    ],
  ]
  it.each(cases)('%s', (_, facts, wish, reason) => {
    expect(rejectRun(run(facts), { ...criteria, ...wish })).toBe(reason)
  })
})

describe('whether a run deployed', () => {
  const at = NOW_MS - 4 * HOUR_MS
  const cases: [string, Partial<WorkflowJob>[], object][] = [
    ['its job succeeded', [{}], { kind: 'deployed', begunAtMs: NOW_MS - 5 * HOUR_MS, atMs: at }],
    [
      'its job was skipped, though the run is green',
      [{ conclusion: 'skipped' }],
      { kind: 'rejected', reason: 'its job deploy is skipped' },
    ],
    [
      'its job runs',
      [{ status: 'in_progress', conclusion: undefined }],
      { kind: 'rejected', reason: 'its job deploy is in_progress' },
    ],
    [
      'it has no such job',
      [{ name: 'build' }, { name: 'ship' }],
      { kind: 'rejected', reason: 'it has no job deploy; its jobs: build, ship' },
    ],
    ['it has no jobs', [], { kind: 'rejected', reason: 'it has no job deploy; its jobs: none' }],
    [
      'the first of a matrix begins it and the last ends it',
      [
        { name: 'deploy (eu)', startedAtMs: at - 2 },
        { name: 'deploy (us)', completedAtMs: at + 1 },
      ],
      { kind: 'deployed', begunAtMs: NOW_MS - 5 * HOUR_MS, atMs: at + 1 },
    ],
    [
      'one of a matrix failed',
      [{ name: 'deploy (eu)' }, { name: 'deploy (us)', conclusion: 'failure' }],
      { kind: 'rejected', reason: 'its job deploy (us) is failure' },
    ],
  ]
  it.each(cases)('%s', (_, jobs, finding) => {
    expect(findDeploy(jobs.map(job), 'deploy')).toEqual(finding)
  })

  it.each([
    ['deploy', true],
    ['deploy (eu, 2)', true],
    ['release / deploy', true],
    ['deploy / upload', true],
    ['deploy-docs', false],
    ['redeploy', false],
    ['Deploy', false],
  ])('the job %s is deploy: %s', (name, expected) => {
    expect(isJob(name, 'deploy')).toBe(expected)
  })
})

describe('several good runs', () => {
  const first = { run: run({ id: 1, sha: 'aaaaaaa1' }), deployedAtMs: 1_000 }
  const second = { run: run({ id: 2, sha: 'aaaaaaa2' }), deployedAtMs: 2_000 }
  const again = { run: run({ id: 1, sha: 'aaaaaaa1', attempt: 2 }), deployedAtMs: 3_000 }

  it('are ordered by when they deployed, so that a re-run of an old one is the newest', () => {
    expect(byDeploy([first, second, again])).toEqual([again, second, first])
  })

  it('count once for each commit', () => {
    expect(distinctByCommit(byDeploy([first, second, again]))).toEqual([again, second])
  })

  it('are not good if they were rolled back from, until they deploy well again', () => {
    const undone = { ...criteria, rolledBackFrom: new Map([['aaaaaaa2', NOW_MS - HOUR_MS]]) }
    expect(rejectDeployed(second, undone)).toBe('it was rolled back from 1h ago')
    expect(rejectDeployed({ ...second, deployedAtMs: NOW_MS }, undone)).toBeUndefined()
    expect(rejectDeployed(first, undone)).toBeUndefined()
  })
})

it.each([
  ['17000000042', true, false],
  ['1a2b3c4', false, true],
  ['1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d', false, true],
  ['1234567', true, false],
  ['1234567890123456789012345678901234567890', false, true],
  ['abc', false, false],
  ['main', false, false],
  ['1a2b3c4-hotfix', false, false],
  ['-1', false, false],
])('%s: a run %s, a commit %s', (revision, asRun, asSha) => {
  expect([isRunId(revision), isSha(revision)]).toEqual([asRun, asSha])
})

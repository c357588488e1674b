import type { WorkflowRun } from '../../../../src/github/model/workflow-run.ts'
import {
  byDeploy,
  type Criteria,
  distinctVersions,
  isRunId,
  isSha,
  rejectDeployed,
  rejectRun,
} from '../../../../src/targets/workflow/model/candidate.ts'
import { standsForCommit, versionOf } from '../../../../src/targets/workflow/model/run-version.ts'
import { criteria, HOUR_MS, NOW_MS, run } from './runs.ts'

describe('a run to go back to', () => {
  type Case = [string, Partial<WorkflowRun>, Partial<Criteria>, string | undefined]
  const cases: Case[] = [
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
    ['one whose end is not known', { conclusion: undefined }, {}, 'it ended as unknown'],
    ['one of no branch', { branch: undefined }, {}, 'it ran no branch and not main'],
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
      { acceptsAnyEvent: false },
      'it was started by workflow_dispatch, so its commit need not be what it deployed',
    ],
    [
      'a timer, where the commit is what matters',
      { event: 'schedule' },
      { acceptsAnyEvent: false },
      'it was started by schedule, so its commit need not be what it deployed',
    ],
    ['a push, where the commit is what matters', {}, { acceptsAnyEvent: false }, undefined],
    ...['workflow_dispatch', 'repository_dispatch', 'workflow_run', 'schedule', 'deployment'].map(
      (event): Case => [`the same commit by ${event}`, { event, sha: 'bbbbbbb9' }, {}, undefined],
    ),
    [
      'the run that is rolled back from',
      { event: 'workflow_dispatch' },
      { fromVersion: 'run 1' },
      'it is the run that is rolled back from',
    ],
  ]
  it.each(cases)('%s', (_, facts, wish, reason) => {
    expect(rejectRun(run(facts), { ...criteria, ...wish })).toBe(reason)
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
    expect(distinctVersions(byDeploy([first, second, again]))).toEqual([again, second])
  })

  it('count each for itself where an input chose what they deployed', () => {
    const buttons = [300, 400].map((id) => ({
      run: run({ id, event: 'workflow_dispatch' }),
      deployedAtMs: id,
    }))
    expect(distinctVersions(buttons)).toEqual(buttons)
    const undone = { ...criteria, rolledBackFrom: new Map([['run 400', NOW_MS]]) }
    expect(buttons.map((one) => rejectDeployed(one, undone) === undefined)).toEqual([true, false])
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

it.each([
  ['push', undefined],
  ['workflow_dispatch', undefined],
  ['schedule', undefined],
  ['release', undefined],
  ['repository_dispatch', undefined],
  ['workflow_run', undefined],
  ['registry_package', undefined],
  ['merge_group', undefined],
  ['deployment', undefined],
  ['issue_comment', 'it was started by issue_comment'],
])('a run by %s: %s', (event, reason) => {
  expect(rejectRun(run({ event }), criteria)).toBe(reason)
})

it.each([
  ['a'.repeat(6), false, false],
  ['a'.repeat(7), true, false],
  ['A'.repeat(40), true, false],
  ['a'.repeat(64), true, false],
  ['a'.repeat(65), false, false],
  ['1'.repeat(15), false, true],
  ['1'.repeat(16), true, false],
  ['1', false, true],
  ['', false, false],
  ['g'.repeat(7), false, false],
  ['1a', false, false],
])('%s is a commit: %s, a run: %s', (text, isCommit, isRun) => {
  expect([isSha(text), isRunId(text)]).toEqual([isCommit, isRun])
})

it('takes no run of a fork, however the repository is spelled', () => {
  const of = (headRepository: string, repository: string) =>
    rejectRun(run({ headRepository }), { ...criteria, repository })
  expect(of('octo/shop', 'Octo/Shop')).toBeUndefined()
  expect(of('OCTO/SHOP', 'octo/shop')).toBeUndefined()
  expect(of('octo/shop-2', 'Octo/Shop')).toBe('it ran a fork')
})

it.each([
  ['push', true],
  ['release', true],
  ['merge_group', true],
  ['pull_request', true],
  ['pull_request_target', true],
  ['workflow_dispatch', false],
  ['repository_dispatch', false],
  ['schedule', false],
  ['workflow_run', false],
  ['deployment', false],
  ['registry_package', false],
  ['some_push', false],
  ['push_of_something', false],
  ['prerelease', false],
])('a run of %s stands for its commit: %s', (event, stands) => {
  expect(standsForCommit({ event })).toBe(stands)
  const version = versionOf({ id: 7, sha: 'aaaaaaa1', event })
  expect(version).toBe(stands ? 'aaaaaaa1' : 'run 7')
})

import { judgeRecord, runIdOf } from '../../../../src/github/model/deployment-record.ts'
import { judgeRuns } from '../../../../src/github/model/run-history.ts'
import { renderAge } from '../../../../src/github/model/workflow-run.ts'
import {
  fillInputs,
  isAboutRunDetails,
  rejectDispatchRef,
  rejectInputs,
} from '../../../../src/targets/workflow/model/dispatched-run.ts'
import { findOverlap, type OverlapQuestion } from '../../../../src/targets/workflow/model/overlap.ts'
import { classifyRefusal, refusalHint, rejectRerun } from '../../../../src/targets/workflow/model/rerun.ts'
import { findLater, supersedes } from '../../../../src/targets/workflow/model/superseded.ts'
import { HOUR_MS, job, NOW_MS, run } from './runs.ts'

const DAY_MS = 24 * HOUR_MS

describe('overlap of concurrency groups', () => {
  const held = { name: 'deploy-main', isHeld: true }
  const free = { name: 'deploy-main', isHeld: false }
  const cases: [string, OverlapQuestion, string][] = [
    [
      'a group that we hold',
      { own: [held], candidate: [{ ...free, name: 'Deploy-Main' }], isSameWorkflow: true },
      'overlap',
    ],
    ['one that we have let go of', { own: [free], candidate: [free], isSameWorkflow: true }, 'none'],
    [
      'another one',
      { own: [held], candidate: [{ name: 'other', isHeld: false }], isSameWorkflow: true },
      'none',
    ],
    ['no groups at all', { own: [], candidate: [], isSameWorkflow: true }, 'none'],
    ['a run that lists its groups no more', { own: [held], candidate: [], isSameWorkflow: true }, 'overlap'],
    ['the same of another workflow', { own: [held], candidate: [], isSameWorkflow: false }, 'none'],
    ['no API, same workflow', { own: undefined, candidate: undefined, isSameWorkflow: true }, 'overlap'],
    ['no API, another workflow', { own: undefined, candidate: undefined, isSameWorkflow: false }, 'unknown'],
    ['a candidate that is gone', { own: [held], candidate: undefined, isSameWorkflow: true }, 'overlap'],
  ]
  it.each(cases)('%s', (_, question, kind) => {
    expect(findOverlap(question).kind).toBe(kind)
  })
})

describe('whether a run can be run again', () => {
  it.each([
    ['a day later', {}, 'active', undefined],
    ['29 days later', { createdAtMs: NOW_MS - 29 * DAY_MS }, 'active', undefined],
    [
      'more than 29 days after it was created, whatever its attempts',
      { createdAtMs: NOW_MS - 29 * DAY_MS - 1, startedAtMs: NOW_MS },
      'active',
      /older than 30 days, and it was created 29 days ago/,
    ],
    ['for the 50th time', { attempt: 50 }, 'active', undefined],
    ['for the 51st time', { attempt: 51 }, 'active', /allows 50 re-runs/],
    ['while it runs', { status: 'waiting' }, 'active', /still waiting/],
    ['of a disabled workflow', {}, 'disabled_manually', /disabled manually/],
  ])('%s', (_, facts, state, reason) => {
    const objection = rejectRerun(run({ createdAtMs: NOW_MS - DAY_MS, ...facts }), state, NOW_MS)
    if (reason === undefined) expect(objection).toBeUndefined()
    else expect(objection).toMatch(reason)
  })
})

describe('refusals, by the words of GitHub', () => {
  it.each([
    ['This workflow is already running', 'already-running'],
    ['This workflow run cannot be retried', 'cannot-be-rerun'],
    ['This workflow run cannot be rerun', 'cannot-be-rerun'],
    ['Unable to retry this workflow run because it was created over a month ago', 'too-old'],
    ['Resource not accessible by integration', 'no-permission'],
    ['Something new', 'other'],
  ] as const)('%s', (said, refusal) => {
    expect(classifyRefusal(said)).toBe(refusal)
    expect(refusalHint(refusal, 'https://github.example/run')).toMatch(/\S+ \S+/)
  })

  it('of a parameter that the server does not know', () => {
    expect(isAboutRunDetails(422, '"return_run_details" is not a permitted key.')).toBe(true)
    expect(isAboutRunDetails(422, 'No ref found for: main')).toBe(false)
    expect(isAboutRunDetails(500, 'return_run_details')).toBe(false)
  })
})

describe('a deployment record', () => {
  const status = (state: string, logUrl?: string) => ({ state, atMs: 1_000, logUrl })
  const job17 = 'https://github.example/octo/shop/actions/runs/17/job/48'
  it.each([
    [
      'succeeded',
      [status('success', job17), status('in_progress', job17)],
      { kind: 'succeeded', atMs: 1_000, runId: 17 },
    ],
    [
      'was replaced by a later one',
      [status('inactive'), status('success', job17)],
      { kind: 'succeeded', atMs: 1_000, runId: 17 },
    ],
    [
      'succeeded for another tool',
      [status('success', 'https://ci.example')],
      { kind: 'succeeded', atMs: 1_000, runId: undefined },
    ],
    [
      'failed after it had succeeded',
      [status('failure'), status('success', job17)],
      { kind: 'rejected', reason: 'it ended as failure' },
    ],
    ['never got so far', [status('in_progress', job17)], { kind: 'rejected', reason: 'it never succeeded' }],
    ['has no status', [], { kind: 'rejected', reason: 'it never succeeded' }],
  ])('that %s', (_, statuses, finding) => {
    expect(judgeRecord(statuses)).toEqual(finding)
  })

  it.each([
    ['success', 'succeeded'],
    ['failure', 'it ended as failure'],
    ['error', 'it ended as error'],
    ['inactive', undefined],
    ['in_progress', undefined],
    ['queued', undefined],
    ['pending', undefined],
    ['waiting', undefined],
  ])('whose status is %s is judged: %s', (state, judged) => {
    const says = (...states: readonly string[]) => {
      const found = judgeRecord(states.map((one) => status(one)))
      return found.kind === 'rejected' ? found.reason : found.kind
    }
    expect(says(state)).toBe(judged ?? 'it never succeeded')
    expect(says(state, 'success')).toBe(judged ?? 'succeeded')
    expect(says(state, 'failure')).toBe(judged ?? 'it ended as failure')
  })

  it.each([
    [job17, 17],
    ['https://github.example/octo/shop/actions/runs/17', 17],
    ['https://github.example/octo/shop/actions/runs/17x', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is of run %s', (logUrl, id) => {
    expect(runIdOf(logUrl)).toBe(id)
  })
})

it.each([
  [0, 'just now'],
  [59_999, 'just now'],
  [60_000, '1m ago'],
  [HOUR_MS, '1h ago'],
  [2 * DAY_MS - 1, '47h59m ago'],
  [2 * DAY_MS, '2 days ago'],
  [12.5 * DAY_MS, '12 days ago'],
])('an age of %d ms is %s', (ageMs, text) => {
  expect(renderAge(ageMs)).toBe(text)
})

describe('who took over', () => {
  const from = run({ id: 90, startedAtMs: NOW_MS - HOUR_MS })
  const standing = { from, branch: 'main', ownRunId: 90, targetId: 1 }
  it('can only be a later run of the branch that is not the target', () => {
    const runs = [
      run({ id: 91, startedAtMs: NOW_MS - HOUR_MS / 2 }),
      run({ id: 92, startedAtMs: NOW_MS - HOUR_MS / 4 }),
      run({ id: 93, startedAtMs: NOW_MS, branch: 'next' }),
      run({ id: 1, startedAtMs: NOW_MS }),
      run({ id: 89, startedAtMs: NOW_MS - 2 * HOUR_MS }),
      from,
    ]
    expect(findLater(runs, standing).map(({ id }) => id)).toEqual([92, 91])
    const anyBranch = { ...standing, branch: undefined }
    expect(findLater(runs, anyBranch).map(({ id }) => id)).toEqual([93, 92, 91])
  })

  it.each([
    ['it has deployed', [job()], 'has deployed since'],
    ['it deploys', [job({ status: 'in_progress', conclusion: undefined })], 'deploys now'],
    ['it builds', [job({ name: 'build', status: 'in_progress', conclusion: undefined })], undefined],
    ['it waits', [job({ status: 'waiting', conclusion: undefined })], undefined],
    ['it failed', [job({ conclusion: 'failure' })], undefined],
  ])('when %s', (_, jobs, does) => {
    expect(supersedes(jobs, { name: 'deploy' })).toBe(does)
  })
})

describe('a dispatch', () => {
  it('gets the good commit, its branch and its run as values', () => {
    const inputs = [
      { name: 'version', value: '{sha}' },
      { name: 'note', value: 'back to {ref} {run_id} {sha} {other}' },
    ]
    expect(fillInputs(inputs, { id: 17, sha: 'aaaaaaa1', branch: 'main' })).toEqual({
      version: 'aaaaaaa1',
      note: 'back to main 17 aaaaaaa1 {other}',
    })
  })

  it.each([
    ['main', undefined],
    ['v1.2.3', undefined],
    ['deadbeef', undefined],
    ['0123456789abcdef0123456789abcdef01234567-fix', undefined],
    [`${'a'.repeat(64)}`, /is the commit aaaaaaa, /],
    ['0123456789abcdef0123456789abcdef01234567', /is the commit 0123456, .* branches and tags only/],
  ])('of %s', (ref, reason) => {
    const objection = rejectDispatchRef(ref)
    if (reason === undefined) expect(objection).toBeUndefined()
    else expect(objection).toMatch(reason)
  })

  const sha = { name: 'sha', isRequired: true }
  it.each([
    ['all that is declared', ['sha'], [sha], undefined],
    ['none of none', [], [], undefined],
    [
      'one that is not declared',
      ['sha', 'vers'],
      [sha],
      'deploy.yml declares no dispatch input vers; it declares sha',
    ],
    ['one of none', ['sha'], [], 'deploy.yml declares no dispatch input sha; it declares none'],
    [
      'not what is required',
      [],
      [sha],
      'deploy.yml requires the dispatch input sha, which dispatch-inputs does not give',
    ],
    [
      'no trigger',
      [],
      undefined,
      'deploy.yml has no workflow_dispatch trigger, so that it cannot be dispatched',
    ],
  ])('with %s', (_, given, declared, reason) => {
    expect(rejectInputs(given, declared, 'deploy.yml')).toBe(reason)
  })
})

describe('runs as a signal', () => {
  const view = {
    ownRunId: 90,
    branch: 'main',
    repository: 'octo/shop',
    deployedSha: 'ccccccc3',
    deployedSinceMs: NOW_MS - HOUR_MS,
  }
  it.each([
    ['success', [true]],
    ['failure', [false]],
    ['timed_out', [false]],
    ['startup_failure', [false]],
    ['cancelled', []],
    ['skipped', []],
    ['neutral', []],
    ['stale', []],
    ['action_required', []],
  ])('%s says %j', (conclusion, said) => {
    expect(judgeRuns([run({ conclusion })], view).map(({ succeeded }) => succeeded)).toEqual(said)
  })

  it('are those of the branch and the repository that are over, without our own, each with its length', () => {
    const runs = [
      run({ id: 90 }),
      run({ id: 3, status: 'in_progress', conclusion: undefined }),
      run({ id: 4, branch: 'next' }),
      run({ id: 5, headRepository: 'mallory/shop' }),
      run({ id: 6, startedAtMs: NOW_MS, updatedAtMs: NOW_MS + 90_000 }),
      run({ id: 7, startedAtMs: NOW_MS - 2 * HOUR_MS, updatedAtMs: NOW_MS - HOUR_MS }),
      run({ id: 8, startedAtMs: NOW_MS - 3 * HOUR_MS, updatedAtMs: NOW_MS - 2 * HOUR_MS, sha: 'ccccccc3' }),
    ]
    expect(judgeRuns(runs, view)).toEqual([
      { id: '8', succeeded: true, durationMs: HOUR_MS, isOfThisDeploy: true },
      { id: '7', succeeded: true, durationMs: HOUR_MS, isOfThisDeploy: false },
      { id: '6', succeeded: true, durationMs: 90_000, isOfThisDeploy: true },
    ])
  })
})

it.each([
  ['this workflow is ALREADY RUNNING', 'already-running'],
  ['It was created Over A Month Ago', 'too-old'],
  ['Resource NOT ACCESSIBLE BY personal access token', 'no-permission'],
  ['It CANNOT BE Retried', 'cannot-be-rerun'],
] as const)('%s, in whatever letters', (said, refusal) => {
  expect(classifyRefusal(said)).toBe(refusal)
})

it.each([
  ['a'.repeat(40), true],
  ['A'.repeat(40), true],
  ['a'.repeat(64), true],
  ['main', false],
  ['v1.2.3', false],
  ['a'.repeat(39), false],
  ['a'.repeat(50), false],
  [`release-${'a'.repeat(40)}`, false],
  [`${'a'.repeat(40)}-rc`, false],
])('a dispatch of %s is one of a commit: %s', (ref, isCommit) => {
  expect(rejectDispatchRef(ref) !== undefined).toBe(isCommit)
})

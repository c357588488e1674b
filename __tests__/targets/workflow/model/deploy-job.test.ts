import type { WorkflowJob } from '../../../../src/github/model/workflow-run.ts'
import { deployingJobs, findDeploy, isJob } from '../../../../src/targets/workflow/model/deploy-job.ts'
import { HOUR_MS, job, NOW_MS } from './runs.ts'

/** As a workflow file has it, whose value only the run knows. */
const STAGE = '$' + '{{ inputs.stage }}'

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
      { kind: 'unmatched', reason: 'it has no job deploy; its jobs: build, ship', jobs: ['build', 'ship'] },
    ],
    ['it has no jobs', [], { kind: 'unmatched', reason: 'it has no job deploy; its jobs: none', jobs: [] }],
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
    [
      'a called workflow rolled out and had nothing to report',
      [{ name: 'deploy / rollout' }, { name: 'deploy / notify-failure', conclusion: 'skipped' }],
      { kind: 'deployed', begunAtMs: NOW_MS - 5 * HOUR_MS, atMs: at },
    ],
    [
      'a called workflow was cancelled in one part',
      [{ name: 'deploy / rollout' }, { name: 'deploy / smoke', conclusion: 'cancelled' }],
      { kind: 'rejected', reason: 'its job deploy / smoke is cancelled' },
    ],
    [
      'a called workflow runs in one part',
      [
        { name: 'deploy / rollout', status: 'in_progress', conclusion: undefined },
        { name: 'deploy / notify', conclusion: 'skipped' },
      ],
      { kind: 'rejected', reason: 'its job deploy / rollout is in_progress' },
    ],
    [
      'every part was skipped',
      [
        { name: 'deploy / rollout', conclusion: 'skipped' },
        { name: 'deploy / notify', conclusion: 'skipped' },
      ],
      { kind: 'rejected', reason: 'its job deploy / rollout is skipped' },
    ],
  ]
  it.each(cases)('%s', (_, jobs, finding) => {
    expect(findDeploy(jobs.map(job), { name: 'deploy' })).toEqual(finding)
  })

  it.each([
    ['deploy', true],
    ['deploy (eu, 2)', true],
    ['release / deploy', true],
    ['deploy / upload', true],
    ['deploy-docs', false],
    ['redeploy', false],
    ['Deploy', true],
    ['Release / DEPLOY (eu) / rollout', true],
    ['deploy it', false],
    ['', false],
  ])('the job %s is deploy: %s', (name, expected) => {
    expect(isJob(name, 'deploy')).toBe(expected)
  })

  it.each([
    ['deploy / rollout', 'deploy / rollout', true],
    ['release / deploy / rollout', 'deploy / rollout', true],
    ['deploy / notify', 'deploy / rollout', false],
    ['deploy', 'deploy / rollout', false],
    ['deploy (eu)', 'deploy (eu)', true],
    ['deploy (us)', 'deploy (eu)', false],
    ['deploy [eu.1]', 'deploy [eu.1]', true],
    ['Deploy to production', `Deploy to ${STAGE}`, true],
    ['Deploy', `Deploy to ${STAGE}`, false],
    ['build', STAGE, false],
  ])('the job %s is %s: %s', (name, wanted, expected) => {
    expect(isJob(name, wanted)).toBe(expected)
  })

  it('goes by the key in the file where no job has that name', () => {
    const deployJob = { name: 'deploy', title: 'Roll out' }
    const named = (...names: readonly string[]) =>
      deployingJobs(
        names.map((name) => ({ name })),
        deployJob,
      )
    expect(named('Roll out', 'build')).toEqual([{ name: 'Roll out' }])
    expect(named('Roll out', 'Deploy')).toEqual([{ name: 'Deploy' }])
  })
})

it('a job that was not well is named: the first of them', () => {
  const jobs = ['success', 'failure', 'cancelled'].map((conclusion) =>
    job({ name: `deploy (${conclusion})`, conclusion }),
  )
  expect(findDeploy(jobs, { name: 'deploy' })).toEqual({
    kind: 'rejected',
    reason: 'its job deploy (failure) is failure',
  })
})

it('a name is what it is without the blanks around it', () => {
  expect(isJob('deploy', ' deploy ')).toBe(true)
  expect(isJob('release / deploy', 'release /  deploy ')).toBe(true)
  expect(isJob('deploy', 'de ploy')).toBe(false)
})

import {
  findComparable,
  isSlow,
  type OwnPlace,
  type RunWithJobs,
  tracePipeline,
} from '../../../src/github/model/pipeline.ts'
import type { WorkflowJob, WorkflowStep } from '../../../src/github/model/workflow-run.ts'
import { job, run } from '../../targets/workflow/model/runs.ts'

const MINUTE_MS = 60_000
const PLACE: OwnPlace = { job: 'deploy', runnerName: 'runner 9', attempt: 1 }

function step(
  name: string,
  fromMin: number,
  toMin: number | undefined,
  conclusion = 'success',
): WorkflowStep {
  return {
    name,
    status: toMin === undefined ? 'in_progress' : 'completed',
    conclusion: toMin === undefined ? undefined : conclusion,
    startedAtMs: fromMin * MINUTE_MS,
    completedAtMs: toMin === undefined ? undefined : toMin * MINUTE_MS,
  }
}

function part(name: string, fromMin: number, toMin: number | undefined, more: Partial<WorkflowJob> = {}) {
  const { conclusion, status, startedAtMs, completedAtMs } = step(name, fromMin, toMin)
  return job({ name, conclusion, status, startedAtMs, completedAtMs, ...more })
}

/** A build, and a deploy whose guard ends after so many minutes. */
function earlier(id: number, buildMin = 3): RunWithJobs {
  return {
    run: run({ id, createdAtMs: 0, startedAtMs: 0 }),
    jobs: [
      part('build', 1, 1 + buildMin),
      part('deploy', 4, 9, { steps: [step('Deploy', 4, 6), step('Land', 6, 8), step('Deploy', 8, 9)] }),
    ],
  }
}

const TEN = Array.from({ length: 10 }, (_, index) => earlier(index + 1))

const OWN: RunWithJobs = {
  run: run({ id: 99, createdAtMs: 0, startedAtMs: 0, event: 'push', actor: 'mona' }),
  jobs: [
    part('build', 1, 7),
    part('skipped', 1, 1, { conclusion: 'skipped' }),
    part('deploy', 8, undefined, {
      runner: 'runner 9',
      steps: [step('Deploy', 8, 10), step('Land', 10, undefined), step('Deploy', 12, undefined)].slice(0, 2),
    }),
  ],
}

describe('the stages of a run', () => {
  it('are what came before this step, each beside the median of the same one', () => {
    const { stages, usualTotal, comparedRuns, ownJob } = tracePipeline(OWN, TEN, PLACE)
    expect(
      stages.map(({ kind, job: of, name, tookMs, usual, isSlow: slow }) => [
        kind,
        of,
        name,
        tookMs / MINUTE_MS,
        (usual?.medianMs ?? Number.NaN) / MINUTE_MS,
        slow,
      ]),
    ).toEqual([
      ['trigger', '', 'push', 1, 1, false],
      ['job', 'build', 'build', 6, 3, true],
      ['step', 'deploy', 'Deploy', 2, 2, false],
    ])
    expect(usualTotal).toEqual({ medianMs: 8 * MINUTE_MS, longestMs: 8 * MINUTE_MS, runs: 10 })
    expect({ comparedRuns, ownJob }).toEqual({ comparedRuns: 10, ownJob: 'deploy' })
  })

  it('have no usual time with fewer than five runs to compare', () => {
    const { stages, usualTotal } = tracePipeline(OWN, TEN.slice(0, 4), PLACE)
    expect(stages.map(({ usual, isSlow: slow }) => ({ usual, slow }))).toEqual(
      stages.map(() => ({ usual: undefined, slow: false })),
    )
    expect(usualTotal).toBeUndefined()
  })

  it('begin with the first job where this is a re-run, whose trigger is long past', () => {
    const { stages, usualTotal } = tracePipeline(OWN, TEN, { ...PLACE, attempt: 2 })
    expect(stages.map(({ kind }) => kind)).not.toContain('trigger')
    expect(usualTotal).toBeUndefined()
  })

  it('keep two steps of one name apart', () => {
    const steps = [
      step('Deploy', 8, 10),
      step('Land', 10, 12),
      step('Deploy', 12, 13),
      step('Guard', 13, undefined),
    ]
    const own = { ...OWN, jobs: [part('deploy', 8, undefined, { runner: 'runner 9', steps })] }
    const { stages } = tracePipeline(own, TEN, PLACE)
    const usual = stages.filter(({ name }) => name === 'Deploy').map((one) => one.usual?.medianMs)
    expect(usual).toEqual([2 * MINUTE_MS, MINUTE_MS])
  })

  it('leave the total out of what ran a failed job in its place', () => {
    const failed = TEN.map((one) => ({
      ...one,
      jobs: one.jobs.map((of) => ({ ...of, conclusion: 'failure' })),
    }))
    expect(tracePipeline(OWN, failed, PLACE).usualTotal).toBeUndefined()
  })
})

describe('a stage is slower than usual', () => {
  const usual = { medianMs: 100_000, longestMs: 140_000, runs: 10 }
  it.each([
    ['longer than all, by half and 30 s', 150_000, true],
    ['longer than all, and not by half', 149_000, false],
    ['as long as the longest', 140_000, false],
    ['usual', 100_000, false],
  ])('%s', (_, tookMs, expected) => {
    expect(isSlow(tookMs, usual)).toBe(expected)
  })

  it('never for seconds: a step of 2 s that takes 20 s is no news', () => {
    expect(isSlow(20_000, { medianMs: 2_000, longestMs: 3_000, runs: 10 })).toBe(false)
  })

  it('never where nobody knows what is usual', () => {
    expect(isSlow(9_000_000, undefined)).toBe(false)
  })
})

describe('runs are comparable', () => {
  const self = run({ id: 50, createdAtMs: 1_000 })
  const atFirst = (more: Parameters<typeof run>[0]) => run({ createdAtMs: 900, ...more })
  it.each([
    ['the same event and branch, successful', {}, true],
    ['another event', { event: 'schedule' }, false],
    ['another branch', { branch: 'next' }, false],
    ['failed', { conclusion: 'failure' }, false],
    ['a re-run, which leaves parts out', { attempt: 2 }, false],
    ['a fork', { headRepository: 'fork/shop' }, false],
    ['another workflow', { workflowId: 8 }, false],
    ['later', { createdAtMs: 1_001 }, false],
  ] as const)('%s', (_, more, expected) => {
    expect(findComparable([atFirst({ id: 7, ...more })], self, 'branch').length === 1).toBe(expected)
  })

  it('of tags, each with a name of its own', () => {
    expect(findComparable([atFirst({ id: 7, branch: 'v1.2' })], self, 'tag')).toHaveLength(1)
  })

  it('the newest ten', () => {
    const runs = Array.from({ length: 14 }, (_, index) => atFirst({ id: index, createdAtMs: 100 + index }))
    expect(findComparable(runs, self, 'branch').map(({ id }) => id)).toEqual([
      13, 12, 11, 10, 9, 8, 7, 6, 5, 4,
    ])
  })
})

import { percentile } from '../../core/statistics.ts'
import type { WorkflowJob, WorkflowRun, WorkflowStep } from './workflow-run.ts'

/** A run of the workflow with its jobs, those of one attempt. */
export interface RunWithJobs {
  readonly run: WorkflowRun
  readonly jobs: readonly WorkflowJob[]
}

/** How long a stage took in earlier runs. */
export interface UsualTime {
  readonly medianMs: number
  readonly longestMs: number
  /** In so many runs. */
  readonly runs: number
}

/** A part of the run up to this step, beside how long it usually takes. Names are untrusted. */
export interface PipelineStage {
  readonly kind: 'trigger' | 'job' | 'step'
  /** Of the job; empty for the trigger. */
  readonly job: string
  readonly name: string
  readonly startedAtMs: number
  readonly tookMs: number
  readonly conclusion: string | undefined
  readonly usual: UsualTime | undefined
  readonly isSlow: boolean
}

/** This run up to now. Times are GitHub's, epoch milliseconds. */
export interface Pipeline {
  readonly event: string
  readonly actor: string | undefined
  /** When the run was triggered; for a re-run, when that was. */
  readonly beganAtMs: number
  readonly attempt: number
  /** By start. */
  readonly stages: readonly PipelineStage[]
  /** From the trigger to the end of this step, in earlier runs. */
  readonly usualTotal: UsualTime | undefined
  /** How many earlier runs it is compared with. */
  readonly comparedRuns: number
  /** The job that this step is part of. */
  readonly ownJob: string | undefined
}

export const MOST_COMPARED = 10
/** With fewer, nobody knows what is usual. */
export const LEAST_COMPARED = 5
const LEAST_EXCESS_MS = 30_000
const SLOW_FACTOR = 1.5

/** More than in every run that it is compared with, and by far: nearly every run is the slowest of some in something. */
export function isSlow(tookMs: number, usual: UsualTime | undefined): boolean {
  if (usual === undefined || tookMs <= usual.longestMs) return false
  return tookMs >= SLOW_FACTOR * usual.medianMs && tookMs >= usual.medianMs + LEAST_EXCESS_MS
}

/**
 * The newest earlier runs that did the same: of the same workflow, event and branch, which succeeded at their
 * first attempt. A re-run leaves parts out, or waits for a person.
 *
 * @param refType runs of tags each have a name of their own
 */
export function findComparable(
  runs: readonly WorkflowRun[],
  self: WorkflowRun,
  refType: 'branch' | 'tag',
): WorkflowRun[] {
  return runs
    .filter((run) => run.id !== self.id && run.workflowId === self.workflowId && run.event === self.event)
    .filter((run) => run.status === 'completed' && run.conclusion === 'success' && run.attempt === 1)
    .filter((run) => refType === 'tag' || run.branch === self.branch)
    .filter((run) => run.headRepository === self.headRepository && run.createdAtMs < self.createdAtMs)
    .toSorted((one, other) => other.createdAtMs - one.createdAtMs)
    .slice(0, MOST_COMPARED)
}

export interface OwnPlace {
  /** The key of the job in the workflow file. */
  readonly job: string
  readonly runnerName: string
  readonly attempt: number
}

/** The run as far as it has come, beside earlier ones. */
export function tracePipeline(own: RunWithJobs, earlier: readonly RunWithJobs[], place: OwnPlace): Pipeline {
  const { run, jobs } = own
  const ownJob = findOwnJob(jobs, place)
  const ownStep = ownJob && placeSteps(ownJob).findLast(({ step }) => step.status === 'in_progress')
  const usualOf = (measure: (earlier: RunWithJobs) => number | undefined) =>
    summarize(earlier.flatMap((one) => measure(one) ?? []))
  const stages = [
    ...(place.attempt === 1 ? traceTrigger(own, usualOf) : []),
    ...jobs.flatMap((job) => traceJob(job, job === ownJob, usualOf)),
  ]
  return {
    event: run.event,
    actor: run.actor,
    beganAtMs: place.attempt === 1 ? run.createdAtMs : run.startedAtMs,
    attempt: place.attempt,
    stages: stages.toSorted((one, other) => one.startedAtMs - other.startedAtMs),
    usualTotal: place.attempt === 1 ? usualOf((one) => measureTotal(one, ownJob, ownStep?.key)) : undefined,
    comparedRuns: earlier.length,
    ownJob: ownJob?.name,
  }
}

/** The API knows a job by the name that people see, and the runner only by its key. */
function findOwnJob(
  jobs: readonly WorkflowJob[],
  { job: key, runnerName }: OwnPlace,
): WorkflowJob | undefined {
  const running = jobs.filter(({ status }) => status === 'in_progress')
  return (
    running.find(({ runner }) => runner !== undefined && runner === runnerName) ??
    running.find(({ name }) => name === key) ??
    (running.length === 1 ? running[0] : undefined)
  )
}

type UsualOf = (measure: (earlier: RunWithJobs) => number | undefined) => UsualTime | undefined

function traceTrigger(own: RunWithJobs, usualOf: UsualOf): PipelineStage[] {
  const tookMs = measureWait(own)
  if (tookMs === undefined) return []
  const usual = usualOf(measureWait)
  const shared = { kind: 'trigger', job: '', name: own.run.event, conclusion: undefined } as const
  return [{ ...shared, startedAtMs: own.run.createdAtMs, tookMs, usual, isSlow: isSlow(tookMs, usual) }]
}

/** From the trigger until the first job runs. */
function measureWait({ run, jobs }: RunWithJobs): number | undefined {
  const starts = jobs.flatMap(({ startedAtMs, conclusion }) =>
    startedAtMs === undefined || conclusion === 'skipped' ? [] : startedAtMs,
  )
  return starts.length === 0 ? undefined : Math.max(0, Math.min(...starts) - run.createdAtMs)
}

function traceJob(job: WorkflowJob, isOwn: boolean, usualOf: UsualOf): PipelineStage[] {
  if (job.conclusion === 'skipped' || job.startedAtMs === undefined) return []
  const steps = placeSteps(job).flatMap(({ step, key }) => {
    const usual = usualOf((earlier) => spanOf(stepOf(jobOf(earlier, job.name), key)))
    return stageOf(step, { kind: 'step', job: job.name, usual })
  })
  const usual = usualOf((earlier) => spanOf(jobOf(earlier, job.name)))
  const whole = isOwn ? [] : stageOf({ ...job, status: job.status }, { kind: 'job', job: job.name, usual })
  return [...whole, ...steps]
}

function stageOf(
  part: WorkflowStep,
  { kind, job, usual }: Pick<PipelineStage, 'kind' | 'job' | 'usual'>,
): PipelineStage[] {
  const tookMs = spanOf(part)
  if (tookMs === undefined || part.startedAtMs === undefined || part.conclusion === 'skipped') return []
  const { name, startedAtMs, conclusion } = part
  return [{ kind, job, name, startedAtMs, tookMs, conclusion, usual, isSlow: isSlow(tookMs, usual) }]
}

/** From the trigger to the end of the same step, or of the same job without it. */
function measureTotal(earlier: RunWithJobs, ownJob: WorkflowJob | undefined, step: string | undefined) {
  const job = ownJob && jobOf(earlier, ownJob.name)
  const endMs = (step === undefined ? job : stepOf(job, step))?.completedAtMs
  return endMs === undefined ? undefined : Math.max(0, endMs - earlier.run.createdAtMs)
}

function jobOf({ jobs }: RunWithJobs, name: string): WorkflowJob | undefined {
  return jobs.find((job) => job.name === name && job.conclusion === 'success')
}

function stepOf(job: WorkflowJob | undefined, key: string): WorkflowStep | undefined {
  const found = job && placeSteps(job).find((one) => one.key === key)?.step
  return found?.conclusion === 'success' ? found : undefined
}

/** Two steps of a job may have one name: which of them it is belongs to the key. */
function placeSteps({ steps = [] }: WorkflowJob): { readonly step: WorkflowStep; readonly key: string }[] {
  const seen = new Map<string, number>()
  return steps.map((step) => {
    const count = (seen.get(step.name) ?? 0) + 1
    seen.set(step.name, count)
    return { step, key: `${count} ${step.name}` }
  })
}

function spanOf(part: Pick<WorkflowStep, 'startedAtMs' | 'completedAtMs'> | undefined): number | undefined {
  const { startedAtMs, completedAtMs } = part ?? {}
  if (startedAtMs === undefined || completedAtMs === undefined) return undefined
  return Math.max(0, completedAtMs - startedAtMs)
}

function summarize(spans: readonly number[]): UsualTime | undefined {
  if (spans.length < LEAST_COMPARED) return undefined
  return { medianMs: percentile(spans, 50), longestMs: Math.max(...spans), runs: spans.length }
}

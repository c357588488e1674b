import type { WorkflowJob } from '../../../github/model/workflow-run.ts'

/** The job that deploys, as the input, the runner or the workflow file names it. */
export interface DeployJob {
  readonly name: string
  /** What the workflow file calls the job with that key, if it has another name. May hold expressions. */
  readonly title?: string | undefined
}

export type JobState =
  | { readonly kind: 'deployed'; readonly begunAtMs: number; readonly atMs: number }
  /** No job of the run has that name. */
  | { readonly kind: 'unmatched'; readonly reason: string; readonly jobs: readonly string[] }
  | { readonly kind: 'rejected'; readonly reason: string }

/** Conclusions that say nothing: a part that this run did not need. */
const NEUTRAL: ReadonlySet<string | undefined> = new Set(['skipped', 'neutral'])

/** A successful run need not have deployed: its deploy job may have been skipped. */
export function findDeploy(jobs: readonly WorkflowJob[], deployJob: DeployJob): JobState {
  const deploying = deployingJobs(jobs, deployJob)
  const [first] = deploying
  if (first === undefined) {
    const names = jobs.map(({ name }) => name)
    const reason = `it has no job ${deployJob.name}; its jobs: ${names.join(', ') || 'none'}`
    return { kind: 'unmatched', reason, jobs: names }
  }
  const parts = deploying.filter(({ conclusion }) => !NEUTRAL.has(conclusion))
  const other = parts.find(({ conclusion }) => conclusion !== 'success')
  if (other !== undefined || parts.length === 0) {
    const { name, conclusion, status } = other ?? first
    return { kind: 'rejected', reason: `its job ${name} is ${conclusion ?? status}` }
  }
  return {
    kind: 'deployed',
    begunAtMs: Math.min(...parts.map(({ startedAtMs }) => startedAtMs ?? 0)),
    atMs: Math.max(...parts.map(({ completedAtMs }) => completedAtMs ?? 0)),
  }
}

/** By the name that people see; where no job has it, by what the file calls the job with that key. */
export function deployingJobs<Job extends Pick<WorkflowJob, 'name'>>(
  jobs: readonly Job[],
  { name, title }: DeployJob,
): readonly Job[] {
  const named = jobs.filter((job) => isJob(job.name, name))
  if (named.length > 0 || title === undefined) return named
  return jobs.filter((job) => isJob(job.name, title))
}

const SEPARATOR = ' / '
const EXPRESSION = /\$\{\{.*?\}\}/g

/**
 * The API returns the names that people see: a matrix adds its values, `deploy (eu)`, and a called workflow
 * its caller, `release / deploy`. Names ignore case. An expression in `wanted` stands for any text.
 */
export function isJob(name: string, wanted: string): boolean {
  const parts = name.split(SEPARATOR)
  const wantedParts = wanted.split(SEPARATOR).map(toPattern)
  return parts.some((_, start) =>
    wantedParts.every((pattern, index) => pattern.test(parts[start + index] ?? '')),
  )
}

function toPattern(wanted: string): RegExp {
  const texts = wanted
    .trim()
    .split(EXPRESSION)
    .map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  // A name that is all expression would be the name of every job.
  const isAnyText = texts.every((text) => !/\w/.test(text))
  return isAnyText ? /^(?!)/ : new RegExp(`^${texts.join('.*')}( \\(.*\\))?$`, 'i')
}

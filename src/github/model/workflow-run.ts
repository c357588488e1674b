import { renderDuration } from '../../core/duration.ts'

/** One run of a workflow, by its latest attempt. Texts are untrusted; times are epoch milliseconds. */
export interface WorkflowRun {
  readonly id: number
  /** 1 for the first; every re-run keeps the id and adds one. */
  readonly attempt: number
  readonly workflowId: number
  readonly sha: string
  /** Branch or tag. Absent: GitHub names none. */
  readonly branch: string | undefined
  readonly event: string
  /** Who started this attempt. */
  readonly actor?: string | undefined
  readonly status: string
  readonly conclusion: string | undefined
  /** Of the run: a re-run does not move it. */
  readonly createdAtMs: number
  /** Of the latest attempt. */
  readonly startedAtMs: number
  readonly updatedAtMs: number
  /** `owner/name` of where the commit came from: a fork, for its pull requests. */
  readonly headRepository: string | undefined
  readonly title: string
  readonly url: string
}

/** Times are GitHub's, in whole seconds. The name is untrusted. */
export interface WorkflowStep {
  readonly name: string
  readonly status: string
  readonly conclusion: string | undefined
  readonly startedAtMs: number | undefined
  readonly completedAtMs: number | undefined
}

export interface WorkflowJob {
  readonly name: string
  readonly status: string
  readonly conclusion: string | undefined
  readonly startedAtMs: number | undefined
  readonly completedAtMs: number | undefined
  readonly runner: string | undefined
  /** Absent: GitHub names none. */
  readonly steps?: readonly WorkflowStep[] | undefined
}

/** What a run deployed, and when. */
export interface Deployed {
  readonly run: WorkflowRun
  readonly deployedAtMs: number
}

const SHORT_SHA = 7

export function shortSha(sha: string): string {
  return sha.slice(0, SHORT_SHA)
}

/** `run 17000000042 (1a2b3c4)` */
export function nameRun({ id, sha }: Pick<WorkflowRun, 'id' | 'sha'>): string {
  return `run ${id} (${shortSha(sha)})`
}

const DAY_MS = 86_400_000

/** `4h12m ago`, `12 days ago`, `just now` */
export function renderAge(ageMs: number): string {
  if (ageMs < 60_000) return 'just now'
  const days = Math.floor(ageMs / DAY_MS)
  return days >= 2 ? `${days} days ago` : `${renderDuration(Math.floor(ageMs / 60_000) * 60_000)} ago`
}

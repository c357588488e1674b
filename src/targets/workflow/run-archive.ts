import type { GithubClient } from '../../github/client.ts'
import type { WorkflowJob, WorkflowRun } from '../../github/model/workflow-run.ts'
import { pagesOfRuns, readJobs, readRun } from '../../github/workflow-reading.ts'

const DAY_MS = 86_400_000
/** A run can be run again for 30 days, so that one created earlier can hardly be the newest deploy. */
const HORIZON_MS = 31 * DAY_MS
const MOST_PAGES = 10
const MOST_JOB_LOOKUPS = 40

/** The runs of one workflow and their jobs, each read once and only as far as they are needed. */
export class RunArchive {
  readonly #github: GithubClient
  readonly #workflowId: number
  readonly #nowMs: number
  readonly #runs = new Map<number, WorkflowRun>()
  readonly #jobs = new Map<string, readonly WorkflowJob[]>()
  #pages: AsyncGenerator<WorkflowRun[], void> | undefined
  #pagesRead = 0
  #isComplete = false
  #oldestMs = Number.POSITIVE_INFINITY

  constructor(github: GithubClient, workflowId: number, nowMs: number) {
    this.#github = github
    this.#workflowId = workflowId
    this.#nowMs = nowMs
  }

  /** Those of its own workflow that were read so far. */
  get runs(): readonly WorkflowRun[] {
    return [...this.#runs.values()].filter(({ workflowId }) => workflowId === this.#workflowId)
  }

  /** How far the search went, for the report. */
  get extent(): string {
    const all = this.#isComplete ? 'all' : 'the newest'
    return `${all} ${this.runs.length} runs of the workflow, unfiltered`
  }

  /** Reads all that could still be run again. */
  async readRecent(signal: AbortSignal): Promise<void> {
    while (this.#oldestMs > this.#nowMs - HORIZON_MS && (await this.readMore(signal)));
  }

  /** Answers false once there is nothing more, or enough was read. */
  async readMore(signal: AbortSignal): Promise<boolean> {
    if (this.#isComplete || this.#pagesRead >= MOST_PAGES) return false
    this.#pages ??= pagesOfRuns(this.#github, this.#workflowId, signal)
    const { done, value } = await this.#pages.next()
    if (done) {
      this.#isComplete = true
      return false
    }
    this.#pagesRead += 1
    for (const run of value) {
      this.#runs.set(run.id, run)
      this.#oldestMs = Math.min(this.#oldestMs, run.createdAtMs)
    }
    return true
  }

  async run(id: number, signal: AbortSignal): Promise<WorkflowRun> {
    const known = this.#runs.get(id)
    if (known !== undefined) return known
    const { run } = await readRun(this.#github, id, signal)
    this.#runs.set(id, run)
    return run
  }

  /** Undefined once so many were read that another request is not worth its cost. */
  async jobs(run: WorkflowRun, signal: AbortSignal): Promise<readonly WorkflowJob[] | undefined> {
    const key = `${run.id}/${run.attempt}`
    const known = this.#jobs.get(key)
    if (known !== undefined) return known
    if (this.#jobs.size >= MOST_JOB_LOOKUPS) return undefined
    const jobs = await readJobs(this.#github, run, signal)
    this.#jobs.set(key, jobs)
    return jobs
  }
}

import { Refusal } from './refusal.ts'
import { resolveRef } from './repository.ts'
import { beginAttempt } from './scheduler.ts'
import {
  type Commit,
  fullName,
  latestAttempt,
  newId,
  type Run,
  type State,
  statusOf,
  type Workflow,
} from './state.ts'
import { calledJobs, parseWorkflowFile, type WorkflowFile } from './workflow-file.ts'

const MONTH_MS = 30 * 24 * 3_600_000
const MOST_ATTEMPTS = 51

export interface Start {
  readonly event: string
  readonly refName: string
  readonly actor: string
  readonly inputs?: Readonly<Record<string, string>>
  readonly headRepository?: string
}

export function startRun(state: State, workflow: Workflow, commit: Commit, start: Start): Run {
  const run: Run = {
    id: newId(state),
    number: state.runs.filter((other) => other.workflow === workflow).length + 1,
    workflow,
    file: fileAt(commit, workflow.path),
    sha: commit.sha,
    inputs: {},
    headRepository: fullName(state),
    createdAtMs: state.timeline.nowMs,
    attempts: [],
    ...start,
  }
  state.runs.push(run)
  beginAttempt(state, run, start.actor)
  return run
}

/** Starts whatever the commit's own workflow files start on this event. */
export function startRunsFor(state: State, commit: Commit, start: Start): Run[] {
  return [...state.workflows.values()]
    .filter(({ path, state: is }) => is === 'active' && commit.files.has(path))
    .filter(({ path }) => fileAt(commit, path).events.includes(start.event))
    .map((workflow) => startRun(state, workflow, commit, start))
}

export function fileAt(commit: Commit, path: string): WorkflowFile {
  const text = commit.files.get(path)
  if (text === undefined) throw new Error(`${path} does not exist at ${commit.sha}`)
  const file = parseWorkflowFile(path, text)
  if (file.jobs.every(({ calls }) => calls === undefined)) return file
  const jobs = file.jobs.flatMap((job) =>
    job.calls === undefined ? [job] : calledJobs(job, fileAt(commit, job.calls)),
  )
  return { ...file, jobs }
}

/** Re-runs keep the id and the commit; every refusal is a 403 that only its text tells apart. */
export function rerun(state: State, run: Run, actor: string, isOnlyFailed = false): void {
  const latest = latestAttempt(run)
  if (statusOf(latest) !== 'completed') throw new Refusal(403, 'This workflow is already running')
  if (run.workflow.state !== 'active') throw new Refusal(403, 'This workflow run cannot be retried')
  if (state.timeline.nowMs - run.createdAtMs > MONTH_MS) {
    throw new Refusal(403, 'Unable to retry this workflow run because it was created over a month ago')
  }
  if (state.ignoresReruns || latest.number >= MOST_ATTEMPTS) return
  const done = isOnlyFailed ? latest.jobs.filter(({ conclusion }) => conclusion === 'success') : []
  beginAttempt(state, run, actor, done)
}

export interface Dispatch {
  readonly ref: string
  readonly inputs: Readonly<Record<string, string>>
  readonly actor: string
}

/** Answers nothing if GitHub takes the order and does not carry it out. */
export function dispatch(
  state: State,
  workflow: Workflow,
  { ref, inputs, actor }: Dispatch,
): Run | undefined {
  const refName = ref.replace(/^refs\/(heads|tags)\//, '')
  const isKnown = state.branches.has(refName) || state.tags.has(refName)
  const commit = isKnown ? resolveRef(state, refName) : undefined
  if (commit === undefined) throw new Refusal(422, `No ref found for: ${ref}`)
  if (workflow.state !== 'active') {
    throw new Refusal(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow")
  }
  const declared = commit.files.has(workflow.path) ? fileAt(commit, workflow.path).dispatchInputs : undefined
  if (declared === undefined) {
    throw new Refusal(422, "Workflow does not have 'workflow_dispatch' trigger")
  }
  const unknown = Object.keys(inputs).filter((name) => !declared.has(name))
  if (unknown.length > 0) {
    throw new Refusal(422, `Unexpected inputs provided: ${JSON.stringify(unknown)}`)
  }
  const given = Object.fromEntries(
    [...declared].map(([name, input]) => [name, inputs[name] ?? input.default ?? '']),
  )
  const missing = [...declared].find(([name, input]) => input.isRequired && given[name] === '')
  if (missing !== undefined) throw new Refusal(422, `Required input '${missing[0]}' not provided`)
  if (state.ignoresReruns) return undefined
  return startRun(state, workflow, commit, { event: 'workflow_dispatch', refName, actor, inputs: given })
}

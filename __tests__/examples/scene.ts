import type { JobRun, StepRun, WorkflowRun } from './act.ts'
import { findProgram } from './programs.ts'

const act = findProgram('act')

/** A test that runs a workflow by act; where act is missing it is skipped, and the report says so. */
export const scene = (name: string, play: (act: string) => Promise<void>): void => {
  if (act === undefined) test.skip(`${name} (skipped: act is not installed)`, () => undefined)
  else test.concurrent(name, () => play(act))
}

/** The step's outputs and end. Fails with the whole log when it never ran. */
export function stepOf({ jobs, log }: WorkflowRun, job: string, id: string): StepRun {
  const step = jobs[job]?.steps[id]
  if (step === undefined) throw new Error(`${job}/${id} never ran:\n${log}`)
  return step
}

export function jobOf({ jobs, log }: WorkflowRun, job: string): JobRun {
  const found = jobs[job]
  if (found === undefined) throw new Error(`${job} never ran:\n${log}`)
  return found
}

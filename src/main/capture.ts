import { type CaptureOwner, parseCaptured } from '../inputs/captured.ts'
import { InputError } from '../inputs/input-error.ts'
import { bestEffort } from '../run/best-effort.ts'
import { type Capture, withoutUnhealthyBaseline } from '../run/capture.ts'
import type { Journal } from '../run/event.ts'
import { type CaptureKey, CaptureStore } from '../runner/capture-store.ts'
import { stepVariables } from '../runner/step-variables.ts'
import type { RunConfig } from './parse-inputs.ts'

/** What a capture has to be of: a guard uses only one of its own target. */
function ownerOf(config: RunConfig, env: NodeJS.ProcessEnv): CaptureOwner {
  const { target } = config
  return { subject: target.subject({ config, env }), isCapturedState: target.isCapturedState }
}

/** What another job captured before the deploy, from the input. Throws an InputError for what is no capture of this target. */
export function readGivenCapture(config: RunConfig, env: NodeJS.ProcessEnv): Capture | undefined {
  const { captured } = config
  return captured === undefined ? undefined : parseCaptured(captured, ownerOf(config, env))
}

/** What an earlier step of the same job left. Nobody passed it, so that a guard does without what is of no use. */
export function findKeptCapture(
  config: RunConfig,
  env: NodeJS.ProcessEnv,
  journal: Journal,
): Capture | undefined {
  const owner = ownerOf(config, env)
  const kept = new CaptureStore(env.RUNNER_TEMP).find(keyOf(config, env))
  if (kept === undefined) return undefined
  if (kept.contradicted.length > 0) {
    const names = kept.contradicted.slice(0, 5).join(', ')
    journal.record({
      kind: 'warned',
      text: `what was captured before the deploy is not used: ${names} had another value then, so that it may be of another service`,
      hint: 'Give the steps before and after the deploy the same environment, or each service an environment of its own in the input of that name.',
    })
    return undefined
  }
  try {
    const capture = parseCaptured(kept.text, owner)
    return capture.isFromJobStart && !config.target.isDeployedSinceStart
      ? withoutUnhealthyBaseline(capture)
      : capture
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    journal.record({
      kind: 'warned',
      text: 'what was captured before the deploy cannot be used: its file is not as it was written',
      hint: 'The deploy is judged as if nothing had been captured. Check whether the disk of the runner is full.',
    })
    return undefined
  }
}

/** A program that the user wrote is told apart by its environment too. */
function keyOf(config: RunConfig, env: NodeJS.ProcessEnv): CaptureKey {
  const { target } = config
  return {
    subject: target.subject({ config, env }),
    variables: target.passesEnvironment ? stepVariables(env) : {},
  }
}

/** For the later steps of the same job. */
export async function keepCapture(
  { config, capture }: { readonly config: RunConfig; readonly capture: string },
  { env, journal }: { readonly env: NodeJS.ProcessEnv; readonly journal: Journal },
  signal: AbortSignal,
): Promise<void> {
  const loss = 'what was captured could not be kept for the later steps of this job'
  const keep = async () => new CaptureStore(env.RUNNER_TEMP).keep(keyOf(config, env), capture)
  await bestEffort(journal, loss, keep, signal)
}

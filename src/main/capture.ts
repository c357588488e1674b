import { parseCaptured } from '../inputs/captured.ts'
import type { Config, TargetConfig } from '../inputs/config.ts'
import { InputError } from '../inputs/input-error.ts'
import { bestEffort } from '../run/best-effort.ts'
import { type Capture, withoutUnhealthyBaseline } from '../run/capture.ts'
import type { Journal } from '../run/event.ts'
import { CaptureStore } from '../runner/capture-store.ts'
import { shownAddress } from '../targets/webhook/explanation.ts'
import { isDeployedSinceStart } from './deploy-ahead.ts'

/** What a capture is of: a guard uses only one of its own target. */
export function captureSubject(target: TargetConfig): string {
  switch (target.kind) {
    case 'ecs':
      return ['ecs', target.cluster, ...target.services.map(({ service }) => service)].join(' ')
    case 'ssh':
      return `ssh ${target.host} ${target.path}`
    case 'webhook':
      return `webhook ${shownAddress(target.url)}`
    case 'workflow':
      return ['workflow', target.workflow, target.environment].filter(Boolean).join(' ')
    default:
      return target.kind
  }
}

/** What another job captured before the deploy, from the input. Throws an InputError for what is no capture of this target. */
export function readGivenCapture({ captured, target }: Config): Capture | undefined {
  return captured === undefined ? undefined : parseCaptured(captured, captureSubject(target))
}

/** What an earlier step of the same job left. Nobody passed it, so that a guard does without what is of no use. */
export function findKeptCapture(
  config: Config,
  env: NodeJS.ProcessEnv,
  journal: Journal,
): Capture | undefined {
  const subject = captureSubject(config.target)
  const text = new CaptureStore(env.RUNNER_TEMP).find(subject)
  if (text === undefined) return undefined
  try {
    const capture = parseCaptured(text, subject)
    return capture.isFromJobStart && !isDeployedSinceStart(config)
      ? withoutUnhealthyBaseline(capture)
      : capture
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    journal.record({
      kind: 'warned',
      text: 'what was captured before the deploy cannot be used: its file is not as it was written',
      hint: 'The deploy is judged as if nothing had been captured. See whether the disk of the runner is full.',
    })
    return undefined
  }
}

/** For the later steps of the same job. */
export async function keepCapture(
  { subject, capture }: { readonly subject: string; readonly capture: string },
  { env, journal }: { readonly env: NodeJS.ProcessEnv; readonly journal: Journal },
  signal: AbortSignal,
): Promise<void> {
  const loss = 'what was captured could not be kept for the later steps of this job'
  const keep = async () => new CaptureStore(env.RUNNER_TEMP).keep(subject, capture)
  await bestEffort(journal, loss, keep, signal)
}

import { CaptureStore } from '../adapters/runner/capture-store.ts'
import type { Config, TargetConfig } from '../config.ts'
import type { Capture } from '../domain/capture.ts'
import { parseCaptured } from '../inputs/captured.ts'

/** What a capture is of: a guard uses only one of its own target. */
export function captureSubject(target: TargetConfig): string {
  switch (target.kind) {
    case 'ecs':
      return ['ecs', target.cluster, ...target.services.map(({ service }) => service)].join(' ')
    case 'ssh':
      return `ssh ${target.host} ${target.path}`
    case 'workflow':
      return ['workflow', target.workflow, target.environment].filter(Boolean).join(' ')
    default:
      return target.kind
  }
}

/**
 * What was captured before the deploy: from the input, or left by an earlier step of the same job.
 * Throws an InputError for an input that is no capture of this target.
 */
export function findCapture({ captured, target }: Config, env: NodeJS.ProcessEnv): Capture | undefined {
  const subject = captureSubject(target)
  const text = captured ?? new CaptureStore(env.RUNNER_TEMP).find(subject)
  return text === undefined ? undefined : parseCaptured(text, subject)
}

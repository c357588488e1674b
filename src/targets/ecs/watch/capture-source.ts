import { AwsError, toPlatformError } from '../../../aws/aws-error.ts'
import type { CaptureSource, TargetCapture } from '../../../run/capture.ts'
import type { Warning } from '../../../run/event.ts'
import type { EcsApi } from '../api/api.ts'
import { readServices } from '../api/service-reading.ts'
import { readTaskDefinition } from '../api/task-definition.ts'
import { findCaptureWarnings } from '../model/capture-warnings.ts'
import { type CaptureFacts, captureService } from '../model/captured-service.ts'
import { type EcsService, shortTaskDefinition } from '../model/model.ts'
import type { ServiceTracker } from './service-tracker.ts'

/** Records the services as they are before a deploy, and what would prevent a rollback. */
export function ecsCapture(api: EcsApi, watched: readonly ServiceTracker[]): CaptureSource {
  return {
    async capture(signal) {
      try {
        return await captureAll(api, watched, signal)
      } catch (error) {
        throw error instanceof AwsError ? toPlatformError(error) : error
      }
    },
  }
}

/** What a deploy would be warned of each time. What may not be read costs only this: the plan has said so. */
export async function readAdvice(
  api: EcsApi,
  watched: readonly ServiceTracker[],
  signal: AbortSignal,
): Promise<readonly Warning[]> {
  try {
    const { warnings } = await captureAll(api, watched, signal)
    return warnings.filter(({ isAdvice }) => isAdvice)
  } catch (error) {
    if (error instanceof AwsError) return []
    throw error
  }
}

async function captureAll(
  api: EcsApi,
  watched: readonly ServiceTracker[],
  signal: AbortSignal,
): Promise<TargetCapture> {
  const services = await readServices(
    api,
    watched.map(({ name }) => name),
    signal,
  )
  const facts: CaptureFacts[] = []
  for (const [index, service] of services.entries()) {
    const history = await watched[index]?.refreshHistory(service, signal)
    const isActive = await readIsActive(api, service, signal)
    facts.push({ service, history, isActive })
  }
  const state = facts.map(captureService)
  const running = state.map(
    ({ service, taskDefinition }) => `${service} runs ${shortTaskDefinition(taskDefinition)}`,
  )
  return { state, running, warnings: facts.flatMap(findCaptureWarnings) }
}

/** Undefined when it may not be read: that costs only this warning. */
async function readIsActive(
  api: EcsApi,
  service: EcsService,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  try {
    return (await readTaskDefinition(api, service.taskDefinition, signal)).isActive
  } catch (error) {
    if (error instanceof AwsError && error.kind !== 'expired-credentials') return undefined
    throw error
  }
}

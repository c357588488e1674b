import type { CaptureSource, TargetCapture } from '../../domain/capture.ts'
import { findCaptureWarnings } from '../../domain/ecs/capture-warnings.ts'
import { type CaptureFacts, captureService } from '../../domain/ecs/captured-service.ts'
import type { EcsService } from '../../domain/ecs/model.ts'
import type { EcsApi } from './api.ts'
import { readServices } from './service-reading.ts'
import { readTaskDefinition } from './task-definition.ts'
import { EcsTrouble, toRollbackError } from './trouble.ts'
import type { WatchedService } from './watched-service.ts'

/** Records the services as they are before a deploy, and what would stand in the way of a rollback. */
export function ecsCapture(api: EcsApi, watched: readonly WatchedService[]): CaptureSource {
  return {
    async capture(signal) {
      try {
        return await captureAll(api, watched, signal)
      } catch (error) {
        throw error instanceof EcsTrouble ? toRollbackError(error) : error
      }
    },
  }
}

async function captureAll(
  api: EcsApi,
  watched: readonly WatchedService[],
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
    facts.push({ service, ...(history && { history }), ...(isActive === undefined ? {} : { isActive }) })
  }
  return { services: facts.map(captureService), warnings: facts.flatMap(findCaptureWarnings) }
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
    if (error instanceof EcsTrouble && error.kind !== 'expired-credentials') return undefined
    throw error
  }
}

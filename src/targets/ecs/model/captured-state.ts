import type { CapturedService } from './captured-service.ts'

/** Undefined: not what a capture records. It may have come from another job, through an output. */
export function readCapturedServices(state: unknown): readonly CapturedService[] | undefined {
  return Array.isArray(state) && state.every(isCapturedService) ? state : undefined
}

function isCapturedService(value: unknown): value is CapturedService {
  if (typeof value !== 'object' || value === null) return false
  const { service, taskDefinition, isProven, images } = value as Record<string, unknown>
  return (
    typeof service === 'string' &&
    typeof taskDefinition === 'string' &&
    typeof isProven === 'boolean' &&
    Array.isArray(images)
  )
}

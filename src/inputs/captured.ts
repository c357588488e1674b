import { readBaseline } from '../health/baseline.ts'
import type { Capture } from '../run/capture.ts'
import { InputError } from './input-error.ts'

/**
 * Reads what `mode: capture` wrote. It may have come through an output, so that nothing of it is taken
 * on trust but its form: a task definition from it is still looked up and shown before it is used.
 * Throws an {@link InputError}.
 */
export function parseCaptured(text: string, subject: string): Capture {
  const value = parseJson(text)
  if (!isCapture(value))
    throw refused(text, 'It is not what mode: capture writes, or of another version of it.')
  if (value.subject !== subject) {
    throw refused(value.subject, `It was taken of another target than this step's, which is ${subject}.`)
  }
  return value
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isCapture(value: unknown): value is Capture {
  if (typeof value !== 'object' || value === null) return false
  const { schemaVersion, subject, takenAt, services, baseline } = value as Record<string, unknown>
  if (schemaVersion !== 1 || typeof subject !== 'string' || typeof takenAt !== 'string') return false
  if (baseline !== undefined && readBaseline(baseline) === undefined) return false
  return services === undefined || (Array.isArray(services) && services.every(isService))
}

function isService(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { service, taskDefinition, isProven, images } = value as Record<string, unknown>
  return (
    typeof service === 'string' &&
    typeof taskDefinition === 'string' &&
    typeof isProven === 'boolean' &&
    Array.isArray(images)
  )
}

function refused(actual: string, hint: string): InputError {
  const expected = 'the output captured of an earlier step with mode: capture, as it is'
  return new InputError([{ input: 'captured', actual, expected, hint }])
}

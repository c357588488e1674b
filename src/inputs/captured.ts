import { readBaseline } from '../health/baseline.ts'
import type { Capture } from '../run/capture.ts'
import { InputError } from './input-error.ts'

/** What a capture has to be of. */
export interface CaptureOwner {
  readonly subject: string
  /** Whether the target reads this state of its own. */
  isCapturedState(state: unknown): boolean
}

/**
 * Reads what `mode: capture` wrote. It may have come through an output, so that nothing of it is taken
 * on trust but its form: a task definition from it is still looked up and shown before it is used.
 * Throws an {@link InputError}.
 */
export function parseCaptured(text: string, owner: CaptureOwner): Capture {
  const value = parseJson(text)
  if (!isCapture(value)) throw refused(text, UNREADABLE)
  if (value.subject !== owner.subject) {
    throw refused(
      value.subject,
      `It was taken of another target than this step's, which is ${owner.subject}.`,
    )
  }
  if (!owner.isCapturedState(value.state)) throw refused(text, UNREADABLE)
  return value
}

const UNREADABLE = 'It is not what mode: capture writes, or of another version of it.'

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isCapture(value: unknown): value is Capture {
  if (typeof value !== 'object' || value === null) return false
  const { schemaVersion, subject, takenAt, revision, baseline } = value as Record<string, unknown>
  if (schemaVersion !== 1 || typeof subject !== 'string' || typeof takenAt !== 'string') return false
  if (revision !== undefined && typeof revision !== 'string') return false
  return baseline === undefined || readBaseline(baseline) !== undefined
}

function refused(actual: string, hint: string): InputError {
  const expected = 'the output captured of an earlier step with mode: capture, as it is'
  return new InputError([{ input: 'captured', actual, expected, hint }])
}

import type { Observation } from './observation.ts'

/** While old and new version share the production traffic: what of the answers speaks for the new one, by check. */
export type StepProgress = ReadonlyMap<string, Passes>

/** Passes of one check in a row. */
interface Passes {
  readonly count: number
  readonly firstAtMs: number
  readonly lastAtMs: number
}

export interface StepPolicy {
  readonly successThreshold: number
  readonly bakeTimeMs: number
}

/**
 * Adds one observation. What the other version answers says nothing, and a failure that names no version may be of
 * either: it begins the passes anew, and that is all.
 *
 * @param expectedVersion absent: answers do not say which version they are of
 */
export function followStep(
  before: StepProgress,
  { check, result, answer, startedAtMs, endedAtMs }: Observation,
  expectedVersion: string | undefined,
): StepProgress {
  const version = answer?.version
  const isOfOther = expectedVersion !== undefined && version !== undefined && version !== expectedVersion
  if (isOfOther || (result !== 'pass' && result !== 'fail')) return before
  const after = new Map(before)
  if (result === 'fail') {
    after.delete(check)
    return after
  }
  const known = before.get(check)
  return after.set(check, {
    count: (known?.count ?? 0) + 1,
    firstAtMs: known?.firstAtMs ?? startedAtMs,
    lastAtMs: endedAtMs,
  })
}

/** Every required check has passed often enough in a row, and for the whole bake time. Without one, nothing shows it. */
export function hasPassedStep(
  progress: StepProgress,
  { successThreshold, bakeTimeMs }: StepPolicy,
  required: readonly string[],
): boolean {
  const hasPassed = (name: string) => {
    const passes = progress.get(name)
    if (passes === undefined || passes.count < successThreshold) return false
    return passes.lastAtMs - passes.firstAtMs >= bakeTimeMs
  }
  return required.length > 0 && required.every(hasPassed)
}

/** How far it came, for where it does not get further. */
export function describeStep(progress: StepProgress, required: readonly string[]): string {
  return required
    .map((name) => `${name} passed ${progress.get(name)?.count ?? 0} times in a row for the new version`)
    .join(', ')
}

import { AwsError, toPlatformError } from '../../../aws/aws-error.ts'
import { PlatformError } from '../../../core/platform-error.ts'
import type { ApplyResult, RollbackProgress } from '../../../run/rollback.ts'
import type { PlannedService, Written } from './planned-service.ts'
import { awaitStable } from './stabilizing.ts'
import type { EcsRollbackDeps } from './strategy.ts'

/**
 * In reverse order: what was deployed last may depend on what was deployed first. A refusal ends it there,
 * once what was begun before it has been followed to its end.
 */
export async function applyAll(
  deps: EcsRollbackDeps,
  rollbacks: readonly PlannedService[],
  progress: RollbackProgress,
  signal: AbortSignal,
): Promise<ApplyResult> {
  const { clock, pollIntervalMs } = deps
  const begun: PlannedService[] = []
  let other: Extract<Written, { kind: 'superseded' }> | undefined
  for (const rollback of [...rollbacks].reverse()) {
    try {
      const written = await rollback.begin({ clock, pollIntervalMs, progress }, signal)
      if (written.kind === 'under-way') begun.unshift(rollback)
      else {
        other = written
        progress(`left alone: ${written.reason}`)
      }
    } catch (error) {
      if (!(error instanceof AwsError) || begun.length === 0) throw error
      throw await followBegun(deps, { error, begun, progress }, signal)
    }
  }
  if (begun.length === 0 && other !== undefined) return other
  return await awaitStable(deps, begun, progress, signal)
}

/** @returns the refusal, with what became of the services whose rollback was begun before it */
async function followBegun(
  deps: EcsRollbackDeps,
  refused: {
    readonly error: AwsError
    readonly begun: readonly PlannedService[]
    readonly progress: RollbackProgress
  },
  signal: AbortSignal,
): Promise<PlatformError> {
  const { begun, progress } = refused
  const { code, message, hint, cause } = toPlatformError(refused.error)
  const names = begun.map(({ watched }) => watched.label).join(', ')
  progress(`${message}; following what was begun: ${names}`)
  let position: string
  try {
    const ended = await awaitStable(deps, begun, progress, signal)
    position = ended.kind === 'in-place' ? 'back' : ended.reason
  } catch (error) {
    if (!(error instanceof AwsError || error instanceof PlatformError)) throw error
    position = error.message
  }
  const reported = `${message}; what was begun before it (${names}): ${position}`
  return new PlatformError(code, reported, { cause, ...(hint === undefined ? {} : { hint }) })
}

import type { Settling } from '../../../domain/ecs/settling.ts'
import type { ApplyResult, Overtaker, RollbackProgress } from '../../../domain/rollback.ts'
import { readServices } from '../../ecs/service-reading.ts'
import { EcsTrouble } from '../../ecs/trouble.ts'
import type { PlannedService } from './planned-service.ts'
import type { EcsRollbackDeps } from './strategy.ts'

/** Waits until every target is the one completed primary deployment of its service. */
export async function awaitSettled(
  deps: EcsRollbackDeps,
  rollbacks: readonly PlannedService[],
  progress: RollbackProgress,
  signal: AbortSignal,
): Promise<ApplyResult> {
  const { clock, pollIntervalMs } = deps
  let told = ''
  for (;;) {
    const settlings = await lookAtAll(deps, rollbacks, signal)
    const foreign = settlings?.find((settling) => settling.kind === 'superseded')
    if (foreign !== undefined) return foreign
    for (const [index, settling] of (settlings ?? []).entries()) {
      if (settling.kind !== 'undone') continue
      progress(`${settling.reason}; deciding again`)
      const written = await rollbacks[index]?.begin({ clock, pollIntervalMs, progress }, signal)
      if (written?.kind === 'superseded') return written
    }
    const waiting = settlings?.flatMap((settling) => (settling.kind === 'settled' ? [] : tell(settling)))
    if (waiting?.length === 0) return { kind: 'in-place' }
    const detail = waiting?.join('; ') ?? 'AWS does not answer at the moment'
    if (detail !== told) progress(detail)
    told = detail
    await clock.sleep(pollIntervalMs, signal)
  }
}

/** One look at whether every target is still what its service was last given. */
export async function findOvertaker(
  deps: EcsRollbackDeps,
  rollbacks: readonly PlannedService[],
  signal: AbortSignal,
): Promise<Overtaker | undefined> {
  const settlings = await lookAtAll(deps, rollbacks, signal)
  return settlings?.find((settling) => settling.kind === 'superseded')
}

function tell(settling: Exclude<Settling, { kind: 'settled' }>): string {
  return settling.kind === 'waiting' ? settling.detail : settling.reason
}

/** Undefined: no information this time. Rejects once a rollback is known to have failed. */
async function lookAtAll(
  deps: EcsRollbackDeps,
  rollbacks: readonly PlannedService[],
  signal: AbortSignal,
): Promise<Settling[] | undefined> {
  const { api } = deps
  try {
    const services = await readServices(
      api,
      rollbacks.map(({ watched }) => watched.name),
      signal,
    )
    const settlings: Settling[] = []
    for (const [index, service] of services.entries()) {
      const rollback = rollbacks[index]
      if (rollback !== undefined) settlings.push(await rollback.lookAt(service, signal))
    }
    return settlings
  } catch (error) {
    if (error instanceof EcsTrouble && error.kind === 'passing') return undefined
    throw error
  }
}

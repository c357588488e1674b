import type { Settling } from '../model/stabilization.ts'
import {
  type ApplyResult,
  type Overtaker,
  RollbackError,
  type RollbackProgress,
} from '../../../run/rollback.ts'
import { readServices } from '../api/service-reading.ts'
import { EcsTrouble } from '../../../aws/aws-error.ts'
import type { PlannedService } from './planned-service.ts'
import type { EcsRollbackDeps } from './strategy.ts'

type Superseded = Extract<Settling, { kind: 'superseded' }>

/** Its rollback is known not to come to a good end. */
interface Failed {
  readonly kind: 'failed'
  readonly error: RollbackError
}

interface Look {
  readonly rollback: PlannedService
  readonly state: Settling | Failed
}

/**
 * Waits until every target is the one completed primary deployment of its service. Of several services
 * each is followed to its own end: one that somebody else takes is left alone, and one that fails is told
 * once it is known how the others ended.
 */
export async function awaitSettled(
  deps: EcsRollbackDeps,
  rollbacks: readonly PlannedService[],
  progress: RollbackProgress,
  signal: AbortSignal,
): Promise<ApplyResult> {
  const { clock, pollIntervalMs } = deps
  const following = new Set(rollbacks)
  const ends: (Superseded | Failed)[] = []
  let told = ''
  for (;;) {
    const looks = await lookAtAll(deps, [...following], signal)
    const waiting = looks === undefined ? ['AWS does not answer at the moment'] : []
    for (const look of looks ?? []) {
      const state = await decideAgain(deps, look, progress, signal)
      if (state.kind === 'superseded' || state.kind === 'failed') {
        ends.push(state)
        following.delete(look.rollback)
        if (rollbacks.length > 1) progress(tellEnd(state))
      } else if (state.kind !== 'settled') waiting.push(tell(state))
    }
    if (waiting.length === 0) return conclude(ends, [...following])
    const detail = waiting.join('; ')
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
  const looks = await lookAtAll(deps, rollbacks, signal)
  return looks?.map(({ state }) => state).find((state) => state.kind === 'superseded')
}

/** What ECS has accepted and not done is begun anew, by what is true by now. */
async function decideAgain(
  { clock, pollIntervalMs }: EcsRollbackDeps,
  { rollback, state }: Look,
  progress: RollbackProgress,
  signal: AbortSignal,
): Promise<Look['state']> {
  if (state.kind !== 'undone') return state
  progress(`${state.reason}; deciding again`)
  const written = await rollback.begin({ clock, pollIntervalMs, progress }, signal)
  return written.kind === 'superseded' ? written : state
}

/** @param back those whose target is in place */
function conclude(ends: readonly (Superseded | Failed)[], back: readonly PlannedService[]): ApplyResult {
  const failed = ends.find((end) => end.kind === 'failed')
  if (failed !== undefined) throw back.length === 0 ? failed.error : besides(failed.error, back)
  const foreign = ends.find((end) => end.kind === 'superseded')
  return back.length === 0 && foreign !== undefined ? foreign : { kind: 'in-place' }
}

function besides({ code, message, hint, cause }: RollbackError, back: readonly PlannedService[]) {
  const names = back.map(({ watched }) => watched.label).join(', ')
  return new RollbackError(code, `${message}; back is: ${names}`, { cause, ...(hint && { hint }) })
}

function tell(state: Exclude<Settling, Superseded | { kind: 'settled' }>): string {
  return state.kind === 'waiting' ? state.detail : state.reason
}

function tellEnd(end: Superseded | Failed): string {
  return end.kind === 'superseded' ? `left alone: ${end.reason}` : end.error.message
}

/** Undefined: no information this time. */
async function lookAtAll(
  deps: EcsRollbackDeps,
  rollbacks: readonly PlannedService[],
  signal: AbortSignal,
): Promise<Look[] | undefined> {
  try {
    const names = rollbacks.map(({ watched }) => watched.name)
    const services = await readServices(deps.api, names, signal)
    const looks: Look[] = []
    for (const [index, service] of services.entries()) {
      const rollback = rollbacks[index]
      if (rollback === undefined) continue
      looks.push({ rollback, state: await orFailed(rollback.lookAt(service, signal), signal) })
    }
    return looks
  } catch (error) {
    if (error instanceof EcsTrouble && error.kind === 'passing') return undefined
    throw error
  }
}

/** The end of one service's rollback is not yet that of the others'. */
async function orFailed(look: Promise<Settling>, signal: AbortSignal): Promise<Look['state']> {
  try {
    return await look
  } catch (error) {
    if (!(error instanceof RollbackError) || signal.aborted) throw error
    return { kind: 'failed', error }
  }
}

import { AwsError } from '../../../aws/aws-error.ts'
import { PlatformError } from '../../../core/platform-error.ts'
import type { ApplyResult, NewerDeployment, RollbackProgress } from '../../../run/rollback.ts'
import { readServices } from '../api/service-reading.ts'
import type { Stabilization } from '../model/stabilization.ts'
import type { PlannedService } from './planned-service.ts'
import type { EcsRollbackDeps } from './strategy.ts'

type Superseded = Extract<Stabilization, { kind: 'superseded' }>

/** Its rollback is known not to come to a good end. */
interface Failed {
  readonly kind: 'rollback-failed'
  readonly error: PlatformError
}

interface Poll {
  readonly rollback: PlannedService
  readonly state: Stabilization | Failed
}

/**
 * Waits until every target is the one completed primary deployment of its service. Of several services
 * each is followed to its own end: one that somebody else takes is left alone, and one that fails is told
 * once it is known how the others ended.
 */
export async function awaitStable(
  deps: EcsRollbackDeps,
  rollbacks: readonly PlannedService[],
  progress: RollbackProgress,
  signal: AbortSignal,
): Promise<ApplyResult> {
  const { clock, pollIntervalMs } = deps
  const following = new Set(rollbacks)
  const ends: (Superseded | Failed)[] = []
  let reported = ''
  for (;;) {
    const polls = await pollAll(deps, [...following], signal)
    const waiting = polls === undefined ? ['AWS does not answer at the moment'] : []
    for (const poll of polls ?? []) {
      const state = await decideAgain(deps, poll, progress, signal)
      if (state.kind === 'superseded' || state.kind === 'rollback-failed') {
        ends.push(state)
        following.delete(poll.rollback)
        if (rollbacks.length > 1) progress(renderEnd(state))
      } else if (state.kind !== 'stable') waiting.push(renderPoll(state))
    }
    if (waiting.length === 0) return conclude(ends, [...following])
    const detail = waiting.join('; ')
    if (detail !== reported) progress(detail)
    reported = detail
    await clock.sleep(pollIntervalMs, signal)
  }
}

/** One look at whether every target is still what its service was last given. */
export async function findNewerDeployment(
  deps: EcsRollbackDeps,
  rollbacks: readonly PlannedService[],
  signal: AbortSignal,
): Promise<NewerDeployment | undefined> {
  const polls = await pollAll(deps, rollbacks, signal)
  return polls?.map(({ state }) => state).find((state) => state.kind === 'superseded')
}

/** What ECS has accepted and not done is begun anew, by what is true by now. */
async function decideAgain(
  { clock, pollIntervalMs }: EcsRollbackDeps,
  { rollback, state }: Poll,
  progress: RollbackProgress,
  signal: AbortSignal,
): Promise<Poll['state']> {
  if (state.kind !== 'reverted') return state
  progress(`${state.reason}; deciding again`)
  const written = await rollback.begin({ clock, pollIntervalMs, progress }, signal)
  return written.kind === 'superseded' ? written : state
}

/** @param back those whose target is in place */
function conclude(ends: readonly (Superseded | Failed)[], back: readonly PlannedService[]): ApplyResult {
  const failed = ends.find((end) => end.kind === 'rollback-failed')
  if (failed !== undefined) throw back.length === 0 ? failed.error : besides(failed.error, back)
  const other = ends.find((end) => end.kind === 'superseded')
  return back.length === 0 && other !== undefined ? other : { kind: 'in-place' }
}

function besides({ code, message, hint, cause }: PlatformError, back: readonly PlannedService[]) {
  const names = back.map(({ watched }) => watched.label).join(', ')
  return new PlatformError(code, `${message}; back is: ${names}`, { cause, ...(hint && { hint }) })
}

function renderPoll(state: Exclude<Stabilization, Superseded | { kind: 'stable' }>): string {
  return state.kind === 'waiting' ? state.detail : state.reason
}

function renderEnd(end: Superseded | Failed): string {
  return end.kind === 'superseded' ? `left alone: ${end.reason}` : end.error.message
}

/** Undefined: no information this time. */
async function pollAll(
  deps: EcsRollbackDeps,
  rollbacks: readonly PlannedService[],
  signal: AbortSignal,
): Promise<Poll[] | undefined> {
  try {
    const names = rollbacks.map(({ watched }) => watched.name)
    const services = await readServices(deps.api, names, signal)
    const polls: Poll[] = []
    for (const [index, service] of services.entries()) {
      const rollback = rollbacks[index]
      if (rollback === undefined) continue
      polls.push({ rollback, state: await orFailed(rollback.poll(service, signal), signal) })
    }
    return polls
  } catch (error) {
    if (error instanceof AwsError && error.kind === 'transient') return undefined
    throw error
  }
}

/** The end of one service's rollback is not yet that of the others'. */
async function orFailed(poll: Promise<Stabilization>, signal: AbortSignal): Promise<Poll['state']> {
  try {
    return await poll
  } catch (error) {
    if (!(error instanceof PlatformError) || signal.aborted) throw error
    return { kind: 'rollback-failed', error }
  }
}

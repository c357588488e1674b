import { AwsError, toPlatformError } from '../../../aws/aws-error.ts'
import { PlatformError } from '../../../core/platform-error.ts'
import { poll } from '../../../core/poll.ts'
import type { ApplyResult, NewerDeployment } from '../../../run/rollback.ts'
import type { EcsApi } from '../api/api.ts'
import { readServicesOf } from '../api/service-reading.ts'
import { type EcsService, primaryOf } from '../model/model.ts'
import type { Stabilization } from '../model/stabilization.ts'
import type { BeginDeps, PlannedService, Written } from './service-rollback.ts'

export interface ApplyDeps extends BeginDeps {
  readonly api: EcsApi
}

type Superseded = Extract<Written, { kind: 'superseded' }>

/** Its rollback is known not to come to a good end. */
interface Failed {
  readonly kind: 'rollback-failed'
  readonly error: PlatformError
}

type State = Stabilization | Failed

interface Poll {
  readonly rollback: PlannedService
  readonly service: EcsService
  readonly state: State
}

/** How several rollbacks go. */
interface Position {
  /** Those that have not ended otherwise. */
  readonly following: readonly PlannedService[]
  readonly ends: readonly (Superseded | Failed)[]
  /** What is still waited for; empty: every rollback is complete. */
  readonly waiting: readonly string[]
}

/**
 * In reverse order: what was deployed last may depend on what was deployed first. A refusal ends it there,
 * once what was begun before it has been followed to its end.
 */
export async function applyAll(
  deps: ApplyDeps,
  rollbacks: readonly PlannedService[],
  signal: AbortSignal,
): Promise<ApplyResult> {
  const begun: PlannedService[] = []
  let other: Superseded | undefined
  for (const rollback of rollbacks.toReversed()) {
    try {
      const written = await rollback.begin(deps, signal)
      if (written.kind === 'under-way') begun.unshift(rollback)
      else {
        other = written
        deps.progress(`left alone: ${written.reason}`)
      }
    } catch (error) {
      if (!(error instanceof AwsError) || begun.length === 0) throw error
      throw await followBegun(deps, { error, begun }, signal)
    }
  }
  if (begun.length === 0 && other !== undefined) return other
  return await awaitStable(deps, begun, signal)
}

/** One poll of whether every target is still what its service was last given. */
export async function findNewerDeployment(
  api: EcsApi,
  rollbacks: readonly PlannedService[],
  signal: AbortSignal,
): Promise<NewerDeployment | undefined> {
  const polls = (await pollAll(api, rollbacks, signal)) ?? []
  for (const { rollback, service, state } of polls) {
    if (state.kind === 'superseded') return state
    const isGone = primaryOf(service)?.taskDefinition !== rollback.target
    if (state.kind === 'rollback-failed' && isGone) return { reason: state.error.message, isByPlatform: true }
  }
  return undefined
}

/** @returns the refusal, with what became of the services whose rollback was begun before it */
async function followBegun(
  deps: ApplyDeps,
  refused: { readonly error: AwsError; readonly begun: readonly PlannedService[] },
  signal: AbortSignal,
): Promise<PlatformError> {
  const { code, message, hint, cause } = toPlatformError(refused.error)
  const names = namesOf(refused.begun)
  deps.progress(`${message}; following what was begun: ${names}`)
  let position: string
  try {
    const ended = await awaitStable(deps, refused.begun, signal)
    position = ended.kind === 'in-place' ? 'back' : ended.reason
  } catch (error) {
    if (!(error instanceof AwsError || error instanceof PlatformError)) throw error
    position = error.message
  }
  const reported = `${message}; what was begun before it (${names}): ${position}`
  return new PlatformError(code, reported, { cause, hint })
}

/**
 * Waits until every target is the one completed primary deployment of its service. Of several services
 * each is followed to its own end: one that somebody else takes is left alone, and one that fails is
 * reported once it is known how the others ended.
 */
async function awaitStable(
  deps: ApplyDeps,
  rollbacks: readonly PlannedService[],
  signal: AbortSignal,
): Promise<ApplyResult> {
  const { clock, pollIntervalMs: intervalMs, progress } = deps
  let position: Position = { following: rollbacks, ends: [], waiting: [] }
  let reported = ''
  const follow = async () => {
    position = await followOnce(deps, position, signal)
    const detail = position.waiting.join('; ')
    if (detail !== '' && detail !== reported) progress(detail)
    reported = detail
    return position
  }
  const isOver = ({ waiting }: Position) => waiting.length === 0
  return conclude(await poll(follow, { clock, intervalMs, until: isOver }, signal))
}

async function followOnce(deps: ApplyDeps, before: Position, signal: AbortSignal): Promise<Position> {
  const polls = await pollAll(deps.api, before.following, signal)
  if (polls === undefined) return { ...before, waiting: ['AWS does not answer at the moment'] }
  const following: PlannedService[] = []
  const ends = [...before.ends]
  const waiting: string[] = []
  for (const { rollback, state: polled } of polls) {
    const state = await decideAgain(deps, rollback, polled, signal)
    if (state.kind === 'superseded' || state.kind === 'rollback-failed') {
      ends.push(state)
      if (before.following.length + before.ends.length > 1) deps.progress(renderEnd(state))
      continue
    }
    following.push(rollback)
    if (state.kind === 'waiting') waiting.push(state.detail)
    if (state.kind === 'reverted') waiting.push(state.reason)
  }
  return { following, ends, waiting }
}

/** What ECS has accepted and not done is begun anew, by what is true by now. */
async function decideAgain(
  deps: ApplyDeps,
  rollback: PlannedService,
  state: State,
  signal: AbortSignal,
): Promise<State> {
  if (state.kind !== 'reverted') return state
  deps.progress(`${state.reason}; deciding again`)
  const written = await rollback.begin(deps, signal)
  return written.kind === 'superseded' ? written : state
}

function conclude({ ends, following }: Position): ApplyResult {
  const failed = ends.find((end) => end.kind === 'rollback-failed')
  if (failed !== undefined) throw following.length === 0 ? failed.error : besides(failed.error, following)
  const other = ends.find((end) => end.kind === 'superseded')
  return following.length === 0 && other !== undefined ? other : { kind: 'in-place' }
}

function besides({ code, message, hint, cause }: PlatformError, back: readonly PlannedService[]) {
  const reported = `${message}; back is: ${namesOf(back)}`
  return new PlatformError(code, reported, { cause, hint })
}

function renderEnd(end: Superseded | Failed): string {
  return end.kind === 'superseded' ? `left alone: ${end.reason}` : end.error.message
}

function namesOf(rollbacks: readonly PlannedService[]): string {
  return rollbacks.map(({ watched }) => watched.label).join(', ')
}

/** Undefined: no information this time. */
async function pollAll(
  api: EcsApi,
  rollbacks: readonly PlannedService[],
  signal: AbortSignal,
): Promise<Poll[] | undefined> {
  try {
    const polls: Poll[] = []
    for (const [rollback, service] of await readServicesOf(api, rollbacks, signal))
      polls.push({ rollback, service, state: await orFailed(rollback.poll(service, signal), signal) })
    return polls
  } catch (error) {
    if (error instanceof AwsError && error.kind === 'transient') return undefined
    throw error
  }
}

/** The end of one service's rollback is not yet that of the others'. */
async function orFailed(polled: Promise<Stabilization>, signal: AbortSignal): Promise<State> {
  try {
    return await polled
  } catch (error) {
    if (!(error instanceof PlatformError) || signal.aborted) throw error
    return { kind: 'rollback-failed', error }
  }
}

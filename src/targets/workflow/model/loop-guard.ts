import { nameRun, renderAge, type WorkflowRun } from '../../../github/model/workflow-run.ts'

/** The task of the deployment records that are loop-guard markers. */
export const ROLLBACK_TASK = 'rollback'

const WINDOW_MS = 60 * 60_000
const MOST_IN_WINDOW = 1

/** What a rollback writes down before it acts. Durable, and readable by runs of any later version. */
export interface LoopMarkerPayload {
  readonly v: 1
  readonly from_run: number
  readonly from_attempt: number
  readonly from_sha: string
  readonly to_sha: string
  /** What the two runs deployed, where that is not their commit: see `versionOf`. */
  readonly from_version?: string
  readonly to_version?: string
  /** The run that is run again; absent: one is dispatched, which has no number yet. */
  readonly to_run?: number
  readonly to_attempt?: number
  /** Of a rehearsal: nobody found the version bad that it goes back from. Absent: it is none. */
  readonly rehearsal?: 'back' | 'forward'
}

export interface LoopMarker {
  readonly id: number
  readonly createdAtMs: number
  readonly payload: LoopMarkerPayload
  /** The newest of its statuses; absent: none was written. */
  readonly state: string | undefined
  /** The rollback run, from its newest status. */
  readonly rollbackRunId: number | undefined
}

/** A payload comes back as an object, or as the text of one. Undefined for what others wrote. */
export function parsePayload(value: unknown): LoopMarkerPayload | undefined {
  const payload = typeof value === 'string' ? parseJson(value) : value
  if (typeof payload !== 'object' || payload === null) return undefined
  const fields = payload as Partial<Record<keyof LoopMarkerPayload, unknown>>
  const { from_run, from_attempt, from_sha, to_sha, from_version, to_version, to_run, to_attempt } = fields
  const { rehearsal } = fields
  if (typeof from_run !== 'number' || typeof from_attempt !== 'number') return undefined
  if (typeof from_sha !== 'string' || typeof to_sha !== 'string') return undefined
  return {
    v: 1,
    from_run,
    from_attempt,
    from_sha,
    to_sha,
    ...(typeof from_version === 'string' ? { from_version } : {}),
    ...(typeof to_version === 'string' ? { to_version } : {}),
    ...(typeof to_run === 'number' ? { to_run } : {}),
    ...(typeof to_attempt === 'number' ? { to_attempt } : {}),
    ...(rehearsal === 'back' || rehearsal === 'forward' ? { rehearsal } : {}),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function fromVersion({ from_version, from_sha }: LoopMarkerPayload): string {
  return from_version ?? from_sha
}

export function toVersion({ to_version, to_sha }: LoopMarkerPayload): string {
  return to_version ?? to_sha
}

/** A refused rollback does not count; `inactive` is what a later deployment makes of a success. */
export function isSpent({ state }: LoopMarker): boolean {
  return state !== 'error'
}

/** Rehearsals are none of the rollbacks that are counted. */
export function isReal({ payload }: LoopMarker): boolean {
  return payload.rehearsal === undefined
}

/** The way back of a rehearsal that never went forward again, if that is the last thing that happened here. */
export function findUnfinishedRehearsal(
  markers: readonly LoopMarker[],
  now: { readonly runId: number; readonly version: string },
): LoopMarker | undefined {
  const newest = markers.filter(isSpent).toSorted((one, other) => other.id - one.id)[0]
  if (newest?.payload.rehearsal !== 'back') return undefined
  const isBack = newest.rollbackRunId === now.runId || toVersion(newest.payload) === now.version
  return isBack ? newest : undefined
}

function isWithinWindow({ createdAtMs }: LoopMarker, nowMs: number): boolean {
  return nowMs - createdAtMs < WINDOW_MS
}

const UNDER_WAY: ReadonlySet<string | undefined> = new Set(['queued', 'in_progress'])

export type OwnIdentity = Pick<WorkflowRun, 'id' | 'attempt' | 'sha'>

/** Of this attempt, or of an earlier one of the same run that ended before its rollback had: this one takes it over. */
export function isOwn(marker: LoopMarker, self: OwnIdentity): boolean {
  const { from_run, from_attempt } = marker.payload
  if (from_run !== self.id) return false
  return from_attempt === self.attempt || (from_attempt < self.attempt && isUnfinished(marker))
}

function isUnfinished({ state }: LoopMarker): boolean {
  return state === undefined || UNDER_WAY.has(state)
}

export interface SuspectedRun extends Pick<WorkflowRun, 'id' | 'attempt'> {
  /** What it deployed. Undefined: it deploys nothing itself. */
  readonly version?: string | undefined
}

/**
 * Whether a run is itself the rollback of another one: by its number and attempt, by the run that a
 * dispatch started, or, for a while, by what it deployed. That is never rolled back, so that two versions do
 * not replace each other again and again. A rehearsal has put back what it changed when that while is over.
 */
export function findCause(
  markers: readonly LoopMarker[],
  run: SuspectedRun,
  nowMs: number,
): LoopMarker | undefined {
  return markers.filter(isSpent).find((marker) => {
    const { to_run, to_attempt, rehearsal } = marker.payload
    const isRollbackRun = to_run === run.id ? to_attempt === run.attempt : marker.rollbackRunId === run.id
    const isItsVersion = rehearsal === undefined && toVersion(marker.payload) === run.version
    return isRollbackRun || (isItsVersion && isWithinWindow(marker, nowMs))
  })
}

/** A rollback from this version that has not ended yet, as far as its marker says. */
export function findUnderWay(
  markers: readonly LoopMarker[],
  from: string,
  nowMs: number,
): LoopMarker | undefined {
  return markers.find(
    (marker) =>
      UNDER_WAY.has(marker.state) && isWithinWindow(marker, nowMs) && fromVersion(marker.payload) === from,
  )
}

/** Those that forbid another rollback now. */
export function findSpentBudget(
  markers: readonly LoopMarker[],
  self: OwnIdentity,
  nowMs: number,
): readonly LoopMarker[] {
  const spent = markers.filter(
    (marker) => isSpent(marker) && isReal(marker) && isWithinWindow(marker, nowMs) && !isOwn(marker, self),
  )
  return spent.length < MOST_IN_WINDOW ? [] : spent
}

/** Of two runs that wrote their markers at the same time, the later one gives way. */
export function findEarlier(
  markers: readonly LoopMarker[],
  ownId: number,
  nowMs: number,
): LoopMarker | undefined {
  return markers.find(
    (marker) => marker.id < ownId && isSpent(marker) && isReal(marker) && isWithinWindow(marker, nowMs),
  )
}

/** Versions that were rolled back from, each with the latest time. */
export function rolledBackFrom(markers: readonly LoopMarker[]): ReadonlyMap<string, number> {
  const rolledBack = new Map<string, number>()
  for (const { payload, createdAtMs, ...marker } of markers) {
    if (marker.state === 'error' || payload.rehearsal !== undefined) continue
    const version = fromVersion(payload)
    rolledBack.set(version, Math.max(createdAtMs, rolledBack.get(version) ?? 0))
  }
  return rolledBack
}

/** @param who the rollback run */
export function describeCause({ payload }: LoopMarker, who = 'this run'): string {
  const from = nameRun({ id: payload.from_run, sha: payload.from_sha })
  return `${who} is itself the rollback that ${from} asked for, and a rollback is never rolled back`
}

export function describeSpentBudget(
  markers: readonly LoopMarker[],
  environment: string,
  nowMs: number,
): string {
  const reported = markers.map(({ payload, createdAtMs }) => {
    const from = nameRun({ id: payload.from_run, sha: payload.from_sha })
    return `${from} rolled back ${renderAge(nowMs - createdAtMs)}`
  })
  return `${environment} may be rolled back ${MOST_IN_WINDOW} time in 60m, and ${reported.join(', ')}`
}

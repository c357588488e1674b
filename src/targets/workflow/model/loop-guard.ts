import { nameRun, renderAge, type WorkflowRun } from '../../../github/model/workflow-run.ts'

/** The task of the deployment records with which rollbacks are remembered. */
export const ROLLBACK_TASK = 'rollback'

const WINDOW_MS = 60 * 60_000
const MOST_IN_WINDOW = 1

/** What a rollback writes down before it acts. Durable, and readable by runs of any later version. */
export interface MarkPayload {
  readonly v: 1
  readonly from_run: number
  readonly from_attempt: number
  readonly from_sha: string
  readonly to_sha: string
  /** The run that is run again; absent: one is dispatched, which has no number yet. */
  readonly to_run?: number
  readonly to_attempt?: number
}

export interface Mark {
  readonly id: number
  readonly createdAtMs: number
  readonly payload: MarkPayload
  /** The newest of its statuses; absent: none was written. */
  readonly state: string | undefined
  /** The run that carries it out, from its newest status. */
  readonly carrierId: number | undefined
}

/** A payload comes back as an object, or as the text of one. Undefined for what others wrote. */
export function parsePayload(value: unknown): MarkPayload | undefined {
  const payload = typeof value === 'string' ? parseJson(value) : value
  if (typeof payload !== 'object' || payload === null) return undefined
  const fields = payload as Partial<Record<keyof MarkPayload, unknown>>
  const { from_run, from_attempt, from_sha, to_sha, to_run, to_attempt } = fields
  if (typeof from_run !== 'number' || typeof from_attempt !== 'number') return undefined
  if (typeof from_sha !== 'string' || typeof to_sha !== 'string') return undefined
  return {
    v: 1,
    from_run,
    from_attempt,
    from_sha,
    to_sha,
    ...(typeof to_run === 'number' ? { to_run } : {}),
    ...(typeof to_attempt === 'number' ? { to_attempt } : {}),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A refused rollback spends nothing; `inactive` is what a later deployment makes of a success. */
export function isSpent({ state }: Mark): boolean {
  return state !== 'error'
}

export function isWithinWindow({ createdAtMs }: Mark, nowMs: number): boolean {
  return nowMs - createdAtMs < WINDOW_MS
}

export type OwnIdentity = Pick<WorkflowRun, 'id' | 'attempt' | 'sha'>

export function isOwn({ payload }: Mark, self: OwnIdentity): boolean {
  return payload.from_run === self.id && payload.from_attempt === self.attempt
}

/** Without a commit: a run that deploys nothing itself, so that its commit does not tell what it is. */
export type Suspected = Pick<WorkflowRun, 'id' | 'attempt'> & Partial<Pick<WorkflowRun, 'sha'>>

/**
 * Whether a run is itself the rollback of another one: by its number and attempt, by the run that a
 * dispatch started, or, for a while, by its commit. What it deployed is never rolled back: that would go
 * to and fro.
 */
export function findCause(marks: readonly Mark[], run: Suspected, nowMs: number): Mark | undefined {
  return marks.filter(isSpent).find((mark) => {
    const { to_run, to_attempt, to_sha } = mark.payload
    const isCarrier = to_run === run.id ? to_attempt === run.attempt : mark.carrierId === run.id
    return isCarrier || (to_sha === run.sha && isWithinWindow(mark, nowMs))
  })
}

/** Those that forbid another rollback now. */
export function findSpending(marks: readonly Mark[], self: OwnIdentity, nowMs: number): readonly Mark[] {
  const spent = marks.filter((mark) => isSpent(mark) && isWithinWindow(mark, nowMs) && !isOwn(mark, self))
  return spent.length < MOST_IN_WINDOW ? [] : spent
}

/** Of two runs that wrote their mark at the same time, the later one gives way. */
export function findEarlier(marks: readonly Mark[], ownId: number, nowMs: number): Mark | undefined {
  return marks.find((mark) => mark.id < ownId && isSpent(mark) && isWithinWindow(mark, nowMs))
}

/** Commits that were rolled back from, each with the latest time. */
export function rolledBackFrom(marks: readonly Mark[]): ReadonlyMap<string, number> {
  const undone = new Map<string, number>()
  for (const { payload, createdAtMs, ...mark } of marks) {
    if (mark.state === 'error') continue
    undone.set(payload.from_sha, Math.max(createdAtMs, undone.get(payload.from_sha) ?? 0))
  }
  return undone
}

/** @param who the run that carried it */
export function tellCause({ payload }: Mark, who = 'this run'): string {
  const from = nameRun({ id: payload.from_run, sha: payload.from_sha })
  return `${who} is itself the rollback that ${from} asked for, and a rollback is never rolled back`
}

export function tellSpending(marks: readonly Mark[], environment: string, nowMs: number): string {
  const told = marks.map(({ payload, createdAtMs }) => {
    const from = nameRun({ id: payload.from_run, sha: payload.from_sha })
    return `${from} rolled back ${renderAge(nowMs - createdAtMs)}`
  })
  return `${environment} may be rolled back ${MOST_IN_WINDOW} time in 60m, and ${told.join(', ')}`
}

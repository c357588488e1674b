import { percentile } from '../../core/statistics.ts'
import { type DeploymentRecord, type DeploymentStatus, judgeRecord, runIdOf } from './deployment-record.ts'

/** A record of an environment with what became of it. */
export interface RecordedDeployment {
  readonly record: DeploymentRecord
  /** Newest first. */
  readonly statuses: readonly DeploymentStatus[]
}

/** How one deployment to the environment ended. Texts are untrusted; times are epoch milliseconds. */
export interface Landing {
  readonly sha: string
  readonly ref: string | undefined
  readonly result: 'landed' | 'rolled-back' | 'failed' | 'under-way' | 'unknown'
  /** What was put back. Absent: nothing, or nobody wrote it down. */
  readonly rolledBackTo: string | undefined
  readonly beganAtMs: number
  /** Until the first word on how it ended. */
  readonly tookMs: number | undefined
  readonly by: string | undefined
  readonly runId: number | undefined
}

/** What the records of an environment show. */
export interface LandingHistory {
  /** Newest first. */
  readonly landings: readonly Landing[]
  readonly figures: LandingFigures
}

export interface LandingFigures {
  /** Landings of which it is known how they ended, and those of them that did not stay. */
  readonly ended: number
  readonly failed: number
  /** Failures that are over, one after the other counted as one, and the median time that they took. */
  readonly restored: number
  readonly medianRestoreMs: number | undefined
}

/** In this state a run notes in the record of its own job what it put back: the job's end is GitHub's to write. */
export const NOTE_STATE = 'in_progress'

/** What a run of this action writes into a record. */
const ROLLED_BACK =
  /^(?:rolled-back(?:-by-platform)?|Rolled back(?: on request)?)(?: to (.{1,120}?))?(?:: |$)/

/** @param ownRunId its newest record is of the landing that is being reported, and is left out */
export function readLandings(deployments: readonly RecordedDeployment[], ownRunId: number): LandingHistory {
  const all = deployments
    .filter(({ record }) => record.task === 'deploy' && !record.isTransient)
    .toSorted((one, other) => other.record.createdAtMs - one.record.createdAtMs)
    .map(toLanding)
  const own = all.findIndex(({ runId }) => runId === ownRunId)
  const landings = all.filter((_, index) => index !== own)
  return { landings, figures: countFigures(landings) }
}

function toLanding({ record, statuses }: RecordedDeployment): Landing {
  const judged = judgeRecord(statuses)
  const rollback = statuses.find(({ description = '' }) => ROLLED_BACK.test(description))
  const end = statuses.findLast(({ state }) => ENDED.has(state))
  // A success after one that was taken back is a new landing; after a note it is that of a job which may end green.
  const isDeployedAgain =
    rollback?.state !== NOTE_STATE && judged.kind === 'succeeded' && judged.atMs > (rollback?.atMs ?? 0)
  const isRolledBack = rollback !== undefined && !isDeployedAgain
  return {
    sha: record.sha,
    ref: record.ref,
    result: isRolledBack ? 'rolled-back' : resultOf(statuses, judged.kind === 'succeeded'),
    rolledBackTo: isRolledBack ? ROLLED_BACK.exec(rollback.description ?? '')?.[1] : undefined,
    beganAtMs: record.createdAtMs,
    tookMs: spanTo(record, isRolledBack ? rollback : end),
    by: record.creator,
    runId: statuses.map(({ logUrl }) => runIdOf(logUrl)).find((id) => id !== undefined),
  }
}

const ENDED: ReadonlySet<string> = new Set(['success', 'failure', 'error'])
const UNDER_WAY: ReadonlySet<string | undefined> = new Set([
  undefined,
  'queued',
  'pending',
  'in_progress',
  'waiting',
])

function resultOf(statuses: readonly DeploymentStatus[], hasSucceeded: boolean): Landing['result'] {
  if (hasSucceeded) return 'landed'
  if (statuses.some(({ state }) => ENDED.has(state))) return 'failed'
  return UNDER_WAY.has(statuses[0]?.state) ? 'under-way' : 'unknown'
}

function spanTo({ createdAtMs }: DeploymentRecord, status: DeploymentStatus | undefined): number | undefined {
  return status === undefined ? undefined : Math.max(0, status.atMs - createdAtMs)
}

/** @param landings newest first */
function countFigures(landings: readonly Landing[]): LandingFigures {
  const ended = landings.filter(({ result }) => result !== 'under-way' && result !== 'unknown').toReversed()
  const spans: number[] = []
  let brokenAtMs: number | undefined
  for (const { result, beganAtMs, tookMs = 0 } of ended) {
    if (result !== 'failed') {
      // A rollback restores what its own landing broke.
      const sinceMs = brokenAtMs ?? (result === 'rolled-back' ? beganAtMs : undefined)
      if (sinceMs !== undefined) spans.push(beganAtMs + tookMs - sinceMs)
      brokenAtMs = undefined
    } else {
      brokenAtMs ??= beganAtMs
    }
  }
  return {
    ended: ended.length,
    failed: ended.filter(({ result }) => result !== 'landed').length,
    restored: spans.length,
    medianRestoreMs: spans.length === 0 ? undefined : percentile(spans, 50),
  }
}

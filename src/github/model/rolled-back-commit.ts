import { type DeploymentStatus, judgeRecord } from './deployment-record.ts'

/** That a version was rolled back from, and was not verified since. */
export interface KnownBad {
  readonly atMs: number
  /** In a clause, such as `it was rolled back from`. May hold untrusted text. */
  readonly why: string
}

/** How our own statuses begin that say so: the result, or who asked. */
const ROLLED_BACK = /^(?:rolled-back|rolled-back-by-platform|rollback-unhealthy)\b|^Rolled back on request\b/

export function saysRolledBack(description: string | undefined): boolean {
  return ROLLED_BACK.test(description ?? '')
}

/** A marker that a rollback leaves before it acts, of the commit that it goes back from. */
export interface RollbackMarker {
  readonly createdAtMs: number
  /** Of its newest status. `error`: nothing came of it. */
  readonly state: string | undefined
}

/**
 * Whether the latest that GitHub's records of one environment say of one commit is that it was rolled back from.
 * A deployment that merely failed says nothing of the kind.
 *
 * @param records the statuses of each of its deployments, newest first
 */
export function judgeCommit(
  records: readonly (readonly DeploymentStatus[])[],
  markers: readonly RollbackMarker[],
): KnownBad | undefined {
  const judged = records.map(judgeStatuses)
  const goodAtMs = Math.max(0, ...judged.flatMap((one) => (one.kind === 'good' ? one.atMs : [])))
  const bad = [
    ...judged.flatMap((one) => (one.kind === 'bad' ? one : [])),
    ...markers.flatMap(({ createdAtMs: atMs, state }) =>
      state === 'error' ? [] : { atMs, why: 'a rollback from it was begun' },
    ),
  ]
  const latest = bad.toSorted((one, other) => other.atMs - one.atMs)[0]
  return latest !== undefined && latest.atMs > goodAtMs ? { atMs: latest.atMs, why: latest.why } : undefined
}

type Judged =
  | { readonly kind: 'good'; readonly atMs: number }
  | ({ readonly kind: 'bad' } & KnownBad)
  | { readonly kind: 'silent' }

function judgeStatuses(statuses: readonly DeploymentStatus[]): Judged {
  const own = statuses.find(({ description }) => saysRolledBack(description))
  // The job that deployed may have ended green after it, with `fail-on-rollback: false`.
  if (own !== undefined) return { kind: 'bad', atMs: own.atMs, why: `recorded as "${own.description}"` }
  const found = judgeRecord(statuses)
  if (found.kind === 'succeeded') return { kind: 'good', atMs: found.atMs }
  const success = statuses.findIndex(({ state }) => state === 'success')
  const takenBack = statuses.slice(0, Math.max(0, success)).find(({ state }) => FAILED.has(state))
  if (takenBack === undefined) return { kind: 'silent' }
  return { kind: 'bad', atMs: takenBack.atMs, why: 'the success of its deployment was taken back' }
}

const FAILED: ReadonlySet<string> = new Set(['failure', 'error'])

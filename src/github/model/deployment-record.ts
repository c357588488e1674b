/** A record of GitHub's Deployments API, with its statuses newest first. Times are epoch milliseconds. */
export interface DeploymentRecord {
  readonly id: number
  readonly sha: string
  readonly task: string
  readonly isTransient: boolean
  readonly createdAtMs: number
}

export interface DeploymentStatus {
  readonly state: string
  readonly atMs: number
  readonly description?: string | undefined
  /** Usually the job that deployed. */
  readonly logUrl: string | undefined
}

export type RecordState =
  | { readonly kind: 'succeeded'; readonly atMs: number; readonly runId: number | undefined }
  | { readonly kind: 'rejected'; readonly reason: string }

/** What does not say how it went; `inactive` only says that a later one succeeded. */
const SILENT: ReadonlySet<string> = new Set(['inactive', 'queued', 'pending', 'in_progress', 'waiting'])

/**
 * Whether the commit was once good there. The latest status does not show it: of two jobs with one environment
 * each makes the other inactive (https://github.com/actions/runner/issues/1001).
 */
export function judgeRecord(statuses: readonly DeploymentStatus[]): RecordState {
  const reported = statuses.find(({ state }) => !SILENT.has(state))
  if (reported === undefined) return { kind: 'rejected', reason: 'it never succeeded' }
  if (reported.state !== 'success') return { kind: 'rejected', reason: `it ended as ${reported.state}` }
  const runId = statuses.map(({ logUrl }) => runIdOf(logUrl)).find((id) => id !== undefined)
  return { kind: 'succeeded', atMs: reported.atMs, runId }
}

/** `https://github.com/o/r/actions/runs/17/job/48` → 17 */
export function runIdOf(logUrl: string | undefined): number | undefined {
  const digits = /\/actions\/runs\/(\d{1,15})(?:\/|$)/.exec(logUrl ?? '')?.[1]
  return digits === undefined ? undefined : Number(digits)
}

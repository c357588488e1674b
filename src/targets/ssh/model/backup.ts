import { truncate } from '../../../core/truncate.ts'
import type { RollbackTo } from '../../../run/rollback-to.ts'

/** A copy of the deployed folder on the server. Untrusted but for its shape. */
export interface Backup {
  /** The last part of its path. */
  readonly name: string
  readonly path: string
  readonly modifiedAtS: number
  readonly sizeKb?: number | undefined
  /** What its VERSION file (or the like) says. */
  readonly version?: string | undefined
}

export interface DeployedFolder {
  readonly version?: string | undefined
  /** When the file that says the version was written, by the server's clock: the deployment. */
  readonly versionWrittenAtS?: number | undefined
}

export interface BackupQuestion {
  readonly rollbackTo: RollbackTo
  readonly current: DeployedFolder
  /** The version that ran before, if `mode: capture` recorded it. */
  readonly captured?: string | undefined
  /** The server's time zone, in which names are read. */
  readonly offsetMinutes: number
}

export type BackupChoice =
  | {
      readonly kind: 'found'
      readonly backup: Backup
      readonly evidence: readonly string[]
      readonly doubt?: string | undefined
    }
  | { readonly kind: 'none'; readonly reason: string; readonly evidence: readonly string[] }

/** Picks the backup to go back to: the newest from before the bad deployment, or the one that is named. */
export function chooseBackup(all: readonly Backup[], question: BackupQuestion): BackupChoice {
  const backups = newestFirst(all, question.offsetMinutes)
  if (backups.length === 0) return { kind: 'none', reason: 'there is no backup', evidence: [] }
  const { rollbackTo } = question
  if (rollbackTo.kind === 'revision') return findNamed(backups, rollbackTo.revision)
  const rejected: string[] = []
  const good = backups.filter((backup) => {
    const problem = problemWith(backup, question)
    if (problem !== undefined) rejected.push(`${backup.name}: ${problem}`)
    return problem === undefined
  })
  if (rollbackTo.kind === 'back') return countBack(good, rollbackTo.count, rejected)
  const { captured } = question
  const isReported = good.some(({ version }) => version !== undefined)
  return captured === undefined || !isReported
    ? takeNewest(good, rejected, question)
    : findCaptured(good, rejected, captured)
}

/** Why it is not from before the bad deployment; undefined: it is, as far as can be told. */
function problemWith(backup: Backup, { current, offsetMinutes }: BackupQuestion): string | undefined {
  if (backup.version !== undefined && backup.version === current.version) {
    return `it holds the version that runs, ${shown(backup.version)}`
  }
  const named = timeInName(backup.name)
  if (named === undefined || current.versionWrittenAtS === undefined) return undefined
  // Nobody says whether a name is in local time or UTC, so that only one that is later in both counts.
  const earliestS = Math.min(named, named - offsetMinutes * 60)
  return earliestS > current.versionWrittenAtS ? 'it was made after the bad version was deployed' : undefined
}

function takeNewest(
  good: readonly Backup[],
  rejected: readonly string[],
  { current }: BackupQuestion,
): BackupChoice {
  const [backup] = good
  if (backup === undefined) {
    return { kind: 'none', reason: 'no backup is from before the bad deployment', evidence: rejected }
  }
  const isKnown = backup.version !== undefined && current.version !== undefined
  return {
    kind: 'found',
    backup,
    evidence: [`${backup.name} is the newest backup from before the bad deployment`, ...rejected],
    doubt: isKnown
      ? undefined
      : 'whether the backup holds another version: there is no VERSION file to compare',
  }
}

/** Never a silent step to something older than what ran. */
function findCaptured(good: readonly Backup[], rejected: readonly string[], captured: string): BackupChoice {
  const backup = good.find(({ version }) => version === captured)
  if (backup !== undefined) {
    const evidence = `${backup.name} holds ${shown(captured)}, which mode: capture recorded before the deployment`
    return { kind: 'found', backup, evidence: [evidence] }
  }
  return {
    kind: 'none',
    reason: `no backup holds ${shown(captured)}, which ran before the deployment`,
    evidence: [
      ...good.map(
        ({ name, version }) =>
          `${name}: it holds ${version === undefined ? 'an unknown version' : shown(version)}`,
      ),
      ...rejected,
    ],
  }
}

function countBack(good: readonly Backup[], count: number, rejected: readonly string[]): BackupChoice {
  const distinct = good.filter(
    ({ version }, index) =>
      version === undefined || good.findIndex((one) => one.version === version) === index,
  )
  const backup = distinct[count - 1]
  if (backup !== undefined) {
    const evidence = `rollback-to asks for ${count} back, and ${backup.name} is that`
    return { kind: 'found', backup, evidence: [evidence, ...rejected] }
  }
  const reason = `rollback-to asks for ${count} back, and there are ${distinct.length}`
  return { kind: 'none', reason, evidence: [...distinct.map(({ name }) => name), ...rejected] }
}

/** By name, by version, or by the beginning of a time: `2026-01-31`, `20260131-12`. */
function findNamed(backups: readonly Backup[], wanted: string): BackupChoice {
  const byName = backups.find(({ name, path }) => name === wanted || path === wanted)
  const byVersion = byName ?? backups.find(({ version }) => version === wanted)
  const digits = /^[\dT:_ -]+$/.test(wanted) ? wanted.replace(/\D/g, '') : ''
  const isTime = digits.length >= 8
  const backup =
    byVersion ?? (isTime ? backups.find(({ name }) => digitsOf(name)?.startsWith(digits)) : undefined)
  if (backup !== undefined) {
    return {
      kind: 'found',
      backup,
      evidence: [`rollback-to says ${shown(wanted)}, and ${backup.name} is that`],
    }
  }
  return {
    kind: 'none',
    reason: `no backup has the name, the version or the time ${shown(wanted)}`,
    evidence: backups.map(({ name }) => name),
  }
}

/** Those beyond the `keep` newest, but never the one in use. */
export function choosePrunable(
  all: readonly Backup[],
  { keep, used, offsetMinutes }: { keep: number; used: string; offsetMinutes: number },
): readonly Backup[] {
  return newestFirst(all, offsetMinutes)
    .slice(keep)
    .filter(({ path }) => path !== used)
}

/** By the time in the name, which a copy keeps, or else by the time of the folder. */
export function newestFirst(backups: readonly Backup[], offsetMinutes: number): Backup[] {
  const madeAtS = ({ name, modifiedAtS }: Backup) => {
    const named = timeInName(name)
    return named === undefined ? modifiedAtS : named - offsetMinutes * 60
  }
  return backups.toSorted((one, other) => madeAtS(other) - madeAtS(one) || (one.name < other.name ? 1 : -1))
}

const TIME = /(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?:[T_-]?(\d{2})[:-]?(\d{2})(?:[:-]?(\d{2}))?)?(?!\d)/

/** Epoch seconds of the time in a name, read as UTC; undefined: there is none. */
export function timeInName(name: string): number | undefined {
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = TIME.exec(name) ?? []
  if (year === undefined) return undefined
  const [y, m, d, h, min, s] = [year, month, day, hour, minute, second].map(Number)
  const isPossible =
    inRange(m, 1, 12) && inRange(d, 1, 31) && inRange(h, 0, 23) && inRange(min, 0, 59) && inRange(s, 0, 60)
  return isPossible
    ? epochSeconds(y ?? 0, m ?? 0, d ?? 0) + (h ?? 0) * 3_600 + (min ?? 0) * 60 + (s ?? 0)
    : undefined
}

function digitsOf(name: string): string | undefined {
  return TIME.exec(name)?.[0].replace(/\D/g, '')
}

function inRange(value: number | undefined, least: number, most: number): boolean {
  return value !== undefined && value >= least && value <= most
}

/** Days from civil, http://howardhinnant.github.io/date_algorithms.html, since the domain has no Date. */
function epochSeconds(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return (era * 146_097 + dayOfEra - 719_468) * 86_400
}

function shown(text: string): string {
  return truncate(text, 60)
}

import { truncate } from '../../../core/truncate.ts'
import type { RollbackTo } from '../../../run/rollback-to.ts'
import { backupsOf, isMarked, lastPart } from './backup-name.ts'
import { type Dated, maybeNewer, orderBackups } from './backup-order.ts'
import { nameTime, readingsOf, widen } from './backup-time.ts'

/** A copy of the deployed folder on the server. Untrusted but for its shape. */
export interface Backup extends Dated {
  readonly path: string
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
  /** The version that ran before, if that was recorded. */
  readonly captured?: string | undefined
  /** The server's time zone, in which names are read. */
  readonly offsetMinutes: number
  /** The deployed folder, and the pattern that its backups match. */
  readonly path: string
  readonly pattern: string
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
  const { path, pattern, rollbackTo } = question
  if (rollbackTo.kind === 'revision') return findNamed(all, rollbackTo.revision, question)
  const { own: backups, unsure, others } = backupsOf(all, { folder: lastPart(path), pattern })
  const rejected = others.map(
    ({ name }) => `${name}: it matches, but its name does not say that it is a backup of ${path}`,
  )
  if (backups.length === 0) return { kind: 'none', reason: 'there is no backup', evidence: rejected }
  const good = backups.filter((backup) => {
    const problem = problemWith(backup, question)
    if (problem !== undefined) rejected.unshift(`${backup.name}: ${problem}`)
    return problem === undefined
  })
  const { captured } = question
  const isReported = good.some(({ version }) => version !== undefined)
  if (rollbackTo.kind === 'previous' && captured !== undefined && isReported)
    return findCaptured(good, rejected, captured, question)
  const choice =
    rollbackTo.kind === 'back'
      ? countBack(good, rollbackTo.count, rejected, question)
      : takeNewest(good, rejected, question)
  return choice.kind === 'found' && unsure.has(choice.backup)
    ? mayBeOfAnother(choice.backup, good, path)
    : choice
}

/** To put another application in its place would be worse than to put nothing back. */
function mayBeOfAnother({ name }: Backup, good: readonly Backup[], path: string): BackupChoice {
  return {
    kind: 'none',
    reason: `${name} may be a backup of another application than ${path}, by its name beside the others: narrow ssh-backups, or name one in rollback-to`,
    evidence: good.map((backup) => backup.name),
  }
}

/** Why it is not from before the bad deployment; undefined: it is, as far as the names say. */
function problemWith(backup: Backup, { current, offsetMinutes }: BackupQuestion): string | undefined {
  if (backup.version !== undefined && backup.version === current.version) {
    return `it holds the version that runs, ${shown(backup.version)}`
  }
  if (current.versionWrittenAtS === undefined) return undefined
  const named = nameTime(backup.name)
  // Nobody says whether a name is in local time or UTC, so that only one that is later in both counts.
  const madeAtS = named === undefined ? bornWithoutVersion(backup) : widen(named, offsetMinutes).startS
  return madeAtS !== undefined && madeAtS > current.versionWrittenAtS
    ? 'it was made after the bad version was deployed'
    : undefined
}

/** A backup that is moved to another disk is born again, so that its version counts for more. */
function bornWithoutVersion({ version, bornAtS }: Backup): number | undefined {
  return version === undefined ? bornAtS : undefined
}

function takeNewest(
  good: readonly Backup[],
  rejected: readonly string[],
  { current, offsetMinutes }: BackupQuestion,
): BackupChoice {
  if (good.length === 0) {
    return { kind: 'none', reason: 'no backup is from before the bad deployment', evidence: rejected }
  }
  const { ordered, unordered, byBirth } = orderBackups(good, offsetMinutes)
  const [backup] = ordered
  if (backup === undefined) return noOrder(unordered, rejected)
  const isKnown = backup.version !== undefined && current.version !== undefined
  const newest = `${backup.name} is the newest backup from before the bad deployment`
  return {
    kind: 'found',
    backup,
    evidence: [newest, ...birthEvidence(byBirth.has(backup)), ...rejected],
    doubt: isKnown
      ? undefined
      : 'whether the backup holds another version: there is no VERSION file to compare',
  }
}

function birthEvidence(isByBirth: boolean): string[] {
  return isByBirth
    ? [
        'the birth times of the folders say which is the newest: the times in the names are missing, mean several things, or contradict the times of the folders',
      ]
    : []
}

function noOrder(backups: readonly Backup[], rejected: readonly string[]): BackupChoice {
  return {
    kind: 'none',
    reason:
      'nothing says which backup is the newest: neither the times in the names nor the birth times of the folders; name one in rollback-to',
    evidence: [...backups.map(({ name }) => name), ...rejected],
  }
}

/** Never a silent step to something older than what ran. */
function findCaptured(
  good: readonly Backup[],
  rejected: readonly string[],
  captured: string,
  { offsetMinutes }: BackupQuestion,
): BackupChoice {
  const { ordered, unordered } = orderBackups(
    good.filter(({ version }) => version === captured),
    offsetMinutes,
  )
  const [backup] = ordered
  if (backup !== undefined) {
    const evidence = `${backup.name} holds ${shown(captured)}, which ran before the deployment, as was recorded then`
    return { kind: 'found', backup, evidence: [evidence] }
  }
  if (unordered.length > 0) return noOrder(unordered, rejected)
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

function countBack(
  good: readonly Backup[],
  count: number,
  rejected: readonly string[],
  { offsetMinutes }: BackupQuestion,
): BackupChoice {
  const { ordered, unordered } = orderBackups(good, offsetMinutes)
  const distinct = ordered.filter(
    ({ version }, index) =>
      version === undefined || ordered.findIndex((one) => one.version === version) === index,
  )
  const backup = distinct[count - 1]
  if (backup !== undefined) {
    const evidence = `rollback-to asks for ${count} back, and ${backup.name} is that`
    return { kind: 'found', backup, evidence: [evidence, ...rejected] }
  }
  if (unordered.length > 0) return noOrder(unordered, rejected)
  const reason = `rollback-to asks for ${count} back, and there are ${distinct.length}`
  return { kind: 'none', reason, evidence: [...distinct.map(({ name }) => name), ...rejected] }
}

/** By name, by version, or by the beginning of a time: `2026-01-31`, `20260131-12`. */
function findNamed(
  all: readonly Backup[],
  wanted: string,
  { path, pattern, offsetMinutes }: BackupQuestion,
): BackupChoice {
  const byName = all.filter(({ name, path }) => name === wanted || path === wanted)
  const { own } = backupsOf(all, { folder: lastPart(path), pattern })
  const byVersion = own.filter(({ version }) => version === wanted)
  const digits = /^[\dT:_ -]+$/.test(wanted) ? wanted.replace(/\D/g, '') : ''
  const startsAt = ({ name }: Backup) => readingsOf(name).some((time) => time.digits.startsWith(digits))
  const byTime = digits.length >= 8 ? own.filter(startsAt) : []
  const matching = [byName, byVersion, byTime].find((found) => found.length > 0) ?? []
  const [backup] = orderBackups(matching, offsetMinutes).ordered
  if (backup !== undefined) {
    const evidence = [`rollback-to says ${shown(wanted)}, and ${backup.name} is that`]
    return { kind: 'found', backup, evidence }
  }
  if (matching.length > 0) return noOrder(matching, [])
  return {
    kind: 'none',
    reason: `no backup has the name, the version or the time ${shown(wanted)}`,
    evidence: own.map(({ name }) => name),
  }
}

/**
 * Those beyond the `keep` newest that may be removed after `used` was restored: older than it by every reading, and
 * surely among the older ones.
 */
export function choosePrunable(
  all: readonly Backup[],
  {
    keep,
    used,
    ...question
  }: { keep: number; used: string } & Pick<BackupQuestion, 'offsetMinutes' | 'path' | 'pattern'>,
): readonly Backup[] {
  const { path, pattern, offsetMinutes } = question
  const { own, unsure } = backupsOf(all, { folder: lastPart(path), pattern })
  const { ordered, unordered } = orderBackups(own, offsetMinutes)
  const restored = all.find((backup) => backup.path === used)
  if (restored === undefined || unordered.length > 0) return []
  return ordered
    .slice(keep)
    .filter((backup) => isMarked(backup.name, lastPart(path)) && !unsure.has(backup))
    .filter((backup) => backup !== restored && !maybeNewer(backup, restored, offsetMinutes))
}

function shown(text: string): string {
  return truncate(text, 60)
}

import { compareTimes, type NameTime, nameTime, readingsOf, widen } from './backup-time.ts'

/** What says when a backup was made. */
export interface Dated {
  readonly name: string
  /** A copy may have kept the time of the original. */
  readonly modifiedAtS: number
  /** Undefined: the file system does not keep it. */
  readonly bornAtS?: number | undefined
}

export interface Ordered<Backup> {
  /** Newest first. */
  readonly ordered: readonly Backup[]
  /** The rest, whose order nothing says. */
  readonly unordered: readonly Backup[]
  /** Those of `ordered` that only the birth time of their folder puts there. */
  readonly byBirth: ReadonlySet<Backup>
}

/** Newest first, by the times in the names, or else by the birth times of the folders. */
export function orderBackups<Backup extends Dated>(
  all: readonly Backup[],
  offsetMinutes: number,
): Ordered<Backup> {
  let rest = all
  const ordered: Backup[] = []
  const byBirth = new Set<Backup>()
  while (rest.length > 0) {
    const named = newestByName(rest, offsetMinutes)
    const newest = named ?? newestByBirth(rest)
    if (newest === undefined) break
    if (named === undefined) byBirth.add(newest)
    ordered.push(newest)
    rest = rest.filter((backup) => backup !== newest)
  }
  return { ordered, unordered: rest, byBirth }
}

/** Undefined: not all names mean one time, or the folders' own times contradict them. */
function newestByName<Backup extends Dated>(
  backups: readonly Backup[],
  offsetMinutes: number,
): Backup | undefined {
  if (backups.length === 1) return backups[0]
  const timed = backups.map((backup) => ({ backup, time: nameTime(backup.name) }))
  const isNewer = (one: NameTime, other: NameTime) => (compareTimes(one, other, offsetMinutes) ?? 0) > 0
  let newest = timed[0]
  for (const each of timed) {
    if (newest?.time !== undefined && each.time !== undefined && isNewer(each.time, newest.time))
      newest = each
  }
  const isCertain = timed.every(({ backup, time }) => {
    if (newest?.time === undefined || time === undefined) return false
    if (backup === newest.backup) return true
    return isNewer(newest.time, time) && newest.backup.modifiedAtS >= backup.modifiedAtS
  })
  return isCertain ? newest?.backup : undefined
}

function newestByBirth<Backup extends Dated>(backups: readonly Backup[]): Backup | undefined {
  const [newest, second] = backups.toSorted((one, other) => (other.bornAtS ?? 0) - (one.bornAtS ?? 0))
  const areKnown = backups.every(({ bornAtS }) => bornAtS !== undefined)
  return areKnown && newest?.bornAtS !== second?.bornAtS ? newest : undefined
}

/** Whether it may be newer than the other by its name, by either folder's times, or by any reading of the name. */
export function maybeNewer(one: Dated, other: Dated, offsetMinutes: number): boolean {
  if (one.modifiedAtS > other.modifiedAtS) return true
  if (one.bornAtS !== undefined && other.bornAtS !== undefined && one.bornAtS > other.bornAtS) return true
  const [times, others] = [readingsOf(one.name), readingsOf(other.name)]
  const [[time, ...otherReadings], [its, ...itsOthers]] = [times, others]
  if (time !== undefined && its !== undefined && otherReadings.length + itsOthers.length === 0)
    return compareTimes(time, its, offsetMinutes) !== -1
  const latestS = Math.max(...times.map((time) => widen(time, offsetMinutes).endS))
  const earliestS = Math.min(...others.map((time) => widen(time, offsetMinutes).startS))
  return times.length > 0 && others.length > 0 && latestS > earliestS
}

import { beforeTime, readingsOf } from './backup-time.ts'

interface Named {
  readonly name: string
}

export interface Belonging<Backup> {
  readonly own: readonly Backup[]
  /** Those of `own` that may be of another application: beside others, `app-worker-20260131` says so. */
  readonly unsure: ReadonlySet<Backup>
  /** They match the pattern, and may be anything. */
  readonly others: readonly Backup[]
}

const BACKUP_WORD =
  /(?<![a-z])(?:backups?|bak|bkp|old|orig|prev|previous|last|copy|copies|saved?|snapshots?|snap|archive|release|good|v?\d[\w.]*)(?![a-z])/i

/**
 * Which of the folders that match the pattern are backups of the deployed one: they start with its name, or their name
 * holds a time. `/srv/*` matches other applications too, which must never be restored or removed.
 */
export function backupsOf<Backup extends Named>(
  all: readonly Backup[],
  { folder, pattern }: { readonly folder: string; readonly pattern: string },
): Belonging<Backup> {
  const before = lastPart(pattern).replace(/[*?[].*$/, '')
  const isDemanded = isNameOrPart(before, folder) && before.length > folder.length
  const starting = all.filter(({ name }) => isNameOrPart(name, folder) && !isOfLongerName(name, folder, all))
  const marked = starting.filter(({ name }) => isMarked(name, folder))
  // `app-candidate` counts for `app-*` only where nothing else says that it is a backup.
  const named = isDemanded && marked.length === 0 ? starting : marked
  const timed = all.filter(({ name }) => !isNameOrPart(name, folder) && readingsOf(name).length > 0)
  const free = timed.filter(({ name }) => !isLonger(beforeTime(name), folder))
  const own = new Set([...named, ...ofNoOther(free, all, before, named.length > 0)])
  return {
    own: all.filter((each) => own.has(each)),
    unsure: ofAnotherKind(named, folder),
    others: all.filter((each) => !own.has(each)),
  }
}

/** What people add to the name of a backup, and says of no other application. */
const USUAL_WORD =
  /(?<![a-z])(?:auto(?:matic)?|manual|full|pre|before|post|after|deploy(?:ment)?|predeploy|hourly|daily|nightly|weekly|monthly|stable|prod(?:uction)?|main|master|live|current|te?mp)(?![a-z])/gi

/** Where the names are of several kinds: those with a word before what says that they are backups. */
function ofAnotherKind<Backup extends Named>(named: readonly Backup[], folder: string): ReadonlySet<Backup> {
  const kindOf = ({ name }: Backup) => {
    const [words = ''] = beforeTime(name).slice(folder.length).replaceAll(USUAL_WORD, '').split(BACKUP_WORD)
    return /\d/.test(words) ? '' : words.replaceAll(/[^\p{L}]/gu, '').toLowerCase()
  }
  const areSeveral = new Set(named.map(kindOf)).size > 1
  return new Set(areSeveral ? named.filter((each) => kindOf(each) !== '') : [])
}

/** Whether the name itself says that it is a backup of this folder. Nothing else is ever removed. */
export function isMarked(name: string, folder: string): boolean {
  return isNameOrPart(name, folder) ? showsBackup(name.slice(folder.length)) : readingsOf(name).length > 0
}

/** `app-web-20260131` belongs to `app-web`, if that is there too. */
function isOfLongerName(name: string, folder: string, all: readonly Named[]): boolean {
  return all.some(({ name: other }) => {
    const isAnother = other.length > folder.length && isNameOrPart(other, folder) && !isMarked(other, folder)
    return isAnother && name !== other && isNameOrPart(name, other)
  })
}

/** `blog-20260131` is a backup of `blog`. One kind of name with a time is taken, of several none. */
function ofNoOther<Backup extends Named>(
  timed: readonly Backup[],
  all: readonly Named[],
  before: string,
  areNamed: boolean,
): readonly Backup[] {
  const untimed = all.map(({ name }) => name).filter((name) => readingsOf(name).length === 0)
  const kindOf = ({ name }: Named) => {
    const rest = beforeTime(name)
    return before !== '' && rest === before ? '' : rest.replace(/[^A-Za-z\d]+$/, '')
  }
  const isOfAnotherApplication = (kind: string) =>
    kind !== '' && untimed.some((name) => isNameOrPart(kind, name))
  const free = timed.filter((each) => !isOfAnotherApplication(kindOf(each)))
  const kinds = new Set(free.map(kindOf).filter((kind) => kind !== '' && !isBackupWord(kind)))
  const isOneKind = kinds.size === (areNamed ? 0 : Math.min(kinds.size, 1))
  return isOneKind ? free : free.filter((each) => kindOf(each) === '' || isBackupWord(kindOf(each)))
}

/** `application` is another one than `app`; `appbackup` is not. */
function isLonger(kind: string, folder: string): boolean {
  const rest = kind.slice(folder.length).replace(/[^A-Za-z\d]+$/, '')
  return kind.startsWith(folder) && rest !== '' && !isBackupWord(rest)
}

function showsBackup(rest: string): boolean {
  return readingsOf(rest).length > 0 || BACKUP_WORD.test(rest)
}

function isBackupWord(text: string): boolean {
  return BACKUP_WORD.exec(text)?.[0] === text
}

/** `app` and `app-2`, but not `app2`. */
function isNameOrPart(text: string, name: string): boolean {
  return text === name || (text.startsWith(name) && /^[^A-Za-z\d]/.test(text.slice(name.length)))
}

export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

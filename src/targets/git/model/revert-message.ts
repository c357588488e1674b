/** Commits of a branch, one after the other. */
export interface CommitRange {
  readonly count: number
  /** Full SHAs of the newest, newest first; of a long range not all. */
  readonly newest: readonly string[]
}

/** What is reverted: the first parents between good and bad, a merge as one. */
export interface RevertRange extends CommitRange {
  /** Full SHAs. */
  readonly good: string
  readonly bad: string
  /** Absent: everything is put back. */
  readonly part?: RevertPart | undefined
}

/** Only some paths are put back. */
export interface RevertPart {
  readonly paths: readonly string[]
  /** Of the bad commit with these paths from the good one. Full SHA. */
  readonly tree: string
}

const LISTED = 50

/** The first seven characters, as git shows a commit. */
export function short(sha: string): string {
  return sha.slice(0, 7)
}

/** Before the name of each branch that is made for a pull request. */
export const OWN_BRANCHES = 'safe-landing/'

/** One name for one rollback, so that doing it twice finds what is there. */
export function revertBranch({ good, bad, part }: RevertRange): string {
  const end = part === undefined ? '' : `-paths-${short(part.tree)}`
  return `${OWN_BRANCHES}back-to-${short(good)}-from-${short(bad)}${end}`
}

/** `1 commit`, `12 commits` */
export function nameCount({ count }: Pick<CommitRange, 'count'>): string {
  return count === 1 ? '1 commit' : `${count} commits`
}

function namePaths({ paths }: RevertPart): string {
  return paths.length === 1 ? '1 path' : `${paths.length} paths`
}

export function revertTitle(range: RevertRange): string {
  if (range.part !== undefined) return `Put back ${namePaths(range.part)} to ${short(range.good)}`
  return `Revert ${nameCount(range)}: back to ${short(range.good)}`
}

/** Why, for the commit message: the two commits by their SHA alone. */
export function revertReason({ good, bad }: RevertRange): string {
  return `${bad} did not land healthy, and ${good} was good.`
}

/**
 * The message of the commit that reverts the range. Nothing from outside is in it: a reason that quotes
 * an answer could say `[skip ci]` or `fixes #1`, which has an effect at GitHub.
 */
export function revertMessage(range: RevertRange): string {
  const head = [revertTitle(range), '', revertReason(range), '']
  if (range.part !== undefined)
    return [...head, 'Everything else stays as it is.', '', ...listPaths(range.part), ''].join('\n')
  const listed = range.newest.slice(0, LISTED).map((sha) => `This reverts commit ${sha}.`)
  const more = range.count - listed.length
  return [...head, ...listed, ...(more > 0 ? [`And ${more} more, down to ${range.good}.`] : []), ''].join(
    '\n',
  )
}

/** What a range puts back, in a sentence. */
export function contentOf({ good, part }: RevertRange): string {
  return part === undefined ? `the content of ${short(good)}` : `${part.paths.join(', ')} of ${short(good)}`
}

/** One of a name with other signs could be `@team` or `[skip ci]` to GitHub. */
export function listPaths({ paths }: RevertPart): string[] {
  const plain = paths.filter((path) => /^[\w./+-]+$/.test(path)).slice(0, LISTED)
  const more = paths.length - plain.length
  return [...plain.map((path) => `- ${path}`), ...(more > 0 ? [`- and ${more} more`] : [])]
}

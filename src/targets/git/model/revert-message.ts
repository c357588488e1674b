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
}

const LISTED = 50

/** The first seven characters, as git shows a commit. */
export function short(sha: string): string {
  return sha.slice(0, 7)
}

/** One name for one rollback, so that doing it twice finds what is there. */
export function revertBranch({ good, bad }: RevertRange): string {
  return `safe-landing/back-to-${short(good)}-from-${short(bad)}`
}

/** `1 commit`, `12 commits` */
export function nameCount({ count }: Pick<CommitRange, 'count'>): string {
  return count === 1 ? '1 commit' : `${count} commits`
}

export function revertTitle(range: RevertRange): string {
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
  const listed = range.newest.slice(0, LISTED).map((sha) => `This reverts commit ${sha}.`)
  const more = range.count - listed.length
  return [
    revertTitle(range),
    '',
    revertReason(range),
    '',
    ...listed,
    ...(more > 0 ? [`And ${more} more, down to ${range.good}.`] : []),
    '',
  ].join('\n')
}

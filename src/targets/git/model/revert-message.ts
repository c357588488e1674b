export interface RevertRange {
  /** Full SHAs. */
  readonly good: string
  readonly bad: string
  /** What is undone, newest first: the first parents between good and bad, merges as one. */
  readonly commits: readonly string[]
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

export function revertTitle({ good, commits }: RevertRange): string {
  const count = commits.length === 1 ? '1 commit' : `${commits.length} commits`
  return `Revert ${count}: back to ${short(good)}`
}

/**
 * The message of the commit that undoes the range. Nothing from outside is in it: a reason that quotes
 * an answer could say `[skip ci]` or `fixes #1`, which GitHub obeys.
 */
export function revertMessage(range: RevertRange): string {
  const listed = range.commits.slice(0, LISTED).map((sha) => `This reverts commit ${sha}.`)
  const more = range.commits.length - listed.length
  return [
    revertTitle(range),
    '',
    `${range.bad} did not land healthy, and ${range.good} was good.`,
    'Later commits of the branch are kept.',
    '',
    ...listed,
    ...(more > 0 ? [`And ${more} more, down to ${range.good}.`] : []),
    '',
  ].join('\n')
}

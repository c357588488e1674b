import { truncate } from '../../../core/truncate.ts'
import type { RollbackTo } from '../../../run/rollback-to.ts'

/** A git checkout on the server, as its own record of moves shows it. */
export interface Checkout {
  readonly head: string
  /** Where HEAD was before, newest first; only commits that HEAD descends from. */
  readonly before: readonly { readonly sha: string; readonly movedAtS: number }[]
  /** The commit that was asked for by name, if the checkout has it. */
  readonly named?: string | undefined
  /** Files with local changes, which a reset would destroy. */
  readonly changed: readonly string[]
}

export type CommitChoice =
  | { readonly kind: 'found'; readonly sha: string; readonly evidence: string }
  | { readonly kind: 'none'; readonly reason: string; readonly evidence: readonly string[] }

/** Picks the commit to reset to: named, captured, or the one that the checkout was at before. */
export function chooseCommit(
  { head, before, named }: Checkout,
  { rollbackTo, captured }: { readonly rollbackTo: RollbackTo; readonly captured?: string | undefined },
): CommitChoice {
  const asked =
    rollbackTo.kind === 'revision'
      ? rollbackTo.revision
      : rollbackTo.kind === 'previous'
        ? captured
        : undefined
  if (asked !== undefined) {
    const source =
      rollbackTo.kind === 'revision' ? 'rollback-to names it' : 'it was recorded before the deployment'
    if (named === undefined) return none(`the checkout has no commit ${truncate(asked, 60)}`, before)
    return named === head
      ? none(`the checkout is at ${short(head)} already`, before)
      : { kind: 'found', sha: named, evidence: source }
  }
  const distinct = [...new Set(before.map(({ sha }) => sha))].filter((sha) => sha !== head)
  const count = rollbackTo.kind === 'back' ? rollbackTo.count : 1
  const sha = distinct[count - 1]
  if (sha === undefined) return none(`the checkout remembers ${distinct.length} earlier commits`, before)
  return {
    kind: 'found',
    sha,
    evidence: `the checkout was at ${short(sha)} before it moved to ${short(head)}`,
  }
}

function none(reason: string, before: Checkout['before']): CommitChoice {
  return { kind: 'none', reason, evidence: before.map(({ sha }) => short(sha)) }
}

export function short(sha: string): string {
  return sha.slice(0, 7)
}

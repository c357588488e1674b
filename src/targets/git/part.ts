import { PlatformError } from '../../core/platform-error.ts'
import type { History } from './branch-history.ts'
import { type RevertPart, short } from './model/revert-message.ts'

type Part =
  | {
      readonly kind: 'found'
      /** Undefined: everything is put back. */
      readonly found: RevertPart | undefined
      /** One line for each file that changes. */
      readonly touched: readonly string[]
    }
  | {
      readonly kind: 'no-target'
      readonly reason: string
      readonly evidence: readonly string[]
      readonly hint: string
    }

const LISTED = 20

/** What only some paths change. Rejects with a PlatformError for one that neither commit has. */
export async function findPart(
  history: History,
  { good, bad }: { readonly good: string; readonly bad: string },
  paths: readonly string[],
): Promise<Part> {
  if (paths.length === 0) return { kind: 'found', found: undefined, touched: [] }
  for (const path of paths) {
    if ((await history.has(good, path)) || (await history.has(bad, path))) continue
    throw new PlatformError('refused', `neither ${short(good)} nor ${short(bad)} has ${path}`, {
      hint: 'Nothing was changed. Correct git-paths.',
    })
  }
  const changes = await history.differences(bad, good, paths)
  if (changes.length === 0) {
    const reason = `${paths.join(', ')} did not change between ${short(good)} and ${short(bad)}, so that nothing is to be put back`
    const hint =
      'The cause is elsewhere: leave git-paths out to put everything back, or name an older commit in rollback-to.'
    return { kind: 'no-target', reason, evidence: [], hint }
  }
  const listed = changes.slice(0, LISTED).map(describe)
  const more = changes.length - listed.length
  const touched = more === 0 ? listed : [...listed, `and ${more} more files`]
  return { kind: 'found', found: { paths, tree: await history.treeWith(paths, { good, bad }) }, touched }
}

/** A line as git prints it, from the bad commit to the good one. */
function describe(line: string): string {
  const [status = '', path = ''] = line.split('\t')
  if (status === 'A') return `bring back ${path}`
  return status === 'D' ? `remove ${path}` : `change ${path} back`
}

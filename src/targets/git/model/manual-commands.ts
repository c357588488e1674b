import { shellQuote } from '../../../core/shell-quote.ts'
import { type RevertRange, revertBranch, revertReason, revertTitle } from './revert-message.ts'

export interface ManualRevert {
  readonly method: 'pull-request' | 'push'
  /** To dispatch after a push. */
  readonly workflow?: string | undefined
  readonly range: RevertRange
  /** The revert is on the branch already. */
  readonly isPushed: boolean
  readonly branch: string
  /** `owner/name` */
  readonly repository: string
}

/**
 * What a person types to do the same, in any clone with GitHub as `origin`: nothing is checked out, and a
 * push onto a branch that has moved on is refused.
 */
export function manualCommands(revert: ManualRevert): string[] {
  const { method, workflow, range, isPushed, branch, repository } = revert
  const { good, bad } = range
  const isPush = method === 'push'
  const head = isPush ? branch : revertBranch(range)
  const title = shellQuote(revertTitle(range))
  const reason = shellQuote(revertReason(range))
  const [tree, before] = treeOf(range)
  const commit = `${before}git commit-tree ${tree} -p ${bad} -m ${title} -m ${reason}`
  const pushing = [
    `git fetch origin ${good} ${bad}`,
    // Without a commit the push would remove the branch.
    `commit="$(${commit})" && git push origin "$commit":${shellQuote(`refs/heads/${head}`)}`,
  ]
  const repo = shellQuote(repository)
  if (!isPush) {
    const ends = `--base ${shellQuote(branch)} --head ${shellQuote(head)}`
    return [...pushing, `gh pr create --repo ${repo} ${ends} --title ${title} --body ${reason}`]
  }
  const commands = isPushed ? [] : pushing
  if (workflow === undefined) return commands
  return [...commands, `gh workflow run ${shellQuote(workflow)} --repo ${repo} --ref ${shellQuote(branch)}`]
}

/** The tree of the commit, and what has to be done before it has a name: in an index of its own. */
function treeOf({ good, bad, part }: RevertRange): [string, string] {
  if (part === undefined) return [`'${good}^{tree}'`, '']
  const index = 'export GIT_INDEX_FILE="$(git rev-parse --git-path safe-landing-index)"'
  const paths = part.paths.map(shellQuote).join(' ')
  const restore = `git --literal-pathspecs restore --source=${good} --staged -- ${paths}`
  return ['"$(git write-tree)"', `${index}; git read-tree ${bad} && ${restore} && `]
}

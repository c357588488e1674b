import { shellQuote } from '../../../core/shell-quote.ts'
import { repoOption } from '../../../github/model/gh-command.ts'
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
  readonly serverUrl: string
}

/**
 * What a person types to do the same, in any clone with GitHub as `origin`: nothing is checked out, and a
 * push onto a branch that has moved on is refused. One line, of which no part runs where one before it
 * failed: without a commit, `git push` would delete the branch.
 */
export function manualCommands(revert: ManualRevert): string[] {
  const { method, workflow, range, isPushed, branch, repository, serverUrl } = revert
  const isPush = method === 'push'
  const repo = repoOption(repository, serverUrl)
  const title = shellQuote(revertTitle(range))
  const reason = shellQuote(revertReason(range))
  const head = isPush ? branch : revertBranch(range)
  const ends = `--base ${shellQuote(branch)} --head ${shellQuote(head)}`
  const steps = [
    ...(isPush && isPushed ? [] : pushing(range, head, `-m ${title} -m ${reason}`)),
    ...(isPush ? [] : [`gh pr create ${repo} ${ends} --title ${title} --body ${reason}`]),
    ...(isPush && workflow !== undefined
      ? [`gh workflow run ${shellQuote(workflow)} ${repo} --ref ${shellQuote(branch)}`]
      : []),
  ]
  return steps.length === 0 ? [] : [steps.join(' && ')]
}

function pushing(range: RevertRange, head: string, message: string): string[] {
  const { good, bad } = range
  const [tree, before] = treeOf(range)
  return [
    `git fetch origin ${good} ${bad}`,
    `commit="$(${before}git commit-tree ${tree} -p ${bad} ${message})"`,
    // The braces: for zsh, `$commit:r` would be another text.
    `git push origin "\${commit}":${shellQuote(`refs/heads/${head}`)}`,
  ]
}

/** The tree of the commit, and what has to be done before it has a name: in an index of its own. */
function treeOf({ good, bad, part }: RevertRange): [string, string] {
  if (part === undefined) return [`'${good}^{tree}'`, '']
  const index = 'export GIT_INDEX_FILE="$(git rev-parse --git-path safe-landing-index)"'
  const paths = part.paths.map(shellQuote).join(' ')
  const restore = `git --literal-pathspecs restore --source=${good} --staged -- ${paths}`
  return ['"$(git write-tree)"', `${index}; git read-tree ${bad} && ${restore} && `]
}

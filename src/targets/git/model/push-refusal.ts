import { OWN_BRANCHES } from './revert-message.ts'

/** What git printed about a push that did not succeed. */
export interface PushOutput {
  readonly stdout: string
  readonly stderr: string
}

export type PushRefusal =
  /** The branch has moved on, or is being moved. */
  | { readonly kind: 'moved'; readonly said: string }
  /** The server could not do it, or did not say whether it has. Its own words, untrusted. */
  | { readonly kind: 'failed'; readonly said: string }
  /** The server refuses this push. Its own words, untrusted. */
  | { readonly kind: 'rejected'; readonly said: string }

/**
 * `!⇥from:to⇥[remote rejected] (protected branch hook declined)`, with the reason in lines of the server on
 * standard error. Undefined: no refusal, but a failure on the way.
 */
export function parseRefusal({ stdout, stderr }: PushOutput): PushRefusal | undefined {
  const line = /^!\t\S+\t\[(rejected|remote rejected|remote failure)\] \((.*)\)$/m.exec(stdout)
  if (line === null) return undefined
  const [, kind, said = ''] = line
  if (kind === 'remote failure' || SERVER_FAILED.test(said)) return { kind: 'failed', said }
  if (kind === 'rejected' || /fetch first|non-fast-forward|cannot lock ref|failed to update ref/.test(said))
    return { kind: 'moved', said }
  const reasons = remoteReasons(stderr)
  return { kind: 'rejected', said: reasons === '' ? said : `${said}: ${reasons}` }
}

/** GitHub's words for a push that failed on its side: no rule refuses it. */
const SERVER_FAILED =
  /^(?:internal server error|failure|fatal error in \w+|(?:service )?unavailable|timed? ?out)\b/i

/** Lines that lead to a page, count objects, or repeat that a hook declined. */
const NO_REASON = /^(Review all|Resolving deltas|https?:|error: hook declined)|: +\d+% \(/

/** What the server says, of several lines. */
export function remoteReasons(stderr: string): string {
  return stderr
    .split('\n')
    .filter((line) => line.startsWith('remote: '))
    .map((line) => line.slice('remote: '.length).trim())
    .filter((line) => line !== '' && !NO_REASON.test(line))
    .join(' ')
}

interface Remedy {
  readonly pattern: RegExp
  readonly hint: string
  /** For the branch of a pull request. Absent: the same. */
  readonly hintForOwnBranch?: string
}

/** The first that fits: GitHub names every broken rule of a branch under one number. */
const REMEDIES: readonly Remedy[] = [
  {
    pattern: /without `?workflows?`? (permission|scope)|to create or update workflow/i,
    hint: 'The revert changes a workflow file, which GITHUB_TOKEN may never do. Pass the token of a GitHub App with the permission workflows: write as github-token, or a personal access token with the scope workflow.',
  },
  {
    pattern: /(?:verified|valid) signature|must be signed|signed commits|not signed|unsigned/i,
    hint: 'The rule asks for signed commits, and Safe Landing cannot sign. Let git-method: pull-request open a pull request and squash it, since GitHub signs that commit; if the rule covers the branch of the pull request too, exclude safe-landing/** from it.',
  },
  {
    pattern: /\b(?:message|e-?mail|author|committer)\b.*\bmust\b|\bmust (?:start|end|contain|match)\b/i,
    hint: 'The rule asks for another commit message or author than those of Safe Landing. Let git-method: pull-request open a pull request and squash it with a message of your own; if the rule covers the branch of the pull request too, exclude safe-landing/** from it.',
  },
  {
    pattern: /restricted file|file (?:path|extension)s?\b/i,
    hint: 'The rule lets nobody push such a file. Put it back by hand as the rule wants it, or allow the token of this job to bypass the rule.',
  },
  {
    pattern: /secret/i,
    hint: 'Push protection found a secret in what would come back. Remove it by hand, or allow this secret at the address that GitHub names, and roll back again.',
  },
  {
    pattern: /GH001|large files?|file size limit|exceeds/i,
    hint: 'What would come back has a file that is larger than the server takes by now. Move it to Git LFS or out of the history by hand, or roll back to another commit with rollback-to.',
  },
  {
    pattern: /SAML|single sign-on|SSO/,
    hint: 'The organization asks for single sign-on: authorize the token for it, or use the token of a GitHub App that is installed there.',
  },
  {
    pattern: /IP allow list|not permitted to access/i,
    hint: 'The organization takes no pushes from the address of this runner: add it to the IP allow list, or use a runner whose address is on it.',
  },
  {
    pattern: /archived|read-only|locked|disabled/i,
    hint: 'The repository takes no pushes as long as it is archived, locked or disabled.',
  },
  {
    pattern:
      /GH006|GH013|protected (branch|ref)|rule violations|through (a pull request|the merge queue)|status check|required deployment/i,
    hint: 'The branch is protected: leave git-method at pull-request, or allow the token of this job to bypass the rule.',
    hintForOwnBranch:
      'A rule covers the branch of the pull request too: exclude safe-landing/** from it, or allow the token of this job to bypass the rule.',
  },
]

/** The words of nobody: a branch may be called `secrets`. */
const NAMES = /\brefs\/\S+|https?:\S+/g

/** What can be done about it, by the server's own words. */
export function remedyFor(said: string, branch = ''): string {
  const words = said.replace(NAMES, '')
  const known = REMEDIES.find(({ pattern }) => pattern.test(words))
  const isOwn = branch.startsWith(OWN_BRANCHES)
  const hint = (isOwn ? known?.hintForOwnBranch : undefined) ?? known?.hint
  return `${hint ?? 'What the server said is the reason: a hook or a rule of the repository refuses this push.'} Nothing was forced.`
}

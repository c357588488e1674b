import { PlatformError } from '../../core/platform-error.ts'
import type { Git, GitEnd } from './git.ts'

export type Pushed =
  | { readonly kind: 'pushed' }
  /** The branch has moved on; nothing was written. */
  | { readonly kind: 'moved'; readonly tip: string | undefined }

/**
 * Pushes one commit to one branch, as a fast-forward and never by force. When the answer is lost, the
 * branch is read, and the push is tried once more only if it is still where it was.
 */
export async function push(
  git: Git,
  { commit, branch, expected }: { commit: string; branch: string; expected: string | undefined },
  signal: AbortSignal,
): Promise<Pushed> {
  for (let attempt = 1; ; attempt += 1) {
    const end = await git.try(signal, 'push', '--porcelain', 'origin', `${commit}:refs/heads/${branch}`)
    if (end.exitCode === 0) return { kind: 'pushed' }
    const refusal = refusalOf(end)
    if (refusal === 'moved') return { kind: 'moved', tip: await tipOf(git, branch, signal) }
    if (refusal !== undefined) throw rejected(branch, git.shown(wordsOf(refusal)))
    const error = git.describe(end, `git push to ${branch}`)
    if (error.code !== 'unreachable') throw error
    const tip = await tipOf(git, branch, signal)
    if (tip === commit) return { kind: 'pushed' }
    if (tip !== expected) return { kind: 'moved', tip }
    if (attempt === 2) throw error
  }
}

/** Where the branch is on the server; undefined: it is not there. */
export async function tipOf(git: Git, branch: string, signal: AbortSignal): Promise<string | undefined> {
  const line = await git.ask(signal, 'ls-remote', 'origin', `refs/heads/${branch}`)
  return /^([0-9a-f]{40,64})\s/.exec(line)?.[1]
}

/** `!⇥from:to⇥[remote rejected] (protected branch hook declined)`: the words in the brackets. */
function refusalOf({
  stdout,
  stderr,
}: GitEnd): 'moved' | { readonly said: string; readonly remote: string } | undefined {
  const line = /^!\t\S+\t\[(rejected|remote rejected|remote failure)\] \((.*)\)$/m.exec(stdout)
  if (line === null) return undefined
  const [, kind, said = ''] = line
  if (kind === 'rejected' || /fetch first|non-fast-forward|cannot lock ref|failed to update ref/.test(said))
    return 'moved'
  if (kind === 'remote failure') return undefined
  const remote = stderr
    .split('\n')
    .filter((text) => /^remote: \S/.test(text))
    .map((text) => text.slice('remote: '.length).trim())
  return { said, remote: remote.find((text) => /^error|GH\d+/.test(text)) ?? remote[0] ?? '' }
}

function wordsOf({ said, remote }: { said: string; remote: string }): string {
  return remote === '' ? said : `${said}: ${remote}`
}

function rejected(branch: string, words: string): PlatformError {
  return new PlatformError('refused', `the push to ${branch} was rejected (${words})`, {
    hint: 'The branch is protected: leave git-method at pull-request, or allow the token of this job to push to it. Nothing was forced.',
  })
}

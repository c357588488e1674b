import { PlatformError } from '../../core/platform-error.ts'
import type { Git } from './git.ts'
import { parseRefusal, remedyFor } from './model/push-refusal.ts'

export type Pushed =
  | { readonly kind: 'pushed' }
  /** The branch has moved on; nothing was written. */
  | { readonly kind: 'moved'; readonly tip: string | undefined }

export interface Push {
  readonly commit: string
  readonly branch: string
  /** Where the branch is before it; undefined: there is none of this name. */
  readonly expected: string | undefined
}

/**
 * Pushes one commit to one branch, as a fast-forward and never by force. When the server fails or its answer is lost,
 * the branch is read, and the push is made again only if it is still where it was.
 */
export async function push(git: Git, wanted: Push, signal: AbortSignal): Promise<Pushed> {
  return await git.whileAway(() => pushOnce(git, wanted, signal), signal)
}

async function pushOnce(git: Git, { commit, branch, expected }: Push, signal: AbortSignal): Promise<Pushed> {
  const end = await git.try(signal, 'push', '--porcelain', 'origin', `${commit}:refs/heads/${branch}`)
  if (end.exitCode === 0) return { kind: 'pushed' }
  const refusal = parseRefusal(end)
  if (refusal?.kind === 'rejected')
    throw rejected(branch, git.shown(refusal.said), remedyFor(refusal.said, branch))
  const error =
    refusal === undefined
      ? git.describe(end, `git push to ${branch}`)
      : failed(branch, git.shown(refusal.said))
  if (error.code !== 'unreachable') throw error
  // The server may have taken it all the same, also an earlier one that it answered with an error.
  const tip = await tipOf(git, branch, signal)
  if (tip === commit) return { kind: 'pushed' }
  if (tip !== expected) return { kind: 'moved', tip }
  throw error
}

/** Where the branch is on the server; undefined: it is not there. */
export async function tipOf(git: Git, branch: string, signal: AbortSignal): Promise<string | undefined> {
  const line = await git.askRemote(signal, 'ls-remote', 'origin', `refs/heads/${branch}`)
  return /^([0-9a-f]{40,64})\s/.exec(line)?.[1]
}

function rejected(branch: string, said: string, hint: string): PlatformError {
  return new PlatformError('refused', `the push to ${branch} was rejected (${said})`, { hint })
}

function failed(branch: string, said: string): PlatformError {
  return new PlatformError('unreachable', `the server could not take the push to ${branch} (${said})`, {
    hint: 'See githubstatus.com, and roll back again once the server takes pushes. Nothing was forced.',
  })
}

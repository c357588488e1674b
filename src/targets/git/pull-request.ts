import type { Clock } from '../../core/clock.ts'
import { backOff, type Patience } from '../../core/patience.ts'
import { PlatformError } from '../../core/platform-error.ts'
import { retryOnError } from '../../core/retry.ts'
import type { GithubClient } from '../../github/client.ts'
import { GithubError } from '../../github/github-error.ts'
import { fieldsOf, integer, text } from '../../github/response-fields.ts'
import { escapeMarkdown } from '../../report/untrusted.ts'
import type { RunReference } from '../../run/rollback.ts'
import { listPaths, type RevertRange, revertTitle, short } from './model/revert-message.ts'

export interface PullRequest {
  readonly head: string
  readonly base: string
  readonly range: RevertRange
  /** Untrusted. */
  readonly reason: string
}

/** The open one from this branch, if there is one. */
export async function findPullRequest(
  github: GithubClient,
  { head, base }: Pick<PullRequest, 'head' | 'base'>,
  signal: AbortSignal,
): Promise<RunReference | undefined> {
  const owner = github.repository.split('/')[0]
  const filter = { state: 'open', head: `${owner}:${head}`, base }
  const { body } = await github.request('GET /repos/{owner}/{repo}/pulls', filter, signal)
  const [first] = Array.isArray(body) ? body : []
  return first === undefined ? undefined : referenceOf(first)
}

/** Opens it, once: when the answer is lost or one is there already, it is searched for. */
export async function openPullRequest(
  github: GithubClient,
  pull: PullRequest,
  { clock, patience }: { readonly clock: Clock; readonly patience: Patience },
  signal: AbortSignal,
): Promise<RunReference> {
  const delayMs = backOff(clock, patience)
  // GitHub refuses a second one for the same branch, so that it may be asked for again.
  const delayAfterMs = (error: unknown, made: number) =>
    error instanceof PlatformError && error.code === 'ambiguous' ? delayMs(made) : undefined
  return await retryOnError(() => openOnce(github, pull, signal), { clock, delayAfterMs }, signal)
}

async function openOnce(github: GithubClient, pull: PullRequest, signal: AbortSignal): Promise<RunReference> {
  const { head, base, range } = pull
  const parameters = {
    title: revertTitle(range),
    head,
    base,
    body: renderBody(pull),
    maintainer_can_modify: true,
  }
  try {
    const { body } = await github.request('POST /repos/{owner}/{repo}/pulls', parameters, signal)
    return referenceOf(body)
  } catch (error) {
    if (!(error instanceof GithubError)) throw error
    const mayExist = error.isAmbiguous || error.status === 422
    const found = mayExist ? await findPullRequest(github, pull, signal) : undefined
    if (found !== undefined) return found
    throw describe(error, pull)
  }
}

function describe(error: GithubError, { head, base }: PullRequest): PlatformError {
  const message = `the branch ${head} is pushed, but no pull request could be opened: ${error.message}`
  if (/not permitted to create or approve pull requests/i.test(error.said)) {
    return new PlatformError('access-denied', message, {
      cause: error,
      hint: 'Allow it in the settings of the repository: Actions, General, "Allow GitHub Actions to create and approve pull requests"; or open the pull request by hand.',
    })
  }
  const hint =
    error.status === 403
      ? 'Give the job `permissions: { contents: write, pull-requests: write }`.'
      : error.hint
  return new PlatformError(error.code, message, {
    cause: error,
    hint: hint ?? `Open it by hand, from ${head} to ${base}.`,
  })
}

/** Commits are named by their SHA alone, which GitHub links: their subjects could say `fixes #1`. */
function renderBody({ range, reason }: PullRequest): string {
  const more = range.count - range.newest.length
  return [
    `${range.bad} did not land healthy: ${escapeMarkdown(reason)}`,
    '',
    ...(range.part === undefined
      ? [
          `Merging this puts back the content of ${range.good}, the last good commit. It reverts:`,
          '',
          ...range.newest.map((sha) => `- ${sha}`),
          ...(more > 0 ? [`- and ${more} more`] : []),
        ]
      : [
          `Merging this puts back only these paths to ${range.good}, the last good commit:`,
          '',
          ...listPaths(range.part),
        ]),
    '',
    `*Opened by Safe Landing. Until it is merged and deployed, ${short(range.bad)} is still live.*`,
  ].join('\n')
}

function referenceOf(value: unknown): RunReference {
  const fields = fieldsOf(value)
  return { id: String(integer(fields, 'number')), url: text(fields, 'html_url') }
}

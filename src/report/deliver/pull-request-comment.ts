import { createHash } from 'node:crypto'
import { fieldAt } from '../../core/field-at.ts'
import type { GithubClient } from '../../github/client.ts'
import { type Fields, fieldsOf, integer, optionalText, optionalTime } from '../../github/response-fields.ts'
import type { RunStory } from '../run-story.ts'
import { firstFacts } from '../summary/first-screen.ts'
import { headlineFor } from '../summary/headline.ts'
import { fitParts } from '../summary/parts.ts'

/** GitHub takes 65,536 characters. What is folded in the summary stays there. */
const LIMIT_BYTES = 16_000
/** A pull request with more comments than in so many pages is one that nobody reads to the end. */
const MAX_PAGES = 10

/** Whoever may write to the repository. */
const TRUSTED_AUTHORS = ['OWNER', 'MEMBER', 'COLLABORATOR']

export interface CommentPlace {
  /** The environment, or the target itself: each has a comment of its own. */
  readonly place: string
  readonly commit: string
  /** What started the run. */
  readonly payload: unknown
}

export type Commented =
  | { readonly kind: 'written' }
  /** The commit belongs to none, or to several. */
  | { readonly kind: 'no-pull-request'; readonly why: string }

/**
 * Says on the pull request of the commit how the landing ended: in a comment of its own, or in the one that an earlier
 * run wrote. Rejects with a GithubError or the signal's reason.
 */
export async function commentOnPullRequest(
  client: GithubClient,
  story: RunStory,
  at: CommentPlace,
  signal: AbortSignal,
): Promise<Commented> {
  const found = await findPullRequest(client, at, signal)
  if (typeof found !== 'number') return { kind: 'no-pull-request', why: found.why }
  const marker = commentMarker(at.place)
  const body = renderComment(story, marker)
  const known = await findOwnComment(client, { issue: found, marker }, signal)
  if (known === undefined) {
    const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments'
    await client.request(route, { issue_number: found, body }, signal)
  } else {
    const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}'
    await client.request(route, { comment_id: known, body }, signal)
  }
  return { kind: 'written' }
}

/** The first line of the comment, unseen. */
export function commentMarker(place: string): string {
  return `<!-- safe-landing ${createHash('sha256').update(place).digest('hex').slice(0, 24)} -->`
}

/** Result, where, why and the run; the steps to do next are the summary's. */
export function renderComment(story: RunStory, marker: string): string {
  const facts = firstFacts(story, headlineFor(story.outcome, story.context))
  return `${marker}\n${fitParts([{ name: 'the rest', markdown: facts, rank: 0 }], LIMIT_BYTES)}`
}

async function findPullRequest(
  client: GithubClient,
  { commit, payload }: CommentPlace,
  signal: AbortSignal,
): Promise<number | { readonly why: string }> {
  const own = fieldAt(payload, 'pull_request', 'number')
  if (typeof own === 'number') return own
  const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls'
  const { body } = await client.request(route, { commit_sha: commit, per_page: 100 }, signal)
  const pulls = (Array.isArray(body) ? body : []).map(fieldsOf)
  return choosePullRequest(pulls, commit)
}

/** The one whose merge made the commit; else the last that was merged; else the only open one. */
function choosePullRequest(pulls: readonly Fields[], commit: string): number | { readonly why: string } {
  const merged = pulls
    .filter((pull) => optionalTime(pull, 'merged_at') !== undefined)
    .toSorted((one, other) => (optionalTime(other, 'merged_at') ?? 0) - (optionalTime(one, 'merged_at') ?? 0))
  const open = pulls.filter((pull) => optionalText(pull, 'state') === 'open')
  const chosen =
    merged.find((pull) => optionalText(pull, 'merge_commit_sha') === commit) ??
    merged[0] ??
    (open.length === 1 ? open[0] : undefined)
  if (chosen !== undefined) return integer(chosen, 'number')
  const several = `${open.length} open pull requests have the commit`
  return { why: open.length > 1 ? several : 'the commit belongs to no pull request' }
}

/** The number of the comment that an earlier run wrote. */
async function findOwnComment(
  client: GithubClient,
  { issue, marker }: { readonly issue: number; readonly marker: string },
  signal: AbortSignal,
): Promise<number | undefined> {
  const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments'
  let page = 0
  for await (const comments of client.pages(route, { issue_number: issue }, signal)) {
    const own = comments.map(fieldsOf).find((comment) => isOwn(comment, marker))
    if (own !== undefined) return integer(own, 'id')
    page += 1
    if (page === MAX_PAGES) return undefined
  }
  return undefined
}

/**
 * Anybody may comment on a public repository, and quote the marker: it has to be the beginning, and its author an app,
 * as the workflow's own token is one, or somebody who may write to the repository anyway.
 */
function isOwn(comment: Fields, marker: string): boolean {
  if (optionalText(comment, 'body')?.startsWith(marker) !== true) return false
  const isApp = fieldAt(comment, 'user', 'type') === 'Bot'
  return isApp || TRUSTED_AUTHORS.includes(optionalText(comment, 'author_association') ?? '')
}

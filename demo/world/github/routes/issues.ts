import { notFound, Refusal } from '../refusal.ts'
import { isPull, renderComment, renderIssue, renderPull } from '../rendering/issues.ts'
import { type Call, ok, paged, parameter, type Reply, type Route, text } from '../routing.ts'
import { type Issue, newId, type State } from '../state.ts'

const ISSUES = '/repos/{owner}/{repo}/issues'
const PULLS = '/repos/{owner}/{repo}/pulls'
const issues = { scope: 'issues' } as const
/** Of a pull request they may be read and written with either permission. */
const comments = { ...issues, orScope: ofPull } as const
const pulls = { scope: 'pull_requests' } as const

export const issueRoutes: readonly Route[] = [
  { ...issues, method: 'GET', path: ISSUES, access: 'read', handle: listIssues },
  { ...issues, method: 'POST', path: ISSUES, access: 'write', handle: postIssue },
  { ...issues, method: 'GET', path: `${ISSUES}/{issue_number}`, access: 'read', handle: getIssue },
  {
    ...comments,
    method: 'GET',
    path: `${ISSUES}/{issue_number}/comments`,
    access: 'read',
    handle: listComments,
  },
  {
    ...comments,
    method: 'POST',
    path: `${ISSUES}/{issue_number}/comments`,
    access: 'write',
    handle: postComment,
  },
  {
    ...comments,
    method: 'PATCH',
    path: `${ISSUES}/comments/{comment_id}`,
    access: 'write',
    handle: patchComment,
  },
  { ...pulls, method: 'GET', path: PULLS, access: 'read', handle: listPulls },
  { ...pulls, method: 'POST', path: PULLS, access: 'write', handle: postPull },
  { ...pulls, method: 'GET', path: `${PULLS}/{pull_number}`, access: 'read', handle: getPull },
  {
    ...pulls,
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    access: 'read',
    handle: listPullsOfCommit,
  },
]

function ofPull(state: State, { issue_number: number, comment_id: comment }: Call['parameters']) {
  const issue = state.issues.find(
    (one) => String(one.number) === number || one.comments.some(({ id }) => String(id) === comment),
  )
  return issue !== undefined && isPull(issue) ? 'pull_requests' : undefined
}

type Part = Pick<Issue, 'title' | 'body' | 'labels'> & Pick<Partial<Issue>, 'pull'>

function add({ state, actor }: Call, part: Part): Issue {
  for (const label of part.labels) state.labels.add(label)
  const issue: Issue = {
    id: newId(state),
    number: state.issues.length + 1,
    author: actor,
    createdAtMs: state.timeline.nowMs,
    state: 'open',
    comments: [],
    ...part,
  }
  state.issues.push(issue)
  return issue
}

function find({ state }: Call, number: string): Issue {
  const issue = state.issues.find((one) => String(one.number) === number)
  if (issue === undefined) throw notFound()
  return issue
}

function isShown(query: URLSearchParams, issue: Issue): boolean {
  const state = query.get('state') ?? 'open'
  const labels = query.get('labels')?.split(',') ?? []
  return (state === 'all' || issue.state === state) && labels.every((label) => issue.labels.includes(label))
}

/** Pull requests are issues too, and listed as such. */
function listIssues(call: Call): Reply {
  const shown = call.state.issues.filter((issue) => isShown(call.query, issue)).reverse()
  return paged(call, shown, (page) => page.map((issue) => renderIssue(call.state, issue)))
}

function postIssue(call: Call): Reply {
  const { labels } = call.body
  const issue = add(call, {
    title: text(call, 'title'),
    body: text(call, 'body', ''),
    labels: Array.isArray(labels) ? labels.map(String) : [],
  })
  return { status: 201, body: renderIssue(call.state, issue) }
}

function getIssue(call: Call): Reply {
  return ok(renderIssue(call.state, find(call, parameter(call, 'issue_number'))))
}

function listComments(call: Call): Reply {
  const issue = find(call, parameter(call, 'issue_number'))
  return paged(call, issue.comments, (shown) => shown.map((one) => renderComment(call.state, issue, one)))
}

function postComment(call: Call): Reply {
  const issue = find(call, parameter(call, 'issue_number'))
  const { nowMs } = call.state.timeline
  const body = commentBody(call)
  const comment = { id: newId(call.state), author: call.actor, body, atMs: nowMs, updatedAtMs: nowMs }
  issue.comments.push(comment)
  return { status: 201, body: renderComment(call.state, issue, comment) }
}

function patchComment(call: Call): Reply {
  const { state } = call
  for (const issue of state.issues) {
    const comment = issue.comments.find(({ id }) => String(id) === parameter(call, 'comment_id'))
    if (comment === undefined) continue
    comment.body = commentBody(call)
    comment.updatedAtMs = state.timeline.nowMs
    return ok(renderComment(state, issue, comment))
  }
  throw notFound()
}

const LONGEST_BODY = 65_536

function commentBody(call: Call): string {
  const body = text(call, 'body')
  if (body.length <= LONGEST_BODY) return body
  throw new Refusal(422, 'Validation Failed', {
    errors: [{ resource: 'IssueComment', code: 'unprocessable', field: 'data' }],
  })
}

/** Merged ones that brought the commit to the default branch; of others, the open ones that have it. */
function listPullsOfCommit(call: Call): Reply {
  const { state } = call
  const sha = parameter(call, 'commit_sha')
  if (!state.commits.has(sha)) throw new Refusal(422, `No commit found for SHA: ${sha}`)
  const pulls = state.issues.filter(isPull)
  const merged = pulls.filter(({ pull }) => pull.merged?.sha === sha)
  const open = pulls.filter((one) => one.state === 'open' && one.pull.headSha === sha)
  const found = merged.length > 0 ? merged : open
  return paged(call, found, (page) => page.map((one) => renderPull(state, one)))
}

/** `head` is `owner:branch`, as GitHub wants it. */
function listPulls(call: Call): Reply {
  const head = call.query.get('head')?.split(':').at(-1)
  const base = call.query.get('base')
  const shown = call.state.issues
    .filter(isPull)
    .filter((one) => isShown(call.query, one) && (head ?? one.pull.head) === one.pull.head)
    .filter((one) => (base ?? one.pull.base) === one.pull.base)
    .reverse()
  return paged(call, shown, (page) => page.map((one) => renderPull(call.state, one)))
}

function postPull(call: Call): Reply {
  const { state } = call
  const head = text(call, 'head').split(':').at(-1) ?? ''
  const base = text(call, 'base')
  const headSha = state.branches.get(head)
  const invalid = (field: string) =>
    new Refusal(422, 'Validation Failed', { errors: [{ resource: 'PullRequest', field, code: 'invalid' }] })
  if (headSha === undefined) throw invalid('head')
  if (!state.branches.has(base)) throw invalid('base')
  const isOpen = state.issues.some(
    (one) => one.state === 'open' && one.pull?.head === head && one.pull.base === base,
  )
  if (isOpen) {
    throw new Refusal(422, 'Validation Failed', {
      errors: [
        {
          resource: 'PullRequest',
          code: 'custom',
          message: `A pull request already exists for ${state.owner}:${head}.`,
        },
      ],
    })
  }
  const issue = add(call, {
    title: text(call, 'title'),
    body: text(call, 'body', ''),
    labels: [],
    pull: { head, base, headSha },
  })
  if (!isPull(issue)) throw new Error('the pull request was not kept')
  return { status: 201, body: renderPull(state, issue) }
}

function getPull(call: Call): Reply {
  const issue = find(call, parameter(call, 'pull_number'))
  if (!isPull(issue)) throw notFound()
  return ok(renderPull(call.state, issue))
}

import type { Issue, State } from '../state.ts'
import { type JsonObject, nodeId, renderTime } from './json.ts'
import { renderRepository, renderUser, repositoryPage, repositoryUrl } from './repository.ts'

export function renderLabel(state: State, name: string): JsonObject {
  const id = [...state.labels].indexOf(name) + 1
  return {
    id,
    node_id: nodeId('Label', id),
    url: `${repositoryUrl(state)}/labels/${encodeURIComponent(name)}`,
    name,
    description: null,
    color: 'ededed',
    default: false,
  }
}

export function renderIssue(state: State, issue: Issue): JsonObject {
  const url = `${repositoryUrl(state)}/issues/${issue.number}`
  const page = `${repositoryPage(state)}/${issue.pull === undefined ? 'issues' : 'pull'}/${issue.number}`
  return {
    id: issue.id,
    node_id: nodeId('Issue', issue.id),
    url,
    repository_url: repositoryUrl(state),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    number: issue.number,
    state: issue.state,
    title: issue.title,
    body: issue.body,
    user: renderUser(state, issue.author),
    labels: issue.labels.map((name) => renderLabel(state, name)),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    comments: issue.comments.length,
    closed_at: issue.state === 'closed' ? renderTime(issue.createdAtMs) : null,
    created_at: renderTime(issue.createdAtMs),
    updated_at: renderTime(issue.createdAtMs),
    author_association: 'CONTRIBUTOR',
    ...(issue.pull && {
      pull_request: {
        url: `${repositoryUrl(state)}/pulls/${issue.number}`,
        html_url: page,
        diff_url: `${page}.diff`,
        patch_url: `${page}.patch`,
      },
    }),
  }
}

export function renderComment(state: State, issue: Issue, comment: Issue['comments'][number]): JsonObject {
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url: `${repositoryUrl(state)}/issues/comments/${comment.id}`,
    html_url: `${repositoryPage(state)}/issues/${issue.number}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(state)}/issues/${issue.number}`,
    body: comment.body,
    user: renderUser(state, comment.author),
    created_at: renderTime(comment.atMs),
    updated_at: renderTime(comment.updatedAtMs),
    author_association: 'CONTRIBUTOR',
  }
}

type PullRequest = Issue & { readonly pull: NonNullable<Issue['pull']> }

export function renderPull(state: State, issue: PullRequest): JsonObject {
  const { number, pull } = issue
  const url = `${repositoryUrl(state)}/pulls/${number}`
  const issueUrl = `${repositoryUrl(state)}/issues/${number}`
  const page = `${repositoryPage(state)}/pull/${number}`
  const statuses = `${repositoryUrl(state)}/statuses/${pull.headSha}`
  const {
    comments_url: comments,
    events_url: _events,
    labels_url: _labels,
    pull_request: _pull,
    repository_url: _repository,
    ...shared
  } = renderIssue(state, issue)
  const link = (href: string) => ({ href })
  const end = (ref: string, sha: string) => ({
    label: `${state.owner}:${ref}`,
    ref,
    sha,
    user: renderUser(state, state.owner),
    repo: renderRepository(state),
  })
  return {
    ...shared,
    url,
    id: issue.id,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issueUrl,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${repositoryUrl(state)}/pulls/comments{/number}`,
    comments_url: comments ?? '',
    statuses_url: statuses,
    merged_at: pull.merged === undefined ? null : renderTime(pull.merged.atMs),
    merge_commit_sha: pull.merged?.sha ?? null,
    head: end(pull.head, pull.headSha),
    base: end(pull.base, state.branches.get(pull.base) ?? pull.headSha),
    _links: {
      self: link(url),
      html: link(page),
      issue: link(issueUrl),
      comments: link(`${issueUrl}/comments`),
      review_comments: link(`${url}/comments`),
      review_comment: link(`${repositoryUrl(state)}/pulls/comments{/number}`),
      commits: link(`${url}/commits`),
      statuses: link(statuses),
    },
    auto_merge: null,
    draft: false,
    merged: pull.merged !== undefined,
    mergeable: null,
    mergeable_state: 'unknown',
    merged_by: null,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: 1,
    additions: 1,
    deletions: 1,
    changed_files: 1,
  }
}

export function isPull(issue: Issue): issue is PullRequest {
  return issue.pull !== undefined
}

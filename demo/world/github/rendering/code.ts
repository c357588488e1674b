import type { Comparison } from '../repository.ts'
import type { Commit, State } from '../state.ts'
import { type JsonObject, nodeId, renderTime } from './json.ts'
import { renderUser, repositoryPage, repositoryUrl } from './repository.ts'

function emailOf(login: string): string {
  return `${login}@users.noreply.github.com`
}

export function renderCommitHead(state: State, sha: string): JsonObject | null {
  const commit = state.commits.get(sha)
  if (commit === undefined) return null
  const person = { name: commit.author, email: emailOf(commit.author) }
  return {
    id: sha,
    tree_id: sha,
    message: commit.message,
    timestamp: renderTime(commit.atMs),
    author: person,
    committer: person,
  }
}

export function renderCommit(state: State, commit: Commit): JsonObject {
  const url = `${repositoryUrl(state)}/commits/${commit.sha}`
  const person = { name: commit.author, email: emailOf(commit.author), date: renderTime(commit.atMs) }
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    commit: {
      author: person,
      committer: person,
      message: commit.message,
      tree: { sha: commit.sha, url: `${repositoryUrl(state)}/git/trees/${commit.sha}` },
      url: `${repositoryUrl(state)}/git/commits/${commit.sha}`,
      comment_count: 0,
    },
    url,
    html_url: `${repositoryPage(state)}/commit/${commit.sha}`,
    comments_url: `${url}/comments`,
    author: renderUser(state, commit.author),
    committer: renderUser(state, commit.author),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${repositoryUrl(state)}/commits/${sha}`,
      html_url: `${repositoryPage(state)}/commit/${sha}`,
    })),
  }
}

export function renderComparison(state: State, comparison: Comparison): JsonObject {
  const { base, head, mergeBase, status, behindBy, ahead } = comparison
  const range = `${base.sha}...${head.sha}`
  const page = `${repositoryPage(state)}/compare/${range}`
  return {
    url: `${repositoryUrl(state)}/compare/${range}`,
    html_url: page,
    permalink_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: renderCommit(state, base),
    merge_base_commit: renderCommit(state, mergeBase),
    status,
    ahead_by: ahead.length,
    behind_by: behindBy,
    total_commits: ahead.length,
    commits: ahead.map((commit) => renderCommit(state, commit)),
  }
}

export function renderFile(state: State, commit: Commit, path: string, text: string): JsonObject {
  const url = `${repositoryUrl(state)}/contents/${path}?ref=${commit.sha}`
  const page = `${repositoryPage(state)}/blob/${commit.sha}/${path}`
  const git = `${repositoryUrl(state)}/git/blobs/${commit.sha}`
  return {
    type: 'file',
    encoding: 'base64',
    size: Buffer.byteLength(text),
    name: path.split('/').at(-1) ?? path,
    path,
    content: Buffer.from(text).toString('base64').replaceAll(/.{60}/g, '$&\n'),
    sha: commit.sha,
    url,
    git_url: git,
    html_url: page,
    download_url: null,
    _links: { self: url, git, html: page },
  }
}

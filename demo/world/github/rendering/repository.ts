import { createHash } from 'node:crypto'
import type { State } from '../state.ts'
import { type JsonObject, nodeId, renderTime } from './json.ts'

/** Where the API lives: at the root on github.com, below `/api/v3` on a GitHub Enterprise Server. */
export function apiUrl(state: State): string {
  return state.edition === 'ghes' ? `${state.origin}/api/v3` : state.origin
}

export function repositoryUrl(state: State): string {
  return `${apiUrl(state)}/repos/${state.owner}/${state.name}`
}

export function repositoryPage(state: State): string {
  return `${state.origin}/${state.owner}/${state.name}`
}

function stableId(text: string): number {
  return createHash('sha1').update(text).digest().readUInt32BE(0)
}

export function renderUser(state: State, login: string): JsonObject {
  const id = stableId(login)
  const url = `${apiUrl(state)}/users/${encodeURIComponent(login)}`
  const page = `${state.origin}/${encodeURIComponent(login)}`
  return {
    login,
    id,
    node_id: nodeId('User', id),
    avatar_url: `${page}.png`,
    gravatar_id: '',
    url,
    html_url: page,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  }
}

const PARTS: Readonly<Record<string, string>> = {
  archive: '{archive_format}{/ref}',
  assignees: 'assignees{/user}',
  blobs: 'git/blobs{/sha}',
  branches: 'branches{/branch}',
  collaborators: 'collaborators{/collaborator}',
  comments: 'comments{/number}',
  commits: 'commits{/sha}',
  compare: 'compare/{base}...{head}',
  contents: 'contents/{+path}',
  contributors: 'contributors',
  deployments: 'deployments',
  downloads: 'downloads',
  events: 'events',
  forks: 'forks',
  git_commits: 'git/commits{/sha}',
  git_refs: 'git/refs{/sha}',
  git_tags: 'git/tags{/sha}',
  hooks: 'hooks',
  issue_comment: 'issues/comments{/number}',
  issue_events: 'issues/events{/number}',
  issues: 'issues{/number}',
  keys: 'keys{/key_id}',
  labels: 'labels{/name}',
  languages: 'languages',
  merges: 'merges',
  milestones: 'milestones{/number}',
  notifications: 'notifications{?since,all,participating}',
  pulls: 'pulls{/number}',
  releases: 'releases{/id}',
  stargazers: 'stargazers',
  statuses: 'statuses/{sha}',
  subscribers: 'subscribers',
  subscription: 'subscription',
  tags: 'tags',
  teams: 'teams',
  trees: 'git/trees{/sha}',
}

export function renderMinimalRepository(state: State, fullName: string): JsonObject {
  const [owner = '', name = ''] = fullName.split('/')
  const id = stableId(fullName)
  const url = `${apiUrl(state)}/repos/${fullName}`
  const urls = Object.entries(PARTS).map(([part, path]) => [`${part}_url`, `${url}/${path}`])
  return {
    id,
    node_id: nodeId('Repository', id),
    name,
    full_name: fullName,
    owner: renderUser(state, owner),
    private: true,
    html_url: `${state.origin}/${fullName}`,
    description: null,
    fork: fullName !== `${state.owner}/${state.name}`,
    url,
    ...Object.fromEntries(urls),
  }
}

export function renderRepository(state: State): JsonObject {
  const page = repositoryPage(state)
  const firstMs = state.createdAtMs
  return {
    ...renderMinimalRepository(state, `${state.owner}/${state.name}`),
    clone_url: `${page}.git`,
    git_url: `git:${page.replace(/^https?:/, '')}.git`,
    ssh_url: `git@${new URL(state.origin).host}:${state.owner}/${state.name}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: state.defaultBranch,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    network_count: 0,
    subscribers_count: 0,
    open_issues: 0,
    open_issues_count: 0,
    size: 1,
    has_discussions: false,
    has_downloads: true,
    has_issues: true,
    has_pages: false,
    has_projects: true,
    has_wiki: true,
    archived: false,
    disabled: false,
    created_at: renderTime(firstMs),
    updated_at: renderTime(firstMs),
    pushed_at: renderTime(firstMs),
  }
}

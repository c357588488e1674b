import { createHash } from 'node:crypto'
import { notFound, Refusal } from './refusal.ts'
import { type Commit, newId, type State } from './state.ts'
import { parseWorkflowFile } from './workflow-file.ts'

export interface NewCommit {
  readonly branch?: string
  readonly message?: string
  readonly author?: string
  /** Path to text; `null` removes the file. */
  readonly files?: Readonly<Record<string, string | null>>
  /** For commits that come from a real repository. */
  readonly sha?: string
}

/** A commit on top of a branch; it starts nothing by itself. */
export function addCommit(state: State, wanted: NewCommit): Commit {
  const { branch = state.defaultBranch, message = 'Change something', author = 'mona' } = wanted
  const parent = state.branches.get(branch) ?? state.branches.get(state.defaultBranch)
  const files = new Map(parent === undefined ? [] : state.commits.get(parent)?.files)
  for (const [path, text] of Object.entries(wanted.files ?? {})) {
    if (text === null) files.delete(path)
    else files.set(path, text)
  }
  const sha =
    wanted.sha ??
    createHash('sha1')
      .update(`commit ${newId(state)}`)
      .digest('hex')
  const parents = parent === undefined ? [] : [parent]
  const commit: Commit = { sha, message, author, parents, atMs: state.timeline.nowMs, files }
  state.commits.set(sha, commit)
  state.branches.set(branch, sha)
  registerWorkflows(state, commit)
  return commit
}

function registerWorkflows(state: State, { files }: Commit): void {
  for (const [path, text] of files) {
    if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) continue
    parseWorkflowFile(path, text)
    if (state.workflows.has(path)) continue
    const createdAtMs = state.timeline.nowMs
    state.workflows.set(path, { id: newId(state), path, state: 'active', createdAtMs })
  }
}

/** A branch, a tag, a full SHA or the beginning of one. */
export function resolveRef(state: State, ref: string): Commit | undefined {
  const name = ref.replace(/^refs\/(heads|tags)\//, '').replace(/^(heads|tags)\//, '')
  const sha = state.branches.get(name) ?? state.tags.get(name) ?? ref.toLowerCase()
  const exact = state.commits.get(sha)
  if (exact !== undefined || !/^[0-9a-f]{7,39}$/.test(sha)) return exact
  const matching = [...state.commits.values()].filter((commit) => commit.sha.startsWith(sha))
  return matching.length === 1 ? matching[0] : undefined
}

export function requireRef(state: State, ref: string): Commit {
  const commit = resolveRef(state, ref)
  if (commit === undefined) throw new Refusal(422, `No commit found for SHA: ${ref}`)
  return commit
}

/** First parents first, newest first, the commit itself included. */
export function historyOf(state: State, from: Commit): Commit[] {
  const history: Commit[] = []
  const seen = new Set<string>()
  const open = [from]
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (seen.has(next.sha)) continue
    seen.add(next.sha)
    history.push(next)
    for (const parent of next.parents) {
      const commit = state.commits.get(parent)
      if (commit !== undefined) open.push(commit)
    }
  }
  return history
}

export interface Comparison {
  readonly base: Commit
  readonly head: Commit
  readonly mergeBase: Commit
  readonly status: 'identical' | 'ahead' | 'behind' | 'diverged'
  readonly behindBy: number
  /** Oldest first, as GitHub lists them. */
  readonly ahead: readonly Commit[]
}

export function compare(state: State, baseRef: string, headRef: string): Comparison {
  const base = resolveRef(state, baseRef)
  const head = resolveRef(state, headRef)
  if (base === undefined || head === undefined) throw notFound()
  const baseHistory = historyOf(state, base)
  const headHistory = historyOf(state, head)
  const mergeBase = headHistory.find((commit) => baseHistory.includes(commit))
  if (mergeBase === undefined) throw notFound()
  const ahead = headHistory.filter((commit) => !baseHistory.includes(commit)).reverse()
  const behindBy = baseHistory.filter((commit) => !headHistory.includes(commit)).length
  const isAhead = ahead.length > 0
  const status =
    isAhead && behindBy > 0 ? 'diverged' : isAhead ? 'ahead' : behindBy > 0 ? 'behind' : 'identical'
  return { base, head, mergeBase, status, behindBy, ahead }
}

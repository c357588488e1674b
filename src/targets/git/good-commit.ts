import { PlatformError } from '../../core/platform-error.ts'
import type { GithubClient } from '../../github/client.ts'
import { readStatuses } from '../../github/deployment-reading.ts'
import { judgeRecord } from '../../github/model/deployment-record.ts'
import { fieldsOf, integer, optionalText, text } from '../../github/response-fields.ts'
import type { RollbackTo } from '../../run/rollback-to.ts'
import type { History } from './branch-history.ts'
import { short } from './model/revert-message.ts'

export interface GoodCommitDeps {
  readonly github: GithubClient
  readonly rollbackTo: RollbackTo
  /** The commit that ran before, if `mode: capture` recorded it. */
  readonly captured?: string | undefined
  /** Whose deployments count. Absent: those of every environment. */
  readonly environment?: string | undefined
}

export type GoodCommit =
  | { readonly kind: 'found'; readonly sha: string; readonly evidence: readonly string[] }
  | {
      readonly kind: 'none'
      readonly reason: string
      readonly evidence: readonly string[]
      readonly hint: string
    }

/** Older deployments than these are not worth a run's API calls. */
const MOST_COMMITS = 50

/** The commit to go back to: named, captured, or the last one before `bad` that was deployed with success. */
export async function findGoodCommit(
  bad: string,
  history: History,
  deps: GoodCommitDeps,
  signal: AbortSignal,
): Promise<GoodCommit> {
  const { rollbackTo, captured } = deps
  if (rollbackTo.kind === 'revision')
    return await check(rollbackTo.revision, 'rollback-to names it', bad, history)
  if (rollbackTo.kind === 'previous' && captured !== undefined) {
    return await check(captured, 'mode: capture recorded it before the deployment', bad, history)
  }
  try {
    return await searchDeployments(bad, history, deps, signal)
  } catch (error) {
    if (!(error instanceof PlatformError) || error.code !== 'access-denied') throw error
    return none(`the deployments could not be read: ${error.message}`, [], error.hint ?? HINT)
  }
}

async function check(wanted: string, evidence: string, bad: string, history: History): Promise<GoodCommit> {
  const sha = await history.resolve(wanted)
  if (sha === undefined) {
    return none(
      `${wanted} is no commit of the branch`,
      [wanted],
      'Name a commit by its SHA, of at least seven characters.',
    )
  }
  const problem = await unfit(sha, bad, history)
  return problem === undefined ? { kind: 'found', sha, evidence: [evidence] } : none(problem, [sha], HINT)
}

/** Why this commit is nothing to go back to; undefined: it is. */
async function unfit(sha: string, bad: string, history: History): Promise<string | undefined> {
  if (sha === bad) return `${short(sha)} is the bad commit itself`
  if (!(await history.isAncestor(sha, bad))) return `${short(sha)} did not come before ${short(bad)}`
  const isSame = (await history.tree(sha)) === (await history.tree(bad))
  return isSame ? `${short(sha)} has the same content as ${short(bad)}` : undefined
}

async function searchDeployments(
  bad: string,
  history: History,
  { github, rollbackTo, environment }: GoodCommitDeps,
  signal: AbortSignal,
): Promise<GoodCommit> {
  let back = rollbackTo.kind === 'back' ? rollbackTo.count : 1
  const evidence: string[] = []
  for await (const found of goodDeployments(bad, history, { github, environment }, signal)) {
    if (found.kind === 'rejected') evidence.push(found.reason)
    else if (--back === 0) return { kind: 'found', sha: found.sha, evidence: [found.reason] }
  }
  return none('no earlier deployment of this branch succeeded', evidence, HINT)
}

/** The commits that `rollback-to: -N` would go back to, newest deployment first. */
export async function listGoodCommits(
  bad: string,
  history: History,
  { most, ...deps }: Pick<GoodCommitDeps, 'github' | 'environment'> & { readonly most: number },
  signal: AbortSignal,
): Promise<readonly GoodDeployment[]> {
  const good: GoodDeployment[] = []
  for await (const found of goodDeployments(bad, history, deps, signal)) {
    if (found.kind === 'good') good.push(found)
    if (good.length === most) break
  }
  return good
}

export interface GoodDeployment {
  readonly kind: 'good'
  readonly sha: string
  readonly reason: string
  /** Epoch milliseconds. */
  readonly atMs: number
}

type JudgedDeployment = GoodDeployment | { readonly kind: 'rejected'; readonly reason: string }

/** Each commit once. */
async function* goodDeployments(
  bad: string,
  history: History,
  { github, environment }: Pick<GoodCommitDeps, 'github' | 'environment'>,
  signal: AbortSignal,
): AsyncGenerator<JudgedDeployment, void> {
  const seen = new Set<string>()
  for await (const { id, sha, name } of deployments(github, environment, signal)) {
    if (seen.has(sha)) continue
    if (seen.size >= MOST_COMMITS) break
    seen.add(sha)
    const problem = await unfitToSearch(sha, bad, history)
    if (problem !== undefined) {
      yield { kind: 'rejected', reason: `deployment ${id} to ${name}: ${problem}` }
      continue
    }
    const statuses = await readStatuses(github, id, signal)
    const state = judgeRecord(statuses)
    if (state.kind === 'rejected') {
      yield { kind: 'rejected', reason: `deployment ${id} to ${name} of ${short(sha)}: ${state.reason}` }
      // A success that was taken back holds until it is deployed again; a failed attempt does not undo an earlier success.
      if (!statuses.some((status) => status.state === 'success')) seen.delete(sha)
    } else {
      const reason = `deployment ${id} to ${name} of ${short(sha)} succeeded`
      yield { kind: 'good', sha, reason, atMs: state.atMs }
    }
  }
}

/** A commit that was reverted since was rolled back from, whoever did it. */
async function unfitToSearch(sha: string, bad: string, history: History): Promise<string | undefined> {
  const known = await history.resolve(sha)
  if (known === undefined) return `${short(sha)} is no commit of the branch`
  const problem = await unfit(known, bad, history)
  if (problem !== undefined) return problem
  const by = await history.revertOf(known, bad)
  return by === undefined ? undefined : `${short(sha)} was reverted by ${short(by)}`
}

async function* deployments(github: GithubClient, environment: string | undefined, signal: AbortSignal) {
  const filter = environment === undefined ? {} : { environment }
  for await (const page of github.pages('GET /repos/{owner}/{repo}/deployments', filter, signal)) {
    for (const one of page) {
      const fields = fieldsOf(one)
      // Our own records of rollbacks say nothing about health.
      if (optionalText(fields, 'task') === 'rollback') continue
      const name = optionalText(fields, 'environment') ?? 'an environment'
      yield { id: integer(fields, 'id'), sha: text(fields, 'sha'), name }
    }
  }
}

const HINT =
  'Name the good commit in rollback-to, take mode: capture before the deploy, or give the deploy job an environment, so that GitHub records its deployments (reading them needs `deployments: read`).'

function none(reason: string, evidence: readonly string[], hint: string): GoodCommit {
  return { kind: 'none', reason, evidence, hint }
}

import { PlatformError } from '../../core/platform-error.ts'
import { poll } from '../../core/poll.ts'
import type { GithubClient } from '../../github/client.ts'
import type { ApplyResult, RollbackProgress, RunReference } from '../../run/rollback.ts'
import { History } from './branch-history.ts'
import { dispatch, findRun } from './dispatch.ts'
import { type Git, type GitDeps, withRepository } from './git.ts'
import type { GitConfig } from './git-config.ts'
import { contentOf, type RevertRange, revertBranch, short } from './model/revert-message.ts'
import { findPullRequest, openPullRequest } from './pull-request.ts'
import { push, tipOf } from './push.ts'

export interface RevertDeps extends Omit<GitDeps, 'token'> {
  readonly github: GithubClient
  /** Whether a push with this token starts workflows: true for all but GITHUB_TOKEN. */
  readonly startsWorkflows: boolean
  /** Why the rollback happens, as far as it is known when it is asked. */
  readonly reason: () => string
  /** Asks once whether another version than the bad one answers. Absent: nothing can say. */
  readonly isBack?: ((signal: AbortSignal) => Promise<boolean>) | undefined
  readonly pollIntervalMs: number
  readonly rollbackTimeoutMs: number
}

export interface PlannedRevert {
  readonly branch: string
  /** The branch ended with its bad commit. */
  readonly range: RevertRange
  /** What a part changes, file by file. */
  readonly touched: readonly string[]
  /** The revert, if an earlier run has pushed it. */
  readonly pushed?: string
}

/** One revert, as a pull request or a push. */
export class Revert {
  readonly #config: GitConfig
  readonly #deps: RevertDeps
  readonly #planned: PlannedRevert
  #run: RunReference | undefined
  #isPushed = false

  constructor(config: GitConfig, deps: RevertDeps, planned: PlannedRevert) {
    this.#config = config
    this.#deps = deps
    this.#planned = planned
  }

  async apply(progress: RollbackProgress, signal: AbortSignal): Promise<ApplyResult> {
    const begunAtMs = this.#deps.clock.nowMs()
    const deps = { ...this.#deps, token: this.#config.token }
    const early = await withRepository(
      deps,
      (git) =>
        this.#config.method === 'push'
          ? this.#push(git, progress, signal)
          : this.#propose(git, progress, signal),
      signal,
    )
    return early ?? (await this.#follow(begunAtMs, progress, signal))
  }

  async #propose(git: Git, progress: RollbackProgress, signal: AbortSignal): Promise<ApplyResult> {
    const { branch: base, range } = this.#planned
    const { github, redact, reason } = this.#deps
    const head = revertBranch(range)
    const known = await findPullRequest(github, { head, base }, signal)
    if (known !== undefined) return this.#proposed(known)
    const history = new History(git, base, signal)
    const tip = await history.fetch()
    if (tip !== range.bad) return await this.#moved(history, tip)
    const commit = await history.revert(range)
    const there = await tipOf(git, head, signal)
    if (there !== undefined && there !== commit) throw occupied(head)
    if (there === undefined) {
      progress(`pushing ${short(commit)} to ${head}`)
      const pushed = await push(git, { commit, branch: head, expected: undefined }, signal)
      if (pushed.kind === 'moved') throw occupied(head)
    }
    progress(`opening a pull request from ${head} to ${base}`)
    const pull = { head, base, range, reason: redact(reason()) }
    return this.#proposed(await openPullRequest(github, pull, this.#deps, signal))
  }

  #proposed(run: RunReference): ApplyResult {
    const reason = `pull request #${run.id} puts back ${putBack(this.#planned.range)}; it has to be merged and deployed`
    return { kind: 'handed-off', reason, run }
  }

  /** Undefined: the revert is on the branch, and still has to be deployed. */
  async #push(git: Git, progress: RollbackProgress, signal: AbortSignal): Promise<ApplyResult | undefined> {
    const { branch, range } = this.#planned
    const history = new History(git, branch, signal)
    const tip = await history.fetch()
    const commit = await history.revert(range)
    // Of an earlier call whose end was lost, perhaps.
    if (this.#isPushed || tip === commit) return undefined
    if (tip !== range.bad) return await this.#moved(history, tip)
    progress(`pushing ${short(commit)} to ${branch}`)
    const pushed = await push(git, { commit, branch, expected: tip }, signal)
    if (pushed.kind === 'moved') return this.#superseded(pushed.tip)
    this.#isPushed = true
    progress(`${branch} is at ${short(commit)}, with ${contentOf(range)}`)
    return undefined
  }

  /** Somebody else may have put the same content back. */
  async #moved(history: History, tip: string): Promise<ApplyResult> {
    const isBack = (await history.tree(tip)) === (await history.treeAfter(this.#planned.range))
    return isBack ? { kind: 'in-place' } : this.#superseded(tip)
  }

  #superseded(tip: string | undefined): ApplyResult {
    const { branch } = this.#planned
    const where = tip === undefined ? 'is gone' : `is at ${short(tip)} now`
    const reason = `${branch} ${where}: somebody pushed since the rollback was planned, and nothing is forced`
    return { kind: 'superseded', reason, by: tip }
  }

  /** From the push to the service: who deploys it, and when it is there. */
  async #follow(begunAtMs: number, progress: RollbackProgress, signal: AbortSignal): Promise<ApplyResult> {
    const { workflow } = this.#config
    const { branch } = this.#planned
    const { github, startsWorkflows, clock, pollIntervalMs, rollbackTimeoutMs, isBack } = this.#deps
    const { pushed } = this.#planned
    if (workflow !== undefined && pushed !== undefined)
      this.#run ??= await findRun(github, { workflow, sha: pushed }, signal)
    if (workflow !== undefined && this.#run === undefined) {
      const started = await dispatch(github, { workflow, branch }, signal)
      if (started.kind === 'refused')
        return this.#handedOff(`but ${workflow} could not be dispatched: ${started.because}`)
      progress(`dispatched ${workflow} on ${branch}`)
      this.#run = started.run
    }
    if (workflow === undefined && !startsWorkflows) {
      return this.#handedOff(
        'which starts no workflow, since it was pushed with GITHUB_TOKEN: deploy the branch by hand',
      )
    }
    if (isBack === undefined)
      return this.#handedOff('and its deployment is not watched: that needs expect-version beside a check')
    progress('waiting until another version than the bad one answers')
    // Ends just before the caller's own limit, since by then the revert is handed off and not failed.
    const endsAtMs = begunAtMs + rollbackTimeoutMs - pollIntervalMs
    const limitMs = endsAtMs - clock.nowMs()
    const ask = async () => clock.nowMs() < endsAtMs && (await isBack(signal))
    const pace = { clock, intervalMs: pollIntervalMs, limitMs, until: (isThere: boolean) => isThere }
    if (await poll(ask, pace, signal)) return { kind: 'in-place', run: this.#run }
    return this.#handedOff('but the bad version still answers; its deployment goes on after this run')
  }

  #handedOff(what: string): ApplyResult {
    const { branch, range } = this.#planned
    const reason = `${branch} has ${contentOf(range)} again, ${what}`
    return { kind: 'handed-off', reason, run: this.#run }
  }
}

function putBack(range: RevertRange): string {
  return range.part === undefined ? short(range.good) : contentOf(range)
}

function occupied(branch: string): PlatformError {
  return new PlatformError(
    'refused',
    `the branch ${branch} exists already, with other commits and no open pull request`,
    {
      hint: 'Delete it if it is left from an earlier rollback; it is not overwritten.',
    },
  )
}

// Rollback by a commit that reverts others: the good commit, the revert, its push or pull request. Reading
// GitHub's records stands in github/.

import { truncate } from '../../core/truncate.ts'
import type { PlanDescription, PlanResult, RollbackStrategy } from '../../run/rollback.ts'
import type { RollbackTo } from '../../run/rollback-to.ts'
import { History } from './branch-history.ts'
import { type Git, withRepository } from './git.ts'
import type { GitConfig } from './git-config.ts'
import { findGoodCommit, type GoodCommit } from './good-commit.ts'
import { type RevertRange, revertBranch, short } from './model/revert-message.ts'
import { type PlannedRevert, Revert, type RevertDeps } from './revert.ts'

export interface GitRollbackDeps extends RevertDeps {
  /** The branch of the run, without `refs/heads/`. */
  readonly runBranch: string
  /** The commit that was deployed: GITHUB_SHA. */
  readonly bad: string
  readonly rollbackTo: RollbackTo
  /** The commit that ran before, if `mode: capture` recorded it. */
  readonly captured?: string | undefined
}

/** Rolls back by undoing commits: one revert of everything between the good and the bad one. */
export function gitRollback(config: GitConfig, deps: GitRollbackDeps): RollbackStrategy {
  return {
    plan: (signal) =>
      withRepository({ ...deps, token: config.token }, (git) => plan(git, config, deps, signal), signal),
  }
}

async function plan(
  git: Git,
  config: GitConfig,
  deps: GitRollbackDeps,
  signal: AbortSignal,
): Promise<PlanResult> {
  const branch = config.branch ?? deps.runBranch
  const history = new History(git, branch, signal)
  const tip = await history.fetch()
  const bad = await history.resolve(deps.bad)
  if (bad === undefined) {
    const reason = `${branch} no longer has the commit ${short(deps.bad)}, so that there is nothing to revert`
    return { kind: 'superseded', reason, by: tip }
  }
  const later = await history.firstParents(bad, tip)
  if (later.length > 0 && config.method === 'push') return hasMovedOn(branch, later)
  const good = await findGoodCommit(bad, history, { ...deps, environment: config.environment }, signal)
  if (good.kind === 'none') {
    const { reason, evidence, hint } = good
    return { kind: 'no-target', reason: deps.redact(reason), evidence: evidence.map(deps.redact), hint }
  }
  const range: RevertRange = { good: good.sha, bad, commits: await history.firstParents(good.sha, bad) }
  // A conflict is found here already, so that a dry run tells it.
  const tree = await history.revert(range, tip)
  if (tree === (await history.tree(tip))) {
    return { kind: 'superseded', reason: `${branch} has been put back already, up to ${short(tip)}`, by: tip }
  }
  const revert = new Revert(config, deps, { branch, range, tip, later })
  const description = describe(config, { branch, range, tip, later }, good, deps)
  return { kind: 'ready', plan: { ...description, apply: revert.apply.bind(revert) } }
}

function hasMovedOn(branch: string, later: readonly string[]): PlanResult {
  const [by = ''] = later
  const count = later.length === 1 ? '1 newer commit' : `${later.length} newer commits`
  const reason = `${branch} has ${count}, up to ${short(by)}: a push now would put something live that nobody has tested`
  return { kind: 'superseded', reason, by }
}

function describe(
  config: GitConfig,
  { branch, range, later }: PlannedRevert,
  good: Extract<GoodCommit, { kind: 'found' }>,
  deps: GitRollbackDeps,
): PlanDescription {
  const head = config.method === 'push' ? branch : revertBranch(range)
  const commits = range.commits.length === 1 ? '1 commit' : `${range.commits.length} commits`
  return {
    from: range.bad,
    to: range.good,
    actor: 'us',
    evidence: [
      ...good.evidence.map((text) => deps.redact(truncate(text))),
      `${commits} of ${branch} came after it: ${range.commits.slice(0, 10).map(short).join(', ')}`,
      ...(later.length > 0 ? [`later commits stay: ${later.slice(0, 10).map(short).join(', ')}`] : []),
    ],
    steps: [
      `make one commit that reverts ${commits}`,
      `git push origin to ${head}`,
      ...(config.method === 'push'
        ? dispatchStep(config, branch)
        : [`POST pull request ${head} → ${branch}`]),
    ],
    unknowns: unknownsOf(config, deps),
    manual: [
      `git revert --no-commit -m 1 ${short(range.good)}..${short(range.bad)} # -m 1 only where there are merges`,
    ],
  }
}

function dispatchStep({ workflow }: GitConfig, branch: string): string[] {
  return workflow === undefined ? [] : [`POST workflow_dispatch of ${workflow} on ${branch}`]
}

function unknownsOf({ method, workflow }: GitConfig, { startsWorkflows }: GitRollbackDeps): string[] {
  if (method === 'pull-request')
    return ['when the pull request will be merged and deployed: a person decides']
  if (workflow !== undefined || startsWorkflows) return []
  return [
    'who deploys the revert: a push with GITHUB_TOKEN starts no workflow, so name the one to dispatch in the input workflow, or pass another token',
  ]
}

// Rollback by a commit that reverts others: the good commit, the revert, its push or pull request. Reading
// GitHub's records is in github/.

import { renderDuration } from '../../core/duration.ts'
import { PlatformError } from '../../core/platform-error.ts'
import { truncate } from '../../core/truncate.ts'
import type { Candidate, PlanDescription, PlanResult, RollbackStrategy } from '../../run/rollback.ts'
import type { RollbackTo } from '../../run/rollback-to.ts'
import { History } from './branch-history.ts'
import { type Git, withRepository } from './git.ts'
import type { GitConfig } from './git-config.ts'
import { findGoodCommit, type GoodCommit, listGoodCommits } from './good-commit.ts'
import type { DeployedCommit } from './model/deployed-commit.ts'
import { manualCommands } from './model/manual-commands.ts'
import { nameCount, revertBranch, short } from './model/revert-message.ts'
import { findPart } from './part.ts'
import { type PlannedRevert, Revert, type RevertDeps } from './revert.ts'

export interface GitRollbackDeps extends RevertDeps {
  /** What the event of the run says. */
  readonly event: DeployedCommit
  /** The version that was deployed, which may be a commit. */
  readonly expected?: string | undefined
  readonly rollbackTo: RollbackTo
  /** The commit that ran before, if `mode: capture` recorded it. */
  readonly captured?: string | undefined
}

/** Rolls back by reverting commits: one commit that reverts everything between the good and the bad one. */
export function gitRollback(config: GitConfig, deps: GitRollbackDeps): RollbackStrategy {
  const branch = branchOf(config, deps.event)
  return {
    plan: (signal) =>
      withRepository(
        { ...deps, token: config.token },
        (git) => plan(git, { config, branch, deps }, signal),
        signal,
      ),
    listCandidates: (most, signal) =>
      withRepository(
        { ...deps, token: config.token },
        (git) => list(git, { config, branch, deps }, most, signal),
        signal,
      ),
  }
}

/** @throws PlatformError for a run of a tag, when the strategy is built: in an emergency it would be too late */
function branchOf(config: GitConfig, event: DeployedCommit): string {
  const branch = config.branch ?? event.branch
  if (branch !== undefined) return branch
  throw new PlatformError('refused', 'this run belongs to a tag or a single commit, and no branch', {
    hint: 'Name the branch on which the commits are to be reverted in the input git-branch.',
  })
}

interface Parts {
  readonly config: GitConfig
  readonly branch: string
  readonly deps: GitRollbackDeps
}

async function plan(git: Git, { config, branch, deps }: Parts, signal: AbortSignal): Promise<PlanResult> {
  const history = new History(git, branch, signal)
  const tip = await history.fetch()
  const deployed = await findDeployed(history, tip, deps)
  if (!deployed.isOnBranch) {
    const reason = `${branch} does not have the deployed commit ${short(deployed.sha)}, so there is nothing to revert`
    return { kind: 'superseded', reason, by: tip }
  }
  const bad = deployed.sha
  const later = bad === tip ? undefined : await supersededBy(history, branch, { bad, tip })
  // It may be the revert, by a run that was ended after its push.
  const mayBeRevert = later !== undefined && config.method === 'push' && (await history.isByUs(tip))
  if (later !== undefined && !mayBeRevert) return later
  const good = await findGoodCommit(bad, history, { ...deps, environment: config.environment }, signal)
  if (good.kind === 'none') {
    const { reason, evidence, hint } = good
    return (
      later ?? { kind: 'no-target', reason: deps.redact(reason), evidence: evidence.map(deps.redact), hint }
    )
  }
  const whole = { good: good.sha, bad, ...(await history.range(good.sha, bad)) }
  const part = await findPart(history, whole, config.paths)
  if (part.kind === 'no-target') return later ?? part
  const range = { ...whole, part: part.found }
  if (later !== undefined && (await history.revert(range)) !== tip) return later
  const planned = { branch, range, touched: part.touched, ...(later && { pushed: tip }) }
  const revert = new Revert(config, deps, planned)
  const description = describe(config, planned, good, deps)
  return { kind: 'ready', plan: { ...description, apply: revert.apply.bind(revert) } }
}

async function list(
  git: Git,
  { config, branch, deps }: Parts,
  most: number,
  signal: AbortSignal,
): Promise<Candidate[]> {
  const history = new History(git, branch, signal)
  const { sha: bad, isOnBranch } = await findDeployed(history, await history.fetch(), deps)
  if (!isOnBranch) return []
  const good = await listGoodCommits(bad, history, { ...deps, environment: config.environment, most }, signal)
  return good.map(({ sha, reason, atMs }, index) => {
    const at = `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`
    const untilMs = good[index - 1]?.atMs
    const long =
      untilMs === undefined ? '' : `, and it ran for ${renderDuration(Math.max(0, untilMs - atMs))}`
    return { revision: sha, evidence: deps.redact(`${truncate(reason)} at ${at}${long}`) }
  })
}

async function supersededBy(
  history: History,
  branch: string,
  { bad, tip }: { readonly bad: string; readonly tip: string },
): Promise<PlanResult> {
  const later = nameCount(await history.range(bad, tip)).replace(' ', ' newer ')
  const reason = `${branch} has ${later}, up to ${short(tip)}, and ${short(bad)} was deployed: nobody has tested a revert together with what is newer`
  return { kind: 'superseded', reason, by: tip }
}

interface Deployed {
  readonly sha: string
  readonly isOnBranch: boolean
}

/** `expect-version` says it best, where it is a commit: of the branch, or of the repository at all. */
async function findDeployed(
  history: History,
  tip: string,
  { expected = '', event }: GitRollbackDeps,
): Promise<Deployed> {
  const named = await history.resolve(expected)
  if (named !== undefined) return { sha: named, isOnBranch: true }
  if (await history.isKnown(expected)) return { sha: expected, isOnBranch: false }
  const sha = event.sha ?? tip
  const found = await history.resolve(sha)
  return { sha: found ?? sha, isOnBranch: found !== undefined }
}

function describe(
  config: GitConfig,
  { branch, range, pushed, touched }: PlannedRevert,
  good: Extract<GoodCommit, { kind: 'found' }>,
  deps: GitRollbackDeps,
): PlanDescription {
  const head = config.method === 'push' ? branch : revertBranch(range)
  const commits = nameCount(range)
  return {
    from: range.bad,
    to: range.good,
    actor: 'us',
    evidence: [
      ...(range.part === undefined
        ? []
        : [
            `only ${range.part.paths.join(', ')} of ${branch} goes back: git-paths; everything else stays as it is`,
          ]),
      ...good.evidence.map((text) => deps.redact(truncate(text))),
      `${commits} of ${branch} came after it: ${range.newest.slice(0, 10).map(short).join(', ')}`,
      ...(pushed === undefined
        ? []
        : [`${branch} has the revert already, ${short(pushed)}, by an earlier run`]),
    ],
    steps: [
      ...(pushed === undefined
        ? [
            ...(range.part === undefined
              ? [`make one commit that reverts ${commits}`]
              : ['make one commit with these changes', ...touched]),
            `git push origin to ${head}`,
          ]
        : []),
      ...(config.method === 'push'
        ? dispatchStep(config, branch)
        : [`POST pull request ${head} → ${branch}`]),
    ],
    unknowns: unknownsOf(config, deps),
    manual: manualCommands({
      ...config,
      range,
      branch,
      repository: deps.repository,
      serverUrl: deps.serverUrl,
      isPushed: pushed !== undefined,
    }),
  }
}

function dispatchStep({ workflow }: GitConfig, branch: string): string[] {
  return workflow === undefined ? [] : [`POST workflow_dispatch of ${workflow} on ${branch}`]
}

function unknownsOf({ method, workflow }: GitConfig, { startsWorkflows, event }: GitRollbackDeps): string[] {
  const doubt = event.doubt === undefined ? [] : [event.doubt]
  if (method === 'pull-request')
    return [...doubt, 'when the pull request will be merged and deployed: a person decides']
  if (workflow !== undefined || startsWorkflows) return doubt
  return [
    ...doubt,
    'who deploys the revert: a push with GITHUB_TOKEN starts no workflow, so name the one to dispatch in the input workflow, or pass another token',
  ]
}

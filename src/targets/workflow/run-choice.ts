import { PlatformError } from '../../core/platform-error.ts'
import { GithubError } from '../../github/github-error.ts'
import { type Deployed, nameRun, renderAge, type WorkflowRun } from '../../github/model/workflow-run.ts'
import { describeDisagreement, findRecordedNow, searchRecords } from './environment-records.ts'
import {
  type DeployedNow,
  findDeployedNow,
  judge,
  type Rejected,
  rejectedRun,
  type Search,
  searchRuns,
} from './good-runs.ts'
import { byDeploy, type Criteria, distinctVersions, isRunId, isSha } from './model/candidate.ts'
import { rolledBackFrom } from './model/loop-guard.ts'
import { nameVersion, standsForCommit, versionOf } from './model/run-version.ts'
import { RunArchive } from './run-archive.ts'
import type { WorkflowContext, WorkflowRollbackDeps } from './workflow-context.ts'

/** A search index or a replica may lag behind for a moment; it is read once more. */
const REREAD_AFTER_MS = 5_000

export type Choice =
  | {
      readonly kind: 'chosen'
      readonly from: WorkflowRun
      readonly good: Deployed
      readonly evidence: readonly string[]
      readonly unknowns: readonly string[]
    }
  | {
      readonly kind: 'none'
      readonly from: WorkflowRun
      readonly reason: string
      readonly evidence: readonly string[]
      readonly hint: string | undefined
    }
  /** What runs now is not what this step, in a run of another workflow, began to watch. */
  | { readonly kind: 'superseded'; readonly from: WorkflowRun; readonly reason: string }

export async function choose(
  context: WorkflowContext,
  deps: WorkflowRollbackDeps,
  signal: AbortSignal,
): Promise<Choice> {
  const { nowMs } = context
  const { chooser, now, from } = await openChooser(context, deps, signal)
  const watchBegunAtMs = nowMs - deps.clock.nowMs()
  if (now !== undefined && !deps.isManual && now.begunAtMs > watchBegunAtMs) {
    const reason = `${nameRun(from)}, which began to deploy after this step began, has deployed since`
    return { kind: 'superseded', from, reason }
  }
  return { ...(await chooser.find(signal)), from }
}

/** The good versions before what runs now, newest deploy first, and when what runs now was deployed. */
export async function listGood(
  context: WorkflowContext,
  deps: WorkflowRollbackDeps,
  most: number,
  signal: AbortSignal,
): Promise<{ readonly deployed: readonly Deployed[]; readonly now: number | undefined }> {
  const { chooser, now } = await openChooser(context, deps, signal)
  return { deployed: await chooser.list(most, signal), now: now?.deployedAtMs }
}

async function openChooser(context: WorkflowContext, deps: WorkflowRollbackDeps, signal: AbortSignal) {
  const { self, workflow, nowMs, deployJob, branch } = context
  const archive = new RunArchive(deps.github, workflow.id, nowMs)
  const deploysItself = context.isOwnWorkflow && !deps.isManual
  const now = deploysItself ? undefined : await findNow(context, archive, deps, signal)
  const from = now?.run ?? self
  const criteria: Criteria = {
    nowMs,
    repository: deps.github.repository,
    ownRunId: self.id,
    fromVersion: versionOf(from),
    branch,
    deployJob,
    rolledBackFrom: rolledBackFrom(context.markers),
    acceptsAnyEvent: acceptsAnyEvent(context),
  }
  return { chooser: new Chooser(context, deps, archive, criteria), now, from }
}

export async function findNow(
  { config: { environment }, deployJob, branch, self }: WorkflowContext,
  archive: RunArchive,
  { github }: WorkflowRollbackDeps,
  signal: AbortSignal,
): Promise<DeployedNow | undefined> {
  const wanted = { deployJob, ownRunId: self.id }
  const recorded =
    environment === undefined
      ? undefined
      : await findRecordedNow(github, archive, { ...wanted, environment }, signal)
  return recorded ?? (await findDeployedNow(archive, { ...wanted, branch }, signal))
}

/** A dispatch that is filled with the commit of a good run needs runs that stand for their commit. */
function acceptsAnyEvent({ config: { strategy } }: WorkflowContext): boolean {
  if (strategy.kind === 'rerun') return true
  return !strategy.inputs.some(({ value }) => /\{(sha|ref)\}/.test(value))
}

type Found =
  | Omit<Extract<Choice, { kind: 'chosen' }>, 'from'>
  | Omit<Extract<Choice, { kind: 'none' }>, 'from'>

class Chooser {
  readonly #context: WorkflowContext
  readonly #deps: WorkflowRollbackDeps
  #archive: RunArchive
  readonly #criteria: Criteria

  constructor(context: WorkflowContext, deps: WorkflowRollbackDeps, archive: RunArchive, criteria: Criteria) {
    this.#context = context
    this.#deps = deps
    this.#archive = archive
    this.#criteria = criteria
  }

  async list(most: number, signal: AbortSignal): Promise<readonly Deployed[]> {
    const { search } = await this.#searchOnce(most, signal)
    return search.good.slice(0, most)
  }

  async find(signal: AbortSignal): Promise<Found> {
    const { rollbackTo, captured } = this.#deps
    if (rollbackTo.kind === 'revision') {
      const judged = await this.#byRevision(rollbackTo.revision, signal)
      if (judged.good.length > 0)
        return this.#chosen(judged, `rollback-to names it: ${rollbackTo.revision}`, [])
      return this.#none(`rollback-to ${rollbackTo.revision} is no run to go back to`, judged)
    }
    const early: Rejected[] = []
    if (captured !== undefined && rollbackTo.kind === 'previous') {
      const judged = await this.#byRevision(captured, signal)
      if (judged.good.length > 0) {
        return this.#chosen(
          judged,
          'it was the newest good deploy before this one, as the capture step recorded',
          [],
        )
      }
      early.push(...judged.rejected.map(({ reason }) => ({ reason: `captured: ${reason}` })))
    }
    const wanted = rollbackTo.kind === 'back' ? rollbackTo.count : 1
    return await this.#bySearch(wanted, early, signal)
  }

  async #byRevision(revision: string, signal: AbortSignal): Promise<Search> {
    const criteria = { ...this.#criteria, branch: undefined, rolledBackFrom: new Map<string, number>() }
    if (isRunId(revision)) {
      const run = await this.#readRun(Number(revision), signal)
      return await judgeAll([run], { archive: this.#archive, criteria }, signal)
    }
    if (!isSha(revision)) {
      throw new PlatformError(
        'not-found',
        `rollback-to: ${revision} is neither a commit nor the number of a run`,
        {
          hint: 'Give a commit SHA of at least 7 digits, the number of a run, previous, or -N.',
        },
      )
    }
    const matching = () => this.#archive.runs.filter(({ sha }) => sha.startsWith(revision.toLowerCase()))
    await this.#archive.readRecent(signal)
    while (matching().length === 0 && (await this.#archive.readMore(signal)));
    const runs = matching()
    if (runs.length === 0) return rejectedAll(`${revision}: ${this.#archive.extent} have no such commit`)
    // A run that stands for its commit is what the commit names, whatever else began at it.
    const named = runs.filter(standsForCommit)
    const judged = await judgeAll(
      named.length > 0 ? named : runs,
      { archive: this.#archive, criteria },
      signal,
    )
    return judged.good.length > 1 ? rejectedAll(tooMany(revision, judged.good)) : judged
  }

  async #readRun(id: number, signal: AbortSignal): Promise<WorkflowRun> {
    let run: WorkflowRun
    try {
      run = await this.#archive.run(id, signal)
    } catch (error) {
      if (!(error instanceof GithubError) || error.code !== 'not-found') throw error
      const { repository } = this.#deps.github
      throw new PlatformError(
        'not-found',
        `run ${id} does not exist in ${repository}, or github-token may not see it`,
        {
          cause: error,
          hint: 'Give the number in the address of the run: .../actions/runs/NUMBER.',
        },
      )
    }
    if (run.workflowId === this.#context.workflow.id) return run
    throw new PlatformError(
      'refused',
      `${nameRun(run)} belongs to another workflow than ${this.#context.workflow.path}`,
      {
        hint: 'Name its file in the input workflow, or give a run of this one.',
      },
    )
  }

  async #bySearch(wanted: number, early: readonly Rejected[], signal: AbortSignal): Promise<Found> {
    const unknowns: string[] = []
    let found = await this.#searchOnce(wanted, signal)
    if (found.doubt !== undefined) {
      await this.#deps.clock.sleep(REREAD_AFTER_MS, signal)
      this.#archive = new RunArchive(this.#deps.github, this.#context.workflow.id, this.#criteria.nowMs)
      found = await this.#searchOnce(wanted, signal)
      if (found.doubt !== undefined) unknowns.push(found.doubt)
    }
    const { search, source } = found
    if (found.isWithoutRecords && this.#context.config.environment !== undefined) {
      unknowns.push(
        `whether it was deployed to ${this.#context.config.environment}: there is no record of any good deployment`,
      )
    }
    const rejected = [...early, ...search.rejected]
    const picked = search.good[wanted - 1]
    if (picked === undefined) {
      const missing =
        wanted === 1
          ? 'no earlier run that deployed well was found'
          : `only ${search.good.length} of ${wanted} good versions back were found`
      rejected.push({ reason: `looked at: ${this.#archive.extent}` })
      return this.#none(missing, { good: search.good, rejected })
    }
    const place = wanted === 1 ? 'it is the newest good deploy' : `it is ${wanted} good versions back`
    return this.#chosen({ good: [picked], rejected }, `${place} by ${source}`, unknowns)
  }

  /** The records first: they name the runs to read, and the number of reads is limited. */
  async #searchOnce(wanted: number, signal: AbortSignal) {
    const { environment } = this.#context.config
    const criteria = this.#criteria
    await this.#archive.readRecent(signal)
    const byRecords =
      environment === undefined
        ? { good: [], rejected: [] }
        : await searchRecords(this.#deps.github, this.#archive, { environment, criteria, wanted }, signal)
    const byRuns = await searchRuns(this.#archive, { criteria, wanted }, signal)
    const staleness = this.#staleness()
    if (environment === undefined || byRecords.good.length === 0) {
      const rejected = [...byRecords.rejected, ...byRuns.rejected]
      return {
        search: { good: byRuns.good, rejected },
        source: 'the list of runs',
        doubt: staleness,
        isWithoutRecords: true,
      }
    }
    const doubt = describeDisagreement(byRecords, byRuns, environment) ?? staleness
    return { search: byRecords, source: `the deployments of ${environment}`, doubt, isWithoutRecords: false }
  }

  #staleness(): string | undefined {
    const { isOwnWorkflow, self } = this.#context
    const isStale = isOwnWorkflow && !this.#archive.runs.some(({ id }) => id === self.id)
    return isStale ? "GitHub's list of runs lacks this very run, so that it may be out of date" : undefined
  }

  #chosen({ good, rejected }: Search, why: string, unknowns: readonly string[]): Found {
    const [picked] = good
    if (picked === undefined) throw new Error('nothing was picked')
    const { nowMs, deployJob } = this.#criteria
    const age = renderAge(nowMs - picked.deployedAtMs)
    const version = standsForCommit(picked.run) ? `${nameVersion(picked.run)} ` : ''
    const facts = `${nameRun(picked.run)} succeeded, and its job ${deployJob.name} deployed ${version}${age}`
    const passedOver = rejected.slice(0, MOST_SHOWN).map(({ reason }) => `passed over: ${reason}`)
    return { kind: 'chosen', good: picked, evidence: [why, facts, ...passedOver], unknowns }
  }

  #none(reason: string, search: Search): Found {
    const { rejected } = search
    const shown = rejected.slice(0, MOST_SHOWN).map((one) => one.reason)
    const rest = rejected.length - MOST_SHOWN
    const evidence = rest > 0 ? [...shown, `and ${rest} more`] : shown
    return { kind: 'none', reason, evidence, hint: hintAt(this.#criteria.deployJob.name, search) }
  }
}

const MOST_SHOWN = 12

/** Where no run that was read has the job, its name is wrong. */
function hintAt(deployJob: string, { good, rejected }: Search): string | undefined {
  const lists = rejected.map((one) => one.deployJob)
  const jobs = new Set(lists.flatMap((names) => (names === undefined || names === 'found' ? [] : names)))
  if (jobs.size === 0 || good.length > 0 || lists.includes('found')) return undefined
  const names = [...jobs].slice(0, MOST_SHOWN).join(', ')
  return `No job is called ${deployJob}. The jobs are: ${names}. Give the one that deploys as deploy-job.`
}

function rejectedAll(reason: string): Search {
  return { good: [], rejected: [{ reason }] }
}

function tooMany(revision: string, good: readonly Deployed[]): string {
  const names = good.map(({ run }) => run.id).join(', ')
  return `${revision}: the runs ${names} share this commit, and each deployed what its inputs said; give the number of one of them`
}

async function judgeAll(
  runs: readonly WorkflowRun[],
  by: { readonly archive: RunArchive; readonly criteria: Criteria },
  signal: AbortSignal,
): Promise<Search> {
  const good: Deployed[] = []
  const rejected: Rejected[] = []
  for (const run of runs) {
    const judgement = await judge(run, by, signal)
    if (judgement.kind === 'good') good.push(judgement.deployed)
    else rejected.push(rejectedRun(run, judgement))
  }
  return { good: distinctVersions(byDeploy(good)), rejected }
}

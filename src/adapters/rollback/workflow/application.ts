import { type ApplyResult, RollbackError, type RollbackProgress } from '../../../domain/rollback.ts'
import {
  findEarlier,
  isOwn,
  isSpent,
  type Mark,
  type MarkPayload,
  tellSpending,
} from '../../../domain/workflow/mark.ts'
import { findLater, overtakes, type Standing } from '../../../domain/workflow/overtaken.ts'
import { nameRun, shortSha, type WorkflowRun } from '../../../domain/workflow/run.ts'
import { GithubError } from '../../github/github-error.ts'
import { pagesOfRuns, readJobs, readRun } from '../../github/workflow-reading.ts'
import type { Carrier, Order } from './carrier.ts'
import { follow, reference } from './follow.ts'
import { readMarks, tryStatus, writeMark } from './marks.ts'
import { correctRecord } from './records.ts'
import type { Situation, WorkflowRollbackDeps } from './situation.ts'
import { start } from './starting.ts'

export interface ApplicationFacts {
  readonly situation: Situation
  readonly from: WorkflowRun
  readonly good: WorkflowRun
  readonly order: Order
  /** Why the carrier can only start once this run has ended; undefined: it can start now. */
  readonly waitsForUs: string | undefined
  readonly mayHoldGroup: boolean
}

/** Applies one plan; told again, it goes on where it was. */
export class Application {
  readonly #deps: WorkflowRollbackDeps
  readonly #facts: ApplicationFacts
  #markId: number | undefined
  #carrier: Carrier | undefined
  #ended: ApplyResult | undefined

  constructor(deps: WorkflowRollbackDeps, facts: ApplicationFacts) {
    this.#deps = deps
    this.#facts = facts
  }

  async apply(progress: RollbackProgress, signal: AbortSignal): Promise<ApplyResult> {
    signal.throwIfAborted()
    if (this.#ended !== undefined) return this.#ended
    const { situation, waitsForUs } = this.#facts
    if (situation.readOnlyReason !== undefined) return readOnly(situation.readOnlyReason)
    if (this.#carrier === undefined) {
      const refused = await this.#begin(progress, signal)
      if (refused !== undefined) return refused
    }
    const carrier = this.#carrier
    if (carrier === undefined) throw new Error('the rollback has no carrier')
    const result =
      waitsForUs === undefined || carrier.run.status === 'completed'
        ? await this.#follow(carrier, progress, signal)
        : handedOff(carrier, waitsForUs)
    this.#ended = result
    return result
  }

  async conclude(recovered: boolean, signal: AbortSignal): Promise<void> {
    const description = recovered ? 'Back, and verified healthy' : 'Back, but not healthy'
    await this.#tellMark(recovered ? 'success' : 'failure', description, signal)
  }

  /** Answers why not, or nothing once a carrier is there. */
  async #begin(progress: RollbackProgress, signal: AbortSignal): Promise<ApplyResult | undefined> {
    const { order, situation } = this.#facts
    const existing = await this.#findExisting(signal)
    if (existing !== undefined) {
      progress(`${nameRun(existing.run)} is run again already, as attempt ${existing.attempt}`)
      this.#carrier = existing
      return undefined
    }
    const overtaken = await this.#findOvertaker(signal)
    if (overtaken !== undefined) return overtaken
    const stopped = await this.#mark(progress, signal)
    if (stopped !== undefined) return stopped
    progress(order.step)
    try {
      this.#carrier = await start(order, { clock: this.#deps.clock, progress }, signal)
    } catch (error) {
      if (error instanceof RollbackError && error.code !== 'ambiguous') {
        await this.#tellMark('error', error.message, signal)
        this.#markId = undefined
      }
      throw error
    }
    await this.#tellMark('in_progress', `Carried by run ${this.#carrier.run.id}`, signal)
    progress(
      `accepted: ${this.#carrier.run.url}, attempt ${this.#carrier.attempt}; counted for ${situation.markEnvironment}`,
    )
    await this.#correctRecord(progress, signal)
    return undefined
  }

  /** Ours of an earlier try, or what somebody else began meanwhile. */
  async #findExisting(signal: AbortSignal): Promise<Carrier | undefined> {
    const { order, situation } = this.#facts
    const own = situation.marks.find((mark) => isOwn(mark, situation.self) && isSpent(mark))
    this.#markId ??= own?.id
    if (own?.carrierId !== undefined && own.payload.to_run === undefined) {
      const { run } = await readRun(this.#deps.github, own.carrierId, signal)
      return { run, attempt: run.attempt }
    }
    return await order.find(signal, own?.createdAtMs)
  }

  async #findOvertaker(signal: AbortSignal): Promise<ApplyResult | undefined> {
    const { situation, from, good } = this.#facts
    const targetId = situation.config.strategy.kind === 'rerun' ? good.id : undefined
    const found = await findOvertaker(this.#deps, { situation, from, targetId }, signal)
    return found === undefined ? undefined : { kind: 'superseded', reason: found.reason, by: found.by }
  }

  /** Durable before the write that it is for, so that the run which it starts knows what it is. */
  async #mark(progress: RollbackProgress, signal: AbortSignal): Promise<ApplyResult | undefined> {
    if (this.#markId !== undefined) return undefined
    const { situation, from } = this.#facts
    const { github, isOrdered } = this.#deps
    const environment = situation.markEnvironment
    progress(`writing the mark: a deployment record with the task rollback in ${environment}`)
    try {
      const id = await this.#writeMark(environment, signal)
      this.#markId = id
    } catch (error) {
      if (!(error instanceof GithubError) || error.code !== 'access-denied') throw error
      const hint = error.hint === undefined ? {} : { hint: error.hint }
      return {
        kind: 'guard-stopped',
        reason: `the mark that keeps rollbacks from looping could not be written: ${error.said}`,
        ...hint,
      }
    }
    if (isOrdered) return undefined
    const marks = await readMarks(github, { environment, nowMs: situation.nowMs }, signal)
    const earlier = findEarlier(marks, this.#markId, situation.nowMs)
    if (earlier === undefined || isOwn(earlier, situation.self)) return undefined
    await this.#tellMark('error', `Another rollback of ${shortSha(from.sha)} was first`, signal)
    this.#markId = undefined
    return { kind: 'guard-stopped', reason: tellSpending([earlier], environment, situation.nowMs) }
  }

  async #writeMark(environment: string, signal: AbortSignal): Promise<number> {
    const { situation } = this.#facts
    const { github } = this.#deps
    const mark = { environment, payload: this.#payload(), logUrl: situation.self.url }
    try {
      return await writeMark(github, mark, signal)
    } catch (error) {
      if (!(error instanceof GithubError) || !error.isAmbiguous) throw error
      const marks: readonly Mark[] = await readMarks(github, { environment, nowMs: situation.nowMs }, signal)
      return marks.find((one) => isOwn(one, situation.self))?.id ?? (await writeMark(github, mark, signal))
    }
  }

  #payload(): MarkPayload {
    const { situation, from, good } = this.#facts
    const carried = situation.config.strategy.kind === 'rerun'
    return {
      v: 1,
      from_run: situation.self.id,
      from_attempt: situation.self.attempt,
      from_sha: from.sha,
      to_sha: good.sha,
      ...(carried ? { to_run: good.id, to_attempt: good.attempt + 1 } : {}),
    }
  }

  async #follow(carrier: Carrier, progress: RollbackProgress, signal: AbortSignal): Promise<ApplyResult> {
    const { github, clock, pollIntervalMs } = this.#deps
    const { situation, mayHoldGroup } = this.#facts
    const deps = { github, clock, pollIntervalMs, deployJob: situation.deployJob, mayHoldGroup }
    try {
      return await follow(deps, carrier, progress, signal)
    } catch (error) {
      if (error instanceof RollbackError && !signal.aborted)
        await this.#tellMark('failure', error.message, signal)
      throw error
    }
  }

  async #tellMark(
    state: 'in_progress' | 'success' | 'failure' | 'error',
    description: string,
    signal: AbortSignal,
  ): Promise<void> {
    if (this.#markId === undefined) return
    const logUrl = this.#carrier?.run.url ?? this.#facts.situation.self.url
    await tryStatus(this.#deps.github, this.#markId, { state, description, logUrl }, signal)
  }

  async #correctRecord(progress: RollbackProgress, signal: AbortSignal): Promise<void> {
    const { situation, from, good } = this.#facts
    const { environment } = situation.config
    if (environment === undefined) return
    const state = this.#deps.isOrdered ? 'inactive' : 'failure'
    const trouble = await correctRecord(
      this.#deps.github,
      { environment, from, toSha: good.sha, state },
      signal,
    )
    if (trouble !== undefined) progress(`the record of ${shortSha(from.sha)} was left as it is: ${trouble}`)
  }
}

const MOST_LATER_RUNS = 3

/** A run that began after the one we roll back, and deploys or has deployed: rolling back would undo it. */
export async function findOvertaker(
  { github }: Pick<WorkflowRollbackDeps, 'github'>,
  { situation, from, targetId }: Pick<ApplicationFacts, 'situation' | 'from'> & Pick<Standing, 'targetId'>,
  signal: AbortSignal,
): Promise<{ readonly reason: string; readonly by: string } | undefined> {
  const { value: runs } = await pagesOfRuns(github, situation.workflow.id, signal).next()
  const later = findLater(runs ?? [], { from, ownRunId: situation.self.id, targetId })
  for (const run of later.slice(0, MOST_LATER_RUNS)) {
    const jobs = await readJobs(github, run, signal)
    const does = overtakes(jobs, situation.deployJob)
    if (does !== undefined) return { reason: `${nameRun(run)}, which began later, ${does}`, by: run.sha }
  }
  return undefined
}

function readOnly(reason: string): ApplyResult {
  return {
    kind: 'guard-stopped',
    reason: `${reason}; nothing was written`,
    hint: 'Use mode: validate in pull requests.',
  }
}

function handedOff({ run, attempt }: Carrier, why: string): ApplyResult {
  const reason = `${nameRun(run)}, attempt ${attempt}, is accepted and starts once this run has ended: ${why}`
  return { kind: 'handed-off', reason, run: reference(run) }
}

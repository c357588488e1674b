import { PlatformError } from '../../core/platform-error.ts'
import type { GithubClient } from '../../github/client.ts'
import { takeBackSuccess } from '../../github/deployment-correction.ts'
import { nameRun, type WorkflowRun } from '../../github/model/workflow-run.ts'
import { readRun } from '../../github/workflow-reading.ts'
import type { ApplyResult, NewerDeployment, RollbackProgress } from '../../run/rollback.ts'
import { follow, reference } from './follow.ts'
import { MarkerWriter } from './marker-writing.ts'
import { nameVersion, versionOf } from './model/run-version.ts'
import { findNewerDeployment, type NewerRun } from './newer-deployment.ts'
import { start } from './starting.ts'
import type { RollbackRun, TriggerRequest } from './trigger-request.ts'
import type { WorkflowContext, WorkflowRollbackDeps } from './workflow-context.ts'

export interface ExecutionFacts {
  readonly context: WorkflowContext
  readonly from: WorkflowRun
  readonly good: WorkflowRun
  readonly request: TriggerRequest
  /** Why the rollback run can only start once this run has ended; undefined: it can start now. */
  readonly waitsForUs: string | undefined
  readonly mayHoldGroup: boolean
}

/** A marker whose answer is lost takes longer: by then somebody else may have deployed. */
const LONGEST_UNREAD_MS = 5_000

/** Applies one plan; called again, it goes on where it was. */
export class Execution {
  readonly #deps: WorkflowRollbackDeps
  readonly #facts: ExecutionFacts
  readonly #marker: MarkerWriter
  #rollbackRun: RollbackRun | undefined
  #ended: ApplyResult | undefined

  constructor(deps: WorkflowRollbackDeps, facts: ExecutionFacts) {
    this.#deps = deps
    this.#facts = facts
    const { isManual, rehearsal } = deps
    this.#marker = new MarkerWriter(deps, { ...facts, isManual, rehearsal })
  }

  async apply(progress: RollbackProgress, signal: AbortSignal): Promise<ApplyResult> {
    signal.throwIfAborted()
    if (this.#ended !== undefined) return this.#ended
    const { context, waitsForUs } = this.#facts
    if (context.readOnlyReason !== undefined) return readOnly(context.readOnlyReason)
    const begun = this.#rollbackRun ?? (await this.#begin(progress, signal))
    if ('kind' in begun) return begun
    this.#rollbackRun = begun
    const canWait = waitsForUs === undefined || begun.run.status === 'completed'
    this.#ended = canWait ? await this.#follow(begun, progress, signal) : handedOff(begun, waitsForUs)
    return this.#ended
  }

  async conclude(recovered: boolean, signal: AbortSignal): Promise<void> {
    const description = recovered ? 'Back, and verified healthy' : 'Back, but not healthy'
    await this.#updateMarker(recovered ? 'success' : 'failure', description, signal)
  }

  /** What has deployed since the rollback run began. */
  async findNewerDeployment(signal: AbortSignal): Promise<NewerDeployment | undefined> {
    const { context, from } = this.#facts
    if (this.#rollbackRun === undefined) return undefined
    const { run } = this.#rollbackRun
    // Times of GitHub are whole seconds: who began in the same one may have begun later.
    const question = { from: { ...run, startedAtMs: run.startedAtMs - 1 }, targetId: from.id }
    const newer = await findNewerDeployment(this.#deps.github, context, question, signal)
    return newer && { by: newer.revision, reason: newer.reason }
  }

  /** Answers the rollback run, or why there is none. */
  async #begin(progress: RollbackProgress, signal: AbortSignal): Promise<RollbackRun | ApplyResult> {
    const { github, clock } = this.#deps
    const { context, from, good, request, waitsForUs } = this.#facts
    const existing = await this.#findExisting(signal)
    if (existing !== undefined) return await this.#goOn(existing, progress, signal)
    const targetId = context.config.strategy.kind === 'rerun' ? good.id : undefined
    const findNewer = () => findNewerDeployment(github, context, { from, targetId }, signal)
    const readAtMs = clock.nowMs()
    const newer = await findNewer()
    if (newer?.rollbackRun !== undefined && versionOf(newer.rollbackRun.run) === versionOf(good)) {
      return await this.#goOn(newer.rollbackRun, progress, signal)
    }
    if (newer !== undefined) return supersededBy(newer)
    const stopped = await this.#marker.write(progress, signal)
    if (stopped !== undefined) return stopped
    const since = clock.nowMs() - readAtMs > LONGEST_UNREAD_MS ? await findNewer() : undefined
    if (since !== undefined) {
      await this.#marker.withdraw(since.reason, signal)
      return supersededBy(since)
    }
    progress(request.step)
    let isAccepted = false
    try {
      this.#rollbackRun = await start(
        request,
        { clock, progress, onAccepted: () => (isAccepted = true) },
        signal,
      )
      isAccepted = true
      await this.#record(progress, signal)
      return this.#rollbackRun
    } catch (error) {
      if (isAccepted && signal.aborted && waitsForUs !== undefined) return cancelledByIt(good, waitsForUs)
      const isDecided = error instanceof PlatformError && error.code !== 'ambiguous'
      if (isDecided) await this.#marker.withdraw(error.message, signal)
      throw error
    }
  }

  /** That of an earlier try of this run, or what somebody else began meanwhile. */
  async #findExisting(signal: AbortSignal): Promise<RollbackRun | undefined> {
    const { found } = this.#marker
    if (found?.rollbackRunId !== undefined && found.payload.to_run === undefined) {
      const { run } = await readRun(this.#deps.github, found.rollbackRunId, signal)
      return { run, attempt: run.attempt }
    }
    return await this.#facts.request.find(signal, found?.createdAtMs)
  }

  async #goOn(
    rollbackRun: RollbackRun,
    progress: RollbackProgress,
    signal: AbortSignal,
  ): Promise<RollbackRun> {
    progress(
      `${nameRun(rollbackRun.run)}, attempt ${rollbackRun.attempt}, deploys ${nameVersion(rollbackRun.run)} already`,
    )
    this.#rollbackRun = rollbackRun
    if (this.#marker.isWritten) await this.#record(progress, signal)
    return rollbackRun
  }

  /** Which run it is, for the loop guard of that run, and what the bad deployment really was. */
  async #record(progress: RollbackProgress, signal: AbortSignal): Promise<void> {
    const { context, from, good } = this.#facts
    const { environment } = context.config
    await this.#updateMarker('in_progress', `Rollback run ${this.#rollbackRun?.run.id}`, signal)
    // Of a rehearsal both are good, and GitHub itself records which of them is active.
    if (environment === undefined || this.#deps.rehearsal !== undefined) return
    const state = this.#deps.isManual ? 'inactive' : 'failure'
    const bad = { environment, from, to: good, state } as const
    const failure = await correctRecord(this.#deps.github, bad, signal)
    if (failure !== undefined) progress(`the record of ${nameVersion(from)} was left as it is: ${failure}`)
  }

  async #follow(
    rollbackRun: RollbackRun,
    progress: RollbackProgress,
    signal: AbortSignal,
  ): Promise<ApplyResult> {
    const { github, clock, pollIntervalMs } = this.#deps
    const { context, mayHoldGroup } = this.#facts
    const deps = { github, clock, pollIntervalMs, deployJob: context.deployJob, mayHoldGroup }
    try {
      return await follow(deps, rollbackRun, progress, signal)
    } catch (error) {
      const hasFailed = error instanceof PlatformError && !signal.aborted
      if (hasFailed) await this.#updateMarker('failure', error.message, signal)
      throw error
    }
  }

  async #updateMarker(
    state: 'in_progress' | 'success' | 'failure',
    description: string,
    signal: AbortSignal,
  ): Promise<void> {
    const logUrl = this.#rollbackRun?.run.url ?? this.#facts.context.self.url
    await this.#marker.record(state, description, logUrl, signal)
  }
}

function supersededBy({ reason, revision }: NewerRun): ApplyResult {
  return { kind: 'superseded', reason, by: revision }
}

function readOnly(reason: string): ApplyResult {
  return {
    kind: 'guard-stopped',
    reason: `${reason}; nothing was written`,
    hint: 'Use mode: validate in pull requests.',
  }
}

function handedOff({ run, attempt }: RollbackRun, why: string): ApplyResult {
  const reason = `${nameRun(run)}, attempt ${attempt}, is accepted and starts once this run has ended: ${why}`
  return { kind: 'handed-off', reason, run: reference(run) }
}

/** A group that cancels what runs in it ends this very run, moments after the answer. */
function cancelledByIt(good: WorkflowRun, why: string): ApplyResult {
  const reason = `${nameRun(good)} was requested and accepted, and this run is being cancelled, most likely by it: ${why}`
  return { kind: 'handed-off', reason, run: reference(good) }
}

export interface BadRecord {
  readonly environment: string
  readonly from: WorkflowRun
  readonly to: WorkflowRun
  /** `inactive`: a person chose another version; nobody said that this one was bad. */
  readonly state: 'failure' | 'inactive'
}

/** Answers what went wrong, if anything did: the rollback itself is done. */
export async function correctRecord(
  github: GithubClient,
  { environment, from, to, state }: BadRecord,
  signal: AbortSignal,
): Promise<string | undefined> {
  const description = `Rolled back to ${nameVersion(to)}`
  const of = { environment, sha: from.sha, runId: from.id, logUrl: from.url }
  const correction = { ...of, state, description, hasPutBack: false }
  try {
    await takeBackSuccess(github, correction, signal)
    return undefined
  } catch (error) {
    if (error instanceof PlatformError) return error.message
    throw error
  }
}

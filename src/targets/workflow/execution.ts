import { type ApplyResult, RollbackError, type RollbackProgress } from '../../run/rollback.ts'
import { nameRun, shortSha, type WorkflowRun } from '../../github/model/workflow-run.ts'
import { readRun } from '../../github/workflow-reading.ts'
import type { Carrier, Order } from './rollback-run.ts'
import { follow, reference } from './follow.ts'
import { Marker } from './marker-writing.ts'
import { findOvertaker } from './newer-deployment.ts'
import { correctRecord } from './records.ts'
import type { Situation, WorkflowRollbackDeps } from './run-situation.ts'
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
  readonly #marker: Marker
  #carrier: Carrier | undefined
  #ended: ApplyResult | undefined

  constructor(deps: WorkflowRollbackDeps, facts: ApplicationFacts) {
    this.#deps = deps
    this.#facts = facts
    this.#marker = new Marker(deps.github, { ...facts, isOrdered: deps.isOrdered })
  }

  async apply(progress: RollbackProgress, signal: AbortSignal): Promise<ApplyResult> {
    signal.throwIfAborted()
    if (this.#ended !== undefined) return this.#ended
    const { situation, waitsForUs } = this.#facts
    if (situation.readOnlyReason !== undefined) return readOnly(situation.readOnlyReason)
    const begun = this.#carrier ?? (await this.#begin(progress, signal))
    if ('kind' in begun) return begun
    this.#carrier = begun
    const canWait = waitsForUs === undefined || begun.run.status === 'completed'
    this.#ended = canWait ? await this.#follow(begun, progress, signal) : handedOff(begun, waitsForUs)
    return this.#ended
  }

  async conclude(recovered: boolean, signal: AbortSignal): Promise<void> {
    const description = recovered ? 'Back, and verified healthy' : 'Back, but not healthy'
    await this.#tellMark(recovered ? 'success' : 'failure', description, signal)
  }

  /** Answers the carrier, or why there is none. */
  async #begin(progress: RollbackProgress, signal: AbortSignal): Promise<Carrier | ApplyResult> {
    const { github, clock } = this.#deps
    const { situation, from, good, order, waitsForUs } = this.#facts
    const existing = await this.#findExisting(signal)
    if (existing !== undefined) return await this.#goOn(existing, progress, signal)
    const targetId = situation.config.strategy.kind === 'rerun' ? good.id : undefined
    const overtaker = await findOvertaker(github, situation, { from, targetId }, signal)
    if (overtaker?.carrier !== undefined && overtaker.sha === good.sha) {
      return await this.#goOn(overtaker.carrier, progress, signal)
    }
    if (overtaker !== undefined) return { kind: 'superseded', reason: overtaker.reason, by: overtaker.sha }
    const stopped = await this.#marker.write(progress, signal)
    if (stopped !== undefined) return stopped
    progress(order.step)
    let isAccepted = false
    try {
      this.#carrier = await start(order, { clock, progress, onAccepted: () => (isAccepted = true) }, signal)
      isAccepted = true
      await this.#record(progress, signal)
      return this.#carrier
    } catch (error) {
      if (isAccepted && signal.aborted && waitsForUs !== undefined) return cancelledByIt(good, waitsForUs)
      const isSettled = error instanceof RollbackError && error.code !== 'ambiguous'
      if (isSettled) await this.#marker.withdraw(error.message, signal)
      throw error
    }
  }

  /** Ours of an earlier try, or what somebody else began meanwhile. */
  async #findExisting(signal: AbortSignal): Promise<Carrier | undefined> {
    const { found } = this.#marker
    if (found?.carrierId !== undefined && found.payload.to_run === undefined) {
      const { run } = await readRun(this.#deps.github, found.carrierId, signal)
      return { run, attempt: run.attempt }
    }
    return await this.#facts.order.find(signal, found?.createdAtMs)
  }

  async #goOn(carrier: Carrier, progress: RollbackProgress, signal: AbortSignal): Promise<Carrier> {
    progress(
      `${nameRun(carrier.run)}, attempt ${carrier.attempt}, deploys ${shortSha(carrier.run.sha)} already`,
    )
    this.#carrier = carrier
    if (this.#marker.isWritten) await this.#record(progress, signal)
    return carrier
  }

  /** Who carries it, for the loop guard of that run, and what the bad deployment really was. */
  async #record(progress: RollbackProgress, signal: AbortSignal): Promise<void> {
    const { situation, from, good } = this.#facts
    const { environment } = situation.config
    await this.#tellMark('in_progress', `Carried by run ${this.#carrier?.run.id}`, signal)
    if (environment === undefined) return
    const state = this.#deps.isOrdered ? 'inactive' : 'failure'
    const bad = { environment, from, toSha: good.sha, state } as const
    const trouble = await correctRecord(this.#deps.github, bad, signal)
    if (trouble !== undefined) progress(`the record of ${shortSha(from.sha)} was left as it is: ${trouble}`)
  }

  async #follow(carrier: Carrier, progress: RollbackProgress, signal: AbortSignal): Promise<ApplyResult> {
    const { github, clock, pollIntervalMs } = this.#deps
    const { situation, mayHoldGroup } = this.#facts
    const deps = { github, clock, pollIntervalMs, deployJob: situation.deployJob, mayHoldGroup }
    try {
      return await follow(deps, carrier, progress, signal)
    } catch (error) {
      const hasFailed = error instanceof RollbackError && !signal.aborted
      if (hasFailed) await this.#tellMark('failure', error.message, signal)
      throw error
    }
  }

  async #tellMark(
    state: 'in_progress' | 'success' | 'failure',
    description: string,
    signal: AbortSignal,
  ): Promise<void> {
    const logUrl = this.#carrier?.run.url ?? this.#facts.situation.self.url
    await this.#marker.tell(state, description, logUrl, signal)
  }
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

/** A group that cancels what runs in it ends this very run, moments after the answer. */
function cancelledByIt(good: WorkflowRun, why: string): ApplyResult {
  const reason = `${nameRun(good)} was asked for and accepted, and this run is being cancelled, most likely by it: ${why}`
  return { kind: 'handed-off', reason, run: reference(good) }
}

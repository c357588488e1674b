import type { GithubClient } from '../../github/client.ts'
import { GithubError } from '../../github/github-error.ts'
import type { WorkflowRun } from '../../github/model/workflow-run.ts'
import type { ApplyResult, RollbackProgress } from '../../run/rollback.ts'
import { readMarkers, tryStatus, writeMarker } from './loop-guard-markers.ts'
import {
  describeSpentBudget,
  findEarlier,
  fromVersion,
  isOwn,
  isSpent,
  type LoopMarker,
  type LoopMarkerPayload,
  toVersion,
} from './model/loop-guard.ts'
import { nameVersion, versionOf } from './model/run-version.ts'
import type { WorkflowContext, WorkflowRollbackDeps } from './workflow-context.ts'

export interface MarkerWriterFacts {
  readonly context: WorkflowContext
  readonly from: WorkflowRun
  readonly good: WorkflowRun
  /** A manual rollback: no earlier one forbids it. */
  readonly isManual: boolean
  readonly rehearsal?: WorkflowRollbackDeps['rehearsal']
}

/** The marker of this run, and what became of the rollback that it is for. */
export class MarkerWriter {
  readonly #github: GithubClient
  readonly #facts: MarkerWriterFacts
  /** One of an earlier try of this very run, as it was found before. */
  readonly found: LoopMarker | undefined
  #id: number | undefined

  constructor(github: GithubClient, facts: MarkerWriterFacts) {
    const { markers, self } = facts.context
    this.#github = github
    this.#facts = facts
    this.found = markers.find((marker) => isOwn(marker, self) && this.#isOfThis(marker) && isSpent(marker))
    this.#id = this.found?.id
  }

  get isWritten(): boolean {
    return this.#id !== undefined
  }

  /**
   * Durable before the write that it is for, so that the run which that starts knows what it is. Answers
   * why there must be no rollback, if that is so.
   */
  async write(progress: RollbackProgress, signal: AbortSignal): Promise<ApplyResult | undefined> {
    if (this.isWritten) return undefined
    const { context, from, isManual, rehearsal } = this.#facts
    const { markerEnvironment: environment, nowMs, self } = context
    progress(`writing the loop-guard marker: a deployment record with the task rollback in ${environment}`)
    try {
      this.#id = await this.#create(environment, signal)
    } catch (error) {
      if (!(error instanceof GithubError) || error.code !== 'access-denied') throw error
      const hint = error.hint === undefined ? {} : { hint: error.hint }
      const reason = `the loop-guard marker could not be written: ${error.said}`
      return { kind: 'guard-stopped', reason, ...hint }
    }
    if (isManual || rehearsal !== undefined) return undefined
    const markers = await readMarkers(this.#github, environment, signal)
    const earlier = findEarlier(markers, this.#id, nowMs)
    if (earlier === undefined || isOwn(earlier, self)) return undefined
    await this.withdraw(`Another rollback was first, and ${nameVersion(from)} is left to it`, signal)
    return { kind: 'guard-stopped', reason: describeSpentBudget([earlier], environment, nowMs) }
  }

  /** After a lost answer it is read, and not written twice: two markers would only confuse people. */
  async #create(environment: string, signal: AbortSignal): Promise<number> {
    const { self } = this.#facts.context
    const marker = { environment, payload: this.#payload(), logUrl: self.url }
    try {
      return await writeMarker(this.#github, marker, signal)
    } catch (error) {
      if (!(error instanceof GithubError) || !error.isAmbiguous) throw error
      const markers = await readMarkers(this.#github, environment, signal)
      const written = markers.find((one) => isOwn(one, self) && this.#isOfThis(one))
      return written?.id ?? (await writeMarker(this.#github, marker, signal))
    }
  }

  /** A run with several manual rollbacks leaves several. */
  #isOfThis({ payload }: LoopMarker): boolean {
    const { from, good } = this.#facts
    return fromVersion(payload) === versionOf(from) && toVersion(payload) === versionOf(good)
  }

  #payload(): LoopMarkerPayload {
    const { context, from, good, rehearsal } = this.#facts
    const isRerun = context.config.strategy.kind === 'rerun'
    return {
      v: 1,
      from_run: context.self.id,
      from_attempt: context.self.attempt,
      from_sha: from.sha,
      to_sha: good.sha,
      ...(versionOf(from) === from.sha ? {} : { from_version: versionOf(from) }),
      ...(versionOf(good) === good.sha ? {} : { to_version: versionOf(good) }),
      ...(isRerun ? { to_run: good.id, to_attempt: good.attempt + 1 } : {}),
      ...(rehearsal === undefined ? {} : { rehearsal }),
    }
  }

  /** Nothing came of it, so that it must not count. */
  async withdraw(why: string, signal: AbortSignal): Promise<void> {
    await this.record('error', why, this.#facts.context.self.url, signal)
    this.#id = undefined
  }

  async record(
    state: 'in_progress' | 'success' | 'failure' | 'error',
    description: string,
    logUrl: string,
    signal: AbortSignal,
  ): Promise<void> {
    if (this.#id === undefined) return
    await tryStatus(this.#github, this.#id, { state, description, logUrl }, signal)
  }
}

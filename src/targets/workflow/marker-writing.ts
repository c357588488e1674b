import type { ApplyResult, RollbackProgress } from '../../run/rollback.ts'
import {
  findEarlier,
  isOwn,
  isSpent,
  type Mark,
  type MarkPayload,
  tellSpending,
} from './model/loop-guard.ts'
import { shortSha, type WorkflowRun } from '../../github/model/workflow-run.ts'
import type { GithubClient } from '../../github/client.ts'
import { GithubError } from '../../github/github-error.ts'
import { readMarks, tryStatus, writeMark } from './loop-guard-markers.ts'
import type { Situation } from './run-situation.ts'

export interface MarkerFacts {
  readonly situation: Situation
  readonly from: WorkflowRun
  readonly good: WorkflowRun
  /** A person ordered it: no earlier rollback stands in the way. */
  readonly isOrdered: boolean
}

/** Our own mark, and what became of the rollback that it is for. */
export class Marker {
  readonly #github: GithubClient
  readonly #facts: MarkerFacts
  /** One of an earlier try of this very run, as it was found before. */
  readonly found: Mark | undefined
  #id: number | undefined

  constructor(github: GithubClient, facts: MarkerFacts) {
    const { marks, self } = facts.situation
    this.#github = github
    this.#facts = facts
    this.found = marks.find((mark) => isOwn(mark, self) && this.#isOfThis(mark) && isSpent(mark))
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
    const { situation, from, isOrdered } = this.#facts
    const { markEnvironment: environment, nowMs, self } = situation
    progress(`writing the mark: a deployment record with the task rollback in ${environment}`)
    try {
      this.#id = await this.#create(environment, signal)
    } catch (error) {
      if (!(error instanceof GithubError) || error.code !== 'access-denied') throw error
      const hint = error.hint === undefined ? {} : { hint: error.hint }
      const reason = `the mark that keeps rollbacks from looping could not be written: ${error.said}`
      return { kind: 'guard-stopped', reason, ...hint }
    }
    if (isOrdered) return undefined
    const marks = await readMarks(this.#github, { environment, nowMs }, signal)
    const earlier = findEarlier(marks, this.#id, nowMs)
    if (earlier === undefined || isOwn(earlier, self)) return undefined
    await this.withdraw(`Another rollback was first, and ${shortSha(from.sha)} is left to it`, signal)
    return { kind: 'guard-stopped', reason: tellSpending([earlier], environment, nowMs) }
  }

  /** A lost answer is settled by reading: two marks would only confuse people. */
  async #create(environment: string, signal: AbortSignal): Promise<number> {
    const { self, nowMs } = this.#facts.situation
    const mark = { environment, payload: this.#payload(), logUrl: self.url }
    try {
      return await writeMark(this.#github, mark, signal)
    } catch (error) {
      if (!(error instanceof GithubError) || !error.isAmbiguous) throw error
      const marks = await readMarks(this.#github, { environment, nowMs }, signal)
      const written = marks.find((one) => isOwn(one, self) && this.#isOfThis(one))
      return written?.id ?? (await writeMark(this.#github, mark, signal))
    }
  }

  /** A run in which people order several leaves several. */
  #isOfThis({ payload }: Mark): boolean {
    return payload.from_sha === this.#facts.from.sha && payload.to_sha === this.#facts.good.sha
  }

  #payload(): MarkPayload {
    const { situation, from, good } = this.#facts
    const isRerun = situation.config.strategy.kind === 'rerun'
    return {
      v: 1,
      from_run: situation.self.id,
      from_attempt: situation.self.attempt,
      from_sha: from.sha,
      to_sha: good.sha,
      ...(isRerun ? { to_run: good.id, to_attempt: good.attempt + 1 } : {}),
    }
  }

  /** Nothing came of it, so that it must not count. */
  async withdraw(why: string, signal: AbortSignal): Promise<void> {
    await this.tell('error', why, this.#facts.situation.self.url, signal)
    this.#id = undefined
  }

  async tell(
    state: 'in_progress' | 'success' | 'failure' | 'error',
    description: string,
    logUrl: string,
    signal: AbortSignal,
  ): Promise<void> {
    if (this.#id === undefined) return
    await tryStatus(this.#github, this.#id, { state, description, logUrl }, signal)
  }
}

import { AwsError } from '../../../aws/aws-error.ts'
import { isTransient, type RetryPace, retryWhileTransient } from '../../../aws/retry-transient.ts'
import { PlatformError } from '../../../core/platform-error.ts'
import { poll } from '../../../core/poll.ts'
import { retry } from '../../../core/retry.ts'
import type { RollbackProgress } from '../../../run/rollback.ts'
import type { EcsApi } from '../api/api.ts'
import { readService } from '../api/service-reading.ts'
import { type DefinitionCopy, findCopy, registerCopy } from '../api/task-definition.ts'
import { readStoppedTasks } from '../api/task-reading.ts'
import { type EcsDeployment, type EcsService, shortTaskDefinition } from '../model/model.ts'
import { advance, type Follow, type RollbackState, type ServiceFacts } from '../model/rollback-state.ts'
import type { Stabilization } from '../model/stabilization.ts'
import { findFailedTasks } from '../model/stopped-task.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'
import type { AnyWrite, Controller, ServicePlan } from './controller.ts'

/** The rollback of one service, planned, whoever controls its deployments. */
export interface PlannedService {
  /** As the user gave it. */
  readonly name: string
  readonly watched: ServiceTracker
  readonly plan: ServicePlan
  /** Task definition ARN; another one once a copy had to be registered, or the platform chose. */
  readonly target: string
  /**
   * Decides by what is true now and acts on it, once: called again, it repeats no write. A lost answer
   * is resolved by deciding again. Rejects with an AwsError.
   */
  begin(deps: BeginDeps, signal: AbortSignal): Promise<Written>
  /** How the rollback goes, now that the service looks like this. Rejects once it is known to have failed. */
  poll(service: EcsService, signal: AbortSignal): Promise<Stabilization>
}

export interface BeginDeps extends RetryPace {
  readonly rollbackTimeoutMs: number
  readonly progress: RollbackProgress
}

export type Written =
  | { readonly kind: 'under-way' }
  | { readonly kind: 'superseded'; readonly by: string; readonly reason: string }

type Step =
  | Written
  | { readonly kind: 'waiting' }
  /** A write was not done, or its answer was lost. */
  | { readonly kind: 'unanswered'; readonly error: AwsError }

/** So often is a write tried that was refused since something had changed. */
const MAX_REFUSALS = 5

/** Kept between calls, so that applying again repeats no write. */
export class ServiceRollback<Facts extends ServiceFacts, Followed extends Follow, Write extends AnyWrite>
  implements PlannedService
{
  readonly plan: ServicePlan
  readonly #api: EcsApi
  readonly #controller: Controller<Facts, Followed, Write>
  readonly #retries: number
  #state: RollbackState
  /** What must be registered before the target can run; undefined once it is. */
  #copy: DefinitionCopy | undefined
  /** Whether it was asked for, so that it may be there although no answer came. */
  #wasCopySent = false
  /** What was last decided on, before anything was written. */
  #seen: Facts | undefined
  /** A write got no answer, and may have been done. */
  #mayHaveWritten = false
  /** So many writes were refused. */
  #refusals = 0

  /** @param retries so many failed tasks of the target end the wait for it */
  constructor(
    api: EcsApi,
    controller: Controller<Facts, Followed, Write>,
    plan: ServicePlan,
    retries: number,
  ) {
    const { target, targetRevisionArn, copy, isInPlace } = plan
    this.plan = plan
    this.#api = api
    this.#controller = controller
    this.#retries = retries
    this.#state = { target, targetRevisionArn, progress: { kind: isInPlace ? 'updated' : 'planned' } }
    this.#copy = copy
  }

  get watched(): ServiceTracker {
    return this.#controller.watched
  }

  get name(): string {
    return this.watched.name
  }

  get target(): string {
    return this.#state.target
  }

  async begin(deps: BeginDeps, signal: AbortSignal): Promise<Written> {
    const { clock, pollIntervalMs, rollbackTimeoutMs, progress: report } = deps
    const endsAtMs = clock.nowMs() + rollbackTimeoutMs
    const end = await retry(
      () =>
        poll(() => this.#step(deps, signal), { clock, intervalMs: pollIntervalMs, until: isOver }, signal),
      {
        clock,
        delayAfterMs: (step) => {
          if (step.kind !== 'unanswered') return undefined
          const isTimeUp = clock.nowMs() + pollIntervalMs >= endsAtMs
          if (isTransient(step.error) ? isTimeUp : this.#refusals > MAX_REFUSALS) return undefined
          report(`${step.error.message}; reading what became of it`)
          return pollIntervalMs
        },
      },
      signal,
    )
    if (end.kind === 'unanswered') throw end.error
    return end
  }

  async poll(service: EcsService, signal: AbortSignal): Promise<Stabilization> {
    const at = { plan: this.plan, state: this.#state, seen: this.#seen }
    const { stabilization, target, suspect, suspectSinceMs } = await this.#controller.poll(
      service,
      at,
      signal,
    )
    this.#state = { ...this.#state, target }
    if (stabilization.kind === 'failed') throw this.#failed(stabilization.reason)
    if (stabilization.kind === 'waiting' && suspect !== undefined)
      await this.#refuseUnhealthyTarget(suspect, suspectSinceMs, signal)
    return stabilization
  }

  /** Decides once, and writes if that is what there is to do. */
  async #step(deps: BeginDeps, signal: AbortSignal): Promise<Step> {
    const pace = { ...deps, limitMs: deps.rollbackTimeoutMs }
    const { facts, action } = await retryWhileTransient(() => this.#decide(signal), pace, signal)
    switch (action.kind) {
      case 'superseded':
        return action
      case 'already-there':
      case 'follow':
        this.#state = advance(this.#state, action)
        return { kind: 'under-way' }
      case 'wait':
        this.#state = advance(this.#state, action)
        deps.progress(`${this.watched.label}: ${action.reason}`)
        return { kind: 'waiting' }
      default:
        return await this.#try(action, facts, deps.progress, signal)
    }
  }

  async #decide(signal: AbortSignal) {
    const service = await readService(this.#api, this.name, signal)
    const facts = await this.#controller.read(service, this.plan.tracked, signal)
    if (!this.#mayHaveWritten) this.#seen = facts
    return { facts, action: this.#controller.decide(facts, this.#state) }
  }

  async #try(write: Write, seen: Facts, report: RollbackProgress, signal: AbortSignal): Promise<Step> {
    try {
      if (isGivingTarget(write)) await this.#copyTarget(report, signal)
      const at = { plan: this.plan, state: this.#state, seen }
      const progress = await this.#controller.write(write, at, report, signal)
      this.#state = { ...this.#state, progress }
      return { kind: progress.kind === 'stopping' ? 'waiting' : 'under-way' }
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      const refusal = this.#controller.judgeRefusal(write, error, this.#refusals > 0)
      if (isTransient(error)) this.#mayHaveWritten = true
      else this.#refusals += 1
      if (refusal === 'unstoppable') this.#state = { ...this.#state, progress: { kind: 'unstoppable' } }
      if (refusal === 'final' && !isTransient(error)) throw error
      return { kind: 'unanswered', error }
    }
  }

  async #copyTarget(report: RollbackProgress, signal: AbortSignal): Promise<void> {
    if (this.#copy === undefined) return
    const made = this.#wasCopySent ? await findCopy(this.#api, this.#copy, signal) : undefined
    this.#wasCopySent = true
    const target = made ?? (await registerCopy(this.#api, this.#copy, report, signal))
    this.#state = { ...this.#state, target }
    this.#copy = undefined
  }

  /** A target that fails as well will not come up by waiting for it. */
  async #refuseUnhealthyTarget(
    { id }: EcsDeployment,
    sinceMs: number | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    let failed: ReturnType<typeof findFailedTasks>
    try {
      const stopped = await readStoppedTasks(this.#api, this.name, signal)
      const since = stopped.filter(({ stoppedAtMs = 0 }) => sinceMs === undefined || stoppedAtMs >= sinceMs)
      failed = findFailedTasks(since, id)
    } catch (error) {
      if (error instanceof AwsError) return
      throw error
    }
    if (failed.length < this.#retries) return
    throw this.#failed(`${failed.length} of its tasks failed as well, the last one: ${failed[0]?.reason}`)
  }

  /** Why it could not be carried through on the platform. */
  #failed(reason: string): PlatformError {
    const name = shortTaskDefinition(this.target)
    return new PlatformError(
      'refused',
      `${this.watched.label} could not be brought back to ${name}: ${reason}`,
      {
        hint: 'Look at the service in the ECS console before you start another deployment.',
      },
    )
  }
}

function isOver(step: Step): step is Exclude<Step, { kind: 'waiting' }> {
  return step.kind !== 'waiting'
}

/** By a stop, the platform restores the target itself, with the images that it recorded. */
function isGivingTarget({ kind }: AnyWrite): boolean {
  return kind === 'update-service' || kind === 'create'
}

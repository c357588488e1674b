import { AwsError } from '../../../aws/aws-error.ts'
import { retryWhileTransient } from '../../../aws/retry-transient.ts'
import type { RollbackProgress } from '../../../run/rollback.ts'
import type { EcsApi } from '../api/api.ts'
import { readServices } from '../api/service-reading.ts'
import { continueWithRollback, stopWithRollback, updateService } from '../api/writing.ts'
import { decideAction, type EcsAction } from '../model/action.ts'
import { type EcsService, newestFirst, primaryOf, shortTaskDefinition } from '../model/model.ts'
import { readStabilization, type Stabilization } from '../model/stabilization.ts'
import { findTrackedEntry, type TrackedDeployment, taskDefinitionOf } from '../model/tracked-deployment.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'
import { registerCopy } from './copying.ts'
import { type BeginDeps, type PlannedService, WRITE_ATTEMPTS, type Written } from './planned-service.ts'
import type { ServicePlan } from './service-plan.ts'
import { failedBefore, refuseUnhealthyTarget } from './unhealthy-target.ts'

/** The one rollback of one service. Kept between calls, so that applying again repeats no write. */
export class ServiceRollback implements PlannedService {
  readonly #plan: ServicePlan
  readonly #api: EcsApi
  readonly #retries: number
  /** The revision that is to run: the planned one, or its copy once that is registered. */
  #target: string
  #isCopied = false
  /** StopServiceDeployment is not to be had here, so UpdateService does it. */
  #cannotStop = false
  /** ECS rolls back by itself, and goes where it goes. */
  #isFollowed = false
  /** The service has been given the target by UpdateService, so that the service itself shows how it goes. */
  #isUpdated = false
  /** The service when it was last decided. */
  #before: EcsService | undefined
  /** When its newest deployment by then was created. */
  #sinceMs: number | undefined

  constructor(api: EcsApi, plan: ServicePlan, retries: number) {
    this.#api = api
    this.#plan = plan
    this.#retries = retries
    this.#target = plan.target
  }

  get watched(): ServiceTracker {
    return this.#plan.watched
  }

  get tracked(): TrackedDeployment {
    return this.#plan.tracked
  }

  get actor(): 'us' | 'platform' {
    return this.#plan.action.kind === 'follow' ? 'platform' : 'us'
  }

  get evidence(): readonly string[] {
    return this.#plan.evidence
  }

  get steps(): readonly string[] {
    return this.#plan.steps
  }

  get unknowns(): readonly string[] {
    return this.#plan.unknowns
  }

  get manual(): string {
    const { watched, target } = this.#plan
    return `aws ecs update-service --cluster ${this.#api.cluster} --service ${watched.name} --task-definition ${shortTaskDefinition(target)}`
  }

  get target(): string {
    return this.#target
  }

  async begin(deps: BeginDeps, signal: AbortSignal): Promise<Written> {
    for (let failures = 0; ; ) {
      const action = await retryWhileTransient(() => this.#decide(signal), deps, signal)
      if (action.kind === 'superseded') return action
      if (action.kind === 'already-there') {
        this.#isUpdated = true
        return { kind: 'under-way' }
      }
      if (action.kind === 'follow') {
        this.#isFollowed = true
        this.#target = action.to ?? this.#target
        return { kind: 'under-way' }
      }
      if (action.kind === 'wait') {
        deps.progress(`${this.#plan.watched.label}: ${action.reason}`)
        await deps.clock.sleep(deps.pollIntervalMs, signal)
        continue
      }
      if (await this.#try(action, { failures, ...deps }, signal)) return { kind: 'under-way' }
      failures += 1
      await deps.clock.sleep(deps.pollIntervalMs, signal)
    }
  }

  async poll(service: EcsService, signal: AbortSignal): Promise<Stabilization> {
    const { watched, tracked } = this.#plan
    const isUpdated = this.#isUpdated
    // The history tells how a rollback of ECS's own ends; our own UpdateService shows in the service, unless
    // it goes in stages or something has become of it.
    const isPlain = service.strategy === 'ROLLING' && primaryOf(service)?.taskDefinition === this.#target
    const history = isUpdated && isPlain ? undefined : await watched.history.refresh(signal)
    const restored = findTrackedEntry(tracked, service, history)?.rollback?.serviceRevisionArn
    if (this.#isFollowed) this.#target = taskDefinitionOf(restored, history) ?? this.#target
    const target = this.#target
    const before = this.#before && primaryOf(this.#before)?.taskDefinition
    const sinceMs = this.#sinceMs
    const stabilization = readStabilization({
      ...{ service, tracked, target, isUpdated },
      ...(history && { history }),
      ...(before && { before }),
      ...(sinceMs !== undefined && { sinceMs }),
    })
    if (stabilization.kind === 'failed') throw failedBefore(watched.label, target, stabilization.reason)
    const primary = primaryOf(service)
    if (stabilization.kind === 'waiting' && primary?.taskDefinition === target && primary.failedTasks > 0) {
      const deps = { api: this.#api, retries: this.#retries }
      await refuseUnhealthyTarget(deps, { watched, target, deploymentId: primary.id }, signal)
    }
    return stabilization
  }

  async #decide(signal: AbortSignal): Promise<EcsAction> {
    const { watched, tracked, targetRevisionArn } = this.#plan
    const [service] = await readServices(this.#api, [watched.name], signal)
    const history = await watched.history.refresh(signal)
    const now = service as EcsService
    this.#before = now
    this.#sinceMs = newestFirst(history?.deployments ?? [])[0]?.createdAtMs
    const action = decideAction({
      service: now,
      tracked,
      target: this.#target,
      ...(history && { history }),
      ...(targetRevisionArn === undefined ? {} : { targetRevisionArn }),
    })
    const isStop = action.kind === 'stop-with-rollback' || action.kind === 'continue-with-rollback'
    return isStop && this.#cannotStop
      ? { kind: 'update-service', reason: 'its deployment cannot be stopped' }
      : action
  }

  /** @returns false when it must be decided anew */
  async #try(
    action: Extract<EcsAction, { kind: 'stop-with-rollback' | 'continue-with-rollback' | 'update-service' }>,
    deps: BeginDeps & { readonly failures: number },
    signal: AbortSignal,
  ): Promise<boolean> {
    try {
      await this.#write(action, deps, signal)
      return true
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      const mayStop = action.kind !== 'update-service'
      const name = error.cause instanceof Error ? error.cause.name : ''
      if (mayStop && (error.kind === 'access-denied' || name === 'UnsupportedFeatureException'))
        this.#cannotStop = true
      else if (!(mayStop && name === 'ConflictException') && error.kind !== 'transient') throw error
      if (deps.failures + 1 >= WRITE_ATTEMPTS) throw error
      deps.progress(`${error.message}; reading what became of it`)
      return false
    }
  }

  async #write(
    action: Extract<EcsAction, { kind: 'stop-with-rollback' | 'continue-with-rollback' | 'update-service' }>,
    { progress }: BeginDeps,
    signal: AbortSignal,
  ): Promise<void> {
    const { label, name } = this.#plan.watched
    if (action.kind === 'update-service') {
      await this.#copyTarget(progress, signal)
      progress(`asking for UpdateService of ${label} to ${shortTaskDefinition(this.#target)}`)
      const written = await updateService(this.#api, name, this.#target, signal)
      this.#isUpdated = true
      progress(`ECS accepted UpdateService of ${label} to ${shortTaskDefinition(this.#target)}`)
      for (const replaced of this.#findReplaced(written))
        progress(`${label} was given ${replaced} by somebody else just before, which this has replaced`)
      return
    }
    progress(`asking ECS to stop the deployment of ${label} and roll it back`)
    if (action.kind === 'stop-with-rollback')
      await stopWithRollback(this.#api, action.serviceDeploymentArn, signal)
    else await continueWithRollback(this.#api, action, signal)
    progress(`ECS accepted to stop the deployment of ${label} and to roll it back`)
  }

  /** What came between the last look and the write: UpdateService cannot be made to depend on what it replaces. */
  #findReplaced({ deployments }: EcsService): string[] {
    const seen = new Set(this.#before?.deployments.map(({ id }) => id))
    return deployments
      .filter(({ id, taskDefinition }) => !seen.has(id) && taskDefinition !== this.#target)
      .map(({ taskDefinition }) => shortTaskDefinition(taskDefinition))
  }

  async #copyTarget(progress: RollbackProgress, signal: AbortSignal): Promise<void> {
    const { copy } = this.#plan
    if (copy === undefined || this.#isCopied) return
    this.#target = await registerCopy(this.#api, copy, progress, signal)
    this.#isCopied = true
  }
}

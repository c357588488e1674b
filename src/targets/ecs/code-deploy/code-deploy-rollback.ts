import { AwsError } from '../../../aws/aws-error.ts'
import { retryWhileTransient } from '../../../aws/retry-transient.ts'
import type { RollbackProgress } from '../../../run/rollback.ts'
import type { EcsApi } from '../api/api.ts'
import { readServices } from '../api/service-reading.ts'
import { type EcsService, shortTaskDefinition } from '../model/model.ts'
import type { Stabilization } from '../model/stabilization.ts'
import { findTracked, type TrackedDeployment } from '../model/tracked-deployment.ts'
import { registerCopy } from '../rollback/copying.ts'
import {
  type BeginDeps,
  type PlannedService,
  WRITE_ATTEMPTS,
  type Written,
} from '../rollback/planned-service.ts'
import { failedBefore, refuseUnhealthyTarget } from '../rollback/unhealthy-target.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'
import type { CodeDeployPlan } from './code-deploy-plan.ts'
import { createDeployment, stopDeployment } from './code-deploy-writing.ts'
import { withTaskDefinition } from './model/app-spec.ts'
import { type CodeDeployAction, decideCodeDeployAction } from './model/code-deploy-action.ts'
import { readCodeDeployStabilization } from './model/code-deploy-stabilization.ts'

type Write = Extract<CodeDeployAction, { kind: 'stop' | 'create' }>

/** It is in another state than it was when this was decided. */
const DECIDE_AGAIN = new Set(['DeploymentAlreadyCompletedException', 'DeploymentLimitExceededException'])

/** So often is a stopped deployment looked at for the rollback that CodeDeploy makes of it. */
const LOOKS_FOR_ROLLBACK = 6

/** The one rollback of one service by CodeDeploy. Kept between calls, so that applying again repeats no write. */
export class CodeDeployRollback implements PlannedService {
  readonly watched: ServiceTracker
  readonly tracked: TrackedDeployment
  readonly actor: 'us' | 'platform'
  readonly evidence: readonly string[]
  readonly steps: readonly string[]
  readonly unknowns: readonly string[]
  readonly manual: string
  readonly #api: EcsApi
  readonly #plan: CodeDeployPlan
  readonly #retries: number
  #target: string
  #isCopied = false
  /** The deployment that brings the target back, once its id is known. */
  #rollbackRunId: string | undefined
  /** The deployment that CodeDeploy has accepted to stop: that takes effect only in a moment. */
  #stoppedId: string | undefined
  #looksForRollback = 0

  constructor(api: EcsApi, plan: CodeDeployPlan, retries: number) {
    this.watched = plan.watched
    this.tracked = plan.tracked
    this.actor = plan.action.kind === 'follow' ? 'platform' : 'us'
    this.evidence = plan.evidence
    this.steps = plan.steps
    this.unknowns = plan.unknowns
    this.manual = plan.manual
    this.#api = api
    this.#plan = plan
    this.#retries = retries
    this.#target = plan.target
  }

  get target(): string {
    return this.#target
  }

  async begin(deps: BeginDeps, signal: AbortSignal): Promise<Written> {
    for (let failures = 0; ; ) {
      const action = await retryWhileTransient(() => this.#decide(signal), deps, signal)
      switch (action.kind) {
        case 'superseded':
          return action
        case 'already-there':
          return { kind: 'under-way' }
        case 'follow':
          this.#rollbackRunId = action.deploymentId
          this.#target = action.to ?? this.#target
          return { kind: 'under-way' }
        case 'wait':
          deps.progress(`${this.watched.label}: ${action.reason}`)
          break
        default: {
          const done = await this.#try(action, failures, deps, signal)
          if (done && action.kind === 'create') return { kind: 'under-way' }
          failures += done ? 0 : 1
        }
      }
      await deps.clock.sleep(deps.pollIntervalMs, signal)
    }
  }

  async poll(service: EcsService, signal: AbortSignal): Promise<Stabilization> {
    const { watched, tracked } = this
    const target = this.#target
    const { deployment, rollback } = await watched.codeDeploy.read(service, tracked, signal)
    const rollbackDeployment =
      this.#rollbackRunId === undefined || this.#rollbackRunId === rollback?.id
        ? rollback
        : await watched.codeDeploy.readById(this.#rollbackRunId, service, signal)
    const facts = {
      service,
      tracked,
      target,
      ...(deployment && { deployment }),
      ...(rollbackDeployment && { rollbackDeployment }),
    }
    const stabilization = readCodeDeployStabilization(facts)
    if (stabilization.kind === 'failed') throw failedBefore(watched.label, target, stabilization.reason)
    const shown = findTracked({ taskDefinition: target }, service)
    if (stabilization.kind === 'waiting' && shown !== undefined && shown.runningCount < shown.desiredCount) {
      const deps = { api: this.#api, retries: this.#retries }
      await refuseUnhealthyTarget(deps, { watched, target, deploymentId: shown.id }, signal)
    }
    return stabilization
  }

  async #decide(signal: AbortSignal): Promise<CodeDeployAction> {
    const { watched, tracked } = this
    const [service] = await readServices(this.#api, [watched.name], signal)
    const now = service as EcsService
    const view = await watched.codeDeploy.readLatest(now, tracked, signal)
    if (watched.codeDeploy.accessDenied !== undefined) throw watched.codeDeploy.accessDenied
    const action = decideCodeDeployAction({ service: now, tracked, ...view, target: this.#target })
    return this.#stoppedId !== undefined && this.#stoppedId === view.deployment?.id
      ? this.#afterStop(action, view.deployment.rollbackId)
      : action
  }

  /** CodeDeploy makes the deployment that rolls back on its own time. */
  #afterStop(action: CodeDeployAction, rollbackId: string | undefined): CodeDeployAction {
    if (action.kind === 'stop') return { kind: 'wait', reason: `${action.deploymentId} is being stopped` }
    if (action.kind !== 'create' || rollbackId !== undefined) return action
    this.#looksForRollback += 1
    return this.#looksForRollback > LOOKS_FOR_ROLLBACK
      ? action
      : { kind: 'wait', reason: 'CodeDeploy has not begun to roll back yet' }
  }

  /** @returns false when it must be decided anew */
  async #try(
    action: Write,
    failures: number,
    { progress }: BeginDeps,
    signal: AbortSignal,
  ): Promise<boolean> {
    try {
      await this.#write(action, progress, signal)
      return true
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      const name = error.cause instanceof Error ? error.cause.name : ''
      if (error.kind !== 'transient' && !DECIDE_AGAIN.has(name)) throw error
      if (failures + 1 >= WRITE_ATTEMPTS) throw error
      progress(`${error.message}; reading what became of it`)
      return false
    }
  }

  async #write(action: Write, progress: RollbackProgress, signal: AbortSignal): Promise<void> {
    const { label } = this.watched
    if (action.kind === 'stop') {
      progress(`asking CodeDeploy to stop ${action.deploymentId} of ${label} and to roll it back`)
      await stopDeployment(this.#api, action.deploymentId, signal)
      this.#stoppedId = action.deploymentId
      progress(`CodeDeploy accepted to stop ${action.deploymentId} of ${label} and to roll it back`)
      return
    }
    await this.#copyTarget(progress, signal)
    const name = shortTaskDefinition(this.#target)
    progress(`asking CodeDeploy for a deployment of ${name} to ${label}`)
    this.#rollbackRunId = await this.#create(signal)
    progress(`CodeDeploy deploys ${name} to ${label} by ${this.#rollbackRunId}`)
  }

  async #create(signal: AbortSignal): Promise<string> {
    const { codeDeploy, name } = this.watched
    const [service] = await readServices(this.#api, [name], signal)
    const group = await codeDeploy.groupOf(service as EcsService, signal)
    const appSpec = codeDeploy.appSpecFor(this.#plan.target, this.tracked.taskDefinition)
    return await createDeployment(this.#api, group, withTaskDefinition(appSpec, this.#target), signal)
  }

  async #copyTarget(progress: RollbackProgress, signal: AbortSignal): Promise<void> {
    const { copy } = this.#plan
    if (copy === undefined || this.#isCopied) return
    this.#target = await registerCopy(this.#api, { of: copy, pins: new Map() }, progress, signal)
    this.#isCopied = true
  }
}

import type { Clock } from '../../../domain/clock.ts'
import { decideAction, type EcsAction } from '../../../domain/ecs/action.ts'
import { type EcsService, shortTaskDefinition } from '../../../domain/ecs/model.ts'
import { RollbackError, type RollbackProgress } from '../../../domain/rollback.ts'
import type { EcsApi } from '../../ecs/api.ts'
import { patiently } from '../../ecs/patience.ts'
import { readServices } from '../../ecs/service-reading.ts'
import { copyDefinition } from '../../ecs/task-definition.ts'
import { EcsTrouble } from '../../ecs/trouble.ts'
import {
  continueWithRollback,
  registerTaskDefinition,
  stopWithRollback,
  updateService,
} from '../../ecs/writing.ts'
import type { ServicePlan } from './service-plan.ts'

export interface ServiceRollbackDeps {
  readonly clock: Clock
  readonly pollIntervalMs: number
  readonly progress: RollbackProgress
}

export type Written =
  | { readonly kind: 'under-way'; readonly target: string }
  | { readonly kind: 'superseded'; readonly by: string; readonly reason: string }

/** So often is a write tried that AWS throttled, or whose answer was lost and that was not done. */
const WRITE_ATTEMPTS = 6

/** The one rollback of one service. Kept between calls, so that applying again repeats no write. */
export class ServiceRollback {
  readonly plan: ServicePlan
  readonly #api: EcsApi
  /** The revision that is to run: the planned one, or its copy once that is registered. */
  #target: string
  #isCopied = false
  /** StopServiceDeployment is not to be had here, so UpdateService does it. */
  #cannotStop = false

  constructor(api: EcsApi, plan: ServicePlan) {
    this.#api = api
    this.plan = plan
    this.#target = plan.target
  }

  get target(): string {
    return this.#target
  }

  /**
   * Decides by what is true now and acts on it. A lost answer is settled by deciding again: what took
   * effect shows as "already there" or as ECS's own rollback. Rejects with an EcsTrouble.
   */
  async begin(deps: ServiceRollbackDeps, signal: AbortSignal): Promise<Written> {
    for (let attempt = 1; ; attempt += 1) {
      const action = await patiently(() => this.#decide(signal), deps, signal)
      if (action.kind === 'superseded') return action
      if (action.kind === 'already-there') return { kind: 'under-way', target: this.#target }
      if (action.kind === 'follow') {
        this.#target = action.to ?? this.#target
        return { kind: 'under-way', target: this.#target }
      }
      if (action.kind === 'wait') {
        deps.progress(`${this.plan.watched.label}: ${action.reason}`)
        await deps.clock.sleep(deps.pollIntervalMs, signal)
        continue
      }
      if (await this.#try(action, { attempt, ...deps }, signal))
        return { kind: 'under-way', target: this.#target }
      await deps.clock.sleep(deps.pollIntervalMs, signal)
    }
  }

  async #decide(signal: AbortSignal): Promise<EcsAction> {
    const { watched, ours } = this.plan
    const [service] = await readServices(this.#api, [watched.name], signal)
    const history = await watched.history.refresh(signal)
    const facts = { service: service as EcsService, ours, ...(history && { history }), target: this.#target }
    const action = decideAction(facts)
    const isStop = action.kind === 'stop-with-rollback' || action.kind === 'continue-with-rollback'
    return isStop && this.#cannotStop
      ? { kind: 'update-service', reason: 'its deployment cannot be stopped' }
      : action
  }

  /** @returns false when it must be decided anew */
  async #try(
    action: Extract<EcsAction, { kind: 'stop-with-rollback' | 'continue-with-rollback' | 'update-service' }>,
    deps: ServiceRollbackDeps & { readonly attempt: number },
    signal: AbortSignal,
  ): Promise<boolean> {
    try {
      await this.#write(action, deps, signal)
      return true
    } catch (error) {
      if (!(error instanceof EcsTrouble)) throw error
      const mayStop = action.kind !== 'update-service'
      const name = error.cause instanceof Error ? error.cause.name : ''
      if (mayStop && (error.kind === 'access-denied' || name === 'UnsupportedFeatureException'))
        this.#cannotStop = true
      else if (!(mayStop && name === 'ConflictException') && error.kind !== 'passing') throw error
      if (deps.attempt >= WRITE_ATTEMPTS) throw error
      deps.progress(`${error.message}; reading what became of it`)
      return false
    }
  }

  async #write(
    action: Extract<EcsAction, { kind: 'stop-with-rollback' | 'continue-with-rollback' | 'update-service' }>,
    { progress }: ServiceRollbackDeps,
    signal: AbortSignal,
  ): Promise<void> {
    const { label, name } = this.plan.watched
    if (action.kind === 'update-service') {
      await this.#copyTarget(progress, signal)
      progress(`asking for UpdateService of ${label} to ${shortTaskDefinition(this.#target)}`)
      await updateService(this.#api, name, this.#target, signal)
      progress(`ECS accepted UpdateService of ${label} to ${shortTaskDefinition(this.#target)}`)
      return
    }
    progress(`asking ECS to stop the deployment of ${label} and roll it back`)
    if (action.kind === 'stop-with-rollback')
      await stopWithRollback(this.#api, action.serviceDeploymentArn, signal)
    else await continueWithRollback(this.#api, action, signal)
    progress(`ECS accepted to stop the deployment of ${label} and to roll it back`)
  }

  async #copyTarget(progress: RollbackProgress, signal: AbortSignal): Promise<void> {
    const { copy } = this.plan
    if (copy === undefined || this.#isCopied) return
    this.#target = await registerTaskDefinition(this.#api, copyDefinition(copy.of, copy.pins), signal)
    this.#isCopied = true
    progress(
      `registered ${shortTaskDefinition(this.#target)} as a copy of ${shortTaskDefinition(copy.of.arn)}`,
    )
  }
}

/** Why a rollback could not be carried through on the platform. */
export function gaveUp(label: string, target: string, reason: string): RollbackError {
  return new RollbackError(
    'refused',
    `${label} could not be brought back to ${shortTaskDefinition(target)}: ${reason}`,
    {
      hint: 'Look at the service in the ECS console before you start another deployment.',
    },
  )
}

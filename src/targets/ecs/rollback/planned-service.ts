import type { Clock } from '../../../core/clock.ts'
import type { RollbackProgress } from '../../../run/rollback.ts'
import type { RollbackTo } from '../../../run/rollback-to.ts'
import type { CapturedService } from '../model/captured-service.ts'
import type { EcsService } from '../model/model.ts'
import type { Stabilization } from '../model/stabilization.ts'
import type { TrackedDeployment } from '../model/tracked-deployment.ts'
import type { KnownGood } from '../watch/known-good.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'

/** The rollback of one service, planned; one class for each way in which a service is deployed. */
export interface PlannedService {
  readonly watched: ServiceTracker
  /** What failed. */
  readonly tracked: TrackedDeployment
  /** Task definition ARN; another one once a copy had to be registered, or the platform chose. */
  readonly target: string
  /** `platform`: it already rolls back by itself, and is only followed. */
  readonly actor: 'us' | 'platform'
  readonly evidence: readonly string[]
  readonly steps: readonly string[]
  readonly unknowns: readonly string[]
  /** A command with which a person does the same. */
  readonly manual: string
  /**
   * Decides by what is true now and acts on it, once: called again, it repeats no write. A lost answer
   * is settled by deciding again. Rejects with an EcsTrouble.
   */
  begin(deps: BeginDeps, signal: AbortSignal): Promise<Written>
  /** How the rollback stands, now that the service looks like this. Rejects once it is known to have failed. */
  poll(service: EcsService, signal: AbortSignal): Promise<Stabilization>
}

export interface BeginDeps {
  readonly clock: Clock
  readonly pollIntervalMs: number
  readonly progress: RollbackProgress
}

export type Written =
  | { readonly kind: 'under-way' }
  | { readonly kind: 'superseded'; readonly by: string; readonly reason: string }

export type ServicePlanning =
  | { readonly kind: 'ready'; readonly service: PlannedService }
  | {
      readonly kind: 'no-target'
      /** Absent: no known-good revision was found. */
      readonly reason?: string
      readonly evidence: readonly string[]
      readonly hint?: string
    }
  | { readonly kind: 'superseded'; readonly by: string; readonly reason: string }
  /** This deploy has given the service nothing, so that there is nothing to put back. */
  | { readonly kind: 'untouched'; readonly reason: string }

export interface PlanRequest {
  readonly service: EcsService
  readonly rollbackTo: RollbackTo
  /** What ran before the deploy, if that was recorded. */
  readonly captured?: CapturedService
  /** What earlier runs found of its revisions. Absent: it was not asked for. */
  readonly knownGood?: KnownGood
  /** So many failed tasks of the target end the wait for it. */
  readonly retries: number
}

/** So often is a write tried that AWS throttled, or whose answer was lost and that was not done. */
export const WRITE_ATTEMPTS = 6

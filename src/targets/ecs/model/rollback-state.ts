import type { EcsService, ServiceHistory } from './model.ts'
import type { TrackedDeployment } from './tracked-deployment.ts'

/** What a rollback is decided on; a controller that knows more adds to it. */
export interface ServiceFacts {
  /** As it is now, not as it was when the verdict fell. */
  readonly service: EcsService
  /** What failed. */
  readonly tracked: TrackedDeployment
  readonly history?: ServiceHistory | undefined
  /** The stages at which this run answers a pause. Absent: none. */
  readonly promotesAt?: readonly string[] | undefined
}

/** Where the rollback of one service goes, and how far it has come. */
export interface RollbackState {
  /** Task definition ARN: the planned one, its copy once that is registered, or what the platform chose. */
  readonly target: string
  /** Its service revision, if known: the same task definition may have meant another image before. */
  readonly targetRevisionArn?: string | undefined
  readonly progress: Progress
}

export type Progress =
  /** Nothing has been accepted. */
  | { readonly kind: 'planned' }
  /** Nothing either, and the deployment cannot be stopped here: the service has to be updated instead. */
  | { readonly kind: 'unstoppable' }
  /** It is accepted that this deployment is stopped; what comes of that is decided again, after so many polls. */
  | { readonly kind: 'stopping'; readonly deploymentId: string; readonly polls: number }
  /** As it was asked to, the platform restores what it came from, which is the target. */
  | { readonly kind: 'restoring' }
  /** The platform rolls back by itself, and goes where it goes. */
  | { readonly kind: 'followed'; readonly deploymentId?: string | undefined }
  /** The service has been given the target, so that the service itself shows how it goes. */
  | { readonly kind: 'updated'; readonly deploymentId?: string | undefined }

/** What a rollback does next where there is nothing to write. */
export type Passive =
  /** The target is the primary deployment already, whoever put it there. */
  | { readonly kind: 'already-there' }
  /** In a moment it will be in another state: poll again, and decide again. */
  | { readonly kind: 'wait'; readonly reason: string; readonly isForRollback?: true }
  | { readonly kind: 'superseded'; readonly by: string; readonly reason: string }

/** The platform rolls back, or has rolled back, by itself: nothing to write. */
export interface Follow {
  readonly kind: 'follow'
  readonly to?: string | undefined
  readonly deploymentId?: string
}

/** The state once this was decided. */
export function advance(state: RollbackState, action: Passive | Follow): RollbackState {
  const { target, progress } = state
  switch (action.kind) {
    case 'already-there':
      return progress.kind === 'updated' ? state : { ...state, progress: { kind: 'updated' } }
    case 'follow': {
      const { to = target, deploymentId } = action
      return { ...state, target: to, progress: { kind: 'followed', deploymentId } }
    }
    case 'wait':
      return action.isForRollback && progress.kind === 'stopping'
        ? { ...state, progress: { ...progress, polls: progress.polls + 1 } }
        : state
    case 'superseded':
      return state
  }
}

import type { Revision } from '../core/revision.ts'

/** A task of our deployment that failed: it exited, failed its health check, or could not start. */
export interface FailedTask {
  /** Stable, so that a task that is seen twice counts once. */
  readonly id: string
  readonly reason: string
}

/**
 * What the platform says about one service that this deployment changes.
 *
 * - `unknown`: throttled or unanswered, so no information; `permanent` when asking again cannot help
 * - `in-progress`: `servingFully` once all new tasks run and only old ones are still draining
 * - `complete`: our deployment is the one completed primary
 * - `failed`: the platform gave up and left it as it is
 * - `rolled-back`: the platform has put, or is putting, an earlier revision back by itself
 * - `superseded`: another deployment took over
 * - `absent`: the service never received our revision
 * - `unverifiable`: nothing runs that could be verified, such as a desired count of 0
 */
export type RolloutState =
  | { readonly kind: 'unknown'; readonly reason: string; readonly permanent: boolean }
  | {
      readonly kind: 'in-progress'
      readonly servingFully: boolean
      readonly failedTasks: readonly FailedTask[]
      readonly detail: string
    }
  | { readonly kind: 'complete'; readonly failedTasks: readonly FailedTask[]; readonly detail: string }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'rolled-back'; readonly reason: string; readonly to?: Revision }
  | { readonly kind: 'superseded'; readonly reason: string; readonly by?: Revision }
  | { readonly kind: 'absent'; readonly reason: string }
  | { readonly kind: 'unverifiable'; readonly reason: string }

/** One look at the platform, with a state for each service. */
export interface RolloutPoll {
  readonly atMs: number
  readonly services: readonly { readonly service: string; readonly state: RolloutState }[]
  /** What the platform reported since the last look: its events, in its own (untrusted) words. */
  readonly news: readonly string[]
}

/** Follows the rollout on the platform. A look never rejects but for an abort: trouble is `unknown`. */
export interface RolloutWatch {
  poll(signal: AbortSignal): Promise<RolloutPoll>
}

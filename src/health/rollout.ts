import type { Revision } from '../core/revision.ts'

/** A task of the watched deployment that failed: it exited, failed its health check, or could not start. */
export interface FailedTask {
  /** Stable, so that a task that is seen twice counts once. */
  readonly id: string
  readonly reason: string
}

/**
 * What the platform says about one service that this deployment changes.
 *
 * - `unknown`: throttled or unanswered, so no information; `permanent` when asking again cannot help
 * - `in-progress`: the platform has not finished this deployment
 * - `complete`: this deployment is the one completed primary
 * - `failed`: the platform ended it and left it as it is
 * - `rolled-back`: the platform has put, or is putting, an earlier revision back by itself
 * - `superseded`: another deployment took over
 * - `absent`: the service never received our revision
 * - `unverifiable`: nothing runs that could be verified, such as a desired count of 0
 */
export type RolloutState =
  | { readonly kind: 'unknown'; readonly reason: string; readonly permanent: boolean }
  | RolloutInProgress
  | RolloutComplete
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'rolled-back'; readonly reason: string; readonly to?: Revision }
  | { readonly kind: 'superseded'; readonly reason: string; readonly by?: Revision }
  | { readonly kind: 'absent'; readonly reason: string }
  | { readonly kind: 'unverifiable'; readonly reason: string }
  /** Somebody ended it, not for what the version did; a newer one that did may be shown only by the next poll. */
  | { readonly kind: 'stopped'; readonly reason: string }

export interface RolloutComplete {
  readonly kind: 'complete'
  readonly failedTasks: readonly FailedTask[]
  readonly takenAway?: string | undefined
  /** The platform still ends what ran before. Interrupted in that, it would count the deployment as rolled back. */
  readonly isCleaningUp?: boolean | undefined
  readonly detail: string
}

export interface RolloutInProgress {
  readonly kind: 'in-progress'
  /** How much of the production traffic goes to our version, as the platform shifts it. */
  readonly traffic: 'nothing' | 'some' | 'all'
  /** All new tasks run and only old ones are still draining. */
  readonly servingFully: boolean
  /** Our tasks that run. One more than ever before is progress. */
  readonly runningTasks: number
  /** What else has been reached: stages, steps of the traffic, hooks that ended. A new one is progress. */
  readonly milestones: readonly string[]
  /** The platform has found tasks of our version healthy: it goes no further without. */
  readonly hasServed: boolean
  readonly waitsFor?: RolloutWait | undefined
  readonly blocking?: RolloutBlock | undefined
  readonly failedTasks: readonly FailedTask[]
  /**
   * All tasks of a deployment that served are gone, and the platform took the last one away for reasons of its own: in
   * its own (untrusted) words. Absent: that is not so, or not known.
   */
  readonly takenAway?: string | undefined
  readonly detail: string
}

/** What the rollout waits for by design: its own schedule, which may take its time, or an answer of a person. */
export interface RolloutWait {
  readonly by: 'schedule' | 'person'
  readonly what: string
  /** How long it lasts by the platform's own configuration. Absent: unknown. */
  readonly durationMs?: number | undefined
  /** It is this run that answers. Absent: the platform itself or a person goes on with it. */
  readonly gate?: Gate | undefined
}

/** A pause of the platform that is answered by a verdict. */
export interface Gate {
  /** Of this one wait: the next one at the same stage has another. */
  readonly id: string
  /** In the platform's own words, such as `POST_TEST_TRAFFIC_SHIFT`. */
  readonly stage: string
  /** What the platform does if nobody answers, such as `ECS rolls it back at 2026-01-05 10:07 UTC`. */
  readonly otherwise?: string | undefined
}

/** Why the platform gets no further, in its own (untrusted) words. */
export interface RolloutBlock {
  readonly text: string
  /** There is no room for a task, or the platform slows itself down: no word about the version. */
  readonly isRoom: boolean
}

export interface ServiceRollout {
  readonly service: string
  readonly state: RolloutState
  /** When the platform began this deployment, on the run's clock. Absent: it does not say. */
  readonly begunAtMs?: number | undefined
}

/** One poll of the platform, with a state for each service. */
export interface RolloutPoll {
  readonly atMs: number
  readonly services: readonly ServiceRollout[]
  /** What the platform reported since the last poll: its events, in its own (untrusted) words. */
  readonly news: readonly string[]
}

/** Follows the rollout on the platform. A poll never rejects but for an abort: a failed call is `unknown`. */
export interface RolloutWatch {
  /** @param sinceMs what somebody else has asked the platform for since then will do. Absent: it is asked anew. */
  poll(signal: AbortSignal, sinceMs?: number): Promise<RolloutPoll>
}

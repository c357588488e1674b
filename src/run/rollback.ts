import type { Revision } from '../core/revision.ts'

/**
 * How a version is put back on one kind of platform.
 *
 * Planning reads only, so that a dry run may do it. Applying acts.
 */
export interface RollbackStrategy {
  /** Finds the rollback target. Rejects with a {@link PlatformError}, or with the signal's reason. */
  plan(signal: AbortSignal): Promise<PlanResult>
  /**
   * What `rollback-to` -1, -2 and so on would take now, at most so many of each service. Reads only, and rejects as
   * {@link plan} does. Absent: the platform does not say.
   */
  listCandidates?(most: number, signal: AbortSignal): Promise<readonly Candidate[]>
}

/** A version that could be gone back to. */
export interface Candidate {
  readonly revision: Revision
  /** When it ran, how long, and by what it is known to be good; as far as that is on record. */
  readonly evidence: string
  /** The service, where there are several: each counts by itself. */
  readonly service?: string | undefined
}

export type PlanResult =
  | { readonly kind: 'ready'; readonly plan: RollbackPlan }
  /** No known-good revision exists, or it cannot be used. */
  | {
      readonly kind: 'no-target'
      readonly reason: string
      /** What was considered and why it was rejected. */
      readonly evidence: readonly string[]
      readonly hint?: string | undefined
      /** What runs now, where the target knows it all the same. */
      readonly running?: Revision | undefined
    }
  /** Something newer took over: rolling back would undo somebody else's work. */
  | { readonly kind: 'superseded'; readonly reason: string; readonly by?: Revision | undefined }
  /** Nothing was deployed, so that there is nothing to put back. */
  | { readonly kind: 'not-deployed'; readonly reason: string }
  /** The loop guard or the budget refuses another rollback. */
  | { readonly kind: 'guard-stopped'; readonly reason: string; readonly hint?: string | undefined }

/** What a plan says, without the power to do it: for the summary, the report and a dry run. */
export interface PlanDescription {
  readonly from: Revision
  readonly to: Revision
  /** By which name `from` can be gone forward to again. Absent: by its own. */
  readonly forwardTo?: Revision | undefined
  /** These are words for a version that the platform does not name. Nobody can go back to such a name. */
  readonly unnamed?: readonly ('from' | 'to')[] | undefined
  /** The version that the target answers with, if it is known; the recovery then expects it. */
  readonly toVersion?: string
  /** Only a part is put back, so that the version that was deployed may go on answering; the recovery then takes any. */
  readonly keepsVersion?: true
  /** `platform`: the platform already rolls back by itself; applying only follows it. */
  readonly actor: 'us' | 'platform'
  /** It can only happen once this run has ended, and asking for it may already end this run. */
  readonly handsOff?: true
  /** Why this target: one sentence for each piece of evidence. */
  readonly evidence: readonly string[]
  /** What applying will call, in order, such as `UpdateService web → web:41`. */
  readonly steps: readonly string[]
  /** What could not be determined, and what would help (a permission, an input). */
  readonly unknowns: readonly string[]
  /** What the deploy changed beside the version and a rollback leaves so, such as `networkConfiguration of web`. */
  readonly notPutBack?: readonly string[] | undefined
  /** Commands with which a person does the same by hand. */
  readonly manual: readonly string[]
}

/** For a plan whose versions may be known by a phrase only, such as `the previous version`. */
export function describeUnnamed(isFromNamed: boolean, isToNamed: boolean): Pick<PlanDescription, 'unnamed'> {
  const unnamed = [...(isFromNamed ? [] : (['from'] as const)), ...(isToNamed ? [] : (['to'] as const))]
  return unnamed.length === 0 ? {} : { unnamed }
}

export interface RollbackPlan extends PlanDescription {
  /**
   * Carries the plan out and resolves once the platform says that the target is in place, or that it
   * will be without us. Called again, it treats "already there" as success. Checks immediately before
   * the write that nothing newer took over. Never retries a write whose answer was lost before
   * reading what became of it. Rejects with a {@link PlatformError}, or with the signal's reason.
   */
  apply(progress: RollbackProgress, signal: AbortSignal): Promise<ApplyResult>
  /**
   * Says, after the recovery was verified, whether it was still the target that answered. Reads only.
   * Absent: the platform cannot say.
   */
  findNewerDeployment?(signal: AbortSignal): Promise<NewerDeployment | undefined>
  /**
   * What is still right to do by hand once applying has begun. For a platform that goes one back from whatever
   * runs: done a second time, it would bring back an older version still. Absent: the commands of the plan.
   */
  manualNow?(): readonly string[]
  /** Called once after the recovery was verified, for records and for tidying up. Never fatal. */
  conclude?(recovered: boolean, signal: AbortSignal): Promise<void>
}

export function describePlan({
  apply: _apply,
  findNewerDeployment: _findNewerDeployment,
  manualNow: _manualNow,
  conclude: _conclude,
  ...description
}: RollbackPlan): PlanDescription {
  return description
}

/** The same once applying has begun. */
export function describeBegun(plan: RollbackPlan): PlanDescription {
  return { ...describePlan(plan), manual: plan.manualNow?.() ?? plan.manual }
}

/** Reports what is being done, while it is being done. The text may hold untrusted parts. */
export type RollbackProgress = (text: string) => void

export type ApplyResult =
  | { readonly kind: 'in-place'; readonly run?: RunReference | undefined }
  /** Accepted; it happens once this run has ended. */
  | { readonly kind: 'handed-off'; readonly reason: string; readonly run?: RunReference | undefined }
  | { readonly kind: 'awaiting-approval'; readonly reason: string; readonly run?: RunReference | undefined }
  /** Between plan and write something newer took over; nothing was written. */
  | { readonly kind: 'superseded'; readonly reason: string; readonly by?: Revision | undefined }
  /** The marker or the budget refused; nothing was written. */
  | { readonly kind: 'guard-stopped'; readonly reason: string; readonly hint?: string | undefined }

/** Something newer that took the target's place. */
export interface NewerDeployment {
  readonly by?: Revision | undefined
  readonly reason: string
  /** The platform itself has taken the target back: nobody else is at work. */
  readonly isByPlatform?: true
}

/** A workflow run or a pull request that does the rollback. */
export interface RunReference {
  readonly id: string
  readonly url: string
}

import type { AwsError } from '../../../aws/aws-error.ts'
import type { RetryPace } from '../../../aws/retry-transient.ts'
import type { RollbackProgress } from '../../../run/rollback.ts'
import type { RollbackTo } from '../../../run/rollback-to.ts'
import type { DefinitionCopy, DefinitionReader } from '../api/task-definition.ts'
import type { CapturedService } from '../model/captured-service.ts'
import type { Pinning } from '../model/images.ts'
import type { EcsDeployment, EcsService } from '../model/model.ts'
import type { Follow, Passive, Progress, RollbackState, ServiceFacts } from '../model/rollback-state.ts'
import type { Stabilization } from '../model/stabilization.ts'
import type { TargetChoice } from '../model/target-choice.ts'
import type { TrackedDeployment } from '../model/tracked-deployment.ts'
import type { KnownGood } from '../watch/known-good.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'

/**
 * The port to whoever controls the deployments of one service, ECS or CodeDeploy: only what really differs
 * between them. The order of the steps is not here: it is the same for all, in service-planning.ts and
 * service-rollback.ts.
 */
export interface Controller<Facts extends ServiceFacts, Followed extends Follow, Write extends AnyWrite>
  extends Planning<Facts, Followed, Write> {
  /** Reads what is decided on, now that the service looks like this. */
  read(service: EcsService, tracked: TrackedDeployment, signal: AbortSignal): Promise<Facts>
  /** Sends it once. Rejects with an AwsError. */
  write(
    write: Write,
    at: WriteContext<Facts>,
    report: RollbackProgress,
    signal: AbortSignal,
  ): Promise<Progress>
  /**
   * What it means that a write was refused, or that its answer was lost.
   *
   * @param again it was refused before, and has been decided again since
   */
  judgeRefusal(write: Write, error: AwsError, again: boolean): Refusal
  /** How the rollback goes, now that the service looks like this. */
  poll(
    service: EcsService,
    at: WriteContext<Facts | undefined>,
    signal: AbortSignal,
  ): Promise<StabilizationPoll>
}

interface Planning<Facts, Followed, Write> {
  readonly watched: ServiceTracker
  /** What to do next. Without a state: no target is chosen yet. */
  decide(facts: Facts, state?: RollbackState): Passive | Followed | Write
  /** Reads what a plan is decided on. */
  inspect(request: PlanRequest, signal: AbortSignal): Promise<Facts>
  /** The task definition that ran before the deploy and still runs; undefined: the deploy brought another one. */
  findUntouched(
    facts: Facts,
    captured: CapturedService,
    first: Passive | Followed | Write,
  ): string | undefined
  /** Where the platform has chosen, the plan to follow it. */
  planToFollow(facts: Facts, action: Followed): PlanDetails & Pick<ServicePlan, 'target' | 'actor'>
  /** What the service is known to have run, to be named where something is not found. */
  known(facts: Facts): readonly string[]
  choose(
    facts: Facts,
    request: PlanRequest,
    signal: AbortSignal,
  ): Promise<TargetChoice & { readonly hint?: string | undefined }>
  /** Inspects the target itself: does it still exist, may it be used as it is, what will differ. */
  detail(
    found: FoundTarget<Facts, Passive | Followed | Write>,
    definitions: DefinitionReader,
    signal: AbortSignal,
  ): Promise<PlanDetails | NoTarget>
}

/** The writes of all controllers. */
export interface AnyWrite {
  readonly kind: 'stop-with-rollback' | 'update-service' | 'stop' | 'create'
}

export type Refusal = 'final' | 'decide-again' | 'unstoppable'

export interface WriteContext<Seen> {
  readonly plan: ServicePlan
  readonly state: RollbackState
  /** What was last decided on. */
  readonly seen: Seen
}

export interface StabilizationPoll {
  readonly stabilization: Stabilization
  /** Task definition ARN; another one where a platform that is followed has chosen it. */
  readonly target: string
  /** The target's deployment, where its tasks may be failing as well. */
  readonly suspect?: EcsDeployment | undefined
  /** Since when its tasks count, by the server's clock: it may have run before. Absent: since ever. */
  readonly suspectSinceMs?: number | undefined
}

export interface FoundTarget<Facts, Action> {
  readonly facts: Facts
  readonly action: Action
  /** Task definition ARN. */
  readonly target: string
  readonly choice: Extract<TargetChoice, { kind: 'found' }>
  readonly pinning: Pinning
}

export interface PlanDetails {
  /** Set when the target must be registered again first, under a new revision. */
  readonly copy?: DefinitionCopy | undefined
  readonly evidence: readonly string[]
  readonly steps: readonly string[]
  readonly unknowns: readonly string[]
  /** What the deploy changed of the service itself and stays so. */
  readonly notPutBack?: readonly string[] | undefined
  /** A line of commands with which a person does the same. */
  readonly manual: string
}

/** What a rollback of one service will do. */
export interface ServicePlan extends PlanDetails, Pick<RollbackState, 'target' | 'targetRevisionArn'> {
  readonly tracked: TrackedDeployment
  /** `platform`: it already rolls back by itself, and is only followed. */
  readonly actor: 'us' | 'platform'
  /** It runs already, and all there is to do is to verify it. */
  readonly isInPlace?: true
}

export interface NoTarget {
  readonly kind: 'no-target'
  readonly reason: string
  readonly evidence: readonly string[]
  readonly hint?: string | undefined
}

export interface PlanRequest {
  readonly service: EcsService
  readonly definitions: DefinitionReader
  /** What is named may run already: a manual rollback accepts that. */
  readonly acceptsRunning: boolean
  readonly rollbackTo: RollbackTo
  /** What ran before the deploy, if that was recorded. */
  readonly captured?: CapturedService | undefined
  /** What earlier runs found of its revisions. Absent: it was not asked for. */
  readonly knownGood?: KnownGood | undefined
  /** So many failed tasks of the target end the wait for it. */
  readonly retries: number
  /** Of what is read again while AWS gives no answer. */
  readonly pace: RetryPace
}

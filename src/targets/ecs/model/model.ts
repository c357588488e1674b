import type { SchedulePart } from '../../../run/landing-time.ts'

/**
 * ECS as far as decisions need it, in ECS's own words. In this folder are the decisions: pure, without the
 * SDK, a clock or a call. Enumerations are open: ECS adds values within
 * a year, and an unknown one means "keep waiting". Times are the server's, in epoch milliseconds; they
 * are only ever compared with each other, never with the runner's clock.
 */
export interface EcsService {
  readonly name: string
  readonly arn: string
  readonly status: string
  /** `ECS`, `CODE_DEPLOY` or `EXTERNAL`. */
  readonly controller: string
  /** `ROLLING`, `BLUE_GREEN`, `LINEAR`, `CANARY`. */
  readonly strategy: string
  readonly desiredCount: number
  readonly runningCount: number
  readonly pendingCount: number
  /** What was requested last; it follows a rollback. */
  readonly taskDefinition: string
  /** Under another controller than `ECS`: its task sets, which ECS calls by the same ids. */
  readonly deployments: readonly EcsDeployment[]
  /** Behind a load balancer: where its tasks are registered, ARNs. */
  readonly targetGroups: readonly string[]
  /** An Express service: ECS manages it, and takes no UpdateService of its task definition. */
  readonly isExpress: boolean
  /** Newest first. */
  readonly events: readonly EcsEvent[]
  /** How long ECS bakes each deployment by itself: the steps of the traffic, and the bake time after them. */
  readonly bakeMs?: number | undefined
  /** The bake time alone. */
  readonly bakeTimeMs?: number | undefined
  /** What ECS does with each deployment by a schedule of its own. */
  readonly schedule: readonly SchedulePart[]
  readonly circuitBreaker?: { readonly enable: boolean; readonly rollback: boolean } | undefined
  /** Its PAUSE hooks. Absent: none is configured. */
  readonly pauses?: readonly ConfiguredPause[] | undefined
}

export interface EcsDeployment {
  /** `ecs-svc/…`; tasks name it as `startedBy`. */
  readonly id: string
  /** `PRIMARY` is the most recent one; anything else is being replaced. */
  readonly status: string
  readonly taskDefinition: string
  /** `IN_PROGRESS`, `COMPLETED`, `FAILED`; absent behind a Classic Load Balancer. */
  readonly rolloutState?: string | undefined
  readonly rolloutStateReason?: string | undefined
  readonly desiredCount: number
  readonly runningCount: number
  readonly pendingCount: number
  /** Consecutive failures; ECS resets it whenever a task runs, so it is only a hint to look. */
  readonly failedTasks: number
  readonly createdAtMs: number
  readonly taskSet?: TaskSet | undefined
}

/** What is known of a task set alone. */
export interface TaskSet {
  /** `STEADY_STATE` or `STABILIZING`. */
  readonly stability: string
  /** The CodeDeploy deployment that made it, such as `d-ABCDEF123`. */
  readonly codeDeployId?: string | undefined
}

export interface EcsEvent {
  readonly id: string
  readonly createdAtMs: number
  readonly message: string
}

export interface StoppedTask {
  readonly arn: string
  readonly startedBy?: string | undefined
  readonly stopCode?: string | undefined
  readonly stoppedReason?: string | undefined
  /** When it began to stop. */
  readonly stoppedAtMs?: number | undefined
  /** Its containers had begun to run. */
  readonly hasRun?: boolean | undefined
  /** Its connections drain: ECS still counts it as running. */
  readonly isDraining?: boolean | undefined
  readonly containers: readonly {
    readonly name: string
    readonly exitCode?: number | undefined
    readonly reason?: string | undefined
    /** `PENDING`, `RUNNING`, `STOPPED`. */
    readonly status?: string | undefined
    /** Its image has not been pulled. */
    readonly lacksImage?: boolean | undefined
  }[]
}

/** One entry of a service's deployment history. */
export interface ServiceDeployment {
  readonly arn: string
  readonly status: string
  readonly statusReason?: string | undefined
  readonly createdAtMs: number
  /** The same, for people. */
  readonly createdAt: string
  readonly targetRevisionArn?: string | undefined
  readonly sourceRevisionArns: readonly string[]
  readonly lifecycleStage?: string | undefined
  /** Of the production traffic, in percent, what the target revision is to get. Absent: ECS shifts none. */
  readonly productionWeight?: number | undefined
  readonly hooks: readonly LifecycleHook[]
  readonly rollback?:
    | {
        readonly reason?: string | undefined
        readonly serviceRevisionArn?: string | undefined
        readonly startedAtMs?: number | undefined
      }
    | undefined
  readonly circuitBreaker?:
    | {
        readonly status: string
        readonly failureCount: number
        readonly threshold: number
      }
    | undefined
  readonly triggeredAlarms: readonly string[]
}

export interface LifecycleHook {
  readonly id: string
  /** `AWS_LAMBDA` or `PAUSE`. */
  readonly targetType: string
  /** `AWAITING_ACTION` is a pause that waits for somebody. */
  readonly status: string
  /** When its wait ends, for people. */
  readonly expiresAt?: string | undefined
  /** What ECS does then: `CONTINUE` or `ROLLBACK`. */
  readonly timeoutAction?: string | undefined
}

/** A PAUSE hook as the service has it. */
export interface ConfiguredPause {
  readonly stages: readonly string[]
  readonly timeoutMinutes?: number | undefined
  readonly timeoutAction?: string | undefined
}

/** What one deployment ran: immutable. */
export interface ServiceRevision {
  readonly arn: string
  readonly taskDefinition: string
  /** See DeployedDefinition. */
  readonly copyOf?: string | undefined
  readonly createdAtMs: number
  readonly images: readonly ContainerImage[]
  /** Service-level settings that an UpdateService of the task definition alone does not restore. */
  readonly settings: Readonly<Record<string, string>>
}

export interface ContainerImage {
  readonly container: string
  /** As the task definition names it: `repo:tag` or `repo@sha256:…`. */
  readonly image: string
  /** `sha256:…`, as it was resolved when this revision was deployed. */
  readonly digest?: string | undefined
}

/** A service's past, newest deployment first, with the revisions that it names. */
export interface ServiceHistory {
  readonly deployments: readonly ServiceDeployment[]
  readonly revisions: ReadonlyMap<string, ServiceRevision>
  /** Nothing older is on record. */
  readonly isWhole: boolean
}

/** The primary deployment: the most recent one. */
export function primaryOf(service: EcsService): EcsDeployment | undefined {
  return service.deployments.find(({ status }) => status === 'PRIMARY')
}

/** `arn:aws:ecs:…:task-definition/web:42` → `web:42`; anything else stays as it is. */
export function shortTaskDefinition(taskDefinition: string): string {
  return taskDefinition.split(':task-definition/').at(-1) ?? taskDefinition
}

/** Newest first, by the server's time: the order of a listing is not documented. */
export function newestFirst<T extends { readonly createdAtMs: number }>(entries: readonly T[]): T[] {
  return [...entries].sort((one, other) => other.createdAtMs - one.createdAtMs)
}

/** What a task definition was in its newest deployment: with a tag that was moved, an older one was another. */
export function newestRevisionOf(
  taskDefinition: string,
  history: ServiceHistory | undefined,
): ServiceRevision | undefined {
  const revisions = [...(history?.revisions.values() ?? [])]
  return newestFirst(revisions.filter((revision) => revision.taskDefinition === taskDefinition))[0]
}

/** ECS ends what its circuit breaker or an alarm finds. Anything else was a person, who says nothing about the version. */
export function wasFoundFailing({ circuitBreaker, triggeredAlarms }: ServiceDeployment): boolean {
  return circuitBreaker?.status === 'TRIGGERED' || triggeredAlarms.length > 0
}

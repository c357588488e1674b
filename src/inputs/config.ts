import type { Pattern } from '../core/pattern/pattern.ts'
import type { Secret } from '../core/secret.ts'
import type { Trigger } from '../health/triggers/trigger.ts'
import type { HttpCheck } from '../http/model/check-config.ts'
import type { NetworkConfig } from '../http/network.ts'
import type { CommandCheck } from '../process/command-check.ts'
import type { KnownBadAction } from '../run/known-bad.ts'
import type { RollbackTo } from '../run/rollback-to.ts'
import type { MessageTemplates } from './values/message-template.ts'
import type { NotifyLevel } from './values/notify-line.ts'

/** What the user asked for, whatever the target: unions in which the impossible cannot be said. */
export interface Config {
  readonly mode: Mode
  readonly autoRollback: boolean
  /** `previous`, `-N`, or a revision in the target's own terms. */
  readonly rollbackTo: RollbackTo
  readonly health: HealthConfig
  readonly network: NetworkConfig
  /** Absent: no pause of the platform is answered. */
  readonly promotion?: PromotionConfig
  readonly rolloutTimeoutMs: number
  /** Set to something else than its default. */
  readonly isRolloutTimeoutGiven: boolean
  readonly rollbackTimeoutMs: number
  readonly pollIntervalMs: number
  readonly onInconclusive: 'fail' | 'pass' | 'rollback'
  readonly failOnRollback: boolean
  /** What `mode: capture` recorded, as its output said it. Absent: found by itself in the same job. */
  readonly captured?: string
  /** Absent: none was given, and what needs the GitHub API is left out. */
  readonly githubToken?: Secret
  readonly notify: NotifyConfig
  /** What to do with a version that was rolled back from before. */
  readonly knownBad: KnownBadAction
  /** The GitHub environment that is deployed to, whose record of this commit is kept truthful. Absent: none. */
  readonly environment?: string
  /** Absent: no incident issue is opened. */
  readonly incident?: IncidentConfig
  /** Absent: no pull request gets a comment. */
  readonly prComment?: PullRequestCommentConfig
  /** Whether the stages of the run are compared with those of earlier ones. */
  readonly landingReport: boolean
  /** Absent: no runbook is written. */
  readonly runbook?: RunbookConfig
  /** How fast a recovery has to be. Absent: nobody has set a target. */
  /** What the team wants a landing to take at most. */
  readonly landingTargetMs?: number
  readonly recoveryTargetMs?: number
}

export interface PullRequestCommentConfig {
  readonly token: Secret
}

export interface PromotionConfig {
  /** How long the new version is watched at each pause. */
  readonly bakeTimeMs: number
}

export type Mode = 'guard' | 'rollback' | 'validate' | 'capture' | 'rehearse'

export interface RunbookConfig {
  /** In the workspace. */
  readonly path: string
  readonly contacts: readonly string[]
}

export interface NotifyConfig {
  /** Who is notified. Empty: nobody. */
  readonly addresses: readonly NotifyAddress[]
  /** The user's own texts. */
  readonly templates: MessageTemplates
}

export interface NotifyAddress {
  readonly url: Secret
  readonly on: NotifyLevel
}

export interface IncidentConfig {
  readonly labels: readonly string[]
  readonly token: Secret
}

/** One check, as it is configured. */
export type CheckConfig = HttpCheck | CommandCheck

export interface HealthConfig {
  readonly checks: readonly CheckConfig[]
  /** Of the test listener; only with a promotion. */
  readonly testChecks: readonly CheckConfig[]
  readonly expectVersion?: string
  readonly intervalMs: number
  readonly startPeriodMs: number
  readonly successThreshold: number
  readonly bakeTimeMs: number
  readonly retries: number
  /** Absent: only `retries` decides. */
  readonly rollbackWhen?: TriggerConfig
  /** Absent: nothing only warns. */
  readonly warnWhen?: TriggerConfig
  /** What makes a line of the log an error. */
  readonly logPattern: Pattern
}

/** The lines of `rollback-when` or `warn-when`, and what has to be read for them. */
export interface TriggerConfig {
  /** At least one. */
  readonly triggers: readonly Trigger[]
  /** Those that the lines name. */
  readonly metrics: readonly MetricConfig[]
  /** Names of CloudWatch alarms, each once. */
  readonly alarms: readonly string[]
  /** A line asks for the runs of the workflow. */
  readonly readsRuns: boolean
}

export interface MetricConfig {
  readonly name: string
  readonly source: CloudWatchMetric | PrometheusMetric
}

export interface CloudWatchMetric {
  readonly kind: 'cloudwatch'
  readonly namespace: string
  readonly metric: string
  /** `Average`, `Sum`, `p99` and so on. */
  readonly stat: string
  readonly periodMs: number
  readonly dimensions: readonly { readonly name: string; readonly value: string }[]
  /** Absent: the one of the run. */
  readonly region?: string
}

export interface PrometheusMetric {
  readonly kind: 'prometheus'
  /** Of the server; the path of the API is added. */
  readonly url: Secret
  readonly query: string
  readonly auth?:
    | { readonly kind: 'bearer'; readonly token: Secret }
    | { readonly kind: 'basic'; readonly user: string; readonly password: Secret }
}

import type { Secret } from './secret.ts'

/** What the user asked for: unions in which the impossible cannot be said. Made by inputs/ only. */
export interface Config {
  readonly mode: Mode
  readonly target: TargetConfig
  readonly autoRollback: boolean
  /** `previous`, `-N`, or a revision in the target's own terms. */
  readonly rollbackTo: RollbackTo
  readonly health: HealthConfig
  readonly rolloutTimeoutMs: number
  readonly rollbackTimeoutMs: number
  readonly pollIntervalMs: number
  readonly onInconclusive: 'fail' | 'pass' | 'rollback'
  readonly failOnRollback: boolean
}

export type Mode = 'guard' | 'rollback' | 'validate' | 'capture'

export type RollbackTo =
  | { readonly kind: 'previous' }
  /** So many distinct good revisions back; at least 1. */
  | { readonly kind: 'back'; readonly count: number }
  | { readonly kind: 'revision'; readonly revision: string }

export type TargetConfig = EcsConfig | { readonly kind: 'none' }

export interface EcsConfig {
  readonly kind: 'ecs'
  /** Name or ARN. */
  readonly cluster: string
  /** At least one, in the order given. */
  readonly services: readonly EcsServiceConfig[]
  /** Absent: the SDK's own search (AWS_REGION and so on). */
  readonly region?: string
}

export interface EcsServiceConfig {
  /** Name or ARN. */
  readonly service: string
  /** The one just deployed: ARN or `family:revision`. Absent: the one that runs when the step starts. */
  readonly taskDefinition?: string
}

export interface HealthConfig {
  readonly checks: readonly CheckConfig[]
  readonly expectVersion?: string
  readonly intervalMs: number
  readonly startPeriodMs: number
  readonly successThreshold: number
  readonly bakeTimeMs: number
  readonly retries: number
}

/** One HTTP check: a line of `health-url`, or an entry of `checks`. */
export interface CheckConfig {
  /** Unique in a run, and plain text. */
  readonly name: string
  readonly url: Secret
  readonly method: string
  readonly headers: readonly { readonly name: string; readonly value: Secret }[]
  readonly body?: Secret
  readonly expectStatus: readonly StatusRange[]
  readonly versionFrom: VersionSource
  readonly timeoutMs: number
  readonly required: boolean
}

/** Both ends included. */
export interface StatusRange {
  readonly from: number
  readonly to: number
}

export type VersionSource =
  | { readonly kind: 'body'; readonly path: readonly (string | number)[] }
  | { readonly kind: 'header'; readonly name: string }

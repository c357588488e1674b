import type { Secret } from '../core/secret.ts'
import type { Trigger } from '../health/triggers/trigger.ts'
import type { AnswerCondition, StatusRange, VersionSource } from '../http/model/expectation.ts'
import type { RollbackTo } from '../run/rollback-to.ts'
import type { StatusExpectation } from '../targets/webhook/model/status-expectation.ts'

/** What the user asked for: unions in which the impossible cannot be said. Made by inputs/ only. */
export interface Config {
  readonly mode: Mode
  readonly target: TargetConfig
  readonly autoRollback: boolean
  /** `previous`, `-N`, or a revision in the target's own terms. */
  readonly rollbackTo: RollbackTo
  readonly health: HealthConfig
  readonly network: NetworkConfig
  readonly rolloutTimeoutMs: number
  readonly rollbackTimeoutMs: number
  readonly pollIntervalMs: number
  readonly onInconclusive: 'fail' | 'pass' | 'rollback'
  readonly failOnRollback: boolean
  /** What `mode: capture` recorded, as its output said it. Absent: found by itself in the same job. */
  readonly captured?: string
  /** Absent: none was given, and what needs the GitHub API is left out. */
  readonly githubToken?: Secret
  readonly notify?: NotifyConfig
  /** The GitHub environment that is deployed to, whose record of this commit is kept truthful. Absent: none. */
  readonly environment?: string
  /** Absent: no incident issue is opened. */
  readonly incident?: IncidentConfig
  /** How fast a recovery has to be. Absent: nobody has set a target. */
  readonly recoveryTargetMs?: number
}

export type Mode = 'guard' | 'rollback' | 'validate' | 'capture'

export type TargetConfig =
  | EcsConfig
  | WorkflowConfig
  | WebhookConfig
  | SshConfig
  | GitConfig
  | CommandConfig
  | { readonly kind: 'none' }

export interface EcsConfig {
  readonly kind: 'ecs'
  /** Name or ARN. */
  readonly cluster: string
  /** At least one, in the order given. */
  readonly services: readonly EcsServiceConfig[]
  /** Absent: the SDK's own search (AWS_REGION and so on). */
  readonly region?: string
  /** Running tasks, container health and target-group health count beside the HTTP checks. */
  readonly judgesService: boolean
  /** Revisions are tagged with what a run found of them, and chosen by it. */
  readonly recordsKnownGood: boolean
}

export interface EcsServiceConfig {
  /** Name or ARN. */
  readonly service: string
  /** The one just deployed: ARN or `family:revision`. Absent: the one that runs when the step starts. */
  readonly taskDefinition?: string
}

export interface WorkflowConfig {
  readonly kind: 'workflow'
  /** File name or id. Absent: the workflow that this step runs in. */
  readonly workflow?: string
  /** Absent: the job that this step runs in. */
  readonly deployJob?: string
  readonly environment?: string
  readonly strategy: WorkflowStrategy
  readonly token: Secret
}

export type WorkflowStrategy =
  | { readonly kind: 'rerun' }
  | {
      readonly kind: 'dispatch'
      /** Branch or tag. Absent: the branch of the run that is rolled back to. */
      readonly ref?: string
      /** Values may hold `{sha}`, `{ref}` and `{run_id}`, replaced by those of the good run. */
      readonly inputs: readonly { readonly name: string; readonly value: string }[]
    }

export interface WebhookConfig {
  readonly kind: 'webhook'
  readonly url: Secret
  readonly method: string
  readonly headers: readonly HeaderConfig[]
  readonly body?: Secret
  /** Absent: the endpoint's own answer is all there is to see, and the checks decide. */
  readonly status?: {
    readonly url: Secret
    /** All must hold; at least one. */
    readonly expect: readonly StatusExpectation[]
  }
}

export interface SshConfig {
  readonly kind: 'ssh'
  readonly host: string
  readonly port: number
  readonly user: string
  /** A private key in PEM or OpenSSH form. Absent: the agent's or the client's own. */
  readonly key?: Secret
  /** Lines of a known_hosts file; at least one. */
  readonly knownHosts: readonly string[]
  /** The folder that is deployed into. Absolute, without a slash at its end. */
  readonly path: string
  /** `backup`: restore a copy of the folder. `git`: the folder is a git checkout, which is reset. */
  readonly method: 'backup' | 'git'
  /** A glob on the server, absolute. */
  readonly backups: string
  /** Folders below `path` that hold data and stay as they are. Relative to it. */
  readonly exclude: readonly string[]
  /** The systemd unit to stop and start. Absent: none. */
  readonly service?: string
  /** An address that is asked on the server itself after the start. Absent: none. */
  readonly healthUrl?: Secret
  /** Older ones are removed after a verified recovery; at least 1. Absent: nothing is removed. */
  readonly keepBackups?: number
}

export interface GitConfig {
  readonly kind: 'git'
  /** Absent: the branch of the run. */
  readonly branch?: string
  /** Whose deployment records tell the last good commit. Absent: those of every environment. */
  readonly environment?: string
  readonly method: 'pull-request' | 'push'
  /** File name or id, with `push` only: dispatched then, since a push by GITHUB_TOKEN starts nothing. */
  readonly workflow?: string
  readonly token: Secret
}

export interface CommandConfig {
  readonly kind: 'command'
  /** A bash script, run once in the workspace. */
  readonly command: string
  /** A bash script that prints `{"from": "…", "to": "…"}` and changes nothing. */
  readonly planCommand?: string
}

export interface NotifyConfig {
  readonly url: Secret
  readonly on: 'always' | 'failure' | 'rollback'
}

export interface IncidentConfig {
  readonly labels: readonly string[]
  readonly token: Secret
}

/** How requests reach the service, its endpoints and its metrics. Proxies come from the environment. */
export interface NetworkConfig {
  /** `auto`: every address that a name has, one after the other. */
  readonly ipVersion: 'auto' | 4 | 6
  /** PEM; trusted besides the runner's own authorities. */
  readonly caPem?: string
}

export interface HealthConfig {
  readonly checks: readonly CheckConfig[]
  readonly expectVersion?: string
  readonly intervalMs: number
  readonly startPeriodMs: number
  readonly successThreshold: number
  readonly bakeTimeMs: number
  readonly retries: number
  /** Absent: only `retries` decides. */
  readonly rollbackWhen?: RollbackWhenConfig
}

/** The lines of `rollback-when`, and what has to be read for them. */
export interface RollbackWhenConfig {
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

/** One HTTP check: a line of `health-url`, or an entry of `checks`. */
export interface CheckConfig {
  /** Unique in a run, and plain text. */
  readonly name: string
  readonly url: Secret
  readonly method: string
  readonly headers: readonly HeaderConfig[]
  readonly body?: Secret
  readonly expectStatus: readonly StatusRange[]
  /** Absent: any version may answer. */
  readonly versionFrom?: VersionSource
  /** Absent: none. */
  readonly conditions?: readonly AnswerCondition[]
  readonly timeoutMs: number
  readonly required: boolean
}

export interface HeaderConfig {
  readonly name: string
  readonly value: Secret
}

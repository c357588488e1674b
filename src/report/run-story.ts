// report/ renders what a run learnt, and delivers it; it does not decide how the run goes.

import type { LandingHistory } from '../github/model/landing-history.ts'
import type { Pipeline } from '../github/model/pipeline.ts'
import type { Config } from '../inputs/config.ts'
import type { RunEvents } from '../run/event.ts'
import type { ExitCode, Outcome } from '../run/outcome.ts'

/** Everything that a report is rendered from. It holds no secret: redact before. */
export interface RunStory {
  readonly outcome: Outcome
  readonly events: RunEvents
  readonly context: ReportContext
  /** The files beside the JSON report. Absent: none. */
  readonly files?: readonly string[] | undefined
  /** Absent: nothing of it was asked for, or it is not read yet. */
  readonly records?: GithubRecords | undefined
}

/** What GitHub knows about this run and the ones before it. */
export interface GithubRecords {
  readonly pipeline?: Recorded<Pipeline> | undefined
  readonly landings?: Recorded<LandingHistory> | undefined
}

export type Recorded<Value> =
  | { readonly kind: 'read'; readonly value: Value }
  /** It could not be read. Untrusted. */
  | { readonly kind: 'left-out'; readonly why: string }

/** What is reported about the run itself. */
export interface ReportContext {
  readonly mode: Config['mode']
  /** The value of the input `target`. */
  readonly target: string
  readonly exitCode: ExitCode
  readonly settings: ReportSettings
  /** Wall clock at the run's time 0, ISO 8601. */
  readonly startedAt: string
  /** Version of Safe Landing. */
  readonly version: string
  /** Where it deploys to, the most specific first. Absent: the target has no place of its own. */
  readonly where?: readonly PlaceFact[] | undefined
  /** The GitHub environment that is deployed to, if it is named. */
  readonly environment?: string | undefined
  /** Absent outside of GitHub. */
  readonly run?: WorkflowRun | undefined
  /** Where the JSON report is, if it could be written. */
  readonly reportPath?: string | undefined
}

/** One fact about a place, such as the cluster `prod`. */
export interface PlaceFact {
  /** In our own words. Absent: the value speaks for itself. */
  readonly name?: string | undefined
  readonly value: string
  readonly url?: string | undefined
}

export interface WorkflowRun {
  readonly repository: string
  readonly workflow: string
  readonly job: string
  readonly commit: string
  /** The first line of the commit's message, and who wrote it, as far as the event says. Untrusted. */
  readonly message?: string | undefined
  readonly author?: string | undefined
  readonly ref: string
  readonly actor: string
  readonly url: string
  readonly attempt: number
}

export interface ReportSettings {
  readonly checks: readonly { readonly name: string; readonly required: boolean }[]
  readonly expectVersion?: string | undefined
  readonly intervalMs: number
  readonly startPeriodMs: number
  readonly successThreshold: number
  readonly bakeTimeMs: number
  readonly retries: number
  readonly rolloutTimeoutMs: number
  readonly rollbackTimeoutMs: number
  readonly pollIntervalMs: number
  readonly autoRollback: boolean
  readonly failOnRollback: boolean
  readonly onInconclusive: Config['onInconclusive']
  /** What the team wants a landing to take at most, from the start of the deployment to the verdict. */
  readonly landingTargetMs?: number | undefined
  /** What the team wants a recovery to take at most; then the summary says whether it was met. */
  readonly recoveryTargetMs?: number | undefined
  /** The lines of `rollback-when` as the user wrote them. */
  readonly rollbackWhen?: readonly string[] | undefined
}

/** The part of the configuration that may be shown: no address, no header, no body. */
export function reportSettings(config: Config): ReportSettings {
  const { health } = config
  return {
    checks: health.checks.map(({ name, required }) => ({ name, required })),
    expectVersion: health.expectVersion,
    intervalMs: health.intervalMs,
    startPeriodMs: health.startPeriodMs,
    successThreshold: health.successThreshold,
    bakeTimeMs: health.bakeTimeMs,
    retries: health.retries,
    rolloutTimeoutMs: config.rolloutTimeoutMs,
    rollbackTimeoutMs: config.rollbackTimeoutMs,
    pollIntervalMs: config.pollIntervalMs,
    autoRollback: config.autoRollback,
    failOnRollback: config.failOnRollback,
    onInconclusive: config.onInconclusive,
    landingTargetMs: config.landingTargetMs,
    recoveryTargetMs: config.recoveryTargetMs,
    rollbackWhen: health.rollbackWhen?.triggers.map(({ line }) => line),
  }
}

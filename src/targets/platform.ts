import type { Clock } from '../core/clock.ts'
import type { HealthProbe } from '../health/probe.ts'
import type { RolloutWatch } from '../health/rollout.ts'
import type { MetricSource } from '../health/triggers/metric-source.ts'
import type { Config } from '../inputs/config.ts'
import type { Capture, CaptureSource } from '../run/capture.ts'
import type { Diagnostics } from '../run/diagnosis.ts'
import type { Journal } from '../run/event.ts'
import type { RevisionRecord } from '../run/revision-record.ts'
import type { RollbackStrategy } from '../run/rollback.ts'
import type { ValidatePorts } from '../run/validate.ts'

/** What a target brings: how its rollout is followed, how it is rolled back, its own signs of health. */
export interface Platform {
  readonly watch?: RolloutWatch
  readonly strategy?: RollbackStrategy
  readonly diagnostics?: Diagnostics
  /** What it keeps for later runs. */
  readonly revisions?: RevisionRecord
  /** What can be recorded of it before a deploy. */
  readonly source?: CaptureSource
  /** For `mode: validate`: see {@link ValidatePorts}. */
  readonly dryRun?: NonNullable<ValidatePorts['dryRun']>
  /** The workflow's own runs, for `rollback-when`. */
  readonly runs?: MetricSource
  readonly probes: readonly HealthProbe[]
}

export interface PlatformDeps {
  readonly env: NodeJS.ProcessEnv
  readonly clock: Clock
  readonly journal: Journal
  readonly redact: (text: string) => string
  /** The HTTP checks, for a target that has to see whether the good version is back. */
  readonly probes: readonly HealthProbe[]
  /** Why a rollback happens, as far as it is known when it is asked. */
  readonly reason: () => string
  /** Where the JSON report will be; empty: nowhere. */
  readonly reportPath: string
  readonly capture?: Capture
  /** The version that was deployed, if it is known. */
  readonly deployed?: string
}

/** Each target's adapters are a part of the bundle of their own: a run loads only those it needs. */
export async function openPlatform(config: Config, deps: PlatformDeps): Promise<Platform> {
  const { target } = config
  switch (target.kind) {
    case 'none':
      return { probes: [] }
    case 'ecs':
      return await (await import('./ecs/open.ts')).openEcs(config, target, deps)
    case 'workflow':
      return (await import('./workflow/open.ts')).openWorkflow(config, target, deps)
    case 'git':
      return (await import('./git/open.ts')).openGit(config, target, deps)
    case 'webhook':
      return (await import('./webhook/open.ts')).openWebhook(config, target, deps)
    case 'command':
      return (await import('./command/open.ts')).openCommand(config, target, deps)
    case 'ssh':
      return (await import('./ssh/open.ts')).openSsh(config, target, deps)
    default:
      return target satisfies never
  }
}

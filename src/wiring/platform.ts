import { connectEcs } from '../adapters/ecs/api.ts'
import { ecsCapture } from '../adapters/ecs/capture-source.ts'
import { ecsExplainer } from '../adapters/ecs/explainer.ts'
import { ecsRolloutWatch } from '../adapters/ecs/rollout-watch.ts'
import { serviceProbe } from '../adapters/ecs/service-probe.ts'
import { WatchedService } from '../adapters/ecs/watched-service.ts'
import { ecsRollback } from '../adapters/rollback/ecs/strategy.ts'
import type { Config, EcsConfig } from '../config.ts'
import type { Capture, CaptureSource } from '../domain/capture.ts'
import type { Clock } from '../domain/clock.ts'
import type { Journal } from '../domain/event.ts'
import type { Explainer } from '../domain/finding.ts'
import type { HealthProbe } from '../domain/probe.ts'
import type { RollbackStrategy } from '../domain/rollback.ts'
import type { RolloutWatch } from '../domain/rollout.ts'

/** What a target brings: how its rollout is followed, how it is rolled back, its own signs of health. */
export interface Platform {
  readonly watch?: RolloutWatch
  readonly strategy?: RollbackStrategy
  readonly explainer?: Explainer
  /** What can be recorded of it before a deploy. */
  readonly source?: CaptureSource
  readonly probes: readonly HealthProbe[]
}

export interface PlatformDeps {
  readonly clock: Clock
  readonly journal: Journal
  readonly capture?: Capture
}

export async function openPlatform(config: Config, deps: PlatformDeps): Promise<Platform> {
  const { target } = config
  switch (target.kind) {
    case 'none':
      return { probes: [] }
    case 'ecs':
      return await openEcs(config, target, deps)
    default:
      throw new Error(`target ${target.kind} is not wired`)
  }
}

async function openEcs(
  config: Config,
  target: EcsConfig,
  { clock, journal, capture }: PlatformDeps,
): Promise<Platform> {
  const { rollbackTo, pollIntervalMs, health } = config
  const api = await connectEcs(target.cluster, target.region)
  const warn = (text: string, hint?: string) =>
    journal.record({ kind: 'warned', text, ...(hint === undefined ? {} : { hint }) })
  const watched = target.services.map((service) => new WatchedService(api, service, warn))
  return {
    watch: ecsRolloutWatch(api, watched, clock),
    source: ecsCapture(api, watched),
    strategy: ecsRollback({
      api,
      watched,
      clock,
      rollbackTo,
      pollIntervalMs,
      retries: health.retries,
      ...(capture && { capture }),
    }),
    explainer: ecsExplainer(api, watched, warn),
    probes: health.checks.length === 0 ? [serviceProbe(api, watched, clock)] : [],
  }
}

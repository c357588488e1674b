import { connectEcs } from '../../adapters/ecs/api.ts'
import { ecsCapture } from '../../adapters/ecs/capture-source.ts'
import { ecsExplainer } from '../../adapters/ecs/explainer.ts'
import { ecsRolloutWatch } from '../../adapters/ecs/rollout-watch.ts'
import { serviceProbe } from '../../adapters/ecs/service-probe.ts'
import { WatchedService } from '../../adapters/ecs/watched-service.ts'
import { ecsRollback } from '../../adapters/rollback/ecs/strategy.ts'
import type { Config, EcsConfig } from '../../config.ts'
import type { Platform, PlatformDeps } from '../platform.ts'

export async function openEcs(
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
    probes:
      health.checks.length === 0 || target.judgesService ? [serviceProbe(api, watched, { clock, warn })] : [],
  }
}

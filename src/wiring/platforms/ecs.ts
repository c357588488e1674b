import { connectEcs } from '../../adapters/ecs/api.ts'
import { ecsCapture } from '../../adapters/ecs/capture-source.ts'
import { ecsExplainer } from '../../adapters/ecs/explainer.ts'
import { ecsMemory, KnownGood } from '../../adapters/ecs/known-good.ts'
import { ecsRolloutWatch } from '../../adapters/ecs/rollout-watch.ts'
import { serviceProbe } from '../../adapters/ecs/service-probe.ts'
import { WatchedService } from '../../adapters/ecs/watched-service.ts'
import { ecsRollback } from '../../adapters/rollback/ecs/strategy.ts'
import type { Config, EcsConfig } from '../../config.ts'
import type { Finder } from '../../domain/ecs/revision-tag.ts'
import type { Platform, PlatformDeps } from '../platform.ts'

export async function openEcs(
  config: Config,
  target: EcsConfig,
  { env, clock, journal, capture }: PlatformDeps,
): Promise<Platform> {
  const { rollbackTo, pollIntervalMs, health } = config
  const api = await connectEcs(target.cluster, target.region)
  const warn = (text: string, hint?: string) =>
    journal.record({ kind: 'warned', text, ...(hint === undefined ? {} : { hint }) })
  const watched = target.services.map((service) => new WatchedService(api, service, warn))
  const knownGood = target.remembersGood ? new KnownGood(api, warn, () => findFinder(env)) : undefined
  return {
    ...(knownGood && { memory: ecsMemory(knownGood, watched) }),
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
      ...(knownGood && { knownGood }),
    }),
    explainer: ecsExplainer(api, watched, warn),
    rehearse: async (signal) => {
      for (const one of watched) await one.readFailedTasks(signal)
    },
    probes:
      health.checks.length === 0 || target.judgesService ? [serviceProbe(api, watched, { clock, warn })] : [],
  }
}

function findFinder(env: NodeJS.ProcessEnv): Finder {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: runId } = env
  const runUrl = server && repository && runId ? `${server}/${repository}/actions/runs/${runId}` : ''
  const at = `${new Date().toISOString().slice(0, 19)}Z`
  return { at, commit: env.GITHUB_SHA ?? '', runUrl }
}

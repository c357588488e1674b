import { connectEcs } from './api/api.ts'
import { ecsCapture } from './watch/capture-source.ts'
import { ecsExplainer } from './watch/diagnostics.ts'
import { ecsMemory, KnownGood } from './watch/known-good.ts'
import { ecsRolloutWatch } from './watch/rollout-watch.ts'
import { serviceProbe } from './watch/service-probe.ts'
import { WatchedService } from './watch/service-tracker.ts'
import { ecsRollback } from './rollback/strategy.ts'
import type { Config, EcsConfig } from '../../inputs/config.ts'
import type { Finder } from './model/revision-tag.ts'
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

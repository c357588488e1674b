import type { Config } from '../../inputs/config.ts'
import type { OpenTarget, TargetDeps } from '../target.ts'
import { connectEcs, type EcsApi } from './api/api.ts'
import type { EcsConfig } from './ecs-config.ts'
import type { Finder } from './model/revision-tag.ts'
import { ecsPromotion } from './promotion/ecs-promotion.ts'
import { ecsRollback } from './rollback/strategy.ts'
import { ecsCapture, readAdvice } from './watch/capture-source.ts'
import { ecsDiagnostics } from './watch/diagnostics.ts'
import { ecsRevisionRecord, KnownGood } from './watch/known-good.ts'
import { readLandingLimits } from './watch/landing-limits.ts'
import { ecsRolloutWatch } from './watch/rollout-watch.ts'
import { serviceProbe } from './watch/service-probe.ts'
import { ServiceTracker } from './watch/service-tracker.ts'

export async function openEcs(config: Config, target: EcsConfig, deps: TargetDeps): Promise<OpenTarget> {
  return wireEcs(await connectEcs(target.cluster, target.region), config, target, deps)
}

/** The same over a connection that is there. */
export function wireEcs(
  api: EcsApi,
  config: Config,
  target: EcsConfig,
  { env, clock, journal, capture }: TargetDeps,
): OpenTarget {
  const { rollbackTo, pollIntervalMs, health } = config
  const warn = (text: string, hint?: string) =>
    journal.record({ kind: 'warned', text, ...(hint === undefined ? {} : { hint }) })
  const { promotesAt } = target
  const watched = target.services.map((service) => new ServiceTracker(api, service, warn, promotesAt))
  const knownGood = target.recordsKnownGood ? new KnownGood(api, warn, () => findFinder(env)) : undefined
  return {
    ...(knownGood && { revisions: ecsRevisionRecord(knownGood, watched) }),
    watch: ecsRolloutWatch(api, watched, clock),
    readLimits: (signal) => readLandingLimits(api, watched, signal),
    source: ecsCapture(api, watched),
    ...(promotesAt && {
      promotion: ecsPromotion({
        ...{ api, watched, clock, pollIntervalMs },
        stages: promotesAt,
        limitMs: config.rollbackTimeoutMs,
      }),
    }),
    strategy: ecsRollback({
      api,
      watched,
      clock,
      rollbackTo,
      acceptsRunning: config.mode !== 'guard',
      pollIntervalMs,
      rollbackTimeoutMs: config.rollbackTimeoutMs,
      retries: health.retries,
      capture,
      knownGood,
    }),
    diagnostics: ecsDiagnostics(api, watched, warn),
    dryRun: async (signal) => {
      for (const one of watched) await one.readFailedTasks(signal)
      for (const advice of await readAdvice(api, watched, signal))
        journal.record({ kind: 'warned', ...advice })
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

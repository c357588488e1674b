import type { Config } from '../../inputs/config.ts'
import { findLogRequests } from '../../inputs/log-requests.ts'
import type { OpenTarget, TargetDeps } from '../target.ts'
import { connectEcs, type EcsApi } from './api/api.ts'
import { describePermissions, notePermissions } from './api/noted-permissions.ts'
import type { EcsConfig } from './ecs-config.ts'
import type { AwsOption } from './model/aws-permissions.ts'
import type { Finder } from './model/revision-tag.ts'
import { ecsPromotion } from './promotion/ecs-promotion.ts'
import { ecsRollback } from './rollback/strategy.ts'
import { ecsCapture, readAdvice } from './watch/capture-source.ts'
import { ecsDiagnostics } from './watch/diagnostics.ts'
import { ecsRehearsalNotes } from './watch/ecs-rehearsal-notes.ts'
import { ecsRevisionRecord, KnownGood } from './watch/known-good.ts'
import { readLandingLimits } from './watch/landing-limits.ts'
import { ecsKnownBad } from './watch/rolled-back-definition.ts'
import { ecsRolloutWatch } from './watch/rollout-watch.ts'
import { serviceProbe } from './watch/service-probe.ts'
import { ServiceTracker } from './watch/service-tracker.ts'
import { ServicesReader } from './watch/services-reader.ts'

export async function openEcs(config: Config, target: EcsConfig, deps: TargetDeps): Promise<OpenTarget> {
  return await wireEcs(await connectEcs(target.cluster, target.region), config, target, deps)
}

/** The same over a connection that is there. */
export async function wireEcs(
  connected: EcsApi,
  config: Config,
  target: EcsConfig,
  { env, clock, epochMs, journal, capture, redact, rehearsal }: TargetDeps,
): Promise<OpenTarget> {
  const { rollbackTo, pollIntervalMs, health } = config
  const { api, noted } = notePermissions(connected)
  const warn = (text: string, hint?: string) => journal.record({ kind: 'warned', text, hint })
  const { promotesAt } = target
  // The way forward begins from what the way back deployed.
  const isForward = rehearsal === 'forward'
  const watched = target.services.map(
    ({ service, taskDefinition }) =>
      new ServiceTracker(
        api,
        { service, taskDefinition: isForward ? undefined : taskDefinition },
        warn,
        promotesAt,
      ),
  )
  const reader = new ServicesReader(api, watched, clock)
  const pairs = watched.flatMap((tracker, index) => {
    const service = target.services[index]
    return service === undefined ? [] : [[tracker, service] as const]
  })
  const knownGood = target.recordsKnownGood ? new KnownGood(api, warn, () => findFinder(env)) : undefined
  const logOptions = findLogRequests(health).map((asked) => ({
    ...asked,
    pattern: health.logPattern,
    epochMs,
  }))
  const { ecsLogs } = logOptions.length === 0 ? {} : await import('./watch/log-source.ts')
  return {
    ...(ecsLogs && { logs: (of) => ecsLogs(api, watched, { clock, epochMs, redact, logOptions, of }) }),
    ...(knownGood && { revisions: ecsRevisionRecord(knownGood, watched) }),
    ...(rehearsal === 'back' && {
      rehearsalNotes: ecsRehearsalNotes({
        api,
        watched,
        rollbackTimeoutMs: config.rollbackTimeoutMs,
        now: () => findFinder(env).at,
      }),
    }),
    watch: ecsRolloutWatch(api, watched, clock, reader),
    ...(config.knownBad !== 'ignore' && { knownBad: ecsKnownBad(api, pairs, warn) }),
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
      // A guard and a rehearsal are there to go back: nothing would be gained where they are already.
      acceptsRunning: config.mode !== 'guard' && config.mode !== 'rehearse',
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
    describeAccess: () => describePermissions(noted, optionsOf(target)),
    probes:
      health.checks.length === 0 || target.judgesService
        ? [serviceProbe(api, watched, { clock, warn, reader })]
        : [],
  }
}

function optionsOf({ promotesAt, recordsKnownGood }: EcsConfig): readonly AwsOption[] {
  return [
    ...(promotesAt ? (['promote'] as const) : []),
    ...(recordsKnownGood ? (['remember-good'] as const) : []),
  ]
}

function findFinder(env: NodeJS.ProcessEnv): Finder {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: runId } = env
  const runUrl = server && repository && runId ? `${server}/${repository}/actions/runs/${runId}` : ''
  const at = `${new Date().toISOString().slice(0, 19)}Z`
  return { at, commit: env.GITHUB_SHA ?? '', runUrl }
}

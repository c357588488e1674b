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
  deps: TargetDeps,
): Promise<OpenTarget> {
  const { api, noted } = notePermissions(connected)
  const warn = (text: string, hint?: string) => deps.journal.record({ kind: 'warned', text, hint })
  const watched = trackServices(api, target, { warn, isForward: deps.rehearsal === 'forward' })
  const knownGood = target.recordsKnownGood ? new KnownGood(api, warn, () => findFinder(deps.env)) : undefined
  const wiring: Wiring = { api, watched, warn, knownGood, config, target, deps }
  return {
    ...watching(wiring),
    ...rollingBack(wiring),
    ...remembering(wiring),
    logs: await readingLogs(wiring),
    describeAccess: () => describePermissions(noted, optionsOf(target)),
  }
}

interface Wiring {
  readonly api: EcsApi
  readonly watched: readonly ServiceTracker[]
  readonly warn: (text: string, hint?: string) => void
  readonly knownGood: KnownGood | undefined
  readonly config: Config
  readonly target: EcsConfig
  readonly deps: TargetDeps
}

/** The way forward of a rehearsal begins from what the way back deployed. */
function trackServices(
  api: EcsApi,
  { services, promotesAt }: EcsConfig,
  { warn, isForward }: Pick<Wiring, 'warn'> & { readonly isForward: boolean },
): ServiceTracker[] {
  return services.map(({ service, taskDefinition }) => {
    const deployed = isForward ? undefined : taskDefinition
    return new ServiceTracker(api, { service, taskDefinition: deployed }, warn, promotesAt)
  })
}

function watching({ api, watched, warn, config, target, deps: { clock, journal } }: Wiring) {
  const { checks } = config.health
  const reader = new ServicesReader(api, watched, clock)
  const judgesService = checks.length === 0 || target.judgesService
  return {
    watch: ecsRolloutWatch(api, watched, clock, reader),
    probes: judgesService ? [serviceProbe(api, watched, { clock, warn, reader })] : [],
    readLimits: (signal) => readLandingLimits(api, watched, signal),
    diagnostics: ecsDiagnostics(api, watched, warn),
    dryRun: async (signal) => {
      for (const one of watched) await one.readFailedTasks(signal)
      for (const advice of await readAdvice(api, watched, signal))
        journal.record({ kind: 'warned', ...advice })
    },
  } satisfies Partial<OpenTarget>
}

function rollingBack({ api, watched, knownGood, config, target, deps }: Wiring) {
  const { rollbackTo, pollIntervalMs, rollbackTimeoutMs, health, mode } = config
  const { clock, capture } = deps
  const { promotesAt: stages } = target
  const common = { api, watched, clock, pollIntervalMs }
  return {
    source: ecsCapture(api, watched),
    strategy: ecsRollback({
      ...common,
      ...{ rollbackTo, rollbackTimeoutMs, retries: health.retries, capture, knownGood },
      // A guard and a rehearsal are there to go back: nothing would be gained where they are already.
      acceptsRunning: mode !== 'guard' && mode !== 'rehearse',
    }),
    promotion: stages && ecsPromotion({ ...common, stages, limitMs: rollbackTimeoutMs }),
  } satisfies Partial<OpenTarget>
}

/** What ECS itself keeps of versions and rehearsals. */
function remembering({ api, watched, warn, knownGood, config, target, deps }: Wiring) {
  const { rollbackTimeoutMs } = config
  const pairs = watched.flatMap((tracker, index) => {
    const service = target.services[index]
    return service === undefined ? [] : [[tracker, service] as const]
  })
  const now = () => findFinder(deps.env).at
  return {
    revisions: knownGood && ecsRevisionRecord(knownGood, watched),
    knownBad: config.knownBad === 'ignore' ? undefined : ecsKnownBad(api, pairs, warn),
    rehearsalNotes:
      deps.rehearsal === 'back' ? ecsRehearsalNotes({ api, watched, rollbackTimeoutMs, now }) : undefined,
  } satisfies Partial<OpenTarget>
}

/** What reads logs is loaded where somebody asks for them. */
async function readingLogs({ api, watched, config, deps }: Wiring): Promise<OpenTarget['logs']> {
  const { clock, epochMs, redact } = deps
  const { logPattern: pattern } = config.health
  const logOptions = findLogRequests(config.health).map((asked) => ({ ...asked, pattern, epochMs }))
  if (logOptions.length === 0) return undefined
  const { ecsLogs } = await import('./watch/log-source.ts')
  return (of) => ecsLogs(api, watched, { clock, epochMs, redact, logOptions, of })
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

import { PlatformError } from '../core/platform-error.ts'
import { isForkPullRequest } from '../github/event-payload.ts'
import { allTriggers } from '../health/check.ts'
import type { HealthProbe } from '../health/probe.ts'
import type { MetricSource } from '../health/triggers/metric-source.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Config } from '../inputs/config.ts'
import type { Capture } from '../run/capture.ts'
import { type GuardSettings, guard } from '../run/guard.ts'
import { judgeKnownBad } from '../run/known-bad.ts'
import type { LandingSettings } from '../run/landing-time.ts'
import type { Outcome } from '../run/outcome.ts'
import { type RollbackPorts, type RollbackSettings, rollBack } from '../run/roll-back.ts'
import { paceBaseline } from '../run/take-baseline.ts'
import { takeCapture } from '../run/take-capture.ts'
import { type ValidateSettings, validate } from '../run/validate.ts'
import type { OpenTarget, TargetDeps } from '../targets/target.ts'
import { keepCapture } from './capture.ts'
import { githubRecords } from './commit-records.ts'
import { deployBegunAtMs, findDeployedSince } from './deploy-ahead.ts'
import {
  commandProbes,
  costOf,
  httpProbes,
  recoveryPolicy,
  testProbes,
  verificationPolicy,
} from './health-policy.ts'
import { openMetricSources, openRecoverySources } from './metric-sources.ts'
import type { RunConfig } from './parse-inputs.ts'
import type { RunReport } from './run-report.ts'

export interface RunDeps {
  readonly env: NodeJS.ProcessEnv
  readonly redact: (text: string) => string
  readonly report: Pick<
    RunReport,
    | 'clock'
    | 'epochMs'
    | 'journal'
    | 'path'
    | 'reason'
    | 'hasAnswered'
    | 'open'
    | 'checkpoint'
    | 'keepCapture'
  >
  /** How the checks are asked. Absent: over the network. */
  readonly exchange?: Exchange | undefined
  /** What an earlier step recorded before the deploy. */
  readonly capture?: Capture | undefined
}

interface Ports extends OpenTarget, RollbackPorts {
  readonly probes: readonly HealthProbe[]
  readonly testProbes: readonly HealthProbe[]
  readonly metricSources: readonly MetricSource[]
}

/** Builds what the configuration names and runs it. Rejects only for a bug. */
export async function carryOut(config: RunConfig, deps: RunDeps, signal: AbortSignal): Promise<Outcome> {
  // Before the first request: from then on the run may end in a way that nobody can answer.
  deps.report.open(unfinished(config, deps))
  try {
    return await run(config, await openPorts(config, deps), deps, signal)
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    return notOpened(config, error, deps)
  }
}

/** What stays on disk if the run is killed before it writes more. */
function unfinished({ mode }: Config, { report }: RunDeps): Outcome {
  const ended = {
    guard: 'the run ended while the new version was being watched',
    rollback: `${report.reason}; the run ended before the rollback had begun`,
    validate: 'the run ended before everything was checked',
    capture: 'the run ended before the version was recorded',
    rehearse: 'the run ended while the version was being watched, before the rehearsal',
  }
  return { result: 'cancelled', reason: `${ended[mode]}; nothing was changed`, timings: {} }
}

/** Nothing is known and nothing was touched; a manual rollback has then failed. */
function notOpened({ mode }: Config, { message, hint }: PlatformError, { report }: RunDeps): Outcome {
  const reported = { timings: {}, hint }
  return mode === 'rollback'
    ? {
        ...reported,
        result: 'rollback-failed',
        reason: `${report.reason}; the rollback could not begin: ${message}`,
      }
    : { ...reported, result: 'inconclusive', reason: message }
}

/** @param probes the HTTP checks, for a target that asks them itself */
export async function openTarget(
  config: RunConfig,
  { report, env, redact, capture }: RunDeps,
  probes: readonly HealthProbe[],
  rehearsal?: TargetDeps['rehearsal'],
): Promise<OpenTarget> {
  const { clock, journal } = report
  return await config.target.open(config, {
    env,
    redact,
    clock,
    epochMs: report.epochMs,
    journal,
    probes,
    reason: () => report.reason,
    reportPath: report.path,
    hasAnswered: (version) => report.hasAnswered(version),
    rehearsal,
    capture,
    ...deployedVersion(config),
  })
}

async function openPorts(config: RunConfig, deps: RunDeps): Promise<Ports> {
  const { report, env, redact, exchange } = deps
  const { clock, journal } = report
  const probes = await httpProbes(config, { env, redact, clock, exchange })
  const opened = await openTarget(config, deps, probes, config.mode === 'rehearse' ? 'back' : undefined)
  return {
    ...opened,
    clock,
    journal,
    random: Math.random,
    probes: [...probes, ...(await commandProbes(config, { env, redact, clock })), ...opened.probes],
    testProbes: await testProbes(config, { env, redact, clock, exchange }),
    checkpoint: (soFar) => report.checkpoint(soFar),
    metricSources: await openMetricSources(config, opened, { env, clock, redact, epochMs: report.epochMs }),
    recoverySources: () => openRecoverySources(config, opened),
  }
}

/** A person who requests a rollback expects the version that comes back, and not the one that was deployed. */
function deployedVersion({ mode, health: { expectVersion } }: Config): { deployed?: string } {
  return mode === 'rollback' || expectVersion === undefined ? {} : { deployed: expectVersion }
}

async function run(config: RunConfig, ports: Ports, deps: RunDeps, signal: AbortSignal): Promise<Outcome> {
  switch (config.mode) {
    case 'guard':
      return await guard(ports, guardSettings(config, deps), signal)
    case 'rollback':
      return await rollBackManually(config, ports, deps, signal)
    case 'validate':
      return await checkOnly(config, ports, deps, signal)
    case 'rehearse':
      return await rehearseRollback(config, ports, deps, signal)
    case 'capture':
      return (await stopKnownBad(config, ports, deps, signal)) ?? (await record(config, ports, deps, signal))
    default:
      return config.mode satisfies never
  }
}

/** Before the deploy: what is about to be deployed may be known to be bad. */
async function stopKnownBad(
  config: RunConfig,
  { knownBad }: Ports,
  { env, report }: RunDeps,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const { clock, journal } = report
  const sources = [githubRecords(config, { env, clock, journal }), knownBad].filter(
    (source) => source !== undefined,
  )
  return await judgeKnownBad({ journal, sources }, config.knownBad, signal)
}

function validateSettings(config: Config, env: NodeJS.ProcessEnv): ValidateSettings {
  return {
    hasSecrets: !isForkPullRequest(env),
    expectsVersion: config.health.expectVersion !== undefined,
    ...costOf(config),
    landing: landingSettings(config),
  }
}

function landingSettings(config: Config): LandingSettings {
  const { rolloutTimeoutMs, isRolloutTimeoutGiven: isTimeoutGiven } = config
  return { rolloutTimeoutMs, isTimeoutGiven, verifyingMs: costOf(config).verifyingMs }
}

function rollbackSettings(config: Config, badVersion: string | undefined): RollbackSettings {
  const { pollIntervalMs, rollbackTimeoutMs } = config
  return {
    rollbackTimeoutMs,
    pollIntervalMs,
    recoveryPolicy: recoveryPolicy(config),
    badVersion,
  }
}

function guardSettings(config: Config, { capture, report, env }: RunDeps): GuardSettings {
  const { epochMs } = report
  const { pollIntervalMs, autoRollback, onInconclusive, health, promotion } = config
  const { expectVersion: version } = health
  const baseline = capture?.baseline
  const begunAtMs = deployBegunAtMs(capture, epochMs)
  return {
    ...rollbackSettings(config, version),
    autoRollback,
    onInconclusive,
    promoteBakeTimeMs: promotion?.bakeTimeMs,
    deployedSinceMs: findDeployedSince(capture, env, epochMs),
    landing: landingSettings(config),
    verification: {
      stage: 'verification',
      policy: verificationPolicy(config),
      pollIntervalMs,
      expected: version === undefined ? { kind: 'any' } : { kind: 'exactly', version },
      baseline,
      deployBegunAtMs: begunAtMs,
    },
  }
}

/** A manual rollback needs no verdict; `expect-version` is then what the target has to answer. */
async function rollBackManually(
  config: Config,
  ports: Ports,
  { report }: RunDeps,
  signal: AbortSignal,
): Promise<Outcome> {
  const { strategy } = ports
  if (strategy === undefined)
    throw new Error('mode: rollback needs a target, and the inputs were to refuse this')
  const { expectVersion: targetVersion } = config.health
  const settings = {
    ...rollbackSettings(config, undefined),
    isDryRun: false,
    ...(targetVersion === undefined ? {} : { targetVersion }),
  }
  return await rollBack({ ...ports, strategy }, settings, { reason: report.reason, timings: {} }, signal)
}

async function checkOnly(
  config: RunConfig,
  ports: Ports,
  deps: RunDeps,
  signal: AbortSignal,
): Promise<Outcome> {
  const stopped = await stopKnownBad(config, ports, deps, signal)
  const outcome = stopped ?? (await validate(ports, validateSettings(config, deps.env), signal))
  const { runbook } = config
  if (runbook === undefined || outcome.result !== 'validated') return outcome
  const { writeRunbook } = await import('./write-runbook.ts')
  const open = async (ordered: RunConfig) => (await openTarget(ordered, deps, ports.probes)).strategy
  return await writeRunbook({ ...config, runbook }, outcome, { ...deps, open }, signal)
}

async function rehearseRollback(
  config: RunConfig,
  ports: Ports,
  deps: RunDeps,
  signal: AbortSignal,
): Promise<Outcome> {
  const { carryOutRehearsal } = await import('./carry-out-rehearsal.ts')
  const { capture: _, ...others } = deps
  return await carryOutRehearsal(
    config,
    {
      ports,
      settings: guardSettings(config, deps),
      attempt: Number(deps.env.GITHUB_RUN_ATTEMPT ?? 1),
      openForward: (ordered) => openTarget(ordered, others, ports.probes, 'forward'),
    },
    signal,
  )
}

async function record(
  config: RunConfig,
  ports: Ports,
  { env, report }: RunDeps,
  signal: AbortSignal,
): Promise<Outcome> {
  const subject = config.target.subject({ config, env })
  const pace = paceBaseline(config.health.intervalMs, allTriggers(verificationPolicy(config)))
  const settings = { subject, takenAt: new Date().toISOString(), pace, landing: landingSettings(config) }
  const { source } = ports
  const taken = await takeCapture({ ...ports, ...(source && { source }) }, settings, signal)
  if (taken.capture !== undefined) {
    const text = JSON.stringify(taken.capture)
    report.keepCapture(text)
    await keepCapture({ config, capture: text }, { env, journal: report.journal }, signal)
  }
  return taken.outcome
}

import type { Clock } from '../core/clock.ts'
import { renderDuration } from '../core/duration.ts'
import { PlatformError } from '../core/platform-error.ts'
import type { HealthProbe } from '../health/probe.ts'
import type { MetricSource } from '../health/triggers/metric-source.ts'
import { bestEffort } from './best-effort.ts'
import type { Journal } from './event.ts'
import type { Promotion } from './gate.ts'
import { type LandingPorts, type LandingSettings, reportLandings } from './landing-time.ts'
import type { Outcome } from './outcome.ts'
import { describePlan, type RollbackStrategy } from './rollback.ts'
import { Warnings } from './warnings.ts'

export interface ValidatePorts extends LandingPorts {
  readonly clock: Clock
  readonly probes: readonly HealthProbe[]
  /** Metrics, alarms and runs that the triggers ask for. */
  readonly metricSources?: readonly MetricSource[] | undefined
  readonly strategy?: RollbackStrategy | undefined
  /** Absent: no pause of the platform is answered. */
  readonly promotion?: Promotion | undefined
  /** Of the test listener, for a promotion. */
  readonly testProbes?: readonly HealthProbe[] | undefined
  /**
   * Reads what the watch of a rollout may come to need, and a plan does not: what may not be read is then
   * reported as a warning. Rejects only with the signal's reason.
   */
  readonly dryRun?: ((signal: AbortSignal) => Promise<void>) | undefined
  /** Which permissions of the platform were tried until now, and which could not be. */
  readonly describeAccess?: (() => AccessReport) | undefined
}

export interface AccessReport {
  readonly lines: readonly string[]
  /** The permissions that are missing. */
  readonly denied: readonly string[]
}

export interface ValidateSettings {
  /** From a fork there are no secrets: what needs them is said not to have been checked. */
  readonly hasSecrets: boolean
  /** The answers of the new version can be told apart from those of the one before. */
  readonly expectsVersion: boolean
  /** The shortest and the longest time that a guarded deploy holds the runner. */
  readonly shortestMs: number
  readonly longestMs: number
  /** Absent: how long the platform takes is not asked. */
  readonly landing?: LandingSettings | undefined
}

/**
 * Checks everything that can be checked without a deployment: asks every check once and works out what a
 * rollback would do. Changes nothing.
 */
export async function validate(
  ports: ValidatePorts,
  settings: ValidateSettings,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    await probeOnce(ports, signal)
    await sampleMetricsOnce(ports, settings, signal)
    reportCost(ports.journal, settings)
    const short = settings.landing && (await reportLandings(ports, settings.landing, signal))
    if (short !== undefined) return { result: 'invalid', reason: short.text, hint: short.hint, timings: {} }
    await planPromotion(ports, settings, signal)
    const outcome = await planOnly(ports, settings, signal)
    reportAccess(ports, outcome)
    return outcome
  } catch (error) {
    if (!signal.aborted) throw error
    return {
      result: 'cancelled',
      reason: 'the job was cancelled while the configuration was being checked',
      timings: {},
    }
  }
}

async function probeOnce(
  { journal, probes, testProbes = [] }: ValidatePorts,
  signal: AbortSignal,
): Promise<void> {
  journal.record({ kind: 'stage-started', stage: 'baseline' })
  const warnings = new Warnings(journal)
  const samples = [...probes, ...testProbes].map(async (probe) => {
    const observation = await probe.probe({ kind: 'any' }, signal)
    journal.record({ kind: 'observed', stage: 'baseline', observation })
    warnings.reportAnswer(observation)
    if (observation.result === 'pass') return
    journal.record({
      kind: 'warned',
      text: `${probe.name} did not pass: ${observation.reason ?? observation.result}`,
      hint: 'If the service is healthy at this moment, this check would roll back a good version: correct it first.',
    })
  })
  await Promise.all(samples)
}

async function sampleMetricsOnce(
  { journal, metricSources = [] }: ValidatePorts,
  { hasSecrets }: ValidateSettings,
  signal: AbortSignal,
): Promise<void> {
  const samples = (await Promise.all(metricSources.map((source) => source.sample(signal)))).flat()
  if (samples.length === 0) return
  journal.record({ kind: 'metrics-sampled', stage: 'baseline', samples })
  for (const { signal: name, reading } of samples) {
    if (reading.kind === 'logs' && reading.missing !== undefined)
      journal.record({ kind: 'warned', text: `${name}: ${reading.missing}`, hint: NO_LOG })
    if (reading.kind !== 'unreadable') continue
    const text = `${name} could not be read: ${reading.reason}`
    journal.record(
      hasSecrets
        ? {
            kind: 'warned',
            text,
            hint: 'Unless it can be read, a deploy that is well will end as inconclusive.',
          }
        : { kind: 'warned', text: `${NOT_IN_A_FORK}: ${text}` },
    )
  }
}

const NO_LOG = 'Lines of triggers that ask for it cannot be evaluated.'

const NOT_IN_A_FORK = 'not checked, since a pull request from a fork has no secrets'

function reportCost(journal: Journal, { shortestMs, longestMs }: ValidateSettings): void {
  const billed = (durationMs: number) => {
    const minutes = Math.ceil(durationMs / 60_000)
    return minutes === 1 ? '1 billed minute' : `${minutes} billed minutes`
  }
  journal.record({
    kind: 'evidence',
    title: 'What guarding a deploy costs',
    lines: [
      `A healthy deploy holds the runner for ${renderDuration(shortestMs)} after its rollout: ${billed(shortestMs)}.`,
      `With a rollback, and everything as slow as it may be, it is about ${renderDuration(longestMs)}: ${billed(longestMs)}.`,
      'The timeout-minutes of the job, and the session of a role that it assumes, have to be longer than that.',
    ],
  })
}

/** What will happen at the pauses of the next deployment. */
async function planPromotion(
  { journal, promotion }: ValidatePorts,
  { expectsVersion, hasSecrets }: ValidateSettings,
  signal: AbortSignal,
): Promise<void> {
  if (promotion === undefined) return
  try {
    const { steps, problems, unknowns } = await promotion.plan(signal)
    const lines = [...steps, ...unknowns.map((text) => `Not checked: ${text}`)]
    journal.record({ kind: 'evidence', title: 'The plan of promotion', lines })
    for (const text of problems) journal.record({ kind: 'warned', text, hint: PROMOTES_NOTHING })
    if (!expectsVersion) journal.record({ kind: 'warned', ...WITHOUT_VERSION })
  } catch (error) {
    if (!(error instanceof PlatformError) || signal.aborted) throw error
    const text = hasSecrets
      ? `the promotion could not be planned: ${error.message}`
      : `${NOT_IN_A_FORK}: ${error.message}`
    journal.record({ kind: 'warned', text, hint: error.hint })
  }
}

const PROMOTES_NOTHING =
  'The next version would get production traffic without having been verified: see docs/ecs.md, "No user meets a bad version".'

const WITHOUT_VERSION = {
  text: 'without expect-version nothing shows that it is the new version which answers the test checks',
  hint: 'Set expect-version, and version-from in the checks with stage: test.',
}

function reportAccess({ describeAccess, journal }: ValidatePorts, { result }: Outcome): void {
  const { lines = [], denied = [] } = describeAccess?.() ?? {}
  if (lines.length > 0) journal.record({ kind: 'evidence', title: ACCESS, lines })
  if (denied.length === 0 || result !== 'validated') return
  const count = denied.length === 1 ? 'a permission' : `${denied.length} permissions`
  const hint = `"${ACCESS}" says what each of them is for; docs/permissions.md has the policy.`
  journal.record({ kind: 'warned', text: `the role lacks ${count}: ${denied.join(', ')}`, hint })
}

const ACCESS = 'Which permissions were checked'

async function planOnly(
  { strategy, dryRun, journal }: ValidatePorts,
  { hasSecrets }: ValidateSettings,
  signal: AbortSignal,
): Promise<Outcome> {
  if (strategy === undefined) return validated('the inputs are right')
  try {
    const planned = await strategy.plan(signal)
    await dryRun?.(signal)
    await reportCandidates(strategy, journal, signal)
    if (planned.kind === 'ready') {
      const plan = describePlan(planned.plan)
      journal.record({ kind: 'planned', plan })
      return { ...validated(`a rollback now would go from ${plan.from} to ${plan.to}`), plan }
    }
    const hint = planned.kind === 'no-target' ? planned.hint : undefined
    journal.record({ kind: 'warned', text: `a rollback now would not be possible: ${planned.reason}`, hint })
    return {
      ...validated(`the inputs are right, but a rollback now would not be possible: ${planned.reason}`),
      evidence: planned.kind === 'no-target' ? planned.evidence : undefined,
    }
  } catch (error) {
    if (!(error instanceof PlatformError) || signal.aborted) throw error
    const { hint, message } = error
    if (hasSecrets)
      return {
        result: 'inconclusive',
        reason: `the rollback could not be planned: ${message}`,
        timings: {},
        hint,
      }
    journal.record({
      kind: 'warned',
      text: `${NOT_IN_A_FORK}: ${message}`,
      hint,
    })
    return validated('the inputs are right; what needs secrets was not checked')
  }
}

const MOST_CANDIDATES = 5

/** What a person could name as `rollback-to`, with what speaks for it. */
async function reportCandidates(
  strategy: RollbackStrategy,
  journal: Journal,
  signal: AbortSignal,
): Promise<void> {
  const loss = 'the versions that a rollback could go back to could not be listed'
  const list = async () => (await strategy.listCandidates?.(MOST_CANDIDATES, signal)) ?? []
  const candidates = (await bestEffort(journal, loss, list, signal)) ?? []
  const counts = new Map<string, number>()
  const lines = candidates.map(({ revision, evidence, service = '' }) => {
    const back = (counts.get(service) ?? 0) + 1
    counts.set(service, back)
    const of = service === '' ? '' : `${service}: `
    return `-${back}: ${of}${evidence.startsWith(`${revision} `) ? '' : `${revision}: `}${evidence}`
  })
  if (lines.length > 0)
    journal.record({ kind: 'evidence', title: 'What rollback-to -1, -2 and so on would take', lines })
}

function validated(reason: string): Outcome {
  return { result: 'validated', reason, timings: {} }
}

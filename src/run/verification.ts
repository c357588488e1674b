import type { Clock } from '../core/clock.ts'
import { untilAborted } from '../core/deadline.ts'
import { type Assessment, assess, type HealthPolicy } from '../health/assess.ts'
import type { Baseline } from '../health/baseline.ts'
import {
  beginHealth,
  deployBegin,
  followObservation,
  followPoll,
  followSamples,
  type HealthProgress,
} from '../health/health-progress.ts'
import { describeIntermittent, lineAgainst } from '../health/intermittent.ts'
import type { Observation, Verdict } from '../health/observation.ts'
import type { HealthProbe, ProbeStage, VersionExpectation } from '../health/probe.ts'
import type { RolloutPoll, RolloutWatch } from '../health/rollout.ts'
import {
  beginRollout,
  findLastBegin,
  type RolloutProgress,
  withoutRollout,
} from '../health/rollout-progress.ts'
import { type MetricSource, sampleIntervalMs } from '../health/triggers/metric-source.ts'
import { describeAssessment } from './describe-assessment.ts'
import type { Journal } from './event.ts'
import { nextPollDelayMs } from './rollout-pace.ts'
import { SampleTimes } from './sample-times.ts'
import { Warnings } from './warnings.ts'

export interface VerifyPorts {
  readonly clock: Clock
  /** Uniform in [0, 1). */
  readonly random: () => number
  readonly journal: Journal
  readonly probes: readonly HealthProbe[]
  /** Absent: there is no platform to follow, and only the probes decide. */
  readonly watch?: RolloutWatch | undefined
  /** What the triggers read besides the probes. */
  readonly metricSources?: readonly MetricSource[] | undefined
  /** Gets what had been seen by the verdict, for a verification that goes on from there. */
  readonly onDecided?: ((progress: HealthProgress) => void) | undefined
}

export interface VerifySettings {
  readonly stage: ProbeStage
  readonly policy: HealthPolicy
  readonly pollIntervalMs: number
  readonly expected: VersionExpectation
  readonly baseline?: Baseline | undefined
  /** When the deployment began, on the run's clock. Absent: with the watch. */
  readonly deployBegunAtMs?: number | undefined
  /** What this run has seen of the rollout before. Absent: nothing. */
  readonly rollout?: RolloutProgress | undefined
  /** All that this run has seen before. Absent: nothing but the rollout. */
  readonly progress?: HealthProgress | undefined
  /** It goes on where it was interrupted. */
  readonly isResumed?: boolean | undefined
}

/** What a verification found, and how it got there. */
export interface Verification {
  readonly verdict: Verdict
  readonly assessment: Assessment
  readonly startedAtMs: number
  readonly endedAtMs: number
  /** When the last of the watched deployments began, on the run's clock. Absent: no platform says so. */
  readonly lastBegunAtMs?: number | undefined
  /** When the deployment began, on the run's clock: by the platform, else by the capture before it, else with the watch. */
  readonly deployBegunAtMs?: number | undefined
}

/** One verification under way: what has been seen, and the loops that see more until there is a verdict. */
export class Verifying {
  readonly decided: Promise<Verification>
  readonly #ports: VerifyPorts
  readonly #settings: VerifySettings
  readonly #startedAtMs: number
  #progress: HealthProgress
  #phase: Assessment['phase'] | undefined
  #changedAtMs: number
  #isDecided = false
  readonly #baking = Promise.withResolvers<void>()
  readonly #times: SampleTimes
  /** By check: what it showed last. */
  readonly #shown = new Map<string, Observation['result']>()
  readonly #hasPassed = new Set<string>()
  readonly #warnings: Warnings
  #decide: (verification: Verification) => void = () => {}

  constructor(ports: VerifyPorts, settings: VerifySettings) {
    this.#ports = ports
    this.#settings = settings
    this.#warnings = new Warnings(ports.journal)
    this.#times = new SampleTimes(ports.clock)
    this.#startedAtMs = ports.clock.nowMs()
    this.#changedAtMs = this.#startedAtMs
    this.decided = new Promise((resolve) => {
      this.#decide = resolve
    })
    const { stage, baseline, deployBegunAtMs, expected, isResumed } = settings
    const begin = ports.watch === undefined ? withoutRollout : beginRollout
    const rollout = settings.rollout ?? begin(this.#startedAtMs)
    const version = expected.kind === 'exactly' ? expected.version : undefined
    this.#progress = settings.progress ?? {
      ...beginHealth(ports.probes, rollout, version),
      baseline,
      deployBegunAtMs,
    }
    if (isResumed) return
    ports.journal.record({ kind: 'stage-started', stage, deployBegunAtMs })
    if (baseline !== undefined) ports.journal.record({ kind: 'compared-with', stage, baseline })
  }

  /**
   * Start to start on the grid of the interval; a slow probe skips the grid points that it covered. The
   * grid of each check begins after its own offset. One more falls on the end of the bake.
   */
  async probeAtFixedRate(probe: HealthProbe, offsetMs: number, until: AbortSignal): Promise<void> {
    const { clock } = this.#ports
    const { intervalMs } = this.#settings.policy
    const beginAtMs = this.#startedAtMs + offsetMs
    if (offsetMs > 0) await clock.sleep(offsetMs, until)
    for (let point = 0; ; ) {
      const lastAtMs = clock.nowMs()
      const { expected, stage } = this.#settings
      this.#addObservation(await probe.probe(expected, until, stage, this.#times.dueSinceMs))
      if (this.#isDecided) return
      const next = Math.max(point, Math.floor((clock.nowMs() - beginAtMs) / intervalMs)) + 1
      const plannedAtMs = beginAtMs + next * intervalMs
      await this.#times.sleepUntil({ plannedAtMs, lastAtMs, spareMs: intervalMs / 2 }, until)
      if (clock.nowMs() >= plannedAtMs) point = next
    }
  }

  async followPlatform(watch: RolloutWatch, until: AbortSignal): Promise<void> {
    const { clock, random } = this.#ports
    const { pollIntervalMs } = this.#settings
    for (let plannedAtMs = 0; ; ) {
      const lastAtMs = clock.nowMs()
      this.#addPoll(await watch.poll(until, this.#times.freshSinceMs(lastAtMs - pollIntervalMs)))
      if (this.#isDecided) return
      const nowMs = clock.nowMs()
      const { rollout } = this.#progress
      const sinceChangeMs = nowMs - this.#changedAtMs
      const nextAtMs = nowMs + nextPollDelayMs(pollIntervalMs, sinceChangeMs, rollout, random())
      // A poll between two planned ones puts the second one off no further.
      plannedAtMs = nowMs >= plannedAtMs ? nextAtMs : Math.min(plannedAtMs, nextAtMs)
      const soonestAtMs = nowMs + pollIntervalMs
      await this.#times.sleepUntil({ plannedAtMs, lastAtMs, spareMs: pollIntervalMs, soonestAtMs }, until)
    }
  }

  async sampleMetrics(source: MetricSource, until: AbortSignal): Promise<void> {
    const { clock, journal } = this.#ports
    const { pollIntervalMs, stage } = this.#settings
    const intervalMs = sampleIntervalMs(pollIntervalMs)
    if (source.isOfBake) await untilAborted(this.#baking.promise, until)
    for (let plannedAtMs = 0; ; ) {
      const lastAtMs = clock.nowMs()
      const samples = await source.sample(until)
      this.#progress = followSamples(this.#progress, samples)
      journal.record({ kind: 'metrics-sampled', stage, samples })
      this.#reconsider()
      if (this.#isDecided) return
      if (clock.nowMs() >= plannedAtMs) plannedAtMs = clock.nowMs() + intervalMs
      await this.#times.sleepUntil({ plannedAtMs, lastAtMs, spareMs: intervalMs / 2 }, until)
    }
  }

  /** With nothing to probe, only the clock says when the bake is over. */
  async waitForBakeEnd(until: AbortSignal): Promise<void> {
    const { intervalMs } = this.#settings.policy
    for (;;) {
      this.#reconsider()
      if (this.#isDecided) return
      const lastAtMs = this.#ports.clock.nowMs()
      await this.#times.sleepUntil({ plannedAtMs: lastAtMs + intervalMs, lastAtMs, spareMs: 0 }, until)
    }
  }

  /** A first answer of the new version, or a failure after others, may come of a step of the platform just now. */
  #followShown({ check, result }: Observation): void {
    const before = this.#shown.get(check)
    const isFirstPass = result === 'pass' && !this.#hasPassed.has(check)
    const isNews = before !== undefined && before !== result && (result === 'fail' || isFirstPass)
    this.#shown.set(check, result)
    if (result === 'pass') this.#hasPassed.add(check)
    if (isNews && this.#ports.watch !== undefined) this.#times.hurry()
  }

  #addObservation(observation: Observation): void {
    this.#progress = followObservation(this.#progress, observation, this.#settings.policy)
    this.#ports.journal.record({ kind: 'observed', stage: this.#settings.stage, observation })
    this.#warnings.reportAnswer(observation)
    this.#followShown(observation)
    this.#reconsider()
  }

  #addPoll(poll: RolloutPoll): void {
    const before = this.#progress.rollout.latest
    this.#progress = followPoll(this.#progress, poll, this.#settings.policy)
    for (const text of poll.news) this.#ports.journal.record({ kind: 'platform-said', text })
    for (const { service, state, begunAtMs } of poll.services) {
      const earlier = before?.services.find((one) => one.service === service)?.state
      if (JSON.stringify(earlier) === JSON.stringify(state)) continue
      this.#changedAtMs = poll.atMs
      this.#ports.journal.record({ kind: 'rollout-changed', service, state, begunAtMs })
    }
    this.#reconsider()
  }

  #reconsider(): void {
    const { clock, journal } = this.#ports
    const { policy, stage } = this.#settings
    if (this.#isDecided) return
    const assessment = assess(policy, this.#progress, clock.nowMs())
    if (assessment.phase !== this.#phase) {
      this.#phase = assessment.phase
      journal.record({ kind: 'phase-changed', stage, phase: assessment.phase })
      if (assessment.phase === 'baking') this.#baking.resolve()
    }
    const { verdict, warnings, triggers } = assessment
    this.#warnings.showExamples(triggers, 'log')
    this.#warnings.showExamples(warnings)
    this.#warnings.reportTriggers(warnings)
    this.#warnings.reportChecks(assessment.checks)
    journal.trace?.(describeAssessment(assessment, this.#progress))
    if (verdict === undefined) {
      this.#times.moveVerdict(assessment.verdictDueAtMs)
      return
    }
    this.#isDecided = true
    if (verdict.kind === 'healthy') {
      this.#warnOfUnevaluated(assessment)
      if (stage === 'verification') this.#warnOfIntermittent(assessment)
    }
    journal.record({ kind: 'judged', stage, verdict })
    this.#ports.onDecided?.(this.#progress)
    this.#decide({
      verdict,
      assessment,
      startedAtMs: this.#progress.rollout.startedAtMs,
      endedAtMs: clock.nowMs(),
      lastBegunAtMs: findLastBegin(this.#progress.rollout),
      deployBegunAtMs: deployBegin(this.#progress),
    })
  }

  /** Failures that are never in a row pass; whoever does not want that finds the line that says so. */
  #warnOfIntermittent({ checks }: Assessment): void {
    for (const check of checks) {
      const text = describeIntermittent(check, this.#settings.policy)
      const line = lineAgainst(check, this.#settings.policy)
      if (text === undefined || line === undefined || !check.required) continue
      const hint = `To roll back at such a rate, add this line to rollback-when: ${line}`
      this.#ports.journal.record({ kind: 'warned', text, hint })
    }
  }

  /** A trigger that nobody could evaluate has not passed. */
  #warnOfUnevaluated({ triggers, warnings }: Assessment): void {
    for (const { line, state, text } of [...triggers, ...warnings]) {
      if (state !== 'not-evaluable') continue
      this.#ports.journal.record({ kind: 'warned', text: `"${line}" could not be evaluated: ${text}` })
    }
  }
}

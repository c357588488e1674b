import type { Clock } from '../core/clock.ts'
import { type Assessment, assess, type HealthPolicy } from '../health/assess.ts'
import type { Baseline } from '../health/baseline.ts'
import {
  beginHealth,
  followObservation,
  followPoll,
  followSamples,
  type HealthProgress,
} from '../health/health-progress.ts'
import { describeIntermittent, lineAgainst } from '../health/intermittent.ts'
import type { Observation, Verdict } from '../health/observation.ts'
import type { HealthProbe, VersionExpectation } from '../health/probe.ts'
import type { RolloutPoll, RolloutWatch } from '../health/rollout.ts'
import { beginRollout, findLastBegin, withoutRollout } from '../health/rollout-progress.ts'
import { type MetricSource, sampleIntervalMs } from '../health/triggers/metric-source.ts'
import { AnswerWarnings } from './answer-warnings.ts'
import { describeAssessment } from './describe-assessment.ts'
import type { Journal, Stage } from './event.ts'
import { nextPollDelayMs } from './rollout-pace.ts'

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
}

export interface VerifySettings {
  readonly stage: Stage
  readonly policy: HealthPolicy
  readonly pollIntervalMs: number
  readonly expected: VersionExpectation
  readonly baseline?: Baseline | undefined
  /** When the deployment began, on the run's clock. Absent: with the watch. */
  readonly deployBegunAtMs?: number | undefined
}

/** What a verification found, and how it got there. */
export interface Verification {
  readonly verdict: Verdict
  readonly assessment: Assessment
  readonly startedAtMs: number
  readonly endedAtMs: number
  /** When the last of the watched deployments began, on the run's clock. Absent: no platform says so. */
  readonly lastBegunAtMs?: number | undefined
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
  readonly #warnings: AnswerWarnings
  #decide: (verification: Verification) => void = () => {}

  constructor(ports: VerifyPorts, settings: VerifySettings) {
    this.#ports = ports
    this.#settings = settings
    this.#warnings = new AnswerWarnings(ports.journal)
    this.#startedAtMs = ports.clock.nowMs()
    this.#changedAtMs = this.#startedAtMs
    this.decided = new Promise((resolve) => {
      this.#decide = resolve
    })
    const { stage, baseline, deployBegunAtMs } = settings
    const rollout = (ports.watch === undefined ? withoutRollout : beginRollout)(this.#startedAtMs)
    const { expected } = settings
    const version = expected.kind === 'exactly' ? expected.version : undefined
    this.#progress = { ...beginHealth(ports.probes, rollout, version), baseline, deployBegunAtMs }
    ports.journal.record({ kind: 'stage-started', stage, deployBegunAtMs })
    if (baseline !== undefined) ports.journal.record({ kind: 'compared-with', stage, baseline })
  }

  /**
   * Start to start on the grid of the interval; a slow probe skips the grid points that it covered. The
   * grid of each check begins after its own offset.
   */
  async probeAtFixedRate(probe: HealthProbe, offsetMs: number, until: AbortSignal): Promise<void> {
    const { clock } = this.#ports
    const { intervalMs } = this.#settings.policy
    if (offsetMs > 0) await clock.sleep(offsetMs, until)
    for (let point = 0; ; ) {
      this.#addObservation(await probe.probe(this.#settings.expected, until))
      if (this.#isDecided) return
      const elapsedMs = clock.nowMs() - this.#startedAtMs - offsetMs
      // A timer may wake a moment early: the point that it was set for is not taken for the next one.
      point = Math.max(point, Math.floor(elapsedMs / intervalMs)) + 1
      await clock.sleep(point * intervalMs - elapsedMs, until)
    }
  }

  async followPlatform(watch: RolloutWatch, until: AbortSignal): Promise<void> {
    const { clock, random } = this.#ports
    for (;;) {
      this.#addPoll(await watch.poll(until))
      if (this.#isDecided) return
      const sinceChangeMs = clock.nowMs() - this.#changedAtMs
      const { latest } = this.#progress.rollout
      await clock.sleep(
        nextPollDelayMs(this.#settings.pollIntervalMs, sinceChangeMs, latest, random()),
        until,
      )
    }
  }

  async sampleMetrics(source: MetricSource, until: AbortSignal): Promise<void> {
    const { clock, journal } = this.#ports
    const { pollIntervalMs, stage } = this.#settings
    for (;;) {
      const samples = await source.sample(until)
      this.#progress = followSamples(this.#progress, samples)
      journal.record({ kind: 'metrics-sampled', stage, samples })
      this.#reconsider()
      if (this.#isDecided) return
      await clock.sleep(sampleIntervalMs(pollIntervalMs), until)
    }
  }

  /** With nothing to probe, only the clock says when the bake is over. */
  async waitForBakeEnd(until: AbortSignal): Promise<void> {
    for (;;) {
      this.#reconsider()
      if (this.#isDecided) return
      await this.#ports.clock.sleep(this.#settings.policy.intervalMs, until)
    }
  }

  #addObservation(observation: Observation): void {
    this.#progress = followObservation(this.#progress, observation, this.#settings.policy)
    this.#ports.journal.record({ kind: 'observed', stage: this.#settings.stage, observation })
    this.#warnings.report(observation)
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
    }
    const { verdict } = assessment
    journal.trace?.(describeAssessment(assessment))
    if (verdict === undefined) return
    this.#isDecided = true
    if (verdict.kind === 'healthy') {
      this.#warnOfUnevaluated(assessment)
      if (stage === 'verification') this.#warnOfIntermittent(assessment)
    }
    journal.record({ kind: 'judged', stage, verdict })
    this.#decide({
      verdict,
      assessment,
      startedAtMs: this.#startedAtMs,
      endedAtMs: clock.nowMs(),
      lastBegunAtMs: findLastBegin(this.#progress.rollout),
    })
  }

  /** Failures that are never in a row pass; whoever does not want that finds the line that says so. */
  #warnOfIntermittent({ checks }: Assessment): void {
    for (const check of checks.values()) {
      const text = describeIntermittent(check, this.#settings.policy)
      const line = lineAgainst(check, this.#settings.policy)
      if (text === undefined || line === undefined || !check.required) continue
      const hint = `To roll back at such a rate, add this line to rollback-when: ${line}`
      this.#ports.journal.record({ kind: 'warned', text, hint })
    }
  }

  /** A trigger that nobody could evaluate has not passed. */
  #warnOfUnevaluated({ triggers }: Assessment): void {
    for (const { line, state, text } of triggers) {
      if (state !== 'not-evaluable') continue
      this.#ports.journal.record({ kind: 'warned', text: `"${line}" could not be evaluated: ${text}` })
    }
  }
}

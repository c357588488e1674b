import type { Baseline } from './baseline.ts'
import type { Clock } from './clock.ts'
import type { Journal, Stage } from './event.ts'
import { type Assessment, assess, type Evidence, type HealthPolicy } from './health.ts'
import type { Observation } from './observation.ts'
import type { HealthProbe, VersionExpectation } from './probe.ts'
import type { RolloutLook, RolloutWatch } from './rollout.ts'
import { nextLookDelayMs } from './rollout-pace.ts'
import { beginRollout, followRollout, withoutRollout } from './rollout-standing.ts'
import type { SignalLook, SignalSource } from './signal.ts'
import type { Verdict } from './verdict.ts'

/** Alarms and metrics change by the minute, and each look costs calls of a shared quota. */
const SIGNAL_INTERVAL_MS = 15_000

/** From one look at metrics, alarms and runs to the next. */
export function signalIntervalMs(pollIntervalMs: number): number {
  return Math.max(SIGNAL_INTERVAL_MS, pollIntervalMs)
}

export interface VerifyPorts {
  readonly clock: Clock
  /** Uniform in [0, 1). */
  readonly random: () => number
  readonly journal: Journal
  readonly probes: readonly HealthProbe[]
  /** Absent: there is no platform to follow, and only the probes decide. */
  readonly watch?: RolloutWatch
  /** What the triggers read besides the probes. */
  readonly signals?: readonly SignalSource[]
}

export interface VerifySettings {
  readonly stage: Stage
  readonly policy: HealthPolicy
  readonly pollIntervalMs: number
  readonly expected: VersionExpectation
  readonly baseline?: Baseline
  /** When the deployment began, on the run's clock. Absent: with the watch. */
  readonly deployBegunAtMs?: number
}

/** What a verification found, and how it got there. */
export interface Verification {
  readonly verdict: Verdict
  readonly assessment: Assessment
  readonly startedAtMs: number
  readonly endedAtMs: number
}

/**
 * Probes and follows the rollout at the same time until there is a verdict. Everything still running
 * is aborted then. Rejects only with the signal's reason.
 */
export async function verify(
  ports: VerifyPorts,
  settings: VerifySettings,
  signal: AbortSignal,
): Promise<Verification> {
  signal.throwIfAborted()
  const watch = new Verifying(ports, settings)
  const stop = new AbortController()
  const until = AbortSignal.any([signal, stop.signal])
  const loops = [
    ...ports.probes.map((probe) => watch.probeAtFixedRate(probe, until)),
    ...(ports.watch === undefined ? [] : [watch.followPlatform(ports.watch, until)]),
    ...(ports.signals ?? []).map((source) => watch.readSignals(source, until)),
    ...(ports.probes.some(({ required }) => required) ? [] : [watch.waitForBell(until)]),
  ]
  try {
    return await Promise.race([watch.decided, rejectWithFirst(loops)])
  } finally {
    stop.abort()
    await Promise.allSettled(loops)
  }
}

/** Never resolves, so that only a verdict or a fault ends the race. */
function rejectWithFirst(loops: readonly Promise<void>[]): Promise<never> {
  return new Promise((_, reject) => {
    for (const loop of loops) loop.catch(reject)
  })
}

class Verifying {
  readonly decided: Promise<Verification>
  readonly #ports: VerifyPorts
  readonly #settings: VerifySettings
  readonly #startedAtMs: number
  readonly #observations: Map<string, readonly Observation[]>
  readonly #signals: SignalLook[] = []
  #rollout
  #phase: Assessment['phase'] | undefined
  #lookChangedAtMs: number
  #isDecided = false
  #decide: (verification: Verification) => void = () => {}

  constructor(ports: VerifyPorts, settings: VerifySettings) {
    this.#ports = ports
    this.#settings = settings
    this.#startedAtMs = ports.clock.nowMs()
    this.#lookChangedAtMs = this.#startedAtMs
    this.#observations = new Map(ports.probes.map(({ name }) => [name, []]))
    this.#rollout =
      ports.watch === undefined ? withoutRollout(this.#startedAtMs) : beginRollout(this.#startedAtMs)
    this.decided = new Promise((resolve) => {
      this.#decide = resolve
    })
    ports.journal.record({ kind: 'stage-started', stage: settings.stage })
    const { stage, baseline } = settings
    if (baseline !== undefined) ports.journal.record({ kind: 'compared-with', stage, baseline })
  }

  /** Start to start on the grid of the interval; a slow probe skips the grid points that it covered. */
  async probeAtFixedRate(probe: HealthProbe, until: AbortSignal): Promise<void> {
    const { clock } = this.#ports
    const { intervalMs } = this.#settings.policy
    for (;;) {
      this.#addObservation(await probe.probe(this.#settings.expected, until))
      if (this.#isDecided) return
      const elapsedMs = clock.nowMs() - this.#startedAtMs
      const nextMs = (Math.floor(elapsedMs / intervalMs) + 1) * intervalMs
      await clock.sleep(nextMs - elapsedMs, until)
    }
  }

  async followPlatform(watch: RolloutWatch, until: AbortSignal): Promise<void> {
    const { clock, random } = this.#ports
    for (;;) {
      this.#addLook(await watch.look(until))
      if (this.#isDecided) return
      const sinceChangeMs = clock.nowMs() - this.#lookChangedAtMs
      const { latest } = this.#rollout
      await clock.sleep(
        nextLookDelayMs(this.#settings.pollIntervalMs, sinceChangeMs, latest, random()),
        until,
      )
    }
  }

  async readSignals(source: SignalSource, until: AbortSignal): Promise<void> {
    const { clock, journal } = this.#ports
    const { pollIntervalMs, stage } = this.#settings
    for (;;) {
      const looks = await source.look(until)
      this.#signals.push(...looks)
      journal.record({ kind: 'signals-read', stage, looks })
      this.#reconsider()
      if (this.#isDecided) return
      await clock.sleep(signalIntervalMs(pollIntervalMs), until)
    }
  }

  /** With nothing to probe, only the clock says when the bake is over. */
  async waitForBell(until: AbortSignal): Promise<void> {
    for (;;) {
      this.#reconsider()
      if (this.#isDecided) return
      await this.#ports.clock.sleep(this.#settings.policy.intervalMs, until)
    }
  }

  #addObservation(observation: Observation): void {
    const before = this.#observations.get(observation.check)
    if (before !== undefined) this.#observations.set(observation.check, [...before, observation])
    this.#ports.journal.record({ kind: 'observed', stage: this.#settings.stage, observation })
    this.#reconsider()
  }

  #addLook(look: RolloutLook): void {
    const before = this.#rollout.latest
    this.#rollout = followRollout(this.#rollout, look, this.#settings.policy)
    for (const text of look.news) this.#ports.journal.record({ kind: 'platform-said', text })
    for (const { service, state } of look.services) {
      const earlier = before?.services.find((one) => one.service === service)?.state
      if (JSON.stringify(earlier) === JSON.stringify(state)) continue
      this.#lookChangedAtMs = look.atMs
      this.#ports.journal.record({ kind: 'rollout-changed', service, state })
    }
    this.#reconsider()
  }

  #reconsider(): void {
    const { clock, journal, probes } = this.#ports
    const { policy, stage, baseline, deployBegunAtMs } = this.#settings
    if (this.#isDecided) return
    const evidence: Evidence = {
      rollout: this.#rollout,
      checks: probes,
      observations: this.#observations,
      signals: this.#signals,
      ...(baseline && { baseline }),
      ...(deployBegunAtMs !== undefined && { deployBegunAtMs }),
    }
    const assessment = assess(policy, evidence, clock.nowMs())
    if (assessment.phase !== this.#phase) {
      this.#phase = assessment.phase
      journal.record({ kind: 'phase-changed', stage, phase: assessment.phase })
    }
    const { verdict } = assessment
    if (verdict === undefined) return
    this.#isDecided = true
    if (verdict.kind === 'healthy') this.#tellUnevaluated(assessment)
    journal.record({ kind: 'judged', stage, verdict })
    this.#decide({ verdict, assessment, startedAtMs: this.#startedAtMs, endedAtMs: clock.nowMs() })
  }

  /** A trigger that nobody could evaluate has not passed. */
  #tellUnevaluated({ triggers }: Assessment): void {
    for (const { line, state, text } of triggers) {
      if (state !== 'not-evaluable') continue
      this.#ports.journal.record({ kind: 'warned', text: `"${line}" could not be evaluated: ${text}` })
    }
  }
}

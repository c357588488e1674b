import { type Assessment, assess, type Evidence, type HealthPolicy } from '../health/assess.ts'
import type { Baseline } from '../health/baseline.ts'
import type { Observation } from '../health/observation.ts'
import type { RolloutPoll, RolloutState } from '../health/rollout.ts'
import {
  beginRollout,
  followRollout,
  type RolloutProgress,
  withoutRollout,
} from '../health/rollout-progress.ts'
import type { MetricSample } from '../health/triggers/metric-source.ts'
import type { Verdict } from '../health/verdict.ts'
import type { RunEvent } from './event.ts'

export interface Replay {
  /** Absent: the recording ends before there is one. */
  readonly verdict?: Verdict
  /** Of the verdict, or of the last thing that was recorded. */
  readonly atMs: number
  readonly assessment: Assessment
}

/**
 * Judges the verification of a recorded run again, perhaps with other settings. It cannot see what was
 * not recorded: a longer bake than the recorded one ends without a verdict.
 */
export function replay(
  policy: HealthPolicy,
  checks: Evidence['checks'],
  events: readonly RunEvent[],
): Replay {
  const recorded = events.filter((event) => !('stage' in event) || event.stage === 'verification')
  const startedAtMs = recorded.find(({ kind }) => kind === 'stage-started')?.atMs ?? recorded[0]?.atMs ?? 0
  const player = new Player(
    policy,
    checks,
    startedAtMs,
    recorded.some(({ kind }) => kind === 'rollout-changed'),
  )
  let last = player.judge(startedAtMs)
  for (const [index, event] of recorded.entries()) {
    if (!player.play(event)) continue
    if (continuesPoll(event, recorded[index + 1])) continue
    last = player.judge(event.atMs)
    if (last.verdict !== undefined) return last
  }
  return last
}

/** Changes of several services that one look brought stand next to each other. */
function continuesPoll(event: RunEvent, next: RunEvent | undefined): boolean {
  return event.kind === 'rollout-changed' && next?.kind === 'rollout-changed' && next.atMs - event.atMs < 100
}

class Player {
  readonly #policy: HealthPolicy
  readonly #checks: Evidence['checks']
  readonly #observations: Map<string, readonly Observation[]>
  readonly #samples: MetricSample[] = []
  readonly #states = new Map<string, RolloutState>()
  readonly #nextProbeAtMs = new Map<string, number>()
  #rollout: RolloutProgress
  #baseline: Baseline | undefined
  #deployBegunAtMs: number | undefined

  constructor(policy: HealthPolicy, checks: Evidence['checks'], startedAtMs: number, hasRollout: boolean) {
    this.#policy = policy
    this.#checks = checks
    this.#observations = new Map(checks.map(({ name }) => [name, []]))
    this.#rollout = hasRollout ? beginRollout(startedAtMs) : withoutRollout(startedAtMs)
  }

  /** Whether the event is one on which a verdict may depend. */
  play(event: RunEvent): boolean {
    switch (event.kind) {
      case 'observed':
        return this.#addObservation(event.observation)
      case 'rollout-changed':
        this.#states.set(event.service, event.state)
        return true
      case 'metrics-sampled':
        this.#samples.push(...event.samples)
        return true
      case 'judged':
        // Time alone may have decided, such as the end of the rollout timeout.
        return true
      case 'stage-started':
        this.#deployBegunAtMs = event.deployBegunAtMs
        return false
      case 'compared-with':
        this.#baseline = event.baseline
        return false
      default:
        return false
    }
  }

  judge(atMs: number): Replay {
    this.#poll(atMs)
    const evidence: Evidence = {
      rollout: this.#rollout,
      checks: this.#checks,
      observations: this.#observations,
      samples: this.#samples,
      ...(this.#baseline && { baseline: this.#baseline }),
      ...(this.#deployBegunAtMs !== undefined && { deployBegunAtMs: this.#deployBegunAtMs }),
    }
    const assessment = assess(this.#policy, evidence, atMs)
    const { verdict } = assessment
    return { atMs, assessment, ...(verdict && { verdict }) }
  }

  /** Only changes were recorded: until the next one, every look showed the same. */
  #poll(atMs: number): void {
    if (this.#states.size === 0) return
    const services = [...this.#states].map(([service, state]) => ({ service, state }))
    const poll: RolloutPoll = { atMs, services, news: [] }
    this.#rollout = followRollout(this.#rollout, poll, this.#policy)
  }

  /** Thins the probes out to the interval of the policy, as if the others had never been made. */
  #addObservation(observation: Observation): boolean {
    const { check, startedAtMs } = observation
    const { intervalMs } = this.#policy
    const nextAtMs = this.#nextProbeAtMs.get(check) ?? Number.NEGATIVE_INFINITY
    // A probe starts a little after its point of the grid.
    if (startedAtMs < nextAtMs - intervalMs / 10) return false
    const gridMs = Number.isFinite(nextAtMs) ? nextAtMs : startedAtMs
    const missed = Math.floor((startedAtMs - gridMs + intervalMs / 10) / intervalMs)
    this.#nextProbeAtMs.set(check, gridMs + (missed + 1) * intervalMs)
    const before = this.#observations.get(check)
    if (before === undefined) return false
    this.#observations.set(check, [...before, observation])
    return true
  }
}

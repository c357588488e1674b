import { type Assessment, assess, type HealthPolicy } from '../health/assess.ts'
import {
  beginHealth,
  followObservation,
  followPoll,
  followSamples,
  type HealthCheck,
  type HealthProgress,
} from '../health/health-progress.ts'
import type { Observation, Verdict } from '../health/observation.ts'
import type { ServiceRollout } from '../health/rollout.ts'
import { beginRollout, withoutRollout } from '../health/rollout-progress.ts'
import type { RunEvent } from './event.ts'

export interface Replay {
  /** Absent: the recording ends before there is one. */
  readonly verdict?: Verdict | undefined
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
  recordedWith: { readonly checks: readonly HealthCheck[]; readonly intervalMs: number },
  events: readonly RunEvent[],
): Replay {
  const recorded = events.filter((event) => !('stage' in event) || event.stage === 'verification')
  const startedAtMs = recorded.find(({ kind }) => kind === 'stage-started')?.atMs ?? recorded[0]?.atMs ?? 0
  const hasRollout = recorded.some(({ kind }) => kind === 'rollout-changed')
  const rollout = (hasRollout ? beginRollout : withoutRollout)(startedAtMs)
  const isThinned = policy.intervalMs > recordedWith.intervalMs
  const player = new Player(policy, beginHealth(recordedWith.checks, rollout), isThinned)
  let last = player.judge(startedAtMs)
  for (const [index, event] of recorded.entries()) {
    if (!player.play(event)) continue
    if (continuesPoll(event, recorded[index + 1])) continue
    last = player.judge(event.atMs)
    if (last.verdict !== undefined) return last
  }
  return last
}

/** Changes of several services that one poll brought stand next to each other. */
function continuesPoll(event: RunEvent, next: RunEvent | undefined): boolean {
  return event.kind === 'rollout-changed' && next?.kind === 'rollout-changed' && next.atMs - event.atMs < 100
}

class Player {
  readonly #policy: HealthPolicy
  readonly #services = new Map<string, ServiceRollout>()
  readonly #nextProbeAtMs = new Map<string, number>()
  readonly #isThinned: boolean
  #progress: HealthProgress

  constructor(policy: HealthPolicy, begun: HealthProgress, isThinned: boolean) {
    this.#policy = policy
    this.#progress = begun
    this.#isThinned = isThinned
  }

  /** Whether the event is one on which a verdict may depend. */
  play(event: RunEvent): boolean {
    switch (event.kind) {
      case 'observed':
        return this.#addObservation(event.observation)
      case 'rollout-changed':
        this.#services.set(event.service, event)
        return true
      case 'metrics-sampled':
        this.#progress = followSamples(this.#progress, event.samples)
        return true
      case 'judged':
        // Time alone may have decided, such as the end of the rollout timeout.
        return true
      case 'stage-started':
        this.#progress = { ...this.#progress, deployBegunAtMs: event.deployBegunAtMs }
        return false
      case 'compared-with':
        this.#progress = { ...this.#progress, baseline: event.baseline }
        return false
      default:
        return false
    }
  }

  judge(atMs: number): Replay {
    this.#poll(atMs)
    const assessment = assess(this.#policy, this.#progress, atMs)
    return { atMs, assessment, verdict: assessment.verdict }
  }

  /** Only changes were recorded: until the next one, every poll showed the same. */
  #poll(atMs: number): void {
    const services = [...this.#services.values()]
    if (services.length === 0) return
    this.#progress = followPoll(this.#progress, { atMs, services, news: [] }, this.#policy)
  }

  #addObservation(observation: Observation): boolean {
    if (this.#isThinned && !this.#isDue(observation)) return false
    const { check } = observation
    this.#progress = followObservation(this.#progress, observation, this.#policy)
    return this.#progress.checks.some(({ name }) => name === check)
  }

  /** Thins the probes out to the interval of the policy, as if the others had never been made. */
  #isDue({ check, startedAtMs }: Observation): boolean {
    const { intervalMs } = this.#policy
    const nextAtMs = this.#nextProbeAtMs.get(check) ?? Number.NEGATIVE_INFINITY
    // A probe starts a little after its point of the grid.
    if (startedAtMs < nextAtMs - intervalMs / 10) return false
    const gridMs = Number.isFinite(nextAtMs) ? nextAtMs : startedAtMs
    const missed = Math.floor((startedAtMs - gridMs + intervalMs / 10) / intervalMs)
    this.#nextProbeAtMs.set(check, gridMs + (missed + 1) * intervalMs)
    return true
  }
}

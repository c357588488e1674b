import { PlatformError } from '../core/platform-error.ts'
import type { Verdict } from '../health/observation.ts'
import type { HealthProbe } from '../health/probe.ts'
import type { RolloutPoll, RolloutWatch } from '../health/rollout.ts'
import { beginRollout, followRollout, type RolloutProgress } from '../health/rollout-progress.ts'
import {
  decideAtGate,
  type EndedGate,
  findGates,
  type GateState,
  hasLeft,
  hasProductionTraffic,
  hold,
  type OpenGate,
  type Promotion,
} from './gate.ts'
import { judgeGates } from './judge-gates.ts'
import type { Verification, VerifyPorts, VerifySettings } from './verification.ts'
import { verify } from './verify.ts'

export interface PromotePorts extends VerifyPorts {
  readonly watch: RolloutWatch
  readonly promotion: Promotion
  /** Of the test listener. */
  readonly testProbes: readonly HealthProbe[]
}

export interface PromoteSettings {
  /** How long the version is watched at each gate. */
  readonly bakeTimeMs: number
  readonly onInconclusive: 'fail' | 'pass' | 'rollback'
  readonly verification: VerifySettings
}

/** How far the promotion came, for the report. */
export interface PromotionReport {
  /** Where this run let it go on, in order: `web at POST_TEST_TRAFFIC_SHIFT`. */
  readonly proceeded: readonly string[]
  /** This run has let it go on to production traffic. */
  readonly isPromoted: boolean
  /** Where it waits, as far as it was seen; empty: nowhere. */
  readonly gates: readonly OpenGate[]
  /** The new version is known to have had no production traffic at any time. */
  readonly metNobody: boolean
  /** So many test requests it has answered. */
  readonly testAnswers: number
}

/** A verification that answers the gates on its way by what it finds. */
export class Promoting {
  readonly #ports: PromotePorts
  readonly #settings: PromoteSettings
  readonly #answered = new Set<string>()
  readonly #proceeded: string[] = []
  #rollout: RolloutProgress
  #gates: readonly OpenGate[] = []
  /** Those that were reached last, whether or not they still wait. */
  #reached: readonly OpenGate[] = []
  #isPromoted = false
  #wasRefused = false
  #hadTraffic = false
  #testAnswers = 0
  #isResumed = false

  constructor(ports: PromotePorts, settings: PromoteSettings) {
    this.#ports = ports
    this.#settings = settings
    this.#rollout = beginRollout(ports.clock.nowMs())
  }

  /** As far as it is known without asking. */
  get report(): PromotionReport {
    return {
      proceeded: [...this.#proceeded],
      isPromoted: this.#isPromoted,
      gates: this.#gates,
      metNobody: false,
      testAnswers: this.#testAnswers,
    }
  }

  /** Once the run has acted: a gate that still waits, or was turned back at, has let nobody through. */
  async conclude(signal: AbortSignal): Promise<PromotionReport> {
    let states: readonly (GateState | undefined)[]
    try {
      signal.throwIfAborted()
      states = await Promise.all(this.#reached.map((open) => this.#inspect(open, signal)))
    } catch (error) {
      if (!signal.aborted) throw error
      return this.report
    }
    const isClosed = (state: GateState | undefined) => state?.kind === 'waiting' || state?.kind === 'refused'
    const isWaiting = (index: number) => states[index]?.kind === 'waiting'
    return {
      ...this.report,
      gates: this.#reached.filter((_, index) => isWaiting(index)),
      metNobody: !this.#hadTraffic && states.length > 0 && states.every(isClosed),
    }
  }

  /** Somebody else has turned it back at a gate, or nobody has answered in time: no word about the version. */
  get wasRefused(): boolean {
    return this.#wasRefused
  }

  /** No gate was ever reached, so that nothing was verified before production. */
  get hasMissed(): boolean {
    return this.#reached.length === 0
  }

  /** Rejects only with the signal's reason. */
  async run(signal: AbortSignal): Promise<Verification> {
    for (;;) {
      const verification = (await this.#watchUntilGate(signal)) ?? (await this.#passGates(signal))
      if (verification !== undefined) return verification
    }
  }

  /** Undefined: gates are reached. */
  async #watchUntilGate(signal: AbortSignal): Promise<Verification | undefined> {
    const { verification } = this.#settings
    const settings = { ...verification, rollout: this.#rollout, isResumed: this.#isResumed }
    this.#gates = []
    this.#isResumed = true
    return await this.#untilPoll(
      (poll) => {
        this.#gates = findGates(poll, this.#answered)
        return this.#gates.length > 0
      },
      (watch, until) => verify({ ...this.#ports, watch }, settings, until),
      signal,
    )
  }

  /** Undefined: none of them waits any more. */
  async #passGates(signal: AbortSignal): Promise<Verification | undefined> {
    const gates = this.#gates
    this.#reached = gates
    this.#ports.journal.record({ kind: 'gate-reached', gates })
    if (gates.some(({ traffic }) => traffic === 'nothing')) this.#isPromoted = false
    const judged = await this.#untilPoll(
      (poll) => hasLeft(poll, gates),
      (watch, until) => judgeGates(this.#judgement(watch), until),
      signal,
    )
    if (judged === undefined) {
      await this.#noteAnswers(signal)
      return undefined
    }
    // Who turned it back here has said nothing about the version.
    if (judged.verdict.kind === 'rolled-back-by-platform') await this.#noteAnswers(signal)
    const decided = decideAtGate(judged.verdict, gates, this.#settings.onInconclusive)
    const verdict = decided ?? (await this.#proceed(signal))
    if (verdict === undefined || (await this.#isContradicted(verdict, signal))) return undefined
    return { ...judged, verdict }
  }

  #judgement(watch: RolloutWatch): Parameters<typeof judgeGates>[0] {
    const { testProbes } = this.#ports
    const { verification, bakeTimeMs } = this.#settings
    return {
      ports: { ...this.#ports, watch },
      testProbes,
      gates: this.#gates,
      rollout: this.#rollout,
      verification,
      bakeTimeMs,
      onTestAnswer: () => {
        this.#testAnswers += 1
      },
    }
  }

  /** Undefined: every gate is passed. */
  async #proceed(signal: AbortSignal): Promise<Verdict | undefined> {
    for (const open of this.#gates) {
      try {
        const state = await this.#ports.promotion.proceed(open, signal)
        if (state.kind === 'waiting')
          return hold([open], 'it is healthy, but the platform did not let it go on')
        this.#ended(open, state)
      } catch (error) {
        if (!(error instanceof PlatformError) || signal.aborted) throw error
        const hint = error.hint === undefined ? '' : `. ${error.hint}`
        return hold([open], `it is healthy, but it could not be let go on: ${error.message}${hint}`)
      }
    }
    return undefined
  }

  /** Whoever has answered before is followed: what a person lets go on is watched in production. */
  async #isContradicted({ kind }: Verdict, signal: AbortSignal): Promise<boolean> {
    if (kind !== 'awaiting-approval' && kind !== 'unhealthy' && kind !== 'inconclusive') return false
    const ended = await this.#noteAnswers(signal)
    // Whether it still waits the probes may show before the platform does.
    return ended.some((state) => kind === 'awaiting-approval' || state.kind === 'continued')
  }

  /** Of the gates at which somebody else has answered. */
  async #noteAnswers(signal: AbortSignal): Promise<readonly EndedGate[]> {
    const states = await Promise.all(this.#gates.map((open) => this.#inspect(open, signal)))
    return this.#gates.flatMap((open, index) => {
      const state = states[index]
      if (state === undefined || state.kind === 'waiting') return []
      this.#ended(open, state)
      return state
    })
  }

  /** Undefined: it could not be determined. */
  async #inspect(open: OpenGate, signal: AbortSignal): Promise<GateState | undefined> {
    try {
      return await this.#ports.promotion.inspect(open, signal)
    } catch (error) {
      if (!(error instanceof PlatformError) || signal.aborted) throw error
      return undefined
    }
  }

  #ended(open: OpenGate, state: EndedGate): void {
    const { journal } = this.#ports
    const place = `${open.service} at ${open.gate.stage}`
    this.#answered.add(open.gate.id)
    journal.record({ kind: 'gate-ended', gate: open, state })
    if (state.kind === 'refused' && !state.isFailing) this.#wasRefused = true
    if (state.kind !== 'continued') return
    if (state.by === 'us') {
      this.#isPromoted = true
      this.#proceeded.push(place)
    } else journal.record({ kind: 'warned', text: `this run did not decide about ${place}: ${state.how}` })
  }

  /** Undefined: a poll came for which `isOver` holds. */
  async #untilPoll(
    isOver: (poll: RolloutPoll) => boolean,
    verifyWith: (watch: RolloutWatch, until: AbortSignal) => Promise<Verification>,
    signal: AbortSignal,
  ): Promise<Verification | undefined> {
    const over = new AbortController()
    const watch: RolloutWatch = {
      poll: async (until) => {
        const poll = await this.#ports.watch.poll(until)
        this.#rollout = followRollout(this.#rollout, poll, this.#settings.verification.policy)
        this.#hadTraffic ||= hasProductionTraffic(poll)
        if (isOver(poll)) over.abort()
        return poll
      },
    }
    try {
      return await verifyWith(watch, AbortSignal.any([signal, over.signal]))
    } catch (error) {
      if (signal.aborted || !over.signal.aborted) throw error
      return undefined
    }
  }
}

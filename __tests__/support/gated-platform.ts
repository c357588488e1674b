import type { Clock } from '../../src/core/clock.ts'
import type { PlatformError } from '../../src/core/platform-error.ts'
import type { Observation } from '../../src/health/observation.ts'
import type { HealthProbe, VersionExpectation } from '../../src/health/probe.ts'
import type { RolloutPoll, RolloutState, RolloutWatch } from '../../src/health/rollout.ts'
import type { GateState, OpenGate, Promotion, PromotionPlan } from '../../src/run/gate.ts'
import type { ApplyResult, PlanResult, RollbackStrategy } from '../../src/run/rollback.ts'
import { complete, inProgress } from './scripted-watch.ts'

/** So much of the production traffic the new version has at each pause, in order; after the last one it has all. */
export type Pauses = readonly ('nothing' | 'some' | 'all')[]

/** What one version answers, by the time since the platform began. */
export type Behaviour = (sinceMs: number) => Observation['result']

/**
 * A platform that shifts the traffic from v1 to v2 in steps, and waits before each for an answer. It counts who has
 * answered which requests.
 */
export class GatedPlatform implements RolloutWatch, Promotion, RollbackStrategy {
  readonly served = { production: { v1: 0, v2: 0 }, test: { v1: 0, v2: 0 } }
  readonly writes: string[] = []
  /** It rolls back since it has found the version failing itself. */
  findsFailing = false
  /** Set: the platform refuses to be answered. */
  refusal: PlatformError | undefined
  readonly #clock: Clock
  readonly #begunAtMs: number
  readonly #pauses: Pauses
  readonly #v2: Behaviour
  #passed = 0
  #end: 'rolled-back' | 'superseded' | undefined
  #how = 'somebody let it go on'
  #turn = 0

  constructor(clock: Clock, pauses: Pauses, v2: Behaviour = () => 'pass') {
    this.#clock = clock
    this.#begunAtMs = clock.nowMs()
    this.#pauses = pauses
    this.#v2 = v2
  }

  /** A person's answer to the pause at which it waits, or the platform's own. */
  answer(action: 'continue' | 'roll back', how?: string): void {
    this.#how = how ?? this.#how
    if (action === 'continue') this.#passed += 1
    else this.#end = 'rolled-back'
  }

  supersede(): void {
    this.#end = 'superseded'
  }

  async poll(signal: AbortSignal): Promise<RolloutPoll> {
    signal.throwIfAborted()
    return { atMs: this.#clock.nowMs(), services: [{ service: 'web', state: this.#state() }], news: [] }
  }

  async inspect({ gate }: OpenGate): Promise<GateState> {
    if (this.#end === 'superseded') return { kind: 'gone', how: 'another deployment took over' }
    if (Number(gate.id) < this.#passed) return { kind: 'continued', by: 'others', how: this.#how }
    if (this.#end === undefined) return { kind: 'waiting' }
    return { kind: 'refused', how: 'it was rolled back', ...(this.findsFailing && { isFailing: true }) }
  }

  async proceed(open: OpenGate, signal: AbortSignal): Promise<GateState> {
    const state = await this.inspect(open)
    signal.throwIfAborted()
    if (state.kind !== 'waiting') return state
    if (this.refusal !== undefined) throw this.refusal
    this.writes.push(`continue ${open.gate.stage}`)
    this.#passed += 1
    return { kind: 'continued', by: 'us', how: 'this run let it go on' }
  }

  async plan(): Promise<PlanResult & PromotionPlan> {
    const described = {
      from: 'v2',
      to: 'v1',
      evidence: [],
      steps: [],
      unknowns: [],
      problems: [],
      manual: [],
    }
    const apply = async (): Promise<ApplyResult> => {
      this.writes.push('roll back')
      this.#end = 'rolled-back'
      return { kind: 'in-place' }
    }
    return {
      kind: 'ready',
      ...described,
      plan: { ...described, actor: this.#end ? 'platform' : 'us', apply },
    }
  }

  /** A check of one listener. What v2 answers names its version. */
  probe(listener: 'production' | 'test', name: string): HealthProbe {
    return {
      name,
      required: true,
      probe: async (expected: VersionExpectation, signal) => {
        signal.throwIfAborted()
        const startedAtMs = this.#clock.nowMs()
        const version = this.#answeredBy(listener)
        this.served[listener][version] += 1
        const own = version === 'v2' ? this.#v2(startedAtMs - this.#begunAtMs) : 'pass'
        const isOther = expected.kind === 'exactly' && own === 'pass' && expected.version !== version
        const result = isOther ? 'stale' : own
        const answer = { url: 'https://web.test/', status: result === 'fail' ? 500 : 200, version }
        const times = { startedAtMs, endedAtMs: startedAtMs }
        return {
          check: name,
          ...times,
          result,
          answer,
          ...(result !== 'pass' && { reason: `it was ${result}` }),
        }
      },
    }
  }

  get #traffic(): 'nothing' | 'some' | 'all' {
    if (this.#end !== undefined) return 'nothing'
    return this.#pauses[this.#passed] ?? 'all'
  }

  #answeredBy(listener: 'production' | 'test'): 'v1' | 'v2' {
    if (this.#end !== undefined) return 'v1'
    if (listener === 'test') return 'v2'
    if (this.#traffic === 'some') this.#turn += 1
    return this.#traffic === 'all' || (this.#traffic === 'some' && this.#turn % 2 === 0) ? 'v2' : 'v1'
  }

  #state(): RolloutState {
    if (this.#end === 'rolled-back') return { kind: 'rolled-back', reason: 'it was rolled back' }
    if (this.#end === 'superseded') return { kind: 'superseded', reason: 'v3 took over', by: 'v3' }
    if (this.#passed >= this.#pauses.length) return complete()
    const stage = `PAUSE_${this.#passed}`
    const gate = { id: String(this.#passed), stage, otherwise: 'it is rolled back tomorrow' }
    const waitsFor = { by: 'person', what: 'an answer', gate } as const
    return inProgress([], false, { traffic: this.#traffic, runningTasks: 2, milestones: [stage], waitsFor })
  }
}

import type { Clock } from '../../src/core/clock.ts'
import type {
  ApplyResult,
  NewerDeployment,
  PlanDescription,
  PlanResult,
  RollbackPlan,
  RollbackProgress,
  RollbackStrategy,
} from '../../src/run/rollback.ts'

interface Script {
  readonly planned?: Exclude<PlanResult, { kind: 'ready' }>
  readonly description?: Partial<PlanDescription>
  readonly applied?: ApplyResult
  readonly planError?: unknown
  readonly applyError?: unknown
  readonly planMs?: number
  readonly applyMs?: number
  readonly overtaker?: NewerDeployment
  /** What is still to do by hand at any time after the begin. */
  readonly manualNow?: readonly string[]
  readonly concludeMs?: number
  readonly concludeError?: unknown
  /** Called at the moment of the write. */
  readonly onWrite?: () => void
}

/** Plans and applies as its script says, and remembers what it was asked to do. */
export class ScriptedRollback implements RollbackStrategy {
  /** When each write to the imagined platform happened. */
  readonly writesAtMs: number[] = []
  readonly calls: string[] = []
  readonly #clock: Clock
  readonly #script: Script

  constructor(clock: Clock, script: Script = {}) {
    this.#clock = clock
    this.#script = script
  }

  async plan(signal: AbortSignal): Promise<PlanResult> {
    this.calls.push('plan')
    await this.#take(this.#script.planMs, signal)
    if (this.#script.planError !== undefined) throw this.#script.planError
    return this.#script.planned ?? { kind: 'ready', plan: this.#plan() }
  }

  #plan(): RollbackPlan {
    return {
      from: 'web:42',
      to: 'web:41',
      actor: 'us',
      evidence: ['it was captured before the deployment'],
      steps: ['UpdateService web → web:41'],
      unknowns: [],
      manual: [],
      ...this.#script.description,
      apply: (progress, signal) => this.#apply(progress, signal),
      findNewerDeployment: async () => this.#script.overtaker,
      ...(this.#script.manualNow !== undefined && { manualNow: () => this.#script.manualNow ?? [] }),
      conclude: (recovered, signal) => this.#conclude(recovered, signal),
    }
  }

  async #apply(progress: RollbackProgress, signal: AbortSignal): Promise<ApplyResult> {
    this.calls.push('apply')
    this.writesAtMs.push(this.#clock.nowMs())
    this.#script.onWrite?.()
    progress('waiting for the steady state')
    await this.#take(this.#script.applyMs, signal)
    if (this.#script.applyError !== undefined) throw this.#script.applyError
    return this.#script.applied ?? { kind: 'in-place' }
  }

  async #conclude(recovered: boolean, signal: AbortSignal): Promise<void> {
    await this.#take(this.#script.concludeMs, signal)
    if (this.#script.concludeError !== undefined) throw this.#script.concludeError
    this.calls.push(`conclude ${recovered ? 'recovered' : 'not recovered'}`)
  }

  async #take(durationMs: number | undefined, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (durationMs !== undefined) await this.#clock.sleep(durationMs, signal)
  }
}

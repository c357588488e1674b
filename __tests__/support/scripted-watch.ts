import type { Clock } from '../../src/core/clock.ts'
import type {
  FailedTask,
  RolloutInProgress,
  RolloutPoll,
  RolloutState,
  RolloutWatch,
} from '../../src/health/rollout.ts'

/** Each service is in this state once the watch is so old. */
export interface WatchStep {
  readonly fromMs: number
  readonly states: Readonly<Record<string, RolloutState>>
  readonly news?: readonly string[]
}

/** Says what its script says for the time of the look; news are told once. */
export class ScriptedWatch implements RolloutWatch {
  readonly looksAtMs: number[] = []
  readonly #clock: Clock
  readonly #startedAtMs: number
  readonly #steps: readonly WatchStep[]
  readonly #told = new Set<WatchStep>()

  constructor(clock: Clock, steps: readonly WatchStep[]) {
    this.#clock = clock
    this.#startedAtMs = clock.nowMs()
    this.#steps = steps
  }

  async poll(signal: AbortSignal): Promise<RolloutPoll> {
    signal.throwIfAborted()
    const atMs = this.#clock.nowMs()
    this.looksAtMs.push(atMs)
    const step = this.#steps.findLast(({ fromMs }) => this.#startedAtMs + fromMs <= atMs)
    if (step === undefined) throw new Error('the script does not say how the rollout begins')
    const news = this.#told.has(step) ? [] : (step.news ?? [])
    this.#told.add(step)
    const services = Object.entries(step.states).map(([service, state]) => ({ service, state }))
    return { atMs, services, news }
  }
}

export function failedTasks(...ids: readonly string[]): FailedTask[] {
  return ids.map((id) => ({ id, reason: `exit code 1 (task ${id})` }))
}

export function inProgress(
  tasks: readonly FailedTask[] = [],
  servingFully = false,
  more: Partial<RolloutInProgress> = {},
): RolloutInProgress {
  return {
    kind: 'in-progress',
    traffic: 'nothing',
    servingFully,
    runningTasks: 0,
    milestones: [],
    hasServed: false,
    failedTasks: tasks,
    detail: '1 of 2 tasks run',
    ...more,
  }
}

export function complete(tasks: readonly FailedTask[] = []): RolloutState {
  return { kind: 'complete', failedTasks: tasks, detail: '2 of 2 tasks run' }
}

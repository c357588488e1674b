import type { ChildProcess } from 'node:child_process'

/** How long a cancelled step gets: SIGINT, then SIGTERM, then SIGKILL (actions/runner, ProcessInvoker.cs). */
export interface Grace {
  readonly afterInterruptMs: number
  readonly afterTerminateMs: number
}

export const RUNNER_GRACE: Grace = { afterInterruptMs: 7_500, afterTerminateMs: 2_500 }

export type CancelSignal = 'SIGINT' | 'SIGTERM' | 'SIGKILL'

/** Ends a step as the runner does when its job is cancelled. */
export class Cancellation {
  /** The last signal that was sent. */
  sent: CancelSignal | undefined
  readonly #child: ChildProcess
  readonly #grace: Grace
  #timer: NodeJS.Timeout | undefined

  constructor(child: ChildProcess, grace: Grace) {
    this.#child = child
    this.#grace = grace
    child.once('exit', () => clearTimeout(this.#timer))
  }

  begin(): void {
    if (this.sent !== undefined || this.#isOver()) return
    this.#send('SIGINT')
    this.#timer = setTimeout(() => {
      this.#send('SIGTERM')
      this.#timer = setTimeout(() => this.kill(), this.#grace.afterTerminateMs)
    }, this.#grace.afterInterruptMs)
  }

  /** The whole process tree: where there are process groups, the step leads one of its own. */
  kill(): void {
    clearTimeout(this.#timer)
    if (this.#isOver()) return
    this.sent = 'SIGKILL'
    const { pid } = this.#child
    if (pid !== undefined && process.platform !== 'win32') process.kill(-pid, 'SIGKILL')
    else this.#child.kill('SIGKILL')
  }

  #send(signal: CancelSignal): void {
    this.sent = signal
    this.#child.kill(signal)
  }

  #isOver(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }
}

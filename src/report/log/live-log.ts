import type { Clock } from '../../core/clock.ts'
import type { RunEvent } from '../../run/event.ts'
import type { LogEntry, LogRenderer } from './log.ts'

const HEARTBEAT_MS = 30_000

/** Prints the run as it happens, and a sign of life while nothing does. */
export class LiveLog {
  readonly #renderer: LogRenderer
  readonly #clock: Clock
  readonly #write: (text: string) => void
  #printedAtMs = 0

  constructor(renderer: LogRenderer, clock: Clock, write: (text: string) => void) {
    this.#renderer = renderer
    this.#clock = clock
    this.#write = write
  }

  onEvent(event: RunEvent): void {
    this.#print(this.#renderer.renderLine(event))
  }

  /** Beats until the signal is aborted; resolves then. */
  async beat(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const restMs = this.#printedAtMs + HEARTBEAT_MS - this.#clock.nowMs()
      if (restMs <= 0) {
        this.#print(this.#renderer.heartbeat(this.#clock.nowMs()))
        this.#printedAtMs = this.#clock.nowMs()
        continue
      }
      try {
        await this.#clock.sleep(restMs, signal)
      } catch (error) {
        if (!signal.aborted) throw error
      }
    }
  }

  #print(entries: readonly LogEntry[]): void {
    if (entries.length === 0) return
    this.#printedAtMs = this.#clock.nowMs()
    for (const entry of entries) this.#write(`${renderEntry(entry)}\n`)
  }
}

/** As the runner reads it: a group is a pair of workflow commands. */
export function renderEntry(entry: LogEntry): string {
  if (entry.kind === 'line') return entry.text
  const title = entry.title.replaceAll('%', '%25')
  return [`::group::${title}`, ...entry.lines.map((text) => `  ${text}`), '::endgroup::'].join('\n')
}

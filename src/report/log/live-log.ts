import type { Clock } from '../../core/clock.ts'
import type { RunEvent } from '../../run/event.ts'
import { colourLine } from './colour.ts'
import { describeInFull, renderDebug } from './debug-text.ts'
import type { LogEntry, LogRenderer } from './log.ts'

const HEARTBEAT_MS = 60_000

export interface LogStyle {
  readonly isColoured?: boolean
  /** ACTIONS_STEP_DEBUG is set. */
  readonly isDebug?: boolean
}

/** Prints the run as it happens, and a sign of life while nothing does. */
export class LiveLog {
  readonly #renderer: LogRenderer
  readonly #clock: Clock
  readonly #write: (text: string) => void
  readonly #style: LogStyle
  #printedAtMs = 0

  constructor(renderer: LogRenderer, clock: Clock, write: (text: string) => void, style: LogStyle = {}) {
    this.#renderer = renderer
    this.#clock = clock
    this.#write = write
    this.#style = style
  }

  onEvent(event: RunEvent): void {
    const full = this.#style.isDebug ? describeInFull(event) : undefined
    if (full !== undefined) this.#write(renderDebug(event.atMs, full))
    this.#print(this.#renderer.renderLine(event))
  }

  /** Something that is no event of the run, such as what it is configured with. */
  show(entry: LogEntry): void {
    this.#print([entry])
  }

  /** Seen only by a person who debugs the run. */
  trace(text: string): void {
    if (this.#style.isDebug) this.#write(renderDebug(this.#clock.nowMs(), text))
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
    for (const entry of entries) this.#write(`${this.#colour(entry)}\n`)
  }

  #colour(entry: LogEntry): string {
    const isPlain = !this.#style.isColoured || entry.kind !== 'line'
    return isPlain ? renderEntry(entry) : colourLine(renderEntry(entry))
  }
}

/** As the runner reads it: a group is a pair of workflow commands. */
export function renderEntry(entry: LogEntry): string {
  if (entry.kind === 'line') return entry.text
  const title = entry.title.replaceAll('%', '%25')
  return [`::group::${title}`, ...entry.lines.map((text) => `  ${text}`), '::endgroup::'].join('\n')
}

import { type LogQuery, type LogsCall, readLogPage, type StoredLine } from '../api/log-reading.ts'

/** FilterLogEvents takes at most so many names. */
const STREAMS_PER_CALL = 100
/** At one sample. What is left is read at the next one. */
const MAX_PAGES = 5
/** Lines of different tasks arrive with different delays: so far behind the newest one they may still come. */
const LATEST_ARRIVAL_MS = 60_000

interface PendingQuery {
  readonly query: LogQuery
  /** Of its next page. Absent: its first. */
  readonly next?: string | undefined
}

/** Follows the streams of one log group: each line once, a few pages at a time. */
export class StreamReader {
  readonly #call: LogsCall
  readonly #group: string
  /** By stream: from when on it is read. */
  readonly #from = new Map<string, number>()
  /** What has been read of the time that is read again, by id. */
  readonly #seen = new Map<string, number>()
  #newestMs = 0
  #pending: readonly PendingQuery[] = []

  constructor(call: LogsCall, group: string) {
    this.#call = call
    this.#group = group
  }

  /** There are lines that were not read yet. */
  get isBehind(): boolean {
    return this.#pending.length > 0
  }

  add(stream: string, fromMs: number): void {
    if (!this.#from.has(stream)) this.#from.set(stream, fromMs)
  }

  /** Hands over the new lines page by page. Rejects with an AwsError; what was handed over is not read again. */
  async read(onLines: (lines: readonly StoredLine[]) => void, signal: AbortSignal): Promise<void> {
    let pending = this.isBehind ? this.#pending : this.#queries()
    // After a failure all of it is asked again, since a page cannot be asked twice.
    this.#pending = []
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const [first, ...others] = pending
      if (first === undefined) break
      const { lines, next } = await readLogPage(this.#call, first.query, first.next, signal)
      onLines(lines.filter((line) => this.#isNew(line)))
      pending = next === undefined ? others : [{ query: first.query, next }, ...others]
    }
    this.#pending = pending
    if (!this.isBehind) this.#moveOn()
  }

  #queries(): PendingQuery[] {
    const streams = [...this.#from.keys()]
    return Array.from({ length: Math.ceil(streams.length / STREAMS_PER_CALL) }, (_, batch) => {
      const names = streams.slice(batch * STREAMS_PER_CALL, (batch + 1) * STREAMS_PER_CALL)
      const startTime = Math.min(...names.map((name) => this.#from.get(name) ?? 0))
      return { query: { logGroupName: this.#group, logStreamNames: names, startTime } }
    })
  }

  #isNew({ id, stream, loggedAtMs }: StoredLine): boolean {
    if (this.#seen.has(id) || loggedAtMs < (this.#from.get(stream) ?? 0)) return false
    this.#seen.set(id, loggedAtMs)
    this.#newestMs = Math.max(this.#newestMs, loggedAtMs)
    return true
  }

  #moveOn(): void {
    for (const [stream, fromMs] of this.#from)
      this.#from.set(stream, Math.max(fromMs, this.#newestMs - LATEST_ARRIVAL_MS))
    const oldestMs = Math.min(...this.#from.values())
    for (const [id, loggedAtMs] of this.#seen) if (loggedAtMs < oldestMs) this.#seen.delete(id)
  }
}

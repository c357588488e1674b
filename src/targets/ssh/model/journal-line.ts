/** One line of a unit's log. Untrusted. */
export interface JournalLine {
  /** By the server's clock, in epoch milliseconds. */
  readonly loggedAtMs: number
  /** Of the start of the unit that wrote it. Absent: not known. */
  readonly invocation?: string | undefined
  readonly text: string
}

/** `journalctl -o json`: https://www.freedesktop.org/software/systemd/man/latest/systemd.journal-fields.html */
export function readJournal(page: string): JournalLine[] {
  return page.split('\n').flatMap((line) => {
    const entry = parse(line)
    if (entry === undefined) return []
    const text = readMessage(entry.MESSAGE)
    const loggedAtMs = Number(entry.__REALTIME_TIMESTAMP) / 1_000
    if (text === undefined || !Number.isFinite(loggedAtMs)) return []
    const { _SYSTEMD_INVOCATION_ID: invocation } = entry
    return [{ loggedAtMs, text, invocation: typeof invocation === 'string' ? invocation : undefined }]
  })
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

/** A text; its bytes where it is no text; several of them; or null where it is too long to be shown. */
function readMessage(message: unknown): string | undefined {
  if (typeof message === 'string') return message
  if (!Array.isArray(message)) return undefined
  if (message.every((one) => typeof one === 'number'))
    return new TextDecoder().decode(Uint8Array.from(message))
  return message.map((one) => readMessage(one) ?? '').join('\n')
}

/** Since when the version that runs logs. */
export interface UnitStart {
  /** To the second, in which the one before may have logged its last. */
  readonly startedAtMs: number
  readonly invocation: string
}

/** Whether a line is of the start that was found, or of a later one. */
export function isSince({ startedAtMs, invocation }: UnitStart, line: JournalLine): boolean {
  if (line.loggedAtMs >= startedAtMs + 1_000) return true
  return line.loggedAtMs >= startedAtMs && (line.invocation === undefined || line.invocation === invocation)
}

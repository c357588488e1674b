import { logShape } from '../../core/log-shape.ts'
import type { Pattern } from '../../core/pattern/pattern.ts'
import { PlatformError } from '../../core/platform-error.ts'
import { truncate } from '../../core/truncate.ts'
import { ErrorLines, isErrorLine, type LoggedError } from '../../health/logs/error-lines.ts'
import { LogCounter } from '../../health/logs/log-counts.ts'
import {
  type LogReading,
  type MetricReading,
  type MetricSource,
  sampleKey,
  unreadable,
} from '../../health/triggers/metric-source.ts'
import { type FollowedLog, readLogs } from '../followed-logs.ts'
import { serverData } from './inspection.ts'
import { isSince, type JournalLine, readJournal, type UnitStart } from './model/journal-line.ts'
import { LostConnection, type Session, type SshDeps, withSession } from './session.ts'
import type { SshConfig } from './ssh-config.ts'

export interface LogOptions {
  readonly isNew: boolean
  readonly pattern: Pattern
  readonly epochMs: number
}

/** At one sample. What is left is read at the next one. */
const MAX_PAGES = 10
const MAX_PAGES_BEFORE = 40

/** Reads what the units log since their start: a connection for each of them and each sample. */
export function unitLog(config: SshConfig, deps: SshDeps, options: LogOptions): MetricSource {
  const logs = config.services.map((unit) => new UnitLog(unit, config, deps, options))
  return {
    isOfBake: true,
    async sample(signal) {
      const reading = await orUnreadable(() => readLogs(logs, signal), deps.redact)
      return [{ signal: sampleKey('logs'), atMs: deps.clock.nowMs(), reading }]
    },
  }
}

async function orUnreadable(
  read: () => Promise<LogReading>,
  redact: (text: string) => string,
): Promise<MetricReading> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof LostConnection) return { kind: 'unreadable', reason: error.message }
    if (!(error instanceof PlatformError)) throw error
    return unreadable(error, redact)
  }
}

/** What is known of the unit since the first sample. */
interface Begun extends UnitStart {
  readonly counter: LogCounter
  readonly incomparable?: string | undefined
  /** How far the server's clock is ahead of the runner's. */
  readonly aheadMs: number
}

class UnitLog implements FollowedLog {
  readonly #unit: string
  readonly #config: SshConfig
  readonly #deps: SshDeps
  readonly #options: LogOptions
  readonly #errors: ErrorLines
  #begun: Begun | undefined
  #cursor = ''
  #isBehind = false
  /** Not taken yet. */
  #found: LoggedError[] = []

  constructor(unit: string, config: SshConfig, deps: SshDeps, options: LogOptions) {
    this.#unit = unit
    this.#config = config
    this.#deps = deps
    this.#options = options
    this.#errors = new ErrorLines(options.pattern)
  }

  async follow(signal: AbortSignal): Promise<void> {
    this.#begun ??= await this.#session({ cursor: '' }, (session) => this.#begin(session, signal), signal)
    const begun = this.#begun
    const since = String(Math.floor(begun.startedAtMs / 1_000))
    const follow = (session: Session) => this.#follow(session, begun, signal)
    this.#isBehind = await this.#session({ since, cursor: this.#cursor }, follow, signal)
  }

  take(): LogReading {
    const errors = this.#begun?.counter.count(this.#found) ?? []
    this.#found = []
    const isBehind = this.#isBehind
    return { kind: 'logs', errors, incomparable: this.#begun?.incomparable, ...(isBehind && { isBehind }) }
  }

  #session<T>(
    own: Readonly<Record<string, string>>,
    talk: (session: Session) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    return withSession(
      this.#config,
      this.#deps,
      { ...serverData(this.#config), unit: this.#unit, ...own },
      talk,
      signal,
    )
  }

  async #begin(session: Session, signal: AbortSignal): Promise<Begun> {
    const [answer, second = '', invocation = '', now = ''] = await session.ask('log-start', signal)
    if (answer !== 'ok') throw this.#describe(second)
    const aheadMs = Number(now) * 1_000 - (this.#options.epochMs + this.#deps.clock.nowMs())
    // A unit without a process of its own has no such time: what it logs from now on is read.
    const startedAtMs = Number(second === '' ? now : second) * 1_000
    const start = { startedAtMs, invocation, aheadMs }
    if (!this.#options.isNew) return { ...start, counter: new LogCounter(undefined) }
    if (second === '') return { ...start, counter: new LogCounter(undefined), incomparable: NO_START }
    return { ...start, ...(await this.#compare(session, signal)) }
  }

  async #compare(session: Session, signal: AbortSignal): Promise<Pick<Begun, 'counter' | 'incomparable'>> {
    const shapes = new Set<string>()
    let lineCount = 0
    for (let page = 0; page < MAX_PAGES_BEFORE; page += 1) {
      const { lines, count } = await readPage(session, 'log-before', signal)
      for (const { text } of lines) if (isErrorLine(text, this.#options.pattern)) shapes.add(logShape(text))
      lineCount += count
      if (count === 0)
        return lineCount === 0 ? incomparable(NOTHING_BEFORE) : { counter: new LogCounter(shapes) }
    }
    return incomparable(TOO_MUCH_BEFORE)
  }

  /** Answers whether there is more. */
  async #follow(session: Session, begun: Begun, signal: AbortSignal): Promise<boolean> {
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const { lines, count, cursor } = await readPage(session, 'log-page', signal)
      for (const line of lines.filter((one) => isSince(begun, one))) {
        const atMs = line.loggedAtMs - begun.aheadMs - this.#options.epochMs
        this.#found.push(...[this.#errors.read({ atMs, text: line.text })].filter((one) => one !== undefined))
      }
      if (count === 0) return false
      this.#cursor = cursor
    }
    return true
  }

  #describe(problem: string): PlatformError {
    const { user, host } = this.#config
    const hint = `Add ${user} to the group that may read it: sudo usermod --append --groups systemd-journal ${user}`
    const message = `the log of ${this.#unit} on ${host} cannot be read: ${truncate(problem)}`
    return new PlatformError('access-denied', message, { hint })
  }
}

const NO_START = 'systemd does not say when the unit started, so that there is nothing to compare with'
const NOTHING_BEFORE =
  'nothing was logged in the 10m before the unit started, so that there is nothing to compare with'
const TOO_MUCH_BEFORE = 'too much was logged in the 10m before the unit started to be compared with'

function incomparable(why: string): Pick<Begun, 'counter' | 'incomparable'> {
  return { counter: new LogCounter(undefined), incomparable: why }
}

interface Page {
  readonly lines: readonly JournalLine[]
  /** 0: there are no more now. */
  readonly count: number
  readonly cursor: string
}

async function readPage(
  session: Session,
  word: 'log-page' | 'log-before',
  signal: AbortSignal,
): Promise<Page> {
  const before = session.reports.length
  const [, count = '0', cursor = ''] = await session.ask(word, signal)
  const parts = session.reports.slice(before).flatMap(([name, part = '']) => (name === 'log' ? part : []))
  const page = Buffer.from(parts.join(''), 'base64').toString()
  return { lines: readJournal(page), count: Number(count), cursor }
}

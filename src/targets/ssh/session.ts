import { randomBytes } from 'node:crypto'
import type { Clock } from '../../core/clock.ts'
import { withDeadline } from '../../core/deadline.ts'
import { PlatformError } from '../../core/platform-error.ts'
import { retry } from '../../core/retry.ts'
import { type ChildEnd, type ChildInput, type Environment, runChild } from '../../process/child.ts'
import { AGENT_SCRIPT } from './agent-script.ts'
import { type PrivateFiles, withPrivateFiles } from './private-files.ts'
import type { SshConfig } from './ssh-config.ts'
import { describeConnection } from './ssh-failure.ts'

export interface SshDeps {
  readonly clock: Clock
  readonly env: Environment
  readonly redact: (text: string) => string
  /** For key and known hosts, in a folder that only we can read. */
  readonly temporary: string
}

/** Fields of one line of the server's, decoded. Untrusted. */
export type Report = readonly string[]

/** A session with the script on the server. */
export interface Session {
  /** Says one word and answers with the reply's fields. Rejects when the connection is lost, or with the signal's reason. */
  ask(word: string, signal: AbortSignal): Promise<Report>
  /** Everything that was reported besides replies, oldest first. */
  readonly reports: readonly Report[]
}

/** The connection ended in the middle of the session. */
export class LostConnection extends Error {
  override readonly name = 'LostConnection'
}

const CONNECT_ATTEMPTS = 3
const RETRY_AFTER_MS = 2_000
/** How long the server may take to revert its steps while we watch. Without us it goes on all the same. */
const REVERT_LIMIT_MS = 120_000
/** A cancelled step has 7.5 s in all. */
const CANCELLED_LIMIT_MS = 5_000

/**
 * Connects, sends the script with its data, and talks. When `talk` ends, so do the words, and the script
 * reverts what was not committed; its last lines are in `reports` by then. A connection that cannot be made
 * is tried again, since nothing has happened yet.
 */
export async function withSession<T>(
  config: SshConfig,
  deps: SshDeps,
  data: Readonly<Record<string, string>>,
  talk: (session: Session) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted()
  const connect = () =>
    withPrivateFiles(config, deps.temporary, (files) =>
      new SshSession(config, deps, files).hold(data, talk, signal),
    )
  const delayAfterMs = (end: Held<T>) =>
    end.kind === 'refused' && end.error.code === 'unreachable' ? RETRY_AFTER_MS : undefined
  const end = await retry(connect, { clock: deps.clock, attempts: CONNECT_ATTEMPTS, delayAfterMs }, signal)
  if (end.kind === 'refused') throw end.error
  return end.value
}

type Held<T> =
  | { readonly kind: 'completed'; readonly value: T }
  | { readonly kind: 'refused'; readonly error: PlatformError }

class SshSession implements Session {
  readonly reports: Report[] = []
  readonly #config: SshConfig
  readonly #deps: SshDeps
  readonly #files: PrivateFiles
  readonly #nonce = randomBytes(12).toString('hex')
  #stdin: ChildInput | undefined
  #answer: (reply: Report) => void = () => undefined
  #lost: Promise<never> | undefined

  constructor(config: SshConfig, deps: SshDeps, files: PrivateFiles) {
    this.#config = config
    this.#deps = deps
    this.#files = files
  }

  async hold<T>(
    data: Readonly<Record<string, string>>,
    talk: (session: Session) => Promise<T>,
    signal: AbortSignal,
  ): Promise<Held<T>> {
    const kill = new AbortController()
    const greeting = Promise.withResolvers<Report>()
    this.#answer = greeting.resolve
    const ended = this.#connect(data, kill.signal)
    this.#lost = ended.then(() => Promise.reject(new LostConnection('the connection was lost')))
    this.#lost.catch(() => undefined)
    const leave = () => {
      greeting.reject(signal.reason)
      // Nothing has been said yet, so that there is nothing to revert.
      if (!isGreeted) kill.abort(signal.reason)
    }
    let isGreeted = false
    signal.addEventListener('abort', leave, { once: true })
    try {
      const first = await Promise.race([greeting.promise, ended])
      isGreeted = true
      if (!isReport(first)) return { kind: 'refused', error: this.#describe(first) }
      return { kind: 'completed', value: await talk(this) }
    } finally {
      signal.removeEventListener('abort', leave)
      this.#stdin?.end()
      await this.#waitForEnd(ended, kill, signal)
    }
  }

  async ask(word: string, signal: AbortSignal): Promise<Report> {
    signal.throwIfAborted()
    const reply = Promise.withResolvers<Report>()
    const leave = () => reply.reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
    this.#answer = reply.resolve
    this.#stdin?.write(`${word}\n`)
    try {
      return await Promise.race([reply.promise, this.#lost ?? reply.promise])
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }

  #connect(data: Readonly<Record<string, string>>, kill: AbortSignal): Promise<ChildEnd> {
    const lines = Object.entries({ nonce: this.#nonce, ...data }).map(
      ([name, value]) => `${name} ${encode(value)}`,
    )
    return runChild(
      {
        argv: ['ssh', ...this.#options(), '--', this.#config.host, 'bash --noprofile --norc -s'],
        env: pickEnvironment(this.#deps.env),
        input: `${AGENT_SCRIPT}${lines.join('\n')}\nend\n`,
        onStart: (stdin) => {
          this.#stdin = stdin
        },
        onLine: (line) => this.#readLine(line),
      },
      this.#deps.clock,
      kill,
    )
  }

  /** Nothing is asked of a person, trusted on first use, forwarded, or taken from a configuration file. */
  #options(): string[] {
    const { knownHosts, key } = this.#files
    const settings = {
      BatchMode: 'yes',
      StrictHostKeyChecking: 'yes',
      UserKnownHostsFile: knownHosts,
      GlobalKnownHostsFile: '/dev/null',
      UpdateHostKeys: 'no',
      ConnectTimeout: '15',
      ServerAliveInterval: '10',
      ServerAliveCountMax: '3',
      ClearAllForwardings: 'yes',
      ForwardAgent: 'no',
      LogLevel: 'ERROR',
      ...(key === undefined ? {} : { IdentitiesOnly: 'yes', IdentityFile: key, IdentityAgent: 'none' }),
    }
    const { port, user } = this.#config
    const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${quoted(value)}`])
    return ['-F', 'none', '-T', '-p', String(port), '-l', user, ...options]
  }

  /** Only lines with this session's own prefix count: a login script may print anything. */
  #readLine(line: string): void {
    const prefix = `safe-landing ${this.#nonce} `
    if (!line.startsWith(prefix)) return
    const fields = line.slice(prefix.length).trim().split(' ').map(decode)
    if (fields[0] === 'reply') this.#answer(fields.slice(1))
    else this.reports.push(fields)
  }

  async #waitForEnd(ended: Promise<ChildEnd>, kill: AbortController, signal: AbortSignal): Promise<void> {
    // Our own time limit is no hurry: the job goes on after it.
    const isCancelled = signal.aborted && !(signal.reason instanceof PlatformError)
    const limitMs = isCancelled ? CANCELLED_LIMIT_MS : REVERT_LIMIT_MS
    const reason = () => new LostConnection('the server took too long to end')
    const waitOrKill = async (stop: AbortSignal) => {
      stop.addEventListener('abort', () => kill.abort(stop.reason), { once: true })
      await ended.catch(() => undefined)
    }
    await withDeadline(waitOrKill, { clock: this.#deps.clock, limitMs, reason }, new AbortController().signal)
  }

  #describe(end: ChildEnd): PlatformError {
    if (end.kind === 'exited') return describeConnection(end, this.#config, this.#deps.redact)
    return new PlatformError('not-found', 'the ssh client could not be started on this runner', {
      cause: end.cause,
      hint: 'Install OpenSSH; the runners of GitHub have it.',
    })
  }
}

function encode(value: string): string {
  const isSafe = /^[\w./:@+-]*$/.test(value)
  return isSafe ? `text ${value}` : `base64 ${Buffer.from(value).toString('base64')}`
}

function decode(field: string): string {
  return field.startsWith('+') ? field.slice(1) : Buffer.from(field.replace(/^=/, ''), 'base64').toString()
}

function isReport(value: Report | ChildEnd): value is Report {
  return Array.isArray(value)
}

/** A value of `-o` is read like a line of ssh_config, where a space ends it. */
function quoted(value: string): string {
  return /[\s"]/.test(value) ? `"${value}"` : value
}

function pickEnvironment(env: Environment): Environment {
  const names = ['PATH', 'HOME', 'SSH_AUTH_SOCK', 'SYSTEMROOT']
  return { ...Object.fromEntries(names.map((name) => [name, env[name]])), LC_ALL: 'C' }
}

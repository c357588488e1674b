import { renderDuration } from '../../core/duration.ts'
import { PlatformError } from '../../core/platform-error.ts'
import { poll } from '../../core/poll.ts'
import { truncate } from '../../core/truncate.ts'
import type { ApplyResult, RollbackProgress } from '../../run/rollback.ts'
import { mayNot, serverData } from './inspection.ts'
import { describeWhere } from './location.ts'
import type { Backup } from './model/backup.ts'
import { LostConnection, type Report, type Session, type SshDeps, withSession } from './session.ts'
import type { SshConfig } from './ssh-config.ts'

export interface PlannedRestore {
  readonly from: string
  readonly to: string
  /** Part of the names of the folders that are made. */
  readonly timestamp: string
  readonly fingerprint: string
  /** Exactly one of the two. */
  readonly backup?: Backup
  readonly commit?: string
}

const LOOK_EVERY_MS = 1_000
/** systemd's own time for a start: https://www.freedesktop.org/software/systemd/man/latest/systemd-system.conf.html */
const ACTIVE_LIMIT_MS = 90_000
const HEALTH_LIMIT_MS = 60_000

/** A step that the server could not do; the words say which and why. */
class FailedStep extends Error {
  override readonly name = 'FailedStep'
}

/** Drives one restore, step by step, over one connection. */
export class Restore {
  readonly #config: SshConfig
  readonly #deps: SshDeps
  readonly #planned: PlannedRestore

  constructor(config: SshConfig, deps: SshDeps, planned: PlannedRestore) {
    this.#config = config
    this.#deps = deps
    this.#planned = planned
  }

  async apply(progress: RollbackProgress, signal: AbortSignal): Promise<ApplyResult> {
    let session: Session | undefined
    let isCommitted = false
    try {
      return await withSession(
        this.#config,
        this.#deps,
        this.#data(),
        async (opened) => {
          session = opened
          const result = await this.#carryOut(opened, progress, signal)
          await opened.ask('commit', signal)
          isCommitted = true
          return result
        },
        signal,
      )
    } catch (error) {
      if (session === undefined || isCommitted) throw error
      return this.#end(error, session.reports, progress)
    }
  }

  /** The server has undone its steps by now, unless the connection is gone. */
  #end(error: unknown, reported: readonly Report[], progress: RollbackProgress): never {
    const position = describeWhere(reported, this.#config, this.#planned)
    for (const line of position.undoneSteps) progress(this.#shown(line))
    progress(this.#shown(position.summary))
    if (error instanceof FailedStep) throw this.#failed(error.message, position)
    if (error instanceof LostConnection) throw this.#lost(error)
    throw error
  }

  async #carryOut(session: Session, progress: RollbackProgress, signal: AbortSignal): Promise<ApplyResult> {
    const { service, healthUrl } = this.#config
    const verdict = await this.#check(session, signal)
    if (verdict !== 'go') {
      if (verdict !== 'ours') return verdict
      progress('the folder is in place already')
    } else {
      await this.#replaceFiles(session, progress, signal)
    }
    if (service !== undefined) {
      await this.#step(session, 'start', `started ${service}`, progress, signal)
      await this.#timed(`${service} is active`, progress, () => this.#waitForUnit(session, signal))
    }
    if (healthUrl !== undefined) {
      await this.#timed('it answers on the server', progress, () => this.#waitForHealth(session, signal))
    }
    return { kind: 'in-place' }
  }

  /** A last look before the first write. */
  async #check(session: Session, signal: AbortSignal): Promise<ApplyResult | 'go' | 'ours'> {
    const [answer = '', ...details] = await session.ask('check', signal)
    const { host, user } = this.#config
    const [first = '', second = ''] = details.map((text) => this.#shown(text))
    if (answer === 'ok') return 'go'
    if (answer === 'ours') return 'ours'
    if (answer === 'there') return { kind: 'in-place' }
    if (answer === 'changed') {
      const now = first === '' ? '' : `, to ${first}`
      const reason = `${this.#config.path} on ${host} has changed since the rollback was planned${now}`
      return { kind: 'superseded', reason, ...(first !== '' && { by: first }) }
    }
    if (answer === 'forbidden') throw mayNot(user, host, first)
    if (answer === 'full') {
      const message = `the disk of ${host} is too full: the copy needs ${first} KiB and ${second} KiB are free`
      throw new PlatformError('refused', message, {
        hint: 'Nothing was changed. Free some space on the server, for example by removing old backups.',
      })
    }
    throw new PlatformError('refused', `the check on ${host} failed: ${first}`, {
      hint: 'Nothing was changed.',
    })
  }

  async #replaceFiles(session: Session, progress: RollbackProgress, signal: AbortSignal): Promise<void> {
    const { service, path } = this.#config
    const { backup, to, timestamp } = this.#planned
    const stop = async () => {
      if (service !== undefined) await this.#step(session, 'stop', `stopped ${service}`, progress, signal)
    }
    if (backup === undefined) {
      await stop()
      return await this.#step(session, 'reset', `reset ${path} to ${to}`, progress, signal)
    }
    // The long part comes first, while whatever still works goes on working.
    await this.#step(session, 'stage', `copied ${backup.path}`, progress, signal)
    await stop()
    await this.#step(session, 'aside', `moved ${path} aside to ${path}-failed-${timestamp}`, progress, signal)
    await this.#step(session, 'restore', `moved the copy to ${path}`, progress, signal)
  }

  async #step(
    session: Session,
    word: string,
    done: string,
    progress: RollbackProgress,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#timed(done, progress, async () => {
      const [answer, failure = ''] = await session.ask(word, signal)
      if (answer !== 'ok')
        throw new FailedStep(`the step \`${word}\` failed: ${this.#shown(failure) || 'without a word'}`)
    })
  }

  async #timed(done: string, progress: RollbackProgress, work: () => Promise<void>): Promise<void> {
    const { clock } = this.#deps
    const startedAtMs = clock.nowMs()
    await work()
    progress(this.#shown(`${done} (${renderDuration(clock.nowMs() - startedAtMs)})`))
  }

  /** Active in two looks in a row without a restart in between: a unit that crashes at once is active for a moment too. */
  async #waitForUnit(session: Session, signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps
    let before: string | undefined
    const ask = async () => {
      const [state = '', restarts = ''] = await session.ask('active', signal)
      const isSteady = state === 'active' && before === restarts
      before = state === 'active' ? restarts : undefined
      return { state, isSteady }
    }
    const until = (unit: Awaited<ReturnType<typeof ask>>) => unit.isSteady || unit.state === 'failed'
    const pace = { clock, intervalMs: LOOK_EVERY_MS, limitMs: ACTIVE_LIMIT_MS, until }
    const { state, isSteady } = await poll(ask, pace, signal)
    if (isSteady) return
    throw new FailedStep(`${this.#config.service} did not become active: it is ${this.#shown(state)}`)
  }

  async #waitForHealth(session: Session, signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps
    const [answer, failure = ''] = await poll(
      () => session.ask('health', signal),
      { clock, intervalMs: LOOK_EVERY_MS, limitMs: HEALTH_LIMIT_MS, until: ([said]) => said === 'ok' },
      signal,
    )
    if (answer === 'ok') return
    throw new FailedStep(`ssh-health-url did not answer well on the server: ${this.#shown(failure)}`)
  }

  #data(): Record<string, string> {
    const { backup, commit, fingerprint, timestamp } = this.#planned
    const { path } = this.#config
    const data = { ...serverData(this.#config), fingerprint }
    if (backup === undefined) return { ...data, commit: commit ?? '' }
    return {
      ...data,
      backup: backup.path,
      version: backup.version ?? '',
      failed: `${path}-failed-${timestamp}`,
      staged: `${path}-restoring-${timestamp}`,
    }
  }

  #failed(what: string, { summary, isUndone }: { summary: string; isUndone: boolean }): PlatformError {
    const hint = isUndone
      ? 'Everything is as it was before the rollback. Correct what failed, then roll back again or by hand.'
      : `The server needs a person now: ssh ${this.#config.user}@${this.#config.host}`
    return new PlatformError('refused', `${what}; ${this.#shown(summary)}`, { hint })
  }

  #lost(cause: LostConnection): PlatformError {
    const { host, path } = this.#config
    return new PlatformError('ambiguous', `the connection to ${host} was lost during the rollback`, {
      cause,
      hint: `The server undoes its own steps within a minute of silence; see there what is at ${path} and whether the unit runs.`,
    })
  }

  #shown(text: string): string {
    return this.#deps.redact(truncate(text, 300))
  }
}

import { renderDuration } from '../../core/duration.ts'
import { PlatformError } from '../../core/platform-error.ts'
import { poll } from '../../core/poll.ts'
import { truncate } from '../../core/truncate.ts'
import type { ApplyResult, RollbackProgress } from '../../run/rollback.ts'
import { describeWhere } from './location.ts'
import type { PlannedRestore } from './planned-restore.ts'
import { type Checked, readCheck, restoreData } from './server-check.ts'
import { LostConnection, type Report, type Session, type SshDeps, withSession } from './session.ts'
import { setAside } from './set-aside.ts'
import type { SshConfig } from './ssh-config.ts'

const POLL_MS = 1_000
/** systemd's own time for a start: https://www.freedesktop.org/software/systemd/man/latest/systemd-system.conf.html */
const ACTIVE_LIMIT_MS = 90_000
const HEALTH_LIMIT_MS = 60_000
const BUSY_LIMIT_MS = 300_000

/** A step that the server could not do; the words say which and why. */
class FailedStep extends Error {
  override readonly name = 'FailedStep'
}

interface UnitState {
  readonly state: string
  readonly restarts: string
}

function pairs(fields: Report): UnitState[] {
  return fields.flatMap((state, index) =>
    index % 2 === 0 ? [{ state, restarts: fields[index + 1] ?? '' }] : [],
  )
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
        restoreData(this.#config, this.#planned),
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

  /** The server has reverted its steps by now, unless the connection is gone. */
  #end(error: unknown, reported: readonly Report[], progress: RollbackProgress): never {
    const position = describeWhere(reported, this.#config, this.#planned)
    for (const line of position.revertedSteps) progress(this.#shown(line))
    progress(this.#shown(position.summary))
    if (error instanceof FailedStep) throw this.#failed(error.message, position)
    if (error instanceof LostConnection) throw this.#lost(error)
    throw error
  }

  async #carryOut(session: Session, progress: RollbackProgress, signal: AbortSignal): Promise<ApplyResult> {
    const { services, healthUrl } = this.#config
    await this.#prepare(session, progress, signal)
    const verdict = await this.#check(session, signal)
    if (verdict !== 'go') {
      if (verdict !== 'in-place' && verdict !== 'same') return verdict
      progress('the files are in place already')
    } else {
      await this.#replaceFiles(session, progress, signal)
    }
    if (services.length > 0) {
      const names = services.join(', ')
      await this.#step(session, 'start', `started ${names}`, progress, signal)
      const areActive = services.length === 1 ? `${names} is active` : `${names} are active`
      await this.#timed(areActive, progress, () => this.#waitForUnits(session, signal))
    }
    if (healthUrl !== undefined) {
      await this.#timed('it answers on the server', progress, () => this.#waitForHealth(session, signal))
    }
    return { kind: 'in-place' }
  }

  /** Waits until no other rollback works on the folder, and reverts what a killed one left. */
  async #prepare(session: Session, progress: RollbackProgress, signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps
    const { host, path } = this.#config
    const pace = { clock, intervalMs: POLL_MS, limitMs: BUSY_LIMIT_MS }
    const until = ([answer]: Report) => answer === 'ok'
    const [lock] = await poll(() => session.ask('lock', signal), { ...pace, until }, signal)
    if (lock !== 'ok') {
      throw new PlatformError('refused', `another rollback of ${path} on ${host} is in progress`, {
        hint: 'Nothing was changed. Wait until it is complete, then see which version runs.',
      })
    }
    const [answer, failure = ''] = await session.ask('recover', signal)
    const actions = session.reports.filter(([kind]) => kind === 'undid')
    for (const [, text = ''] of actions)
      progress(this.#shown(`reverted what an earlier rollback left: ${text}`))
    if (answer !== 'ok') throw new FailedStep(`an earlier rollback did not complete: ${this.#shown(failure)}`)
  }

  /** The last check before the first write. */
  async #check(session: Session, signal: AbortSignal): Promise<Checked> {
    return readCheck(await session.ask('check', signal), this.#config, (text) => this.#shown(text))
  }

  async #replaceFiles(session: Session, progress: RollbackProgress, signal: AbortSignal): Promise<void> {
    const { services, only, path } = this.#config
    const { backup, to } = this.#planned
    const stop = async () => {
      const names = services.toReversed().join(', ')
      if (names !== '') await this.#step(session, 'stop', `stopped ${names}`, progress, signal)
    }
    if (backup === undefined) {
      await stop()
      return await this.#step(session, 'reset', `reset ${path} to ${to}`, progress, signal)
    }
    // The long part comes first, while whatever still works goes on working.
    const [what, of] = only.length === 0 ? [path, ''] : [only.join(', '), `${only.join(', ')} of `]
    await this.#step(session, 'stage', `copied ${of}${backup.path}`, progress, signal)
    await stop()
    const replaced = setAside(this.#config, this.#planned)
    await this.#step(session, 'aside', `moved ${what} aside to ${replaced}`, progress, signal)
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

  /** Active in two polls in a row without a restart in between: a unit that crashes at once is active for a moment too. */
  async #waitForUnits(session: Session, signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps
    const { services } = this.#config
    let before: readonly UnitState[] = []
    const ask = async () => {
      const states = pairs(await session.ask('active', signal))
      const isSteady = ({ state, restarts }: UnitState, index: number) =>
        state === 'active' && before[index]?.state === 'active' && before[index].restarts === restarts
      const unsteady = states.findIndex((unit, index) => !isSteady(unit, index))
      before = states
      return { unsteady, failed: states.findIndex(({ state }) => state === 'failed') }
    }
    const until = (now: Awaited<ReturnType<typeof ask>>) => now.unsteady < 0 || now.failed >= 0
    const pace = { clock, intervalMs: POLL_MS, limitMs: ACTIVE_LIMIT_MS, until }
    const { unsteady, failed } = await poll(ask, pace, signal)
    if (unsteady < 0) return
    const index = failed < 0 ? unsteady : failed
    const state = this.#shown(before[index]?.state ?? '')
    throw new FailedStep(`${services[index]} did not become active: it is ${state}`)
  }

  async #waitForHealth(session: Session, signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps
    const [answer, failure = ''] = await poll(
      () => session.ask('health', signal),
      { clock, intervalMs: POLL_MS, limitMs: HEALTH_LIMIT_MS, until: ([said]) => said === 'ok' },
      signal,
    )
    if (answer === 'ok') return
    throw new FailedStep(`ssh-health-url did not answer well on the server: ${this.#shown(failure)}`)
  }

  #failed(what: string, { summary, isReverted }: { summary: string; isReverted: boolean }): PlatformError {
    const hint = isReverted
      ? 'Everything is as it was before the rollback. Correct what failed, then roll back again or by hand.'
      : `Manual action is required on the server: ssh ${this.#config.user}@${this.#config.host}`
    return new PlatformError('refused', `${what}; ${this.#shown(summary)}`, { hint })
  }

  #lost(cause: LostConnection): PlatformError {
    const { host, path } = this.#config
    return new PlatformError('ambiguous', `the connection to ${host} was lost during the rollback`, {
      cause,
      hint: `The server reverts its own steps within a minute; see there what is at ${path} and whether the unit runs. The next rollback reverts what is left.`,
    })
  }

  #shown(text: string): string {
    return this.#deps.redact(truncate(text, 300))
  }
}

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Clock } from '../core/clock.ts'
import { poll } from '../core/poll.ts'
import { retry } from '../core/retry.ts'
import { type ProcessEntry, readProcessTable } from './process-table.ts'

/** How a tree is recognised: by its root, or by a marker that its processes inherit. */
export interface TreeMarker {
  /** Absent: unknown, and the marker finds it. */
  readonly rootPid?: number | undefined
  /**
   * Unique, and in the environment (or the command line) of the root. The environment is inherited
   * even by a daemon that left its parent and its group, which is how the runner finds orphans too.
   */
  readonly text: string
}

/** Runners give a cancelled step 7.5 s and then 2.5 s more, so the polite part has to be short. */
const GRACE_MS = 3_000
const POLL_INTERVAL_MS = 50
/** A process that the kernel does not let go of must not hold us as well. */
const MAX_KILL_ROUNDS = 40

/**
 * Ends a whole tree of processes: SIGTERM, three seconds of grace, SIGKILL. Resolves once none of it
 * that we may end runs any more. Never rejects because of a process that is gone already.
 */
export async function endTree(marker: TreeMarker, clock: Clock): Promise<void> {
  if (process.platform === 'win32') return await endOnWindows(marker)
  const tree = new ProcessTree(marker)
  await tree.signal('SIGTERM')
  const unhurried = new AbortController().signal
  const members = await poll(
    () => tree.findMembers(),
    { clock, intervalMs: POLL_INTERVAL_MS, limitMs: GRACE_MS, until: ({ length }) => length === 0 },
    unhurried,
  )
  if (members.length === 0) return
  // A member may have started another one in the meantime: again until nothing is left.
  const delayAfterMs = (isAlive: boolean) => (isAlive ? POLL_INTERVAL_MS : undefined)
  await retry(() => tree.signal('SIGKILL'), { clock, attempts: MAX_KILL_ROUNDS, delayAfterMs }, unhurried)
}

class ProcessTree {
  readonly #marker: TreeMarker
  /** Those seen once are members for ever, even after their parent is gone. */
  readonly #known = new Map<number, ProcessEntry>()

  constructor(marker: TreeMarker) {
    this.#marker = marker
  }

  /** Answers whether a member was alive that we may end. */
  async signal(name: NodeJS.Signals): Promise<boolean> {
    const members = await this.findMembers()
    for (const { pid } of members) {
      try {
        process.kill(pid, name)
      } catch {
        // Gone between the snapshot and the signal, or another user's (after sudo): we can do no more.
        this.#known.delete(pid)
      }
    }
    return members.some(({ pid }) => this.#known.has(pid))
  }

  /** Every living member. */
  async findMembers(): Promise<readonly ProcessEntry[]> {
    const table = await readProcessTable(process.platform)
    const members = new Map<number, ProcessEntry>()
    for (const entry of table) if (this.#isMarked(entry)) members.set(entry.pid, entry)
    members.delete(process.pid)
    for (let size = -1; size !== members.size; ) {
      size = members.size
      for (const entry of table) if (members.has(entry.parentPid)) members.set(entry.pid, entry)
    }
    for (const [pid, entry] of members) this.#known.set(pid, entry)
    return [...members.values()]
  }

  #isMarked({ pid, groupId, started, trace }: ProcessEntry): boolean {
    const { rootPid, text } = this.#marker
    const isKnown = this.#known.get(pid)?.started === started
    return pid === rootPid || groupId === rootPid || isKnown || trace.includes(text)
  }
}

async function endOnWindows({ rootPid }: TreeMarker): Promise<void> {
  if (rootPid === undefined) return
  // It fails when the tree has ended by itself, which is what we want.
  await promisify(execFile)('taskkill', ['/PID', String(rootPid), '/T', '/F']).catch(() => undefined)
}

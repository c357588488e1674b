import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Mutation } from './mutation.ts'
import type { RelatedTests } from './related.ts'
import type { Trial } from './trial-process.ts'

export interface Tried {
  readonly mutation: Mutation
  /** What found it: a test file, or `no end`. Absent: it survived. */
  readonly killer?: string | undefined
}

export interface Trials {
  readonly root: string
  readonly related: RelatedTests
  /** How many at the same time. */
  readonly workers: number
  readonly onTried: (tried: Tried) => void
}

/** Plants each fault by itself, and runs the tests that load its file until one fails. */
export async function tryEach(
  mutations: readonly Mutation[],
  { root, related, workers, onTried }: Trials,
): Promise<Tried[]> {
  const waiting = [...mutations]
  const tried: Tried[] = []
  const work = async () => {
    for (let mutation = waiting.shift(); mutation !== undefined; mutation = waiting.shift()) {
      const killer = await findFailure({ root, tests: related.of(mutation.file), mutation })
      tried.push({ mutation, killer })
      onTried({ mutation, killer })
    }
  }
  await Promise.all(Array.from({ length: workers }, work))
  return tried
}

/** The first test file that fails; undefined: all pass. A process for each, since a module is loaded once. */
export async function findFailure(trial: Trial): Promise<string | undefined> {
  const child = fork(join(import.meta.dirname, 'trial-process.ts'), [JSON.stringify(trial)], {
    execArgv: ['--no-warnings'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  let failed: string | null | undefined
  child.on('message', (message) => {
    failed ??= message as string | null
  })
  await once(child, 'exit')
  return failed === undefined ? 'no end' : (failed ?? undefined)
}

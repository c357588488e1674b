// Runs tests in this process until one fails, with a fault in one file. It sends the path of the one that failed, or null.

import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { expect } from 'expect'
import * as circus from 'jest-circus'
import { SnapshotState, toMatchInlineSnapshot } from 'jest-snapshot'
import { type Mutation, plant } from './mutation.ts'

declare module 'expect' {
  interface MatcherState {
    snapshotState: SnapshotState
  }
}

export interface Trial {
  readonly root: string
  readonly tests: readonly string[]
  /** Absent: the tests have to pass. */
  readonly mutation?: Mutation
}

/** Of the process, not of the clock: a busy machine is no endless loop. */
const CPU_LIMIT_MS = 30_000
/** Of the clock: on virtual time a test either ends at once or never. */
const TEST_TIMEOUT_MS = 30_000

const { root, tests, mutation } = JSON.parse(process.argv[2] ?? '') as Trial
limitCpu()
if (mutation !== undefined) loadWith(mutation)
const { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } = circus
Object.assign(globalThis, { afterAll, afterEach, beforeAll, beforeEach, describe, it, test, expect })
// What only a snapshot in a file of its own shows is left to jest.
expect.extend({ toMatchSnapshot: () => ({ pass: true, message: () => '' }), toMatchInlineSnapshot })

let current = ''
// The first failure is enough: where nothing ends any more, each further test would take its whole time.
circus.addEventHandler((event) => {
  // A snapshot that differs is only noted.
  if (event.name === 'test_start') expect.setState({ suppressedErrors: [] })
  if (event.name !== 'test_done') return
  if (event.test.errors.length > 0 || expect.getState().suppressedErrors.length > 0) end(current)
})
for (current of tests) {
  if (!(await passes(current))) end(current)
}
end(null)

function end(failed: string | null): void {
  process.send?.(failed, () => process.exit())
}

async function passes(file: string): Promise<boolean> {
  circus.resetState()
  circus.setState({ ...circus.getState(), testTimeout: TEST_TIMEOUT_MS })
  expect.setState({ snapshotState: snapshotsOf(file) })
  try {
    await import(pathToFileURL(join(root, file)).href)
  } catch {
    return false
  }
  const { testResults, unhandledErrors } = await circus.run()
  return unhandledErrors.length === 0 && testResults.every(({ errors }) => errors.length === 0)
}

function snapshotsOf(file: string): SnapshotState {
  const snapshotFormat = { escapeString: false, printBasicPrototype: false }
  const options = { updateSnapshot: 'none', prettierPath: null, rootDir: root, snapshotFormat } as const
  return new SnapshotState(join(root, `${file}.snap`), options)
}

function loadWith(fault: Mutation): void {
  const wanted = pathToFileURL(join(root, fault.file)).href
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      if (url !== wanted) return loaded
      const text = Buffer.from((loaded.source ?? '') as Uint8Array).toString()
      return { ...loaded, source: plant(text, fault) }
    },
  })
}

/** A thread of its own sees an endless loop, which keeps this one from everything. */
function limitCpu(): void {
  const watch = `setInterval(() => {
    const { user, system } = process.cpuUsage()
    if (user + system > ${CPU_LIMIT_MS * 1_000}) process.kill(process.pid, 'SIGKILL')
  }, 1000)`
  new Worker(watch, { eval: true }).unref()
}

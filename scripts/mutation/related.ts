import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** What starts a process or speaks over a network, and what leads to it. */
const SLOW = ['node:child_process', 'node:http', 'node:http2', 'node:https', 'node:net', 'node:tls', 'undici']

/** Tests that play thousands of whole runs, or are about something else: a fault has to be seen nearer to it. */
const FAR = /^__tests__\/(scripts|demo|world|report\/adversarial)/

/** Which pure tests load a file. Those that start servers or run dist/ are left out: they cost a hundred times as much. */
export class RelatedTests {
  readonly #loads: ReadonlyMap<string, ReadonlySet<string>>

  constructor(root: string, files: readonly string[]) {
    const imports = new Map(
      files.map((file) => [file, importsOf(file, readFileSync(join(root, file), 'utf8'))]),
    )
    const tests = files.filter((file) => /^__tests__\/.*\.test\.ts$/.test(file) && !FAR.test(file))
    const loads = tests.map((test) => [test, reach(imports, test)] as const)
    this.#loads = new Map(loads.filter(([, reached]) => !SLOW.some((module) => reached.has(module))))
  }

  /** First the one of the same name, then those that load the fewest files, which are the most about this one. */
  of(file: string): string[] {
    const name = `${posix.basename(file, '.ts')}.`
    const rank = ([test, reached]: readonly [string, ReadonlySet<string>]) =>
      posix.basename(test).startsWith(name) ? 0 : reached.size
    return [...this.#loads]
      .filter(([, reached]) => reached.has(file))
      .toSorted((one, other) => rank(one) - rank(other))
      .map(([test]) => test)
  }
}

/** What is loaded when the code runs. Packages by their name, files by their path. */
function importsOf(file: string, text: string): string[] {
  const found = text.matchAll(/^(?:import|export)\b(?! type\b)[^'"]*'([^']+)'|\bimport\('([^']+)'\)/gm)
  return [...found].map(([, from = '', called = '']) => {
    const name = from || called
    return name.startsWith('.') ? posix.join(posix.dirname(file), name) : name
  })
}

function reach(imports: ReadonlyMap<string, readonly string[]>, start: string): Set<string> {
  const reached = new Set([start])
  for (const file of reached) for (const next of imports.get(file) ?? []) reached.add(next)
  return reached
}

import { readFileSync, writeFileSync } from 'node:fs'

/** What the platform behind a program remembers: what was deployed, oldest first. The last one is live. */
export interface Platform {
  readonly deployments: readonly string[]
  /** Its next change is refused. */
  readonly isFailing?: boolean
  /** Versions that are not kept any more. */
  readonly gone?: readonly string[]
}

const file = process.env.RECIPE_PLATFORM ?? ''

export const platform = JSON.parse(readFileSync(file, 'utf8')) as Platform

/** Each version once, in the order in which they were made. */
export const versions = [...new Set(platform.deployments)]

export const live = platform.deployments.at(-1) ?? ''

/** One minute after the other. */
export const createdAt = (index: number) => `2026-01-05T10:${String(index).padStart(2, '0')}:00.000000Z`

/** What the program says to standard error, and its exit code. */
export function fail(words: string, exitCode = 1): never {
  process.stderr.write(`${words}\n`)
  process.exit(exitCode)
}

export function print(value: unknown): void {
  process.stdout.write(typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`)
}

export function deploy(version: string): void {
  if (platform.isFailing) fail('Error: the platform is out of order')
  writeFileSync(file, JSON.stringify({ ...platform, deployments: [...platform.deployments, version] }))
}

/** `switch`: stands alone. `value`: has one after it. */
export type Accepted = Readonly<Record<string, 'switch' | 'value'>>

interface Called {
  readonly words: readonly string[]
  readonly flags: ReadonlyMap<string, string>
}

/** Splits the command line; whatever the program does not know is refused, as it would. */
export function read(accepted: Accepted, refuse: (flag: string) => never): Called {
  const words: string[] = []
  const flags = new Map<string, string>()
  const rest = process.argv.slice(2)
  while (rest.length > 0) {
    const [name = '', ...value] = (rest.shift() ?? '').split(/=(.*)/s)
    if (!name.startsWith('-')) words.push([name, ...value.slice(0, 1)].join('='))
    else if (accepted[name] === undefined) refuse(name)
    else flags.set(name, accepted[name] === 'switch' ? 'true' : (value[0] ?? rest.shift() ?? refuse(name)))
  }
  return { words, flags }
}

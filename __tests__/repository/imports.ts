import { dirname, posix } from 'node:path'
import { read, repositoryFiles } from './files.ts'

/** The entries, then the folders of src/. An import goes down this list only. */
export const ORDER = [
  'entries',
  'cli',
  'main',
  'runner',
  'targets',
  'report',
  'metrics',
  'inputs',
  'github',
  'aws',
  'process',
  'http',
  'run',
  'health',
  'core',
]

export interface Import {
  readonly from: string
  readonly to: string
}

export const SOURCES: readonly string[] = repositoryFiles('src/**.ts')

/** Every import of src/ within src/, those of types and those by `import()` included. */
export const IMPORTS: readonly Import[] = SOURCES.flatMap((from) =>
  [...read(from).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path = '']) => ({
    from,
    to: posix.join(dirname(from), path),
  })),
)

/** The folder of src/ that a file is in. Those that are in none are the entries. */
export function folderOf(path: string): string {
  const [, folder = '', ...rest] = path.split('/')
  return rest.length > 0 ? folder : 'entries'
}

export function isUpward({ from, to }: Import): boolean {
  return ORDER.indexOf(folderOf(to)) < ORDER.indexOf(folderOf(from))
}

export function render({ from, to }: Import): string {
  return `${from} imports ${to}`
}

/** What can be reached by one arrow or more. */
export function reach(arrows: readonly Import[], start: string): ReadonlySet<string> {
  const reached = new Set<string>()
  const open = [start]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const { from, to } of arrows) {
      if (from !== node || reached.has(to)) continue
      reached.add(to)
      open.push(to)
    }
  }
  return reached
}

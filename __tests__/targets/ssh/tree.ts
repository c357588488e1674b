import { createHash } from 'node:crypto'
import { type BigIntStats, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** Everything below a folder: kind, mode, owner, content, links, hard links and the times of files. */
export function readTree(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const first = new Map<bigint, string>()
  return Object.fromEntries(
    ['.', ...names].map((name) => {
      const stats = lstatSync(join(folder, name), { bigint: true })
      const twin = stats.isFile() && stats.nlink > 1n ? first.get(stats.ino) : undefined
      if (!first.has(stats.ino)) first.set(stats.ino, name)
      return [
        name,
        [describe(join(folder, name), stats), ...(twin === undefined ? [] : [`same as ${twin}`])].join(' '),
      ]
    }),
  )
}

function describe(path: string, stats: BigIntStats): string {
  const owner = `${(Number(stats.mode) & 0o7777).toString(8)} ${stats.uid}:${stats.gid}`
  if (stats.isSymbolicLink()) return `link ${stats.uid}:${stats.gid} to ${readlinkSync(path)}`
  // A folder's own time changes whenever something in it is moved away and back.
  if (stats.isDirectory()) return `folder ${owner}`
  const hash = createHash('sha256').update(readFileSync(path)).digest('hex')
  return `file ${owner} ${stats.mtimeNs} ${hash}`
}

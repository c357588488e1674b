import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readActionMetadata } from '../demo/runner/action-metadata.ts'
import { ACTION_FILE } from '../demo/stage.ts'
import type { Figure } from './figure.ts'

const AIM_DOWNLOAD_BYTES = 1_500_000
const AIM_BUNDLE_BYTES = 5_500_000

/** What a job downloads, then each file of the bundle. Chunks are loaded only by the runs that need them. */
export function measureSizes(): Figure[] {
  const { main } = readActionMetadata(ACTION_FILE)
  const folder = dirname(main)
  const files = readdirSync(folder).filter((name) => name.endsWith('.js'))
  const figures = files.map((name) => {
    const path = join(folder, name)
    const what =
      path === main ? `dist/${name}, always loaded` : `dist/${name}${holding(readFileSync(path, 'utf8'))}`
    return { what, bytes: statSync(path).size }
  })
  figures.sort((a, b) => b.bytes - a.bytes)
  const bundleBytes = figures.reduce((sum, { bytes }) => sum + bytes, 0)
  return [
    limited('what a job downloads, compressed', downloadBytes(dirname(folder)), AIM_DOWNLOAD_BYTES),
    limited('all of the bundle', bundleBytes, AIM_BUNDLE_BYTES),
    ...figures.map(({ what, bytes }) => ({ what, measured: inKilobytes(bytes) })),
  ]
}

/** Of the latest commit, as GitHub makes it. */
function downloadBytes(root: string): number {
  const args = ['archive', '--format=tar.gz', 'HEAD']
  return execFileSync('git', args, { cwd: root, maxBuffer: 100_000_000 }).length
}

function limited(what: string, bytes: number, aimBytes: number): Figure {
  const aim = { text: `≤ ${inKilobytes(aimBytes)}`, isMet: bytes <= aimBytes }
  return { what, measured: inKilobytes(bytes), aim }
}

function inKilobytes(bytes: number): string {
  return `${Math.round(bytes / 1_000)} kB`
}

/** What tells a foreign chunk from the others. */
const FOREIGN = [
  ['AmazonEC2ContainerServiceV20141113', 'the client of ECS'],
  ['Logs_20140328', 'the client of CloudWatch Logs'],
  ['GraniteServiceVersion20100801', 'the client of CloudWatch'],
  ['CodeDeploy_20141006', 'the client of CodeDeploy'],
  ['octokit/core', 'Octokit'],
  ['credential-provider', "what AWS's clients share"],
  ['elasticloadbalancing', 'the client of load balancers'],
] as const

/** Our own folders in a chunk, or the package that it is. */
function holding(source: string): string {
  const folders = [...source.matchAll(/\.\/lib\/(?:targets\/)?([a-z-]+)\//g)]
  const own = [...new Set(folders.flatMap(([, folder]) => (folder === undefined ? [] : [folder])))]
  if (own.length > 0) return `: ${own.join(', ')}`
  const foreign = FOREIGN.find(([text]) => source.includes(text))
  return foreign === undefined ? '' : `: ${foreign[1]}`
}

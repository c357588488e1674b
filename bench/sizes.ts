import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readActionMetadata } from '../demo/runner/action-metadata.ts'
import { ACTION_FILE } from '../demo/stage.ts'
import type { Figure } from './figure.ts'

/** Each file of the bundle. Chunks are loaded only by the runs that need them. */
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
  return figures.map(({ what, bytes }) => ({ what, measured: `${Math.round(bytes / 1_000)} kB` }))
}

/** The packages of a chunk, as ncc names its modules. */
function holding(source: string): string {
  const packages = new Set<string>()
  for (const [, name = ''] of source.matchAll(/node_modules\/((?:@[\w-]+\/)?[\w.-]+)\//g)) packages.add(name)
  const main = ['client-ecs', 'client-cloudwatch', 'client-codedeploy', 'octokit'].find(
    (word) => [...packages].some((name) => name.includes(word)) || source.includes(`@aws-sdk/${word}`),
  )
  return main === undefined ? '' : `, with ${main}`
}

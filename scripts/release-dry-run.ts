import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { VERSION } from '../src/core/version.ts'
import { findObstacle, notesOf } from './release-notes.ts'

/**
 * Everything of a release but what can be seen from outside: `npm run release:dry-run`. It looks at the version in
 * package.json, and publishes, tags and writes nothing, but for dist/, which it builds again to compare it.
 */

const root = new URL('../', import.meta.url)

/** What is known before a release. */
export interface ReleaseFacts {
  readonly packageVersion: string
  readonly codeVersion: string
  readonly changelog: string
  readonly tags: readonly string[]
  /** What `git status --porcelain` says, after the bundle was built again. */
  readonly changes: readonly string[]
  readonly branch: string
}

/** Everything that the release would stop at; empty: nothing. */
export function findObstacles(facts: ReleaseFacts): readonly string[] {
  const { packageVersion, codeVersion, changelog, tags, changes, branch } = facts
  const tag = `v${packageVersion}`
  const isBuilt = changes.every((line) => !line.slice(3).startsWith('dist/'))
  const others = changes.filter((line) => !line.slice(3).startsWith('dist/'))
  return [
    findObstacle(tag, changelog, packageVersion),
    codeVersion === packageVersion
      ? ''
      : `src/core/version.ts says ${codeVersion}, package.json ${packageVersion}`,
    tags.includes(tag) ? `${tag} is there already` : '',
    branch === 'main' ? '' : `this is ${branch}, and a release is tagged on main`,
    isBuilt ? '' : 'dist/ is not what src/ builds: commit it',
    others.length === 0 ? '' : `not committed: ${others.map((line) => line.slice(3)).join(', ')}`,
  ].filter((obstacle) => obstacle !== '')
}

function run(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, {
    cwd: fileURLToPath(root),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

function readFacts(): ReleaseFacts {
  run('npm', 'run', '--silent', 'build')
  const linesOf = (text: string) => text.split('\n').filter((line) => line !== '')
  return {
    packageVersion: JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).version,
    codeVersion: VERSION,
    changelog: readFileSync(new URL('CHANGELOG.md', root), 'utf8'),
    tags: linesOf(run('git', 'tag', '--list')),
    changes: linesOf(run('git', 'status', '--porcelain')),
    branch: run('git', 'branch', '--show-current').trim(),
  }
}

if (import.meta.main) {
  const facts = readFacts()
  const tag = `v${facts.packageVersion}`
  const components = JSON.parse(run(process.execPath, 'scripts/sbom.ts')).components.length
  const minor = tag.replace(/\.\d+$/, '')
  console.log(
    `The release ${tag} would be this commit, with ${minor} and ${minor.replace(/\.\d+$/, '')} moved to it.`,
  )
  console.log(
    `Its SBOM names ${components} packages. Its notes:\n\n${notesOf(facts.changelog, facts.packageVersion) ?? '(none)'}\n`,
  )
  const obstacles = findObstacles(facts)
  for (const obstacle of obstacles) console.log(`- ${obstacle}`)
  console.log(
    obstacles.length === 0
      ? 'Nothing is in its way.'
      : `It would not be released: ${obstacles.length} to mend.`,
  )
  process.exitCode = obstacles.length === 0 ? 0 : 1
}

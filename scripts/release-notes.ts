import { readFileSync } from 'node:fs'

/**
 * Prints what CHANGELOG.md says of a version, for the page of its release: `node scripts/release-notes.ts v1.2.3`.
 * Fails if it says nothing, or if package.json has another version.
 */

const root = new URL('../', import.meta.url)

/** Without the heading. Undefined: there is no such section, or nothing in it. */
export function notesOf(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1)
  const section = sections.find((text) => text.split(/[\s\]]/, 1)[0]?.replace('[', '') === version)
  const notes = section?.replace(/^.*\n/, '').trim()
  return notes === '' ? undefined : notes
}

/** What keeps this tag from being released; empty: nothing. */
export function findObstacle(tag: string, changelog: string, packageVersion: string): string {
  if (!/^v\d+\.\d+\.\d+$/.test(tag)) return `${tag} is no version tag such as v1.2.3`
  if (tag !== `v${packageVersion}`) return `${tag} is tagged, and package.json says ${packageVersion}`
  if (notesOf(changelog, packageVersion) === undefined)
    return `CHANGELOG.md says nothing under "## ${packageVersion}"`
  return ''
}

if (import.meta.main) {
  const [, , tag = ''] = process.argv
  const changelog = readFileSync(new URL('CHANGELOG.md', root), 'utf8')
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string }
  const obstacle = findObstacle(tag, changelog, version)
  if (obstacle === '') console.log(notesOf(changelog, version))
  else {
    console.error(`Not released: ${obstacle}.`)
    process.exitCode = 1
  }
}

import { accessSync, constants } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/**
 * A program that is not among the npm packages: named by a variable (`ACT`, `CFN_LINT`), put into a cache by
 * `.ci/run`, or on the PATH. Undefined where it is not installed.
 */
export function findProgram(name: 'act' | 'zizmor' | 'cfn-lint' | 'terraform'): string | undefined {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'safe-landing', 'bin')
  const folders = [cache, ...(process.env.PATH ?? '').split(delimiter)]
  const places = [
    process.env[name.toUpperCase().replace('-', '_')] ?? '',
    ...folders.map((folder) => join(folder, name)),
  ]
  return places.find((place) => place !== '' && isProgram(place))
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

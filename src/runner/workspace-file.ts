import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { PlatformError } from '../core/platform-error.ts'

/**
 * Writes a file of the workspace anew, from what it holds now. Rejects a path that leads out of the workspace, also
 * by a link, and a file that does not begin with `firstLine`: somebody else wrote it.
 */
export function rewriteInWorkspace(
  {
    workspace,
    path,
    firstLine,
  }: { readonly workspace: string; readonly path: string; readonly firstLine: string },
  render: (before: string) => string,
): void {
  const root = realpathSync(workspace)
  const file = join(root, path)
  const known = nearestExisting(file)
  const real = relative(root, realpathSync(known))
  if (real === '..' || real.startsWith(`..${sep}`))
    throw refuse(`${path} leads out of the workspace by a link`)
  const found = lstatSync(file, { throwIfNoEntry: false })
  if (found !== undefined && !found.isFile()) throw refuse(`${path} is there already, and is no file`)
  const before = found === undefined ? '' : readFileSync(file, 'utf8')
  if (before.trim() !== '' && !before.startsWith(firstLine))
    throw refuse(`${path} is there already, and Safe Landing did not write it`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, render(before))
}

function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path))
}

function refuse(message: string): PlatformError {
  return new PlatformError('refused', message, {
    hint: 'Nothing was written. Name another file, or move this one away.',
  })
}

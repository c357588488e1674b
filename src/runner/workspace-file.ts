import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { PlatformError } from '../core/platform-error.ts'
import { type Checked, invalid, valid } from '../inputs/checked.ts'

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
  if (isOutside(root, realpathSync(nearestExisting(file))))
    throw refuse(`${path} leads out of the workspace by a link`)
  const found = lstatSync(file, { throwIfNoEntry: false })
  if (found !== undefined && !found.isFile()) throw refuse(`${path} is there already, and is no file`)
  const before = found === undefined ? '' : readFileSync(file, 'utf8')
  if (before.trim() !== '' && !before.startsWith(firstLine))
    throw refuse(`${path} is there already, and Safe Landing did not write it`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, render(before))
}

const MAX_BYTES = 64 * 1024

/** The text of a file in the workspace, or why there is none, in a sentence. Never throws, and never waits for a pipe. */
export function readInWorkspace(workspace: string, path: string): Checked<string, string> {
  try {
    const root = realpathSync(workspace)
    const file = realpathSync(join(root, path))
    if (isOutside(root, file)) return invalid('It leads out of the workspace by a link.')
    const found = statSync(file)
    if (!found.isFile()) return invalid('It is no file.')
    if (found.size > MAX_BYTES)
      return invalid(`It has ${found.size} bytes, and at most ${MAX_BYTES} are read.`)
    return valid(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)))
  } catch (error) {
    return invalid(describe(error))
  }
}

function describe(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return 'There is no such file in the workspace. If it is in the repository, put `uses: actions/checkout` before this step.'
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'It is no text in UTF-8.'
  return `It cannot be read: ${message}.`
}

function isOutside(root: string, file: string): boolean {
  const real = relative(root, file)
  return real === '..' || real.startsWith(`..${sep}`) || isAbsolute(real)
}

function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path))
}

function refuse(message: string): PlatformError {
  return new PlatformError('refused', message, {
    hint: 'Nothing was written. Name another file, or move this one away.',
  })
}

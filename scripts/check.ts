import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/**
 * The quick check of a change: format and lint, then types and the related tests at the same time. A change is
 * what the upstream branch does not have yet, committed or not.
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Rooms of tests with processes and servers of their own, or of dist/: they run if something of the room changed. */
const SLOW_ROOMS = ['bundle/', 'examples/', 'demo/', 'entries/', 'targets/ssh/', 'targets/git/']

/** Tests that read pages and workflows, to which no import leads. */
const READERS = /^__tests__\/(docs|repository)\//

/** Relative paths, also of files that are gone. */
export function changedFiles(root: string): string[] {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8' })
  const bases = ['@{upstream}', 'origin/HEAD', 'origin/main', 'main'].map((ref) =>
    git('merge-base', 'HEAD', ref),
  )
  const base = bases.find(({ status }) => status === 0)?.stdout.trim() ?? 'HEAD'
  const tracked = git('diff', '--name-only', '--no-renames', '-z', base)
  const untracked = git('ls-files', '--others', '--exclude-standard', '-z')
  return [tracked, untracked].flatMap(({ stdout }) => stdout.split('\0')).filter((path) => path !== '')
}

/** From the tests that import what changed, and from all. */
export function selectTests(
  changed: readonly string[],
  { related, all }: { readonly related: readonly string[]; readonly all: readonly string[] },
): string[] {
  const changedRooms = new Set(changed.map(slowRoomOf))
  const isText = changed.some((path) => !/\.ts$|^dist\//.test(path))
  return all.filter((test) => {
    if (READERS.test(test)) return isText || related.includes(test)
    const room = slowRoomOf(test)
    return related.includes(test) && (room === undefined || changedRooms.has(room))
  })
}

function slowRoomOf(path: string): string | undefined {
  const inside = path.replace(/^(src|__tests__)\//, '')
  return SLOW_ROOMS.find((room) => inside.startsWith(room))
}

function listTests(...args: string[]): string[] {
  const listed = execFileSync('npm', ['test', '--silent', '--', '--listTests', '--json', ...args], NPM)
  return (JSON.parse(listed) as string[]).map((path) => relative(ROOT, path).replaceAll(sep, '/'))
}

const NPM = { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' } as const

/** Both at once; what the compiler says comes last, in one piece. */
async function runTypesAndTests(tests: readonly string[]): Promise<boolean> {
  const types = spawn('npm', ['run', '--silent', 'typecheck', '--', ...INCREMENTAL], {
    ...NPM,
    stdio: 'pipe',
  })
  const said = text(types.stdout)
  const typesEnd = once(types, 'close')
  const tested =
    tests.length === 0
      ? [0]
      : await once(
          spawn('npm', ['test', '--silent', '--', '--runTestsByPath', ...tests], {
            ...NPM,
            stdio: 'inherit',
          }),
          'close',
        )
  const [typesStatus] = await typesEnd
  process.stdout.write(await said)
  return tested[0] === 0 && typesStatus === 0
}

const INCREMENTAL = ['--incremental', '--tsBuildInfoFile', 'node_modules/.cache/check.tsbuildinfo']

async function main(): Promise<void> {
  const changed = changedFiles(ROOT)
  if (changed.length === 0) return console.log('Nothing has changed since the upstream branch.')
  const { status } = spawnSync('npm', ['run', '--silent', 'format', '--', '--error-on-warnings'], {
    ...NPM,
    stdio: 'inherit',
  })
  const present = changed.filter((path) => existsSync(new URL(`../${path}`, import.meta.url)))
  const related = present.length === 0 ? [] : listTests('--findRelatedTests', ...present)
  const tests = selectTests(changed, { related, all: listTests() })
  const areGood = (await runTypesAndTests(tests)) && status === 0
  const left = related.length - tests.filter((test) => related.includes(test)).length
  console.log(`${changed.length} changed files, ${tests.length} test files.`)
  console.log(
    `Not run: those of dist/ (bundle/, examples/), and ${left} related ones with processes. npm run all runs everything.`,
  )
  if (!areGood) process.exitCode = 1
}

if (import.meta.main) await main()

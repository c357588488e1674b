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

/** Rooms of tests with processes and servers of their own, or of dist/: they run if they changed, or their room in src/. */
const SLOW_ROOMS = ['bundle/', 'examples/', 'demo/', 'entries/', 'targets/ssh/', 'targets/git/']

/** Tests that read pages and workflows, to which no import leads. */
const READERS = /^__tests__\/(docs|repository)\//

const BUILD_INFO = 'node_modules/.cache/check.tsbuildinfo'

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
  const rooms = new Set(changed.filter((path) => path.startsWith('src/')).map(slowRoomOf))
  const isText = changed.some((path) => !/\.ts$|^dist\//.test(path))
  return all.filter((test) => {
    if (READERS.test(test)) return isText || related.includes(test)
    const room = slowRoomOf(test)
    return related.includes(test) && (room === undefined || rooms.has(room) || changed.includes(test))
  })
}

function slowRoomOf(path: string): string | undefined {
  const inside = path.replace(/^(src|__tests__)\//, '')
  return SLOW_ROOMS.find((room) => inside.startsWith(room))
}

const NPM = { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' } as const

function listTests(...args: string[]): string[] {
  const listed = execFileSync('npm', ['test', '--silent', '--', '--listTests', '--json', ...args], NPM)
  return (JSON.parse(listed) as string[]).map((path) => relative(ROOT, path).replaceAll(sep, '/'))
}

/** Resolves with the exit code. What is piped is printed at the end, in one piece. */
async function run(stdio: 'inherit' | 'pipe', ...args: string[]): Promise<number> {
  const child = spawn('npm', args, { ...NPM, stdio: ['ignore', stdio, 'inherit'] })
  const [said, [exitCode]] = await Promise.all([
    child.stdout === null ? '' : text(child.stdout),
    once(child, 'close'),
  ])
  process.stdout.write(said)
  return exitCode
}

async function check(): Promise<number> {
  const changed = changedFiles(ROOT)
  const styled = await run('inherit', 'run', '--silent', 'format', '--', '--error-on-warnings')
  const present = changed.filter((path) => existsSync(`${ROOT}/${path}`))
  const related = present.length === 0 ? [] : listTests('--findRelatedTests', ...present)
  const tests = selectTests(changed, { related, all: listTests() })
  const [typed, tested] = await Promise.all([
    run('pipe', 'run', '--silent', 'typecheck', '--', '--incremental', '--tsBuildInfoFile', BUILD_INFO),
    tests.length === 0 ? 0 : run('inherit', 'test', '--silent', '--', '--runTestsByPath', ...tests),
  ])
  const left = related.filter((test) => !tests.includes(test)).length
  console.log(
    `${changed.length} changed files: ${tests.length} test files ran, ${left} slow ones did not, nor what runs dist/. \`npm run all\` runs everything.`,
  )
  return Math.max(styled, typed, tested)
}

if (import.meta.main) process.exitCode = await check()

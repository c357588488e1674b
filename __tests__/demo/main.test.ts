import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { STORIES } from '../../demo/stories.ts'

const MAIN = fileURLToPath(new URL('../../demo/main.ts', import.meta.url))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** `npm run demo -- ARGS`, in a folder of its own. */
function demo(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { cwd: folder }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr })
    })
  })
}

test('--list names every story', async () => {
  const { exitCode, stdout } = await demo('--list')
  expect(exitCode).toBe(0)
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0]),
  ).toEqual(STORIES.map(({ name }) => name))
})

test('an unknown story is answered with the list', async () => {
  const { exitCode, stderr } = await demo('nope')
  expect(exitCode).toBe(2)
  expect(stderr).toContain("There is no story 'nope'")
  for (const { name } of STORIES) expect(stderr).toContain(name)
})

test('a story shows the log, the summary and what was written, and leaves a page for a browser', async () => {
  const { exitCode, stdout } = await demo('wrong-inputs')
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/│ Error: .*interval: invalid value "5"/)
  expect(stdout).toContain('Nothing was touched')
  expect(stdout).toContain('What reached AWS and changed something')
  expect(stdout).toContain('✔ The story ended as it should: result invalid, exit code 2.')
  expect(readFileSync(join(folder, 'demo-out', 'wrong-inputs.html'), 'utf8')).toContain('Nothing was touched')
  expect(existsSync(join(folder, 'demo-out', 'wrong-inputs.md'))).toBe(true)
})

test('names are unique, and a title is one line', () => {
  expect(new Set(STORIES.map(({ name }) => name)).size).toBe(STORIES.length)
  for (const { title } of STORIES) expect(title).toMatch(/^.{20,130}\.$/)
})

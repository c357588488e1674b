import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { ROOT, repositoryFiles } from '../repository/files.ts'
import { findProgram } from './programs.ts'

const zizmor = findProgram('zizmor')
const lint = zizmor === undefined ? test.skip : test
const note = zizmor === undefined ? ' (skipped: zizmor is not installed)' : ''

/** Answers what it found, in words; empty: nothing. */
async function audit(persona: string, files: readonly string[]): Promise<string> {
  const args = ['--offline', '--no-progress', '--quiet', '--color=never', '--config=.github/zizmor.yml']
  const run = promisify(execFile)(zizmor ?? '', [...args, `--persona=${persona}`, ...files], { cwd: ROOT })
  const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error)
  return `${stdout}${stderr}`.replace(/^No findings to report.*\n?/m, '').trim()
}

lint(
  `the examples pass zizmor at its strictest${note}`,
  async () => {
    expect(await audit('pedantic', repositoryFiles(':(glob)examples/*.yml'))).toBe('')
  },
  30_000,
)

lint(
  `our own workflows and the action pass zizmor${note}`,
  async () => {
    const files = ['action.yml', '.github/dependabot.yml', ...repositoryFiles('.github/workflows/*.yml')]
    expect(await audit('regular', files)).toBe('')
  },
  30_000,
)

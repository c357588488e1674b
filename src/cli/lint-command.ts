import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { loadYaml } from '../inputs/health-yaml.ts'
import type { InputReader } from '../inputs/parser.ts'
import { toPlainText } from '../report/untrusted.ts'
import { readInWorkspace } from '../runner/workspace-file.ts'
import type { Command } from './command.ts'
import type { LintProblem } from './lint/lint-problem.ts'
import { UsageError } from './options.ts'

/** Finds the mistakes in workflow files before anything is pushed. */
export const lintCommand: Command = {
  summary: 'finds the mistakes in workflow files that use Safe Landing, offline',
  usage: 'FILE… [--format text|github]',
  options: { format: { value: 'FORM', help: 'text (the default), or github for annotations' } },
  notes: [
    'Values that an expression gives are passed over.',
    'Exit codes: 0 nothing wrong, 1 errors, 2 wrong usage or a file that cannot be read.',
  ],
  run: async ({ values, others: paths }, { write }) => {
    const [format = 'text'] = values.get('format') ?? []
    if (format !== 'text' && format !== 'github')
      throw new UsageError(`--format ${format}: expected text or github`)
    if (paths.length === 0) throw new UsageError('a file is needed, such as .github/workflows/deploy.yml')
    const files = paths.map((path) => ({ path, source: read(path) }))
    await loadYaml()
    const { lintWorkflow } = await import('./lint/lint-workflow.ts')
    const results = files.map(({ path, source }) => ({ path, ...lintWorkflow(source, filesBeside(path)) }))
    const found = results.flatMap(({ path, problems }) => problems.map((problem) => ({ path, problem })))
    if (found.length === 0 && results.every(({ steps }) => steps === 0))
      throw new UsageError(`no step of ${paths.join(', ')} uses safe-landing`)
    for (const { path, problem } of found)
      write(`${format === 'github' ? renderAnnotation(path, problem) : renderLine(path, problem)}\n`)
    const errors = found.filter(({ problem }) => problem.level === 'error').length
    if (format === 'text') write(`${summarize(errors, found.length - errors)}\n`)
    return errors > 0 ? 1 : 0
  },
}

/** The files of the repository. One that is missing may be written by an earlier step. */
function filesBeside(workflow: string): InputReader['readFile'] {
  const folder = dirname(resolve(workflow))
  if (!folder.endsWith(join('.github', 'workflows'))) return undefined
  const root = resolve(folder, '..', '..')
  return (path) => (existsSync(join(root, path)) ? readInWorkspace(root, path) : undefined)
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function renderLine(path: string, { line, column, level, message, hint }: LintProblem): string {
  const advice = hint === '' ? '' : `\n    ${toPlainText(hint)}`
  return `${path}:${line}:${column}: ${level}: ${toPlainText(message)}${advice}`
}

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message */
function renderAnnotation(path: string, { line, column, level, message, hint }: LintProblem): string {
  const text = toPlainText(`${message}. ${hint}`.trim()).replaceAll('%', '%25')
  const file = path.replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C')
  return `::${level} file=${file},line=${line},col=${column},title=Safe Landing::${text}`
}

function summarize(errors: number, warnings: number): string {
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
  return errors + warnings === 0
    ? 'Nothing wrong was found.'
    : `${count(errors, 'error')}, ${count(warnings, 'warning')}`
}

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { nearest } from '../core/nearest.ts'
import type { Command, Terminal } from './command.ts'
import { fillIn, settingsIn } from './init/fill-in.ts'
import { type InitCase, type InitCases, type InitFile, readCases, readFiles } from './init/init-case.ts'
import { describeNextSteps, renderReport } from './init/next-steps.ts'
import { findRelease, isPinned, pin } from './init/release.ts'
import { type Given, UsageError } from './options.ts'

/** Writes the workflows of one case. */
export const initCommand: Command = {
  summary: 'writes workflows for your case: deploy and guard, checks, a rollback by hand',
  usage: '[CASE] [--set NAME=VALUE]… [--roles TOOL] [--uses ACTION] [--keep | --force] [--dry-run]',
  options: {
    set: {
      value: 'NAME=VALUE',
      isRepeatable: true,
      help: 'a name of your own, such as HEALTH_URL=https://…',
    },
    roles: { value: 'TOOL', help: 'terraform (the default), cloudformation, or no' },
    uses: { value: 'ACTION', help: 'the release, as OWNER/safe-landing@ and a full commit SHA' },
    folder: { value: 'FOLDER', help: 'the repository (the folder you are in)' },
    keep: { help: 'keeps the files that exist, and writes the others' },
    force: { help: 'replaces the files that exist' },
    'dry-run': { help: 'writes nothing, and says what it would write' },
    json: { help: 'says it as JSON' },
  },
  notes: [
    'Without a CASE it asks, on a terminal. It replaces no file without --force.',
    'Cases: ecs, ecs-blue-green, workflow, workflow-dispatch, server, webhook, branch, kubernetes.',
    'Exit codes: 0 written, 1 a file could not be written, 2 wrong usage: nothing was written.',
  ],
  run: async (given, terminal) => {
    const { examples } = terminal
    const cases = readCases(examples)
    const chosen = readCase(cases, await chooseCase(cases, given, terminal))
    const tool = readTool(chosen, given)
    const templates = readFiles(examples, chosen, tool)
    const names = await chooseNames(chosen, templates, given, terminal)
    const release = readRelease(given, examples)
    const files = templates.map(({ path, text }) => ({ path, text: fillIn(text, chosen, names, release) }))
    const folder = given.values.get('folder')?.[0] ?? '.'
    const { fresh, kept } = refuseExisting(folder, files, given)
    const isDryRun = given.values.has('dry-run')
    if (!isDryRun && !write(folder, fresh, terminal)) return 1
    const report = {
      written: fresh.map(({ path }) => path),
      kept: kept.map(({ path }) => path),
      next: describeNextSteps(files, { given: names, release }),
    }
    terminal.write(
      given.values.has('json') ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report, isDryRun),
    )
    return 0
  },
}

async function chooseCase(cases: InitCases, { others }: Given, { ask, write }: Terminal): Promise<string> {
  const [name, extra] = others
  if (extra !== undefined) throw new UsageError(`${JSON.stringify(extra)} is too much: one case at a time`)
  if (name !== undefined) return name
  if (ask === undefined) throw new UsageError(`a case is needed: ${Object.keys(cases).join(', ')}`)
  const titles = Object.entries(cases).map(([key, { title }]) => `  ${key.padEnd(18)} ${title}\n`)
  write(`What do you deploy?\n${titles.join('')}`)
  return await ask('Case: ')
}

function readCase(cases: InitCases, name: string): InitCase {
  const found = Object.hasOwn(cases, name) ? cases[name] : undefined
  if (found !== undefined) return found
  const names = Object.keys(cases)
  const meant = nearest(name, names)
  const hint = meant === undefined ? '' : `. Did you mean ${meant}?`
  throw new UsageError(`invalid case ${JSON.stringify(name)}: expected ${names.join(', ')}${hint}`)
}

/** The tool by which the roles are made; undefined: the case has none, or none are wanted. */
function readTool({ roles = {} }: InitCase, { values }: Given): string | undefined {
  const tools = Object.keys(roles)
  const [wanted] = values.get('roles') ?? []
  if (wanted === undefined) return tools[0]
  if (wanted === 'no') return undefined
  if (tools.length === 0) throw new UsageError('--roles belongs to the cases of Amazon ECS')
  if (tools.includes(wanted)) return wanted
  throw new UsageError(`--roles: invalid value ${JSON.stringify(wanted)}: expected ${tools.join(', ')} or no`)
}

function readRelease({ values }: Given, examples: string): string | undefined {
  const [wanted] = values.get('uses') ?? []
  if (wanted !== undefined && !isPinned(wanted)) {
    const expected = 'expected OWNER/safe-landing@ and the full SHA of a commit, 40 characters'
    throw new UsageError(`--uses: invalid value ${JSON.stringify(wanted)}: ${expected}`)
  }
  const release = wanted ?? findRelease(examples)
  return release === undefined ? undefined : pin(release)
}

async function chooseNames(
  { names = {} }: InitCase,
  templates: readonly InitFile[],
  given: Given,
  { ask }: Terminal,
): Promise<ReadonlyMap<string, string>> {
  const variables = settingsIn(
    templates.map(({ text }) => text),
    'vars',
  )
  const chosen = readSettings(given, Object.keys(names), variables)
  if (ask === undefined || given.others.length > 0) return chosen
  for (const [name, { question, 'stands-for': example }] of Object.entries(names)) {
    if (chosen.has(name)) continue
    const answer = checkName(name, (await ask(`${question} [${example}]: `)) || example)
    chosen.set(name, answer)
  }
  for (const name of variables.filter((each) => !chosen.has(each))) {
    const answer = await ask(`${name}, if you know it: `)
    if (answer !== '') chosen.set(name, answer)
  }
  return chosen
}

function readSettings(
  { values }: Given,
  names: readonly string[],
  variables: readonly string[],
): Map<string, string> {
  const known = [...names, ...variables]
  const settings = (values.get('set') ?? []).map((text) => {
    const [, name = '', value = ''] = /^([^=]+)=(.+)$/s.exec(text) ?? []
    if (name === '') throw new UsageError(`--set: invalid value ${JSON.stringify(text)}: expected NAME=VALUE`)
    if (names.includes(name)) return [name, checkName(name, value)] as const
    if (variables.includes(name)) return [name, value] as const
    const meant = nearest(name, known)
    const hint = meant === undefined ? '' : `. Did you mean ${meant}?`
    throw new UsageError(`--set: unknown name ${JSON.stringify(name)}: expected ${known.join(', ')}${hint}`)
  })
  return new Map(settings)
}

/** It goes into YAML and into a script: what could mean something there is refused. */
function checkName(name: string, value: string): string {
  if (/^[\w@%+=,./][\w@%+=,./ -]*$/.test(value)) return value
  const expected = 'expected letters, digits, spaces and @ % + = , . / _ -'
  throw new UsageError(`${name}: invalid value ${JSON.stringify(value)}: ${expected}`)
}

function refuseExisting(folder: string, files: readonly InitFile[], { values }: Given) {
  const kept = values.has('force') ? [] : files.filter(({ path }) => existsSync(join(folder, path)))
  if (kept.length > 0 && !values.has('keep')) {
    const paths = kept.map(({ path }) => path).join(', ')
    const verb = kept.length === 1 ? 'exists' : 'exist'
    throw new UsageError(
      `${paths} ${verb}, and nothing was written: --keep writes the others, --force replaces them`,
    )
  }
  return { fresh: files.filter((file) => !kept.includes(file)), kept }
}

function write(folder: string, files: readonly InitFile[], terminal: Terminal): boolean {
  for (const { path, text } of files) {
    try {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      terminal.writeError(`safe-landing: ${path} could not be written: ${reason}\n`)
      return false
    }
  }
  return true
}

// cli/ is the same engine in any shell: no runner, no summary, and nothing is rolled back.

import { nearest } from '../core/nearest.ts'
import { VERSION } from '../core/version.ts'
import type { ExitCode } from '../run/outcome.ts'
import type { Command, Terminal } from './command.ts'
import { parseOptions, renderOptions, UsageError } from './options.ts'

const HELP = { help: { help: 'shows this' } }

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  verify: async () => (await import('./verify-command.ts')).verifyCommand,
  lint: async () => (await import('./lint-command.ts')).lintCommand,
  init: async () => (await import('./init-command.ts')).initCommand,
  replay: async () => (await import('./replay-command.ts')).replayCommand,
}

/** Runs one command. Exit codes: 0 as it should be, 1 not so, 2 wrong usage. Never rejects. */
export async function cli([name = '', ...args]: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    if (['--help', '-h', 'help'].includes(name)) return await print(await renderOverview(), terminal)
    if (name === '--version') return await print(`${VERSION}\n`, terminal)
    const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
    if (load === undefined) throw new UsageError(describeUnknown(name))
    const command = await load()
    if (args.includes('--help') || args.includes('-h'))
      return await print(renderHelp(name, command), terminal)
    return await command.run(parseOptions(command.options, args), terminal)
  } catch (error) {
    return reportError(error, name, terminal)
  }
}

async function print(text: string, terminal: Terminal): Promise<0> {
  terminal.write(text)
  return 0
}

function reportError(error: unknown, name: string, terminal: Terminal): ExitCode {
  if (error instanceof UsageError) {
    const help = Object.hasOwn(COMMANDS, name) ? `safe-landing ${name} --help` : 'safe-landing --help'
    terminal.writeError(`safe-landing: ${error.message}\nSee ${help}\n`)
    return 2
  }
  if (terminal.signal.aborted) {
    terminal.writeError('safe-landing: stopped before there was a verdict\n')
    return 1
  }
  terminal.writeError(
    `safe-landing: this is a bug of Safe Landing: ${error instanceof Error ? error.stack : error}\n`,
  )
  return 1
}

function describeUnknown(name: string): string {
  if (name === '') return `a command is needed: ${Object.keys(COMMANDS).join(', ')}`
  const meant = nearest(name, Object.keys(COMMANDS))
  return `unknown command ${JSON.stringify(name)}${meant === undefined ? '' : `. Did you mean ${meant}?`}`
}

async function renderOverview(): Promise<string> {
  const lines = await Promise.all(
    Object.entries(COMMANDS).map(async ([name, load]) => `  ${name.padEnd(10)} ${(await load()).summary}`),
  )
  return [
    'Safe Landing in a shell: the same checks and the same verdict as in a workflow. Nothing is rolled back.',
    '',
    'usage: safe-landing COMMAND [OPTIONS]',
    '',
    ...lines,
    '',
    'safe-landing COMMAND --help describes a command. Exit codes: 0 good, 1 not good, 2 wrong usage.',
    '',
  ].join('\n')
}

function renderHelp(name: string, { summary, usage, options, notes }: Command): string {
  return [
    summary,
    '',
    `usage: safe-landing ${name} ${usage}`,
    '',
    ...renderOptions({ ...options, ...HELP }),
    ...(notes.length === 0 ? [] : ['', ...notes]),
    '',
  ].join('\n')
}

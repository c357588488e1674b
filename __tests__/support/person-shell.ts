import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PROGRAMS = { aws: 'aws-cli.ts', gh: 'gh-cli.ts' }

export interface ShellEnd {
  readonly code: number | null
  readonly errors: string
}

/** Pasted by a person into bash, with stand-ins for the programs that are not everywhere. */
export async function runInShell(
  lines: readonly string[],
  { env = {}, cwd }: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
): Promise<ShellEnd> {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'))
  for (const [name, file] of Object.entries(PROGRAMS)) {
    const path = fileURLToPath(new URL(file, import.meta.url))
    writeFileSync(join(folder, name), `#!/bin/sh\nexec '${process.execPath}' --no-warnings '${path}' "$@"\n`)
    chmodSync(join(folder, name), 0o755)
  }
  const shell = spawn('bash', ['--norc', '-e', '-c', lines.join('\n')], {
    env: {
      PATH: `${folder}:${process.env.PATH}`,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(cwd !== undefined && { cwd }),
  })
  let errors = ''
  shell.stderr.on('data', (part) => {
    errors += part
  })
  const code = await new Promise<number | null>((resolve) => shell.once('close', resolve))
  rmSync(folder, { recursive: true })
  return { code, errors }
}

/** The commands, as the log of a plan shows them. */
export function manualOf(log: string): string[] {
  return log.split('\n').flatMap((line) => /by hand: (.*)$/.exec(line)?.[1] ?? [])
}

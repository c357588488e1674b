import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readActionMetadata, stepInputs } from '../../demo/runner/action-metadata.ts'
import { ACTION_FILE } from '../../demo/stage.ts'

const ENTRY = fileURLToPath(new URL('../../src/index.ts', import.meta.url))
const metadata = readActionMetadata(ACTION_FILE)
const QUICK = {
  target: 'none',
  interval: '50ms',
  'start-period': '100ms',
  'success-threshold': '2',
  'bake-time': '300ms',
}

export interface Wish {
  readonly entry?: 'pre'
  readonly with: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  /** A module that Node loads before the entry. */
  readonly preload?: string
}

/** The source as a process of its own, with the files that a runner gives it and nothing else. */
export class Step {
  readonly folder = mkdtempSync(join(tmpdir(), 'step-'))

  start({ entry, with: inputs, env = {}, preload }: Wish) {
    for (const name of ['summary', 'output', 'state']) writeFileSync(join(this.folder, name), '')
    const given = stepInputs(metadata, { ...QUICK, ...inputs }, { token: '' })
    const options = preload === undefined ? [] : ['--import', preload]
    const child = spawn(process.execPath, [...options, ENTRY, ...(entry ? [entry] : [])], {
      env: {
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
        GITHUB_STEP_SUMMARY: join(this.folder, 'summary'),
        GITHUB_OUTPUT: join(this.folder, 'output'),
        GITHUB_STATE: join(this.folder, 'state'),
        RUNNER_TEMP: this.folder,
        ...given.env,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return { child, ended: this.#end(child) }
  }

  async run(wish: Wish) {
    return await this.start(wish).ended
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  async #end(child: ReturnType<typeof spawn>) {
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text) => {
        said += String(text)
      })
    }
    const [exitCode] = await once(child, 'close')
    const written = readFileSync(join(this.folder, 'output'), 'utf8')
    const output = (name: string) =>
      [...written.matchAll(new RegExp(`^${name}<<.*\\n(.*)$`, 'gm'))].at(-1)?.[1] ?? ''
    const report = output('report')
    return {
      exitCode,
      said,
      result: output('result'),
      summary: readFileSync(join(this.folder, 'summary'), 'utf8'),
      report: report === '' ? '' : readFileSync(report, 'utf8'),
    }
  }
}

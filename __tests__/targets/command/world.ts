import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PlatformErrorCode } from '../../../src/core/platform-error.ts'
import type { RollbackStrategy } from '../../../src/run/rollback.ts'
import { type CommandDeps, commandRollback } from '../../../src/targets/command/strategy.ts'
import { PatientClock } from '../../support/patient-clock.ts'
import type { Blockade, RollbackWorld } from '../../support/rollback-contract.ts'

const SECRET = 'hunter2-token'

const COMMAND = `
echo "logging in with $TOKEN"
[ ! -e refuse ] || { echo "the platform says no to $TOKEN" >&2; exit 4; }
echo write >> writes
if [ -e block-apply ]; then echo > blocked; sleep 1000; fi
echo "$SAFE_LANDING_TO" > live`

const PLAN_COMMAND = `
if [ -e block-plan ]; then echo > blocked; sleep 1000; fi
jq -n --arg from "$(cat live)" '{from: $from, to: "v41"}'`

/** A workspace with scripts in it, and a file that says which version is live. */
export class CommandWorld implements RollbackWorld {
  readonly from = 'v42'
  readonly to = 'v41'
  readonly applied = 'in-place'
  readonly secrets = [SECRET]
  readonly clock = new PatientClock()
  readonly workspace: string
  readonly #folder: string

  static async open(): Promise<CommandWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'command-'))
    await mkdir(join(folder, 'workspace'))
    await mkdir(join(folder, 'temporary'))
    const world = new CommandWorld(folder)
    await world.write('live', 'v42\n')
    return world
  }

  constructor(folder: string) {
    this.#folder = folder
    this.workspace = join(folder, 'workspace')
  }

  /** `planCommand: null`: without one. */
  strategy(
    { command = COMMAND, planCommand = PLAN_COMMAND }: { command?: string; planCommand?: string | null } = {},
    deps: Partial<CommandDeps> = {},
  ): RollbackStrategy {
    return commandRollback(
      { kind: 'command', command, ...(planCommand !== null && { planCommand }) },
      {
        clock: this.clock,
        env: { PATH: process.env.PATH, TOKEN: SECRET, 'INPUT_GITHUB-TOKEN': 'ghs_x', GITHUB_OUTPUT: '/o' },
        redact: (text) => text.replaceAll(SECRET, '***'),
        workspace: this.workspace,
        temporary: this.temporary,
        rollbackTo: { kind: 'previous' },
        reason: () => 'api failed 3 times in a row',
        reportPath: '/reports/report.json',
        ...deps,
      },
    )
  }

  get temporary(): string {
    return join(this.#folder, 'temporary')
  }

  async write(name: string, text = ''): Promise<void> {
    await writeFile(join(this.workspace, name), text)
  }

  async read(name: string): Promise<string> {
    return await readFile(join(this.workspace, name), 'utf8').catch(() => '')
  }

  async snapshot(): Promise<unknown> {
    return { live: await this.read('live'), leftBehind: await readdir(this.temporary) }
  }

  async writes(): Promise<number> {
    return (await this.read('writes')).split('\n').length - 1
  }

  async putBack(): Promise<void> {
    await this.write('live', 'v41\n')
  }

  async takeOver(): Promise<void> {
    await this.write('live', 'v43\n')
  }

  async refuse(): Promise<PlatformErrorCode> {
    await this.write('refuse')
    return 'refused'
  }

  async block(stage: 'plan' | 'apply'): Promise<Blockade> {
    await this.write(`block-${stage}`)
    return {
      reached: this.appeared('blocked'),
      lift: () => rm(join(this.workspace, `block-${stage}`)),
    }
  }

  /** Resolves once a script has made this file. */
  async appeared(name: string): Promise<void> {
    const { watch } = await import('node:fs/promises')
    const stop = new AbortController()
    const changes = watch(this.workspace, { signal: stop.signal })
    for await (const _ of changes) if ((await this.read(name)) !== '') break
    stop.abort()
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
  }
}

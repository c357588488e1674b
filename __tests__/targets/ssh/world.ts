import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PlatformErrorCode } from '../../../src/core/platform-error.ts'
import { createRedactor } from '../../../src/core/redaction.ts'
import { Secret } from '../../../src/core/secret.ts'
import type { RollbackStrategy } from '../../../src/run/rollback.ts'
import type { SshConfig } from '../../../src/targets/ssh/ssh-config.ts'
import { type SshRollbackDeps, sshRollback } from '../../../src/targets/ssh/strategy.ts'
import { PatientClock } from '../../support/patient-clock.ts'
import type { Blockade, RollbackWorld } from '../../support/rollback-contract.ts'
import type { SshServer } from './server.ts'
import { readTree } from './tree.ts'

const HEALTH_TOKEN = 'health-token-4711'

interface Options {
  /** Log in as root; only where the tests run as root. */
  readonly asRoot?: boolean
  readonly method?: SshConfig['method']
  /** Where the folders are made. */
  readonly parent?: string
}

/** A server with a service in a folder, dated backups beside it, and v2 being bad. */
export class SshWorld implements RollbackWorld {
  readonly from: string = 'v2'
  readonly to: string = 'app-backup-20260102-100000'
  readonly applied = 'in-place'
  readonly clock = new PatientClock(5_000)
  readonly server: SshServer
  readonly root: string
  readonly temporary = mkdtempSync(join(tmpdir(), 'ssh-temporary-'))
  readonly #options: Options
  readonly #health: Server
  healthStatus = 200

  static async open(server: SshServer, options: Options = {}): Promise<SshWorld> {
    return await new SshWorld(server, options).listening()
  }

  async listening(): Promise<this> {
    this.#health.listen(0, '127.0.0.1')
    await once(this.#health, 'listening')
    return this
  }

  constructor(server: SshServer, options: Options) {
    server.reset()
    this.server = server
    this.#options = options
    this.#health = createServer((_, response) => response.writeHead(this.healthStatus).end('ok'))
    this.root = mkdtempSync(join(options.parent ?? tmpdir(), 'server-'))
    chmodSync(this.root, 0o755)
    this.deploy('app-backup-20260101-100000', 'v0')
    this.deploy('app-backup-20260102-100000', 'v1')
    this.deploy('app', 'v2')
    this.own()
  }

  get app(): string {
    return join(this.root, 'app')
  }

  get secrets(): string[] {
    return [HEALTH_TOKEN, this.server.host.privateKey.split('\n')[1] ?? '']
  }

  /** A folder as a deploy makes it: modes, links, an awkward name, data that is its own. */
  deploy(name: string, version: string): void {
    const folder = join(this.root, name)
    mkdirSync(join(folder, 'data/deep'), { recursive: true })
    mkdirSync(join(folder, 'bin'))
    writeFileSync(join(folder, 'VERSION'), `${version}\n`)
    writeFileSync(join(folder, 'bin/run'), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 })
    writeFileSync(join(folder, `odd $(touch owned) 'name'\n${version}`), 'odd', { mode: 0o600 })
    writeFileSync(join(folder, 'data/deep/rows'), `rows of ${version}`)
    linkSync(join(folder, 'bin/run'), join(folder, 'bin/twin'))
    symlinkSync('run', join(folder, 'bin/link'))
    symlinkSync('/nowhere', join(folder, 'dangling'))
    chmodSync(join(folder, 'bin'), 0o2750)
    utimesSync(join(folder, 'bin/run'), 1_700_000_000.123, 1_700_000_000.456)
  }

  /** Everything belongs to the user that logs in. */
  own(): void {
    const { uid, gid } = this.server.host.user
    if (this.server.host.isRoot) execFileSync('chown', ['-hR', `${uid}:${gid}`, this.root])
  }

  config(own: Partial<SshConfig> = {}): SshConfig {
    const { server, app } = this
    const { port } = this.#health.address() as AddressInfo
    return {
      kind: 'ssh',
      host: '127.0.0.1',
      port: server.port,
      user: this.#options.asRoot === true ? 'root' : server.host.user.name,
      key: new Secret(server.host.privateKey),
      knownHosts: server.knownHosts(),
      path: app,
      method: this.#options.method ?? 'backup',
      backups: `${app}-backup-*`,
      exclude: [],
      only: [],
      services: ['app.service'],
      healthUrl: new Secret(`http://127.0.0.1:${port}/health?token=${HEALTH_TOKEN}`),
      ...own,
    }
  }

  back(count: number): RollbackStrategy {
    return this.strategy({}, { rollbackTo: { kind: 'back', count } })
  }

  strategy(config: Partial<SshConfig> = {}, deps: Partial<SshRollbackDeps> = {}): RollbackStrategy {
    return sshRollback(this.config(config), {
      clock: this.clock,
      env: { PATH: process.env.PATH, HOME: '/nonexistent' },
      redact: createRedactor(this.secrets.map((secret) => new Secret(secret))),
      temporary: this.temporary,
      rollbackTo: { kind: 'previous' },
      ...deps,
    })
  }

  /** The server's tree, the unit, and what we left on the runner. */
  async snapshot(): Promise<unknown> {
    return {
      tree: readTree(this.root),
      unit: this.server.read('unit'),
      leftBehind: readdirSync(this.temporary),
    }
  }

  tree(name: string): Record<string, string> {
    return readTree(join(this.root, name))
  }

  names(): string[] {
    return readdirSync(this.root).sort()
  }

  async writes(): Promise<number> {
    return this.server.log().filter((line) => line.startsWith('stop')).length
  }

  async putBack(): Promise<void> {
    rmSync(this.app, { recursive: true })
    cpSync(join(this.root, this.to), this.app, {
      recursive: true,
      preserveTimestamps: true,
      verbatimSymlinks: true,
    })
    this.own()
  }

  async takeOver(): Promise<void> {
    writeFileSync(join(this.app, 'VERSION'), 'v3\n')
  }

  async refuse(): Promise<PlatformErrorCode> {
    this.server.order('fail', '^mv -T .*-failed-')
    return 'refused'
  }

  async block(stage: 'plan' | 'apply'): Promise<Blockade> {
    this.server.order('wait', stage === 'plan' ? '^systemctl show' : '^systemctl stop')
    // The time that a cancelled run has for watching the server undo its steps.
    void this.clock.pass(5_000)
    return {
      reached: this.reached(),
      lift: async () => {
        rmSync(join(this.server.state, 'wait'))
        await this.server.quiet()
      },
    }
  }

  /** Resolves once a command that was ordered to wait does. */
  reached(): Promise<void> {
    return new Promise((resolve) => {
      const watcher = watch(this.server.state, () => {
        if (!existsSync(join(this.server.state, 'reached'))) return
        watcher.close()
        resolve()
      })
    })
  }

  async close(): Promise<void> {
    this.#health.closeAllConnections()
    this.#health.close()
    await once(this.#health, 'close')
    rmSync(this.root, { recursive: true, force: true })
    rmSync(this.temporary, { recursive: true, force: true })
  }
}

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { poll } from '../../../src/core/poll.ts'
import { SystemClock } from '../../../src/runner/system-clock.ts'
import { sudoersLines } from '../../../src/targets/ssh/sudoers.ts'
import type { SshHost } from './host.ts'

/** A real sshd on loopback, with state of its own: several run side by side on one host. */
export class SshServer {
  readonly host: SshHost
  /** Where faults are ordered, and where the stand-ins remember. */
  readonly state: string
  port = 0
  #sshd: ChildProcess | undefined

  static async start(host: SshHost): Promise<SshServer> {
    const server = new SshServer(host)
    await server.#listen()
    return server
  }

  private constructor(host: SshHost) {
    this.host = host
    this.state = mkdtempSync(join(host.folder, 'state-'))
    chmodSync(this.state, 0o755)
    this.reset()
  }

  /**
   * From now on sudo is the real one, with the least rights that messages and docs/ssh.md name. Answers a way to
   * act as root; undefined: there is no sudo here that can be used without a person.
   */
  useRealSudo(): ((...argv: [string, ...string[]]) => void) | undefined {
    if (!existsSync('/usr/bin/sudo')) return undefined
    const { isRoot, sudoers, user } = this.host
    if (!isRoot) {
      if (spawnSync('/usr/bin/sudo', ['-n', 'true']).status !== 0) return undefined
      this.order('real-sudo', 'yes')
      return (...argv) => void execFileSync('/usr/bin/sudo', ['-n', '--', ...argv])
    }
    writeFileSync(sudoers, `${sudoersLines({ user: user.name, services: [] }).join('\n')}\n`, { mode: 0o440 })
    this.order('real-sudo', 'yes')
    return (program, ...args) => void execFileSync(program, args)
  }

  knownHosts(): string[] {
    return [`[127.0.0.1]:${this.port} ${this.host.publicKey}`]
  }

  reset(): void {
    for (const name of readdirSync(this.state)) rmSync(join(this.state, name), { recursive: true })
    this.order('unit', 'active')
    this.order('log', '')
  }

  /** `fail`: the first command that matches fails; `fail-always`; `wait`: it waits; `deny`: sudo refuses it. */
  order(name: string, text: string): void {
    const file = join(this.state, name)
    writeFileSync(file, text)
    const { uid, gid } = this.host.user
    for (const path of [this.state, file]) chownSync(path, uid, gid)
  }

  read(name: string): string {
    const file = join(this.state, name)
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  }

  /** Commands of systemctl that changed something, in order. */
  log(): string[] {
    return this.read('log')
      .split('\n')
      .filter((line) => line !== '')
  }

  /** Resolves once no session runs any command any more. */
  async quiet(): Promise<void> {
    const pace = { clock: new SystemClock(), intervalMs: 20, until: (left: number) => left === 0 }
    await poll(async () => this.#commands().length, pace, new AbortController().signal)
  }

  /** Ends every session at once, as a network that breaks. */
  cutConnections(): void {
    const commands = new Set(this.#commands())
    const sessions = childrenOf([this.#sshd?.pid ?? 0])
    const inner = childrenOf(sessions).filter((pid) => !commands.has(pid))
    for (const pid of [...inner, ...sessions]) killIfThere(pid)
  }

  /** To the script that runs on the server; SIGKILL also to its commands. */
  signalScript(signal: NodeJS.Signals): void {
    const all = this.#commands()
    const ofOthers = new Set(childrenOf(all))
    for (const pid of all) if (signal === 'SIGKILL' || !ofOthers.has(pid)) killIfThere(pid, signal)
  }

  /** Processes that a session started, also those that have outlived it. */
  #commands(): number[] {
    return allPids().filter((pid) => readOf(pid, 'environ').includes(`SL_STATE=${this.state}`))
  }

  async close(): Promise<void> {
    this.#sshd?.kill()
    if (this.#sshd?.exitCode === null) await once(this.#sshd, 'exit')
    await this.quiet()
    rmSync(this.state, { recursive: true, force: true })
  }

  /** A port that is free may be another's before sshd has it. */
  async #listen(): Promise<void> {
    let tries = 3
    while (!(await this.#startSshd())) {
      tries -= 1
      if (tries === 0) throw new Error('sshd does not start')
    }
  }

  async #startSshd(): Promise<boolean> {
    this.port = await freePort()
    const { folder, programs } = this.host
    const config = [
      `Port ${this.port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${join(folder, 'host')}`,
      `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
      // The default of some versions takes a tenth of a second of each connection.
      'KexAlgorithms curve25519-sha256',
      'PidFile none',
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin prohibit-password',
      'PrintMotd no',
      `SetEnv PATH=${programs}:${process.env.PATH} SL_STATE=${this.state}`,
    ]
    const file = join(folder, `sshd_config-${this.port}`)
    writeFileSync(file, `${config.join('\n')}\n`)
    const sshd = spawn(this.host.sshd, ['-D', '-e', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] })
    this.#sshd = sshd
    for await (const line of createInterface({ input: sshd.stderr })) {
      if (!line.startsWith('Server listening')) continue
      // What sshd says later must not fill the pipe.
      sshd.stderr.resume()
      return true
    }
    return false
  }
}

function allPids(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger)
}

function childrenOf(parents: readonly number[]): number[] {
  // The name stands in brackets and may hold anything; the parent is the second field after it (proc(5)).
  const parentOf = (pid: number) => Number(readOf(pid, 'stat').split(') ').at(-1)?.split(' ')[1])
  return allPids().filter((pid) => parents.includes(parentOf(pid)))
}

/** Empty: the process is gone, or another user's. */
function readOf(pid: number, file: 'environ' | 'stat'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** The end of one process may end others before it is their turn. */
function killIfThere(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { readProcessTable } from '../../../src/process/process-table.ts'

const SSHD = ['/usr/sbin/sshd', '/usr/bin/sshd', '/usr/local/sbin/sshd'].find(existsSync)

/** Undefined: everything is here; otherwise why these tests cannot run. */
export const missing: string | undefined =
  process.platform !== 'linux' ? 'they need Linux' : SSHD === undefined ? 'there is no sshd' : undefined

if (missing !== undefined) console.warn(`The tests of the ssh target are skipped: ${missing}.`)

/** Programs that can be made to fail or to wait; everything else about them is real. */
const WRAPPED = ['tar', 'mv', 'mkdir', 'rm', 'curl', 'du', 'git']

/**
 * A real sshd on loopback with host keys of its own. As root it makes an unprivileged user to log in as;
 * otherwise that is who runs the tests. systemctl and sudo are stand-ins, found first on the PATH.
 */
export class SshServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'sshd-'))
  readonly isRoot = process.getuid?.() === 0
  readonly user: { readonly name: string; readonly uid: number; readonly gid: number }
  readonly privateKey: string
  readonly otherKey: string
  port = 0
  #sshd: ChildProcess | undefined

  static async start(): Promise<SshServer> {
    const server = new SshServer()
    await server.#listen()
    return server
  }

  constructor() {
    this.user = this.isRoot ? makeUser(this.folder) : currentUser()
    chmodSync(this.folder, 0o755)
    mkdirSync(this.state)
    mkdirSync(join(this.folder, 'bin'))
    this.privateKey = this.#makeKey('user')
    this.otherKey = this.#makeKey('other')
    this.#makeKey('host')
    writeFileSync(join(this.folder, 'authorized_keys'), readFileSync(join(this.folder, 'user.pub')))
    for (const name of WRAPPED)
      this.#install(name, `exec ${execFileSync('which', [name], { encoding: 'utf8' }).trim()} "$@"`)
    this.#install('systemctl', SYSTEMCTL)
    this.#install('sudo', SUDO)
    this.#install('df', DF)
    this.reset()
  }

  /**
   * From now on sudo is the real one, with the rights that docs/ssh.md names for files. Answers a way to
   * act as root; undefined: there is no sudo here that can be used without a person.
   */
  useRealSudo(): ((...argv: [string, ...string[]]) => void) | undefined {
    if (!existsSync('/usr/bin/sudo')) return undefined
    if (!this.isRoot) {
      if (spawnSync('/usr/bin/sudo', ['-n', 'true']).status !== 0) return undefined
      this.order('real-sudo', 'yes')
      return (...argv) => void execFileSync('/usr/bin/sudo', ['-n', '--', ...argv])
    }
    const programs = ['mkdir', 'mv', 'rm', 'tar', 'du', 'head'].map((name) => `/usr/bin/${name}`)
    writeFileSync(this.#sudoers, `${this.user.name} ALL=(root) NOPASSWD: ${programs.join(', ')}\n`, {
      mode: 0o440,
    })
    this.order('real-sudo', 'yes')
    return (program, ...args) => void execFileSync(program, args)
  }

  get #sudoers(): string {
    return `/etc/sudoers.d/${this.user.name}`
  }

  /** Where faults are ordered, and where the stand-ins remember. */
  get state(): string {
    return join(this.folder, 'state')
  }

  knownHosts(): string[] {
    const [type, key] = readFileSync(join(this.folder, 'host.pub'), 'utf8').split(' ')
    return [`[127.0.0.1]:${this.port} ${type} ${key}`]
  }

  get otherPublicKey(): string {
    return readFileSync(join(this.folder, 'other.pub'), 'utf8').split(' ')[1] ?? ''
  }

  reset(): void {
    rmSync(this.state, { recursive: true, force: true })
    mkdirSync(this.state)
    this.order('unit', 'active')
    this.order('log', '')
  }

  /** `fail`: the first command that matches fails; `fail-always`; `wait`: it waits; `deny`: sudo refuses it. */
  order(name: string, text: string): void {
    const file = join(this.state, name)
    writeFileSync(file, text)
    chownSync(this.state, this.user.uid, this.user.gid)
    chownSync(file, this.user.uid, this.user.gid)
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
    for (;;) {
      const table = await readProcessTable('linux')
      if (!table.some(({ trace }) => trace.includes(`SL_STATE=${this.state}`))) return
    }
  }

  /** Ends every session at once, as a network that breaks. */
  async cutConnections(): Promise<void> {
    const table = await readProcessTable('linux')
    const sessions = table.filter(({ parentPid }) => parentPid === this.#sshd?.pid)
    const inner = table.filter(
      ({ parentPid, trace }) => sessions.some(({ pid }) => pid === parentPid) && !trace.includes('SL_STATE='),
    )
    for (const { pid } of [...inner, ...sessions]) killIfThere(pid)
  }

  async close(): Promise<void> {
    this.#sshd?.kill()
    if (this.#sshd?.exitCode === null) await once(this.#sshd, 'exit')
    await this.quiet()
    if (this.isRoot) {
      rmSync(this.#sudoers, { force: true })
      execFileSync('userdel', [this.user.name])
    }
    rmSync(this.folder, { recursive: true, force: true })
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
    if (this.isRoot) mkdirSync('/run/sshd', { recursive: true })
    const config = [
      `Port ${this.port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${join(this.folder, 'host')}`,
      `AuthorizedKeysFile ${join(this.folder, 'authorized_keys')}`,
      'PidFile none',
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin prohibit-password',
      'PrintMotd no',
      `SetEnv PATH=${join(this.folder, 'bin')}:${process.env.PATH} SL_STATE=${this.state}`,
    ]
    const file = join(this.folder, 'sshd_config')
    writeFileSync(file, `${config.join('\n')}\n`)
    const sshd = spawn(SSHD ?? '', ['-D', '-e', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] })
    this.#sshd = sshd
    for await (const line of createInterface({ input: sshd.stderr })) {
      if (!line.startsWith('Server listening')) continue
      // What sshd says later must not fill the pipe.
      sshd.stderr.resume()
      return true
    }
    return false
  }

  #makeKey(name: string): string {
    const file = join(this.folder, name)
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file])
    return readFileSync(file, 'utf8')
  }

  #install(name: string, body: string): void {
    const file = join(this.folder, 'bin', name)
    writeFileSync(file, `#!/bin/bash\n${FAULTS}\n${body}\n`)
    chmodSync(file, 0o755)
  }
}

const FAULTS = `
command="$(basename "$0") $*"
ordered() { [ -s "$SL_STATE/$1" ] && printf '%s' "$command" | grep -qE -- "$(cat "$SL_STATE/$1")"; }
if ordered wait; then
  echo > "$SL_STATE/reached"
  while [ -e "$SL_STATE/wait" ]; do sleep 0.02; done
fi
if ordered fail; then : > "$SL_STATE/fail"; echo "injected fault" >&2; exit 1; fi
if ordered fail-always; then echo "injected fault" >&2; exit 1; fi
`

const SYSTEMCTL = `
verb=$1
case $verb in
  is-active) cat "$SL_STATE/unit"; [ "$(cat "$SL_STATE/unit")" = active ] ;;
  show)
    case $* in
      *LoadState*) if [ -s "$SL_STATE/load" ]; then cat "$SL_STATE/load"; else echo loaded; fi ;;
      *) echo 0 ;;
    esac ;;
  stop) echo "$*" >> "$SL_STATE/log"; echo inactive > "$SL_STATE/unit" ;;
  start)
    echo "$*" >> "$SL_STATE/log"
    if [ -s "$SL_STATE/becomes" ]; then cat "$SL_STATE/becomes" > "$SL_STATE/unit"; : > "$SL_STATE/becomes"
    else echo active > "$SL_STATE/unit"; fi ;;
esac`

/** The free space that is ordered, or the real one. */
const DF = 'if [ -s "$SL_STATE/free" ]; then echo Avail; cat "$SL_STATE/free"; else exec /usr/bin/df "$@"; fi'

/** Never asks, as \`sudo -n\`; what is in \`deny\` may not be run. */
const SUDO = `
if [ -s "$SL_STATE/real-sudo" ]; then exec /usr/bin/sudo "$@"; fi
[ "$1" = -n ] || { echo "sudo: a password is required" >&2; exit 1; }
shift
list=
while :; do
  case $1 in
    -l) list=1; shift ;;
    -u) shift 2 ;;
    --) shift; break ;;
    *) break ;;
  esac
done
command="$*"
if ordered deny; then echo "sudo: a password is required" >&2; exit 1; fi
[ -z "$list" ] || exit 0
echo "$*" >> "$SL_STATE/sudo"
exec "$@"`

function makeUser(home: string): SshServer['user'] {
  const name = `sl${randomBytes(4).toString('hex')}`
  execFileSync('useradd', [
    '--no-create-home',
    '--home-dir',
    home,
    '--shell',
    '/bin/bash',
    '--user-group',
    name,
  ])
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  // Without a password that could be typed, but not locked: sshd refuses a locked account.
  execFileSync('usermod', ['--password', '*', name])
  return { name, uid: id('-u'), gid: id('-g') }
}

function currentUser(): SshServer['user'] {
  const { username, uid, gid } = userInfo()
  return { name: username, uid, gid }
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
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { JOURNALCTL } from './journal.ts'

const SSHD = ['/usr/sbin/sshd', '/usr/bin/sshd', '/usr/local/sbin/sshd'].find(existsSync)

/** Undefined: everything is here; otherwise why these tests cannot run. */
export const missing: string | undefined =
  process.platform !== 'linux' ? 'they need Linux' : SSHD === undefined ? 'there is no sshd' : undefined

if (missing !== undefined) console.warn(`The tests of the ssh target are skipped: ${missing}.`)

/** Programs that can be made to fail or to wait; everything else about them is real. */
const WRAPPED = ['tar', 'mv', 'mkdir', 'rm', 'curl', 'du', 'git']

interface User {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/**
 * What all servers of a test file share, since it is slow to make: keys, programs, and as root an unprivileged
 * user to log in as; otherwise that is who runs the tests. systemctl and sudo are stand-ins, found first on
 * the PATH.
 */
export class SshHost {
  readonly sshd = SSHD ?? ''
  /** The home of the user. */
  readonly folder = mkdtempSync(join(tmpdir(), 'sshd-'))
  readonly isRoot = process.getuid?.() === 0
  readonly user: User
  readonly privateKey: string
  readonly otherKey: string

  constructor() {
    this.user = this.isRoot ? makeUser(this.folder) : currentUser()
    chmodSync(this.folder, 0o755)
    mkdirSync(this.programs)
    this.privateKey = this.#makeKey('user')
    this.otherKey = this.#makeKey('other')
    this.#makeKey('host')
    writeFileSync(join(this.folder, 'authorized_keys'), readFileSync(join(this.folder, 'user.pub')))
    for (const name of WRAPPED) this.#install(name, `exec ${find(name)} "$@"`)
    this.#install('systemctl', SYSTEMCTL)
    this.#install('journalctl', JOURNALCTL)
    this.#install('sudo', SUDO)
    this.#install('df', DF)
    if (this.isRoot) mkdirSync('/run/sshd', { recursive: true })
  }

  get programs(): string {
    return join(this.folder, 'bin')
  }

  get sudoers(): string {
    return `/etc/sudoers.d/${this.user.name}`
  }

  /** As `ssh-ed25519 AAAA…`. */
  get publicKey(): string {
    return readFileSync(join(this.folder, 'host.pub'), 'utf8').split(' ').slice(0, 2).join(' ')
  }

  get otherPublicKey(): string {
    return readFileSync(join(this.folder, 'other.pub'), 'utf8').split(' ')[1] ?? ''
  }

  close(): void {
    if (this.isRoot) {
      rmSync(this.sudoers, { force: true })
      execFileSync('userdel', [this.user.name])
    }
    rmSync(this.folder, { recursive: true, force: true })
  }

  #makeKey(name: string): string {
    const file = join(this.folder, name)
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file])
    return readFileSync(file, 'utf8')
  }

  #install(name: string, body: string): void {
    const file = join(this.programs, name)
    writeFileSync(file, `#!/bin/sh\nprogram() {\n${body}\n}\n${FAULTS}\nprogram "$@"\n`)
    chmodSync(file, 0o755)
  }
}

function find(program: string): string {
  const files = (process.env.PATH ?? '').split(':').map((folder) => join(folder, program))
  return files.find(existsSync) ?? program
}

/** What the gate brings is for bash, which takes longer to start. */
const FAULTS = `
if [ -s "$SL_STATE/gate" ] && [ -z "$BASH_VERSION" ]; then exec bash "$0" "$@"; fi
command="\${0##*/} $*"
ordered() { [ -s "$SL_STATE/$1" ] && printf '%s' "$command" | grep -qE -- "$(cat "$SL_STATE/$1")"; }
if [ -e "$SL_STATE/trace" ]; then echo "$command" >> "$SL_STATE/trace"; fi
if ordered wait; then
  echo > "$SL_STATE/reached"
  while [ -e "$SL_STATE/wait" ]; do sleep 0.02; done
fi
if ordered fail; then : > "$SL_STATE/fail"; echo "injected fault" >&2; exit 1; fi
if ordered fail-always; then echo "injected fault" >&2; exit 1; fi
if [ -s "$SL_STATE/gate" ] && [ "\${0##*/}" != sudo ]; then
  . "$SL_STATE/gate"
  pass "$command"
  (exec {gate}>&-; program "$@")
  code=$?
  pass done
  exit $code
fi
`

/** One state is that of every unit that has none of its own. */
const SYSTEMCTL = `
verb=$1
for name; do :; done
unit=$SL_STATE/unit
if [ -e "$unit-$name" ]; then unit=$unit-$name; fi
case $verb in
  is-active) cat "$unit"; [ "$(cat "$unit")" = active ] ;;
  show)
    case $* in
      *ExecMainStartTimestamp*) cat "$SL_STATE/started" 2>/dev/null ;;
      *InvocationID*) grep -c ^start "$SL_STATE/log" ;;
      *LoadState*) if [ -s "$SL_STATE/load" ]; then cat "$SL_STATE/load"; else echo loaded; fi ;;
      *) echo 0 ;;
    esac ;;
  stop) echo "$*" >> "$SL_STATE/log"; echo inactive > "$unit" ;;
  start)
    echo "$*" >> "$SL_STATE/log"
    if [ -e "$SL_STATE/started" ]; then date +@%s > "$SL_STATE/started"; fi
    if [ -s "$SL_STATE/becomes" ]; then cat "$SL_STATE/becomes" > "$unit"; : > "$SL_STATE/becomes"
    else echo active > "$unit"; fi ;;
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

function makeUser(home: string): User {
  const name = `sl${randomBytes(4).toString('hex')}`
  execFileSync('useradd', [
    '--no-create-home',
    '--home-dir',
    home,
    '--shell',
    '/bin/bash',
    '--user-group',
    // None that could be typed, but not locked: sshd refuses a locked account.
    '--password',
    '*',
    name,
  ])
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { name, uid: id('-u'), gid: id('-g') }
}

function currentUser(): User {
  const { username, uid, gid } = userInfo()
  return { name: username, uid, gid }
}

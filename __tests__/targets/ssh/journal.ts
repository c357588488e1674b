import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SshServer } from './server.ts'

export interface Logged {
  readonly atS: number
  readonly text: string
  readonly invocation?: string
}

const MEANS = [
  '/usr/bin/journalctl',
  '/usr/lib/systemd/systemd-journald',
  '/usr/bin/logger',
  '/usr/bin/unshare',
]

/** Undefined: a real journald can be run here; otherwise why not. */
export const missingJournald: string | undefined =
  process.getuid?.() === 0
    ? MEANS.flatMap((program) => (existsSync(program) ? [] : [`there is no ${program}`]))[0]
    : 'the tests do not run as root'

if (missingJournald !== undefined)
  console.warn(`The tests with a real journald are skipped: ${missingJournald}.`)

/** What the stand-in for journalctl answers, in the form of `journalctl -o json`. */
export function keepJournal(server: SshServer, lines: readonly Logged[]): void {
  const entries = lines.map(({ atS, text, invocation }, index) => ({
    __CURSOR: `s=0f;i=${index}`,
    __REALTIME_TIMESTAMP: String(Math.round(atS * 1_000_000)),
    MESSAGE: text,
    ...(invocation !== undefined && { _SYSTEMD_INVOCATION_ID: invocation }),
  }))
  server.order('journal.json', entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
}

/** A real journald of its own, in whose log these lines are, as those of the unit. */
export function keepRealJournal(server: SshServer, unit: string, texts: readonly string[]): void {
  const folder = join(server.state, 'journal')
  mkdirSync(folder)
  const inputs = texts.map((text, index) => {
    const file = join(server.state, `entry-${index}`)
    writeFileSync(file, `MESSAGE=${text}\nOBJECT_SYSTEMD_UNIT=${unit}\n`)
    return file
  })
  execFileSync('/usr/bin/unshare', ['--mount', 'bash', '-euc', JOURNALD, 'bash', folder, ...inputs])
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644)
  for (const file of inputs) rmSync(file)
}

const JOURNALD = `
folder=$1; shift
mkdir -p /run/log /run/systemd/journal
mount -t tmpfs none /run/log
mount -t tmpfs none /run/systemd/journal
mkdir /run/log/journal
/usr/lib/systemd/systemd-journald & journald=$!
until [ -S /run/systemd/journal/socket ]; do read -rt 0.05 <> <(:) || :; done
for entry; do logger --journald="$entry"; done
until [ "$(journalctl --directory=/run/log/journal --output=cat --unit="$(sed -n 's/^OBJECT_SYSTEMD_UNIT=//p' "$1")" 2>/dev/null | grep -c .)" -ge $# ]; do read -rt 0.05 <> <(:) || :; done
kill "$journald"; wait "$journald" || :
cp /run/log/journal/*/*.journal "$folder"`

/** A folder of a real journal, or the lines that are ordered. */
export const JOURNALCTL = `
if [ -d "$SL_STATE/journal" ]; then exec /usr/bin/journalctl --directory="$SL_STATE/journal" "$@"; fi
if [ -s "$SL_STATE/journal-hint" ]; then cat "$SL_STATE/journal-hint" >&2; exit 0; fi
since=0 until=9999999999 cursor=
for option; do
  case $option in
    --lines=*) exit 0 ;;
    --since=@*) since=$(printf '%s' "$option" | cut -d @ -f 2) ;;
    --until=@*) until=$(printf '%s' "$option" | cut -d @ -f 2) ;;
    --after-cursor=*) cursor=$(printf '%s' "$option" | cut -d = -f 2-) ;;
  esac
done
awk -v since="$since" -v until="$until" -v cursor="$cursor" '
  BEGIN { open = (cursor == "") }
  { match($0, /TIMESTAMP":"[0-9]+/); atS = substr($0, RSTART + 12, RLENGTH - 12) / 1000000
    if (open && (cursor != "" || atS >= since) && atS <= until) print
    if (index($0, "\\"__CURSOR\\":\\"" cursor "\\"")) open = 1 }' "$SL_STATE/journal.json"`

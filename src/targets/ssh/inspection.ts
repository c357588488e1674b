import { PlatformError } from '../../core/platform-error.ts'
import { poll } from '../../core/poll.ts'
import { truncate } from '../../core/truncate.ts'
import type { Backup } from './model/backup.ts'
import type { Checkout } from './model/checkout.ts'
import { LostConnection, type Report, type SshDeps, withSession } from './session.ts'
import type { SshConfig } from './ssh-config.ts'
import { sudoersLines } from './sudoers.ts'

/** What the server looks like. All texts are untrusted. */
export interface Inspection {
  readonly offsetMinutes: number
  /** The server's own time, `20260131-120000`: part of the names of folders that are set aside. */
  readonly timestamp: string
  readonly version?: string | undefined
  readonly versionWrittenAtS?: number | undefined
  /** Changes when something newer is deployed. */
  readonly fingerprint: string
  /** Of a folder that says no version: changes when anything is deployed. */
  readonly identity?: string | undefined
  readonly backups: readonly Backup[]
  /** Files that match the pattern and are no folders. */
  readonly archives: readonly string[]
  /** Those that are symbolic links, to whatever. */
  readonly links: readonly string[]
  /** What a rollback that did not complete has left. */
  readonly left: readonly string[]
  readonly unfinished?: Unfinished | undefined
  readonly checkout?: Checkout | undefined
}

/** A rollback that ended after the copy took its place: only the start and its proof are missing. */
export interface Unfinished {
  readonly backup: string
  readonly timestamp: string
  /** The version in the folder that was set aside. */
  readonly from: string
}

/** Reads the server and changes nothing. Rejects with a PlatformError when the rollback could not be done there. */
export async function inspectServer(
  config: SshConfig,
  deps: SshDeps,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<Inspection> {
  const data = { ...serverData(config), wanted: wanted ?? '' }
  const reported = await withSession(
    config,
    deps,
    data,
    async (session) => {
      try {
        const pace = { clock: deps.clock, intervalMs: BUSY_POLL_MS, limitMs: BUSY_LIMIT_MS }
        const until = ([answer]: Report) => answer !== 'busy'
        const [answer] = await poll(() => session.ask('inspect', signal), { ...pace, until }, signal)
        if (answer === 'busy') throw busy(config)
      } catch (error) {
        throw error instanceof LostConnection ? lostWhileReading(config, error) : error
      }
      return [...session.reports]
    },
    signal,
  )
  return readInspection(reported, config, deps.redact)
}

const BUSY_POLL_MS = 2_000
const BUSY_LIMIT_MS = 120_000

/** The data of every session. */
export function serverData(config: SshConfig): Record<string, string> {
  const { path, backups, exclude, only, services, healthUrl, method } = config
  return {
    path,
    backups,
    method,
    exclude: exclude.filter((folder) => !exclude.some((other) => folder.startsWith(`${other}/`))).join('\n'),
    only: only.join('\n'),
    // One value, in one line of the data.
    units: services.join(' '),
    // Inside a quoted value of curl's configuration a backslash would be an escape.
    health:
      healthUrl === undefined
        ? ''
        : new URL(healthUrl.reveal()).href.replaceAll('\\', '%5C').replaceAll('"', '%22'),
  }
}

function readInspection(
  reported: readonly Report[],
  config: SshConfig,
  redact: (text: string) => string,
): Inspection {
  const first = (kind: string) => reported.find(([name]) => name === kind)?.slice(1) ?? []
  const [, , zone = '', timestamp = ''] = first('user')
  const [kind = '', version = '', written = '', fingerprint = '', identity = ''] = first('folder')
  refuseUnfit(reported, config, kind, redact)
  return {
    offsetMinutes: readZone(zone),
    timestamp: timestamp.replace(/[^\d-]/g, ''),
    version: version || undefined,
    versionWrittenAtS: readNumber(written),
    fingerprint,
    identity: identity || undefined,
    backups: reported.filter(([name]) => name === 'backup').map(readBackup),
    archives: reported.filter(([name]) => name === 'archive').map(([, path = '']) => path),
    links: reported.filter(([name]) => name === 'link').map(([, path = '']) => path),
    left: reported.filter(([name]) => name === 'left').map(([, path = '']) => path),
    unfinished: readUnfinished(reported.find(([name]) => name === 'unfinished')),
    checkout: config.method === 'git' ? readCheckout(reported, config, redact) : undefined,
  }
}

/** Everything that would stop the rollback half-way, said before it begins. */
function refuseUnfit(
  reported: readonly Report[],
  config: SshConfig,
  kind: string,
  redact: (text: string) => string,
): void {
  const { path, host } = config
  const where = `${path} on ${host}`
  if (kind === 'missing') throw refuse('not-found', `there is no ${where}`, 'Correct ssh-path.')
  if (kind === 'link') {
    throw refuse(
      'refused',
      `${where} is a symbolic link`,
      'ssh-path must be the folder itself; for releases behind a link use target: command.',
    )
  }
  if (kind !== 'folder') throw refuse('refused', `${where} is not a folder`, 'Correct ssh-path.')
  for (const report of reported) if (report[0] === 'unit') refuseUnit(report, host)
  const forbidden = reported.find(([name]) => name === 'forbidden')?.[1]
  if (forbidden !== undefined) throw mayNot(config, redact(truncate(forbidden)))
  if (reported.some(([name, tool]) => name === 'missing' && tool === 'curl')) {
    throw refuse(
      'refused',
      `${host} has no curl, which ssh-health-url needs`,
      'Install curl on the server, or leave ssh-health-url empty.',
    )
  }
}

function refuseUnit([, unit = '', load, state]: Report, host: string): void {
  if (state === 'missing')
    throw refuse('refused', `${host} has no systemctl`, 'Leave ssh-service empty, or use target: command.')
  if (load !== 'not-found' && load !== 'masked') return
  const hint = 'Correct ssh-service; `systemctl list-units` on the server shows the names.'
  const problem = load === 'masked' ? 'masked' : 'unknown'
  throw refuse('not-found', `the unit ${unit} on ${host} is ${problem}`, hint)
}

export function mayNot(config: SshConfig, command: string): PlatformError {
  const { user, host } = config
  return refuse(
    'access-denied',
    `${user} on ${host} may not run \`${command}\` by sudo without a password`,
    `Allow it in a file of /etc/sudoers.d: ${sudoersLines(config).join('; ')}. The second line is for files that belong to somebody else.`,
  )
}

function readUnfinished(report: Report | undefined): Unfinished | undefined {
  const [, backup, timestamp, from = ''] = report ?? []
  return backup === undefined || timestamp === undefined ? undefined : { backup, timestamp, from }
}

function readBackup([, path = '', modified = '', size = '', version = '', born = '']: Report): Backup {
  return {
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
    modifiedAtS: Number(modified) || 0,
    sizeKb: readNumber(size),
    version: version || undefined,
    bornAtS: Number(born) > 0 ? Number(born) : undefined,
  }
}

function readCheckout(
  reported: readonly Report[],
  { path, host }: SshConfig,
  redact: (text: string) => string,
): Checkout {
  const [, head = '', failure = ''] = reported.find(([name]) => name === 'checkout') ?? []
  if (head === '') {
    const why = failure === '' ? '' : `: ${redact(truncate(failure))}`
    throw refuse(
      'refused',
      `${path} on ${host} is no git checkout with a commit${why}`,
      'Use ssh-method: backup, or correct ssh-path.',
    )
  }
  const named = reported.find(([name]) => name === 'named')?.[1]
  return {
    head,
    before: reported
      .filter(([name]) => name === 'before')
      .map(([, sha = '', moved = '']) => ({ sha, movedAtS: Number(/\{(\d+)\}/.exec(moved)?.[1] ?? 0) })),
    named: named || undefined,
    changed: reported.filter(([name]) => name === 'changed').map(([, line = '']) => line),
  }
}

function readNumber(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined
}

/** `+0130` → 90. */
function readZone(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)$/.exec(zone) ?? []
  if (sign === undefined) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

function busy({ host, path }: SshConfig): PlatformError {
  return refuse(
    'refused',
    `another rollback of ${path} on ${host} is in progress`,
    'Nothing was changed. Wait until it is complete, then see which version runs.',
  )
}

function lostWhileReading({ host }: SshConfig, cause: LostConnection): PlatformError {
  return new PlatformError('unreachable', `the connection to ${host} was lost during the inspection`, {
    cause,
    hint: 'Nothing was changed. See that the server is up and the network steady.',
  })
}

function refuse(code: PlatformError['code'], message: string, hint: string): PlatformError {
  return new PlatformError(code, message, { hint })
}

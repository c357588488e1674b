import { PlatformError } from '../../core/platform-error.ts'
import { truncate } from '../../core/truncate.ts'
import type { Backup } from './model/backup.ts'
import type { Checkout } from './model/checkout.ts'
import { LostConnection, type Report, type SshDeps, withSession } from './session.ts'
import type { SshConfig } from './ssh-config.ts'

/** What the server looks like. All texts are untrusted. */
export interface Inspection {
  readonly offsetMinutes: number
  /** The server's own time, `20260131-120000`: part of the names of folders that are set aside. */
  readonly timestamp: string
  readonly version?: string | undefined
  readonly versionWrittenAtS?: number | undefined
  /** Changes when something newer is deployed. */
  readonly fingerprint: string
  readonly backups: readonly Backup[]
  readonly checkout?: Checkout | undefined
  readonly unitState?: string | undefined
}

/** Looks at the server and changes nothing. Rejects with a RollbackError when the rollback could not be done there. */
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
        await session.ask('survey', signal)
      } catch (error) {
        throw error instanceof LostConnection ? lostWhileLooking(config, error) : error
      }
      return [...session.reports]
    },
    signal,
  )
  return readInspection(reported, config, deps.redact)
}

/** What every conversation is told. */
export function serverData(config: SshConfig): Record<string, string> {
  const { path, backups, exclude, service = '', healthUrl, method } = config
  return {
    path,
    backups,
    method,
    exclude: exclude.join('\n'),
    unit: service,
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
  const [kind = '', version = '', written = '', fingerprint = ''] = first('folder')
  refuseUnfit(reported, config, kind, redact)
  const unitState = first('unit')[1]
  return {
    offsetMinutes: readZone(zone),
    timestamp: timestamp.replace(/[^\d-]/g, ''),
    version: version || undefined,
    versionWrittenAtS: readNumber(written),
    fingerprint,
    backups: reported.filter(([name]) => name === 'backup').map(readBackup),
    checkout: config.method === 'git' ? readCheckout(reported, config, redact) : undefined,
    unitState,
  }
}

/** Everything that would stop the rollback half-way, said before it begins. */
function refuseUnfit(
  reported: readonly Report[],
  { path, service, host, user }: SshConfig,
  kind: string,
  redact: (text: string) => string,
): void {
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
  const [, load, state] = reported.find(([name]) => name === 'unit') ?? []
  if (state === 'missing')
    throw refuse('refused', `${host} has no systemctl`, 'Leave ssh-service empty, or use target: command.')
  if (load === 'not-found' || load === 'masked') {
    const hint = 'Correct ssh-service; `systemctl list-units` on the server shows the names.'
    throw refuse(
      'not-found',
      `the unit ${service} on ${host} is ${load === 'masked' ? 'masked' : 'not known'}`,
      hint,
    )
  }
  const forbidden = reported.find(([name]) => name === 'forbidden')?.[1]
  if (forbidden !== undefined) throw mayNot(user, host, redact(truncate(forbidden)))
  if (reported.some(([name, tool]) => name === 'missing' && tool === 'curl')) {
    throw refuse(
      'refused',
      `${host} has no curl, which ssh-health-url needs`,
      'Install curl on the server, or leave ssh-health-url empty.',
    )
  }
}

export function mayNot(user: string, host: string, command: string): PlatformError {
  return refuse(
    'access-denied',
    `${user} on ${host} may not run \`${command}\` by sudo without a password`,
    `Allow it in a file of /etc/sudoers.d, such as: ${user} ALL=(root) NOPASSWD: /usr/bin/systemctl, /usr/bin/mv, /usr/bin/rm, /usr/bin/tar, /usr/bin/mkdir, /usr/bin/du`,
  )
}

function readBackup([, path = '', modified = '', size = '', version = '']: Report): Backup {
  return {
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
    modifiedAtS: Number(modified) || 0,
    sizeKb: readNumber(size),
    version: version || undefined,
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

function lostWhileLooking({ host }: SshConfig, cause: LostConnection): PlatformError {
  return new PlatformError(
    'unreachable',
    `the connection to ${host} was lost while the server was being looked at`,
    {
      cause,
      hint: 'Nothing was changed. See that the server is up and the network steady.',
    },
  )
}

function refuse(code: PlatformError['code'], message: string, hint: string): PlatformError {
  return new PlatformError(code, message, { hint })
}

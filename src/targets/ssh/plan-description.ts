import type { PlanDescription } from '../../run/rollback.ts'
import { manualLines } from './manual.ts'
import type { Backup } from './model/backup.ts'
import { short } from './model/checkout.ts'
import type { PlannedRestore } from './planned-restore.ts'
import { setAside } from './set-aside.ts'
import type { SshConfig } from './ssh-config.ts'

export function describe(
  config: SshConfig,
  planned: PlannedRestore,
  unknowns: readonly string[],
): PlanDescription {
  const { path, services, only, healthUrl } = config
  const stop = services.toReversed().map((service) => `systemctl stop ${service}`)
  const start = services.map((service) => `systemctl start ${service}`)
  const files = fileSteps(config, planned, stop)
  const health =
    healthUrl === undefined ? [] : [`ask ${new URL(healthUrl.reveal()).host} on the server until it answers`]
  return {
    from: planned.from,
    to: planned.to,
    actor: 'us',
    evidence: [],
    steps: [...files, ...start, ...health],
    unknowns: [
      ...unknowns,
      ...(services.length === 0 ? ['whether anything has to be restarted: ssh-service is empty'] : []),
      ...(only.length === 0
        ? []
        : [`whether these paths are enough: everything else in ${path} stays as it was deployed`]),
    ],
    ...(only.length > 0 && { keepsVersion: true }),
    manual: manualLines(config, planned),
  }
}

function fileSteps(config: SshConfig, planned: PlannedRestore, stop: readonly string[]): string[] {
  const { path, only, exclude } = config
  const { backup } = planned
  if (backup === undefined) return [...stop, `git reset --hard ${short(planned.to)}`]
  const replaced = setAside(config, planned)
  if (only.length > 0) {
    return [
      ...only.map((part) => `copy ${backup.path}/${part} beside ${path}`),
      ...stop,
      ...only.map((part) => `move ${path}/${part} aside to ${replaced}/${part}`),
      ...only.map((part) => `move the copy to ${path}/${part}`),
    ]
  }
  const size = backup.sizeKb === undefined ? '' : `, ${describeSize(backup.sizeKb)}`
  return [
    `copy ${backup.path} beside ${path}${size}`,
    ...stop,
    `move ${path} aside to ${replaced}`,
    `move the copy to ${path}`,
    ...exclude.map((folder) => `move ${folder} along, as it is`),
  ]
}

export function describeBackup({
  name,
  modifiedAtS,
  bornAtS = modifiedAtS,
  sizeKb,
  version,
}: Backup): string {
  const size = sizeKb === undefined ? '' : `, ${describeSize(sizeKb)}`
  return `${name}: ${version === undefined ? 'no version' : `version ${version}`}, of ${renderTimeS(bornAtS)}${size}`
}

export function renderTimeS(atS: number): string {
  return `${new Date(atS * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function describeSize(kb: number): string {
  if (kb < 1_024) return `${kb} KiB`
  return kb < 1_048_576 ? `${(kb / 1_024).toFixed(1)} MiB` : `${(kb / 1_048_576).toFixed(1)} GiB`
}

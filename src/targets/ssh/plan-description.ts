import type { PlanDescription } from '../../run/rollback.ts'
import { manualLines } from './manual.ts'
import type { Backup } from './model/backup.ts'
import { short } from './model/checkout.ts'
import type { PlannedRestore } from './planned-restore.ts'
import type { SshConfig } from './ssh-config.ts'

export function describe(
  config: SshConfig,
  planned: PlannedRestore,
  unknowns: readonly string[],
): PlanDescription {
  const { path, service, healthUrl, exclude } = config
  const unit = (text: string) => (service === undefined ? [] : [`systemctl ${text} ${service}`])
  const { backup, timestamp } = planned
  const files =
    backup === undefined
      ? [...unit('stop'), `git reset --hard ${short(planned.to)}`]
      : [
          `copy ${backup.path} beside ${path}${backup.sizeKb === undefined ? '' : `, ${describeSize(backup.sizeKb)}`}`,
          ...unit('stop'),
          `move ${path} aside to ${path}-failed-${timestamp}`,
          `move the copy to ${path}`,
          ...exclude.map((folder) => `move ${folder} along, as it is`),
        ]
  const health =
    healthUrl === undefined ? [] : [`ask ${new URL(healthUrl.reveal()).host} on the server until it answers`]
  return {
    from: planned.from,
    to: planned.to,
    actor: 'us',
    evidence: [],
    steps: [...files, ...unit('start'), ...health],
    unknowns:
      service === undefined
        ? [...unknowns, 'whether anything has to be restarted: ssh-service is empty']
        : unknowns,
    manual: manualLines(config, planned),
  }
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

// Rollback on a server: the script that runs there, the session with it, backups and checkouts. Starting ssh
// itself stands in process/.

import { PlatformError } from '../../core/platform-error.ts'
import { truncate } from '../../core/truncate.ts'
import { judgeRunning } from '../../run/judge-running.ts'
import type { PlanDescription, PlanResult, RollbackProgress, RollbackStrategy } from '../../run/rollback.ts'
import type { RollbackTo } from '../../run/rollback-to.ts'
import { type Inspection, inspectServer } from './inspection.ts'
import { type Backup, chooseBackup, newestFirst } from './model/backup.ts'
import { chooseCommit, short } from './model/checkout.ts'
import { pruneBackups } from './pruning.ts'
import { type PlannedRestore, Restore } from './restore.ts'
import type { SshDeps } from './session.ts'
import type { SshConfig } from './ssh-config.ts'

export interface SshRollbackDeps extends SshDeps {
  readonly rollbackTo: RollbackTo
  /** The version that was deployed, if it is known. */
  readonly from?: string | undefined
  /** The version or commit that ran before, if `mode: capture` recorded it. */
  readonly captured?: string | undefined
}

/** Rolls back on a server: a backup folder is restored, or a git checkout reset, and the unit restarted. */
export function sshRollback(config: SshConfig, deps: SshRollbackDeps): RollbackStrategy {
  return {
    async plan(signal) {
      const inspection = await inspectServer(config, deps, wantedCommit(config, deps), signal)
      const reported = judge(config, deps, inspection)
      if (reported !== undefined) return reported
      return config.method === 'git'
        ? planReset(config, deps, inspection)
        : planRestore(config, deps, inspection)
    },
  }
}

function judge(
  { path, host }: SshConfig,
  deps: SshRollbackDeps,
  inspection: Inspection,
): PlanResult | undefined {
  const { checkout, version, backups } = inspection
  const { from, captured, rollbackTo, redact } = deps
  const running = checkout?.head ?? version
  const earlier = backups.map((backup) => backup.version)
  const found = judgeRunning({ running, deployed: from, captured, rollbackTo, earlier })
  if (running === undefined || found === undefined) return undefined
  const shown = (text: string) => redact(truncate(text, 60))
  const by = shown(running)
  const holds = `${path} on ${host} holds ${by}`
  if (found === 'not-deployed') return { kind: found, reason: `${holds}, as before the deployment` }
  const { version: deployed = '', name = '' } = backups.find((backup) => backup.version === from) ?? {}
  const kept = `${shown(deployed)}, which was deployed, is in its backup ${shown(name)}`
  return { kind: found, reason: `${holds}, and ${kept}`, by }
}

function wantedCommit({ method }: SshConfig, { rollbackTo, captured }: SshRollbackDeps): string | undefined {
  if (method !== 'git') return undefined
  const wanted =
    rollbackTo.kind === 'revision'
      ? rollbackTo.revision
      : rollbackTo.kind === 'previous'
        ? captured
        : undefined
  if (wanted === undefined || /^[\w./][\w./-]*$/.test(wanted)) return wanted
  throw new PlatformError('refused', `${truncate(wanted, 60)} is not the name of a commit`, {
    hint: 'Give rollback-to a SHA or a tag.',
  })
}

function planRestore(config: SshConfig, deps: SshRollbackDeps, inspection: Inspection): PlanResult {
  const { version, versionWrittenAtS, offsetMinutes, timestamp, backups } = inspection
  const { rollbackTo, captured } = deps
  const current = { version, versionWrittenAtS }
  const choice = chooseBackup(backups, { rollbackTo, current, offsetMinutes, captured })
  const shown = (text: string) => deps.redact(truncate(text, 300))
  if (choice.kind === 'none') {
    const hint = `Backups are what ${config.backups} matches on ${config.host}: make one before each deploy, or name one in rollback-to.`
    return {
      kind: 'no-target',
      reason: shown(`${choice.reason} (${config.backups})`),
      evidence: choice.evidence.map(shown),
      hint,
    }
  }
  const planned: PlannedRestore = {
    from: version ?? deps.from ?? config.path,
    to: choice.backup.name,
    timestamp,
    fingerprint: inspection.fingerprint,
    backup: choice.backup,
  }
  const listed = newestFirst(backups, offsetMinutes).slice(0, 20).map(describeBackup)
  const doubts = choice.doubt === undefined ? [] : [choice.doubt]
  const restore = new Restore(config, deps, planned)
  let onProgress: RollbackProgress = () => undefined
  return {
    kind: 'ready',
    plan: {
      ...describe(config, planned, doubts),
      ...(choice.backup.version !== undefined &&
        deps.from !== undefined &&
        version === deps.from && { toVersion: choice.backup.version }),
      from: shown(planned.from),
      evidence: [...choice.evidence, ...listed.map((text) => `backup: ${text}`)].map(shown),
      apply: (progress, signal) => {
        onProgress = progress
        return restore.apply(progress, signal)
      },
      async conclude(recovered, signal) {
        const { keepBackups: keep } = config
        if (!recovered || keep === undefined) return
        await pruneBackups(config, deps, { used: choice.backup.path, keep, onProgress }, signal)
      },
    },
  }
}

function planReset(config: SshConfig, deps: SshRollbackDeps, inspection: Inspection): PlanResult {
  const { checkout } = inspection
  if (checkout === undefined) throw new Error('a survey of a checkout without one')
  if (checkout.changed.length > 0) {
    const files = deps.redact(truncate(checkout.changed.slice(0, 5).join(', ')))
    throw new PlatformError(
      'refused',
      `${config.path} has local changes, which a reset would destroy: ${files}`,
      {
        hint: 'Commit them or put them away on the server; files that git does not know are kept anyway.',
      },
    )
  }
  const choice = chooseCommit(checkout, deps)
  if (choice.kind === 'none') {
    return {
      kind: 'no-target',
      reason: choice.reason,
      evidence: choice.evidence,
      hint: 'Name the good commit in rollback-to.',
    }
  }
  const planned: PlannedRestore = {
    from: checkout.head,
    to: choice.sha,
    timestamp: inspection.timestamp,
    fingerprint: inspection.fingerprint,
    commit: choice.sha,
  }
  const restore = new Restore(config, deps, planned)
  const unknowns = [
    'whether anything has to be built or installed for that commit: only its files are put back',
  ]
  const plan = {
    ...describe(config, planned, unknowns),
    evidence: [choice.evidence],
    apply: restore.apply.bind(restore),
  }
  return { kind: 'ready', plan }
}

function describe(config: SshConfig, planned: PlannedRestore, unknowns: readonly string[]): PlanDescription {
  const { path, service, healthUrl, exclude, host, user, port } = config
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
  const manual =
    backup === undefined
      ? `cd '${path}' && git reset --hard ${planned.to}`
      : `sudo mv '${path}' '${path}-failed-${timestamp}' && sudo cp -a '${backup.path}' '${path}'`
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
    manual: [
      `ssh -p ${port} ${user}@${host}`,
      ...unit('stop').map((text) => `sudo ${text}`),
      manual,
      ...unit('start').map((text) => `sudo ${text}`),
    ],
  }
}

function describeBackup({ name, modifiedAtS, sizeKb, version }: Backup): string {
  const time = new Date(modifiedAtS * 1_000).toISOString().slice(0, 16).replace('T', ' ')
  const size = sizeKb === undefined ? '' : `, ${describeSize(sizeKb)}`
  return `${name}: ${version === undefined ? 'no version' : `version ${version}`}, of ${time} UTC${size}`
}

export function describeSize(kb: number): string {
  if (kb < 1_024) return `${kb} KiB`
  return kb < 1_048_576 ? `${(kb / 1_024).toFixed(1)} MiB` : `${(kb / 1_048_576).toFixed(1)} GiB`
}

import { truncate } from '../../core/truncate.ts'
import type { Candidate, NewerDeployment, PlanResult, RollbackProgress } from '../../run/rollback.ts'
import type { RollbackTo } from '../../run/rollback-to.ts'
import { countBack } from '../count-back.ts'
import { type Inspection, inspectServer } from './inspection.ts'
import { type Backup, type BackupQuestion, chooseBackup, choosePrunable } from './model/backup.ts'
import { lastPart } from './model/backup-name.ts'
import { orderBackups } from './model/backup-order.ts'
import type { FolderState } from './model/folder-state.ts'
import { describe, describeBackup } from './plan-description.ts'
import type { PlannedRestore } from './planned-restore.ts'
import { pruneBackups } from './pruning.ts'
import { Restore } from './restore.ts'
import { checkPlanned } from './server-check.ts'
import type { SshDeps } from './session.ts'
import type { SshConfig } from './ssh-config.ts'

export interface SshRollbackDeps extends SshDeps {
  readonly rollbackTo: RollbackTo
  /** The version that was deployed, if it is known. */
  readonly from?: string | undefined
  /** The version or commit that ran before, if that was recorded. */
  readonly captured?: string | undefined
  /** What was recorded of a folder that says no version. */
  readonly capturedState?: FolderState | undefined
  /** Whether the checks have had an answer from this version since the deployment. */
  readonly hasAnswered?: ((version: string) => boolean) | undefined
  /** Which half of a rehearsal it is for. Absent: it is none. */
  readonly rehearsal?: 'back' | 'forward' | undefined
}

/** Plans to restore the backup from before the bad deployment. */
export async function planRestore(
  config: SshConfig,
  deps: SshRollbackDeps,
  inspection: Inspection,
  signal: AbortSignal,
): Promise<PlanResult> {
  const { version, backups, left } = inspection
  const choice = chooseBackup(backups, questionOf(config, deps, inspection))
  if (choice.kind === 'none') return noTarget(config, deps, choice, inspection)
  const planned: PlannedRestore = {
    from: version ?? deps.from ?? config.path,
    to: choice.backup.name,
    timestamp: inspection.timestamp,
    fingerprint: inspection.fingerprint,
    location: left.find((place) => place.startsWith(`${config.path}-failed-`)),
    backup: choice.backup,
  }
  const checked = await checkPlanned(config, deps, planned, signal)
  if (typeof checked !== 'string' && checked.kind === 'superseded') return checked
  // What a killed run left has to be completed all the same.
  if (checked === 'same' && left.length === 0 && deps.rollbackTo.kind === 'previous')
    return nothingToPutBack(config, choice)
  const doubts = choice.doubt === undefined ? [] : [choice.doubt]
  return readyPlan(config, deps, inspection, {
    planned,
    backup: choice.backup,
    evidence: [...partEvidence(config), ...choice.evidence],
    doubts,
  })
}

function partEvidence({ only, path }: SshConfig): string[] {
  if (only.length === 0) return []
  const [are, parts] = [only.length === 1 ? 'is' : 'are', only.join(', ')]
  return [`only ${parts} ${are} put back: ssh-only; everything else in ${path} stays as it is`]
}

/** Never a silent step to an older backup. */
function nothingToPutBack(
  { only, path }: SshConfig,
  { backup, evidence }: { readonly backup: Backup; readonly evidence: readonly string[] },
): PlanResult {
  const are = only.length === 1 ? 'is' : 'are'
  return {
    kind: 'no-target',
    reason: `${only.join(', ')} in ${path} ${are} the same as in ${backup.name}, so that nothing is to be put back`,
    evidence,
    hint: 'The cause is elsewhere: leave ssh-only out to put the whole folder back, or name an older backup in rollback-to.',
  }
}

/** What `rollback-to: -N` would restore. A copy says what it holds, and not whether that was healthy. */
export function listBackups(
  config: SshConfig,
  deps: SshRollbackDeps,
  inspection: Inspection,
  most: number,
): Candidate[] {
  return countBack(most, (count) => {
    const rollbackTo = { kind: 'back', count } as const
    const choice = chooseBackup(inspection.backups, questionOf(config, { ...deps, rollbackTo }, inspection))
    if (choice.kind === 'none') return undefined
    const { name } = choice.backup
    const evidence = describeBackup(choice.backup).slice(name.length + 2)
    return { revision: name, evidence: `${evidence}; nothing says whether it was healthy` }
  })
}

/** The copy took its place, and then the run was killed: the unit may be stopped, and nobody has verified it. */
export function findUnfinished(
  config: SshConfig,
  deps: SshRollbackDeps,
  inspection: Inspection,
): PlanResult | undefined {
  const { unfinished, backups, version } = inspection
  const { rollbackTo } = deps
  const backup = backups.find(({ name }) => name === unfinished?.backup)
  if (unfinished === undefined || backup === undefined || backup.version !== version) return undefined
  // What was deployed now is what runs, whatever an earlier rollback has left.
  if (deps.from !== undefined && deps.from === version) return undefined
  const isAsked =
    rollbackTo.kind === 'previous' || (rollbackTo.kind === 'revision' && rollbackTo.revision === backup.name)
  if (!isAsked) return undefined
  const planned: PlannedRestore = {
    from: unfinished.from || deps.from || config.path,
    to: backup.name,
    timestamp: unfinished.timestamp,
    fingerprint: inspection.fingerprint,
    backup,
  }
  const evidence = [`an earlier rollback moved ${backup.name} to ${config.path} and did not complete`]
  return readyPlan(config, deps, inspection, { planned, backup, evidence, doubts: [] })
}

interface Chosen {
  readonly planned: PlannedRestore
  readonly backup: Backup
  readonly evidence: readonly string[]
  readonly doubts: readonly string[]
}

function readyPlan(
  config: SshConfig,
  deps: SshRollbackDeps,
  inspection: Inspection,
  { planned, backup, evidence, doubts }: Chosen,
): PlanResult {
  const { backups, offsetMinutes, left, version } = inspection
  const { keepBackups: keep } = config
  const { ordered, unordered } = orderBackups(backups, offsetMinutes)
  const listed = [...ordered, ...unordered].slice(0, 20).map(describeBackup)
  const place = { offsetMinutes, path: config.path, pattern: config.backups }
  const prunable = keep === undefined ? [] : choosePrunable(backups, { keep, used: backup.path, ...place })
  const shown = (text: string) => deps.redact(truncate(text, 300))
  const described = describe(config, planned, doubts)
  const restore = new Restore(config, deps, planned)
  let onProgress: RollbackProgress = () => undefined
  return {
    kind: 'ready',
    plan: {
      ...described,
      forwardTo: `${lastPart(config.path)}-failed-${planned.timestamp}`,
      ...(backup.version !== undefined &&
        deps.from !== undefined &&
        config.only.length === 0 &&
        version === deps.from && { toVersion: backup.version }),
      from: shown(planned.from),
      evidence: [...evidence, ...listed.map((text) => `backup: ${text}`)].map(shown),
      steps: [
        ...left.map((place) => `revert what an earlier rollback left: ${place}`),
        ...described.steps,
        ...prunable.map(({ path }) => `remove the old backup ${path} once the recovery is verified`),
      ].map(shown),
      apply: (progress, signal) => {
        onProgress = progress
        return restore.apply(progress, signal)
      },
      ...(deps.rehearsal === 'back' && {
        findNewerDeployment: (signal: AbortSignal) => findOtherVersion(config, deps, backup, signal),
      }),
      async conclude(recovered, signal) {
        if (!recovered || keep === undefined) return
        await pruneBackups(config, deps, { used: backup.path, keep, onProgress }, signal)
      },
    },
  }
}

/** As far as the folders say their versions. */
async function findOtherVersion(
  config: SshConfig,
  deps: SshRollbackDeps,
  { version: restored }: Backup,
  signal: AbortSignal,
): Promise<NewerDeployment | undefined> {
  if (restored === undefined) return undefined
  const { version } = await inspectServer(config, deps, undefined, signal)
  if (version === undefined || version === restored) return undefined
  const by = deps.redact(truncate(version, 60))
  return { by, reason: `${config.path} on ${config.host} holds ${by} now, which was deployed since` }
}

function noTarget(
  config: SshConfig,
  deps: SshRollbackDeps,
  { reason, evidence }: { readonly reason: string; readonly evidence: readonly string[] },
  { archives, links }: Inspection,
): PlanResult {
  const shown = (text: string) => deps.redact(truncate(text, 300))
  const because = (what: string) => (path: string) =>
    `${lastPart(path)}: it is ${what}, and only folders are restored`
  const found = [...archives.map(because('an archive')), ...links.map(because('a link'))]
  const unpack =
    archives.length > 0 ? ' Unpack an archive into a folder beside it, or use target: command.' : ''
  return {
    kind: 'no-target',
    reason: shown(`${reason} (${config.backups})`),
    evidence: [...evidence, ...found].map(shown),
    hint: `Backups are folders that ${config.backups} matches on ${config.host}: make one before each deploy, or name one in rollback-to.${unpack}`,
  }
}

function questionOf(
  config: SshConfig,
  { rollbackTo, captured }: SshRollbackDeps,
  { version, versionWrittenAtS, offsetMinutes }: Inspection,
): BackupQuestion {
  // A part of the folder may change without its version.
  const current = { version: config.only.length === 0 ? version : undefined, versionWrittenAtS }
  return { rollbackTo, current, offsetMinutes, captured, path: config.path, pattern: config.backups }
}

// Rollback on a server: the script that runs there, the session with it, backups and checkouts. Starting ssh
// itself stands in process/.

import { PlatformError } from '../../core/platform-error.ts'
import { truncate } from '../../core/truncate.ts'
import { judgeRunning } from '../../run/judge-running.ts'
import type { Candidate, PlanResult, RollbackStrategy } from '../../run/rollback.ts'
import { countBack } from '../count-back.ts'
import { type Inspection, inspectServer } from './inspection.ts'
import { type Checkout, chooseCommit } from './model/checkout.ts'
import { describe, renderTimeS } from './plan-description.ts'
import type { PlannedRestore } from './planned-restore.ts'
import { Restore } from './restore.ts'
import { findUnfinished, listBackups, planRestore, type SshRollbackDeps } from './restore-plan.ts'

export type { SshRollbackDeps } from './restore-plan.ts'

import type { SshConfig } from './ssh-config.ts'

/** Rolls back on a server: a backup folder is restored, or a git checkout reset, and the unit restarted. */
export function sshRollback(config: SshConfig, deps: SshRollbackDeps): RollbackStrategy {
  return {
    async plan(signal) {
      const inspection = await inspectServer(config, deps, wantedName(config, deps), signal)
      const unfinished = findUnfinished(config, deps, inspection)
      if (unfinished !== undefined) return unfinished
      const reported = judge(config, deps, inspection) ?? judgeUnnamed(config, deps, inspection)
      if (reported !== undefined) return reported
      return config.method === 'git'
        ? planReset(config, deps, inspection)
        : await planRestore(config, deps, inspection, signal)
    },
    async listCandidates(most, signal) {
      const inspection = await inspectServer(config, deps, undefined, signal)
      const { checkout } = inspection
      const shown = (text: string) => deps.redact(truncate(text, 300))
      const found =
        checkout === undefined ? listBackups(config, deps, inspection, most) : listCommits(checkout, most)
      return found.map(({ revision, evidence }) => ({ revision: shown(revision), evidence: shown(evidence) }))
    },
  }
}

/** Its own record of moves says where the checkout was, and until when. */
function listCommits(checkout: Checkout, most: number): Candidate[] {
  return countBack(most, (count) => {
    const choice = chooseCommit(checkout, { rollbackTo: { kind: 'back', count } })
    if (choice.kind === 'none') return undefined
    const left = checkout.before.find(({ sha }) => sha === choice.sha)?.movedAtS
    const until = left === undefined ? '' : `, until ${renderTimeS(left)}`
    return {
      revision: choice.sha,
      evidence: `${choice.evidence}${until}; nothing says whether it was healthy`,
    }
  })
}

function judge(
  { path, host, only }: SshConfig,
  deps: SshRollbackDeps,
  inspection: Inspection,
): PlanResult | undefined {
  const { checkout, version, backups } = inspection
  const { from, rollbackTo, redact } = deps
  // A part of the folder may change without its version.
  const captured = only.length === 0 ? deps.captured : undefined
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

/** Without a version, a folder and a unit that nobody has touched since show that nothing was deployed. */
function judgeUnnamed(
  { path, host, services, only }: SshConfig,
  { rollbackTo, capturedState, from, hasAnswered }: SshRollbackDeps,
  { identity, unfinished, left }: Inspection,
): PlanResult | undefined {
  const isUntouched = identity !== undefined && identity === capturedState?.identity
  const isDeployed = from !== undefined && hasAnswered?.(from) === true
  if (!isUntouched || isDeployed || rollbackTo.kind !== 'previous') return undefined
  if (unfinished !== undefined || left.length > 0) return undefined
  const units =
    services.length === 0
      ? ''
      : `, and ${services.join(' and ')} ${services.length === 1 ? 'was' : 'were'} not started again`
  const what = only.length === 0 ? 'nothing' : `nothing of ${only.join(', ')}`
  const reason = `${what} in ${path} on ${host} has changed since before the deployment${units}`
  return { kind: 'not-deployed', reason }
}

/** What the server is asked for by its name: a commit, or a folder that an earlier rollback set aside. */
function wantedName({ method }: SshConfig, { rollbackTo, captured }: SshRollbackDeps): string | undefined {
  if (method !== 'git') return rollbackTo.kind === 'revision' ? rollbackTo.revision : undefined
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

function planReset(config: SshConfig, deps: SshRollbackDeps, inspection: Inspection): PlanResult {
  const { checkout } = inspection
  if (checkout === undefined) throw new Error('an inspection of a checkout without one')
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

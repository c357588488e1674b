// A person requests a rollback that has been done, or that a guard is doing: nothing is requested twice.

import { nameRun, type WorkflowRun } from '../../github/model/workflow-run.ts'
import { readRun } from '../../github/workflow-reading.ts'
import type { RollbackPlan } from '../../run/rollback.ts'
import type { RollbackTo } from '../../run/rollback-to.ts'
import { follow } from './follow.ts'
import { findUnderWay, type LoopMarker, toVersion } from './model/loop-guard.ts'
import { revisionOf, versionOf } from './model/run-version.ts'
import type { RollbackRun } from './trigger-request.ts'
import type { WorkflowContext, WorkflowRollbackDeps } from './workflow-context.ts'

/** @param from what runs now, as far as it is known */
export async function findAlreadyBegun(
  context: WorkflowContext,
  from: WorkflowRun,
  deps: WorkflowRollbackDeps,
  signal: AbortSignal,
): Promise<RollbackPlan | undefined> {
  const { markers, nowMs, self } = context
  if (from.id !== self.id && isNamed(deps.rollbackTo, versionOf(from))) return inPlace(from)
  const marker = findUnderWay(markers, versionOf(from), nowMs)
  if (marker?.rollbackRunId === undefined) return undefined
  const isPrevious = deps.rollbackTo.kind === 'previous'
  if (!isPrevious && !isNamed(deps.rollbackTo, toVersion(marker.payload))) return undefined
  const { run } = await readRun(deps.github, marker.rollbackRunId, signal)
  if (run.status === 'completed') return undefined
  return followed(context, { from, marker, rollbackRun: { run, attempt: run.attempt } }, deps)
}

function isNamed(rollbackTo: RollbackTo, version: string): boolean {
  if (rollbackTo.kind !== 'revision') return false
  const revision = rollbackTo.revision.toLowerCase()
  return version === `run ${revision}` || (!version.startsWith('run ') && version.startsWith(revision))
}

function inPlace(from: WorkflowRun): RollbackPlan {
  return {
    from: revisionOf(from),
    to: revisionOf(from),
    actor: 'us',
    evidence: [`it runs already: ${nameRun(from)} was the last to deploy`],
    steps: ['call nothing, and verify'],
    unknowns: [],
    manual: [],
    apply: async () => ({ kind: 'in-place' }),
  }
}

interface UnderWay {
  readonly from: WorkflowRun
  readonly marker: LoopMarker
  readonly rollbackRun: RollbackRun
}

function followed(
  { deployJob, unknowns }: WorkflowContext,
  { from, marker: { payload }, rollbackRun }: UnderWay,
  { github, clock, pollIntervalMs }: WorkflowRollbackDeps,
): RollbackPlan {
  const { run, attempt } = rollbackRun
  const deps = { github, clock, pollIntervalMs, deployJob, mayHoldGroup: true }
  return {
    from: revisionOf(from),
    to: payload.to_version === undefined ? payload.to_sha : String(payload.to_run ?? run.id),
    actor: 'us',
    evidence: [`run ${payload.from_run} has requested this rollback, and it is under way`],
    steps: [`follow ${nameRun(run)}, attempt ${attempt}, then verify`],
    unknowns,
    manual: [`gh run watch ${run.id} --repo ${github.repository}`],
    apply: (progress, signal) => follow(deps, rollbackRun, progress, signal),
  }
}

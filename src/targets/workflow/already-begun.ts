// A rollback that has been done already, that a guard is doing, or that an earlier attempt of this run has begun:
// nothing is requested twice.

import { repoOption } from '../../github/model/gh-command.ts'
import { nameRun, type WorkflowRun } from '../../github/model/workflow-run.ts'
import { readRun } from '../../github/workflow-reading.ts'
import type { PlanResult, RollbackPlan } from '../../run/rollback.ts'
import type { RollbackTo } from '../../run/rollback-to.ts'
import { follow } from './follow.ts'
import {
  describeSpentBudget,
  findUnderWay,
  isOwn,
  type LoopMarker,
  type LoopMarkerPayload,
  toVersion,
} from './model/loop-guard.ts'
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
  const rollbackRun = { run, attempt: run.attempt }
  return followed(context, { from: revisionOf(from), marker, rollbackRun }, deps)
}

/**
 * What an earlier attempt of this run began before it was ended. Undefined: nothing, or only a marker, or what
 * it began has deployed.
 */
export async function findBegunByEarlierAttempt(
  context: WorkflowContext,
  deps: WorkflowRollbackDeps,
  signal: AbortSignal,
): Promise<PlanResult | undefined> {
  const { markers, self, markerEnvironment, nowMs } = context
  const marker = markers.find(
    (one) => isOwn(one, self) && one.payload.from_attempt < self.attempt && one.rollbackRunId !== undefined,
  )
  if (marker?.rollbackRunId === undefined) return undefined
  const { run } = await readRun(deps.github, marker.rollbackRunId, signal)
  const { to_run, to_attempt = 1 } = marker.payload
  if (to_run === run.id && run.attempt < to_attempt) return undefined
  if (run.status !== 'completed') {
    const rollbackRun = { run, attempt: run.attempt }
    const from = fromRevision(marker.payload)
    return { kind: 'ready', plan: followed(context, { from, marker, rollbackRun }, deps) }
  }
  if (run.conclusion === 'success') return undefined
  return {
    kind: 'guard-stopped',
    reason: describeSpentBudget([marker], markerEnvironment, nowMs),
    hint: `See why ${run.url} ended as ${run.conclusion ?? 'unknown'}. A person can still roll back, with mode: rollback.`,
  }
}

export function fromRevision({ from_version, from_sha }: LoopMarkerPayload): string {
  return from_version?.replace('run ', '') ?? from_sha
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
  readonly from: string
  readonly marker: LoopMarker
  readonly rollbackRun: RollbackRun
}

function followed(
  { deployJob, unknowns, self }: WorkflowContext,
  { from, marker: { payload }, rollbackRun }: UnderWay,
  { github, clock, pollIntervalMs }: WorkflowRollbackDeps,
): RollbackPlan {
  const { run, attempt } = rollbackRun
  const deps = { github, clock, pollIntervalMs, deployJob, mayHoldGroup: true }
  return {
    from,
    to: payload.to_version === undefined ? payload.to_sha : String(payload.to_run ?? run.id),
    actor: 'us',
    evidence: [
      `${payload.from_run === self.id ? 'an earlier attempt of this run' : `run ${payload.from_run}`} has requested this rollback, and it is under way`,
    ],
    steps: [`follow ${nameRun(run)}, attempt ${attempt}, then verify`],
    unknowns,
    manual: [`gh run watch ${run.id} ${repoOption(github.repository, run.url)}`],
    apply: (progress, signal) => follow(deps, rollbackRun, progress, signal),
  }
}

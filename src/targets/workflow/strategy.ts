// Rollback by a run of a workflow: which run was good, its re-run or dispatch, the loop guard. Reading
// GitHub is in github/, its runs as a metric too.

import { renderDuration } from '../../core/duration.ts'
import { GithubError } from '../../github/github-error.ts'
import { type Deployed, nameRun, type WorkflowRun } from '../../github/model/workflow-run.ts'
import type { CaptureSource } from '../../run/capture.ts'
import type { Candidate, PlanResult, RollbackPlan, RollbackStrategy } from '../../run/rollback.ts'
import { findAlreadyBegun, findBegunByEarlierAttempt } from './already-begun.ts'
import { checkDispatch } from './dispatch-check.ts'
import { dispatchRequest } from './dispatch-request.ts'
import { Execution } from './execution.ts'
import { fillInputs } from './model/dispatched-run.ts'
import { describeCause, describeSpentBudget, findCause, findSpentBudget, isReal } from './model/loop-guard.ts'
import { rejectRerun } from './model/rerun.ts'
import { revisionOf, versionOf } from './model/run-version.ts'
import { findNewerDeployment } from './newer-deployment.ts'
import { type OverlapReading, readOverlap } from './overlap-reading.ts'
import { rerunRequest } from './rerun-request.ts'
import { type Choice, choose, listGood } from './run-choice.ts'
import type { TriggerRequest } from './trigger-request.ts'
import type { WorkflowConfig } from './workflow-config.ts'
import { assess, type WorkflowContext, type WorkflowRollbackDeps } from './workflow-context.ts'

type Chosen = Extract<Choice, { kind: 'chosen' }>

/**
 * Puts the last good commit back by the deploy workflow itself: its good run is run again, or a workflow
 * is dispatched with the good commit as an input.
 */
export function workflowRollback(config: WorkflowConfig, deps: WorkflowRollbackDeps): RollbackStrategy {
  return {
    async plan(signal) {
      try {
        return await plan(config, deps, signal)
      } catch (error) {
        return unreadable(error)
      }
    },
    async listCandidates(most, signal) {
      const context = await assess(config, deps, signal)
      const { deployed, now } = await listGood(context, deps, most, signal)
      return deployed.map((one, index) => describeCandidate(one, deployed[index - 1]?.deployedAtMs ?? now))
    },
  }
}

/** @param untilMs when the next one was deployed, as far as that is known */
function describeCandidate({ run, deployedAtMs }: Deployed, untilMs: number | undefined): Candidate {
  const at = `${new Date(deployedAtMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const long = untilMs === undefined ? '' : `, and ran for ${renderDuration(untilMs - deployedAtMs)}`
  const evidence = `${nameRun(run)} deployed it at ${at} with success${long}`
  return { revision: revisionOf(run), evidence }
}

/** Records before a deploy which run a rollback would go back to, by its number. */
export function workflowCapture(config: WorkflowConfig, deps: WorkflowRollbackDeps): CaptureSource {
  return {
    async capture(signal) {
      const context = await assess(config, deps, signal)
      const choice = await choose(context, { ...deps, rollbackTo: { kind: 'previous' } }, signal)
      if (choice.kind === 'superseded')
        return { warnings: [{ text: `a rollback would touch nothing: ${choice.reason}` }] }
      if (choice.kind === 'none') {
        const reported = choice.evidence.length === 0 ? '' : `: ${choice.evidence.join('; ')}`
        return { warnings: [{ text: `a rollback would find no target: ${choice.reason}${reported}` }] }
      }
      const { run } = choice.good
      const objection =
        config.strategy.kind === 'rerun' ? rejectRerun(run, context.workflow.state, context.nowMs) : undefined
      const doubt =
        objection === undefined ? [] : [{ text: `${nameRun(run)} cannot be run again: ${objection}` }]
      return { revision: String(run.id), warnings: [...doubt, ...choice.unknowns.map((text) => ({ text }))] }
    },
  }
}

/** Without the history there is no target, and nothing older is guessed at. */
function unreadable(error: unknown): PlanResult {
  if (!(error instanceof GithubError) || error.code !== 'access-denied') throw error
  const hint = error.hint === undefined ? {} : { hint: error.hint }
  return {
    kind: 'no-target',
    reason: `the history could not be read: ${error.said}`,
    evidence: [error.message],
    ...hint,
  }
}

async function plan(
  config: WorkflowConfig,
  deps: WorkflowRollbackDeps,
  signal: AbortSignal,
): Promise<PlanResult> {
  const context = await assess(config, deps, signal)
  const stopped = findStop(context, deps)
  if (stopped !== undefined) return stopped
  const ownBegun = deps.isManual ? undefined : await findBegunByEarlierAttempt(context, deps, signal)
  if (ownBegun !== undefined) return ownBegun
  const choice = await choose(context, deps, signal)
  if (choice.kind === 'superseded')
    return { kind: 'superseded', reason: choice.reason, by: revisionOf(choice.from) }
  const begun = deps.isManual ? await findAlreadyBegun(context, choice.from, deps, signal) : undefined
  if (begun !== undefined) return { kind: 'ready', plan: begun }
  const watched = deps.isManual ? undefined : findWatchedCause(context, choice.from, deps)
  if (watched !== undefined) return watched
  // Before the choice itself: what is newer would be the newest good one.
  const later = { from: choice.from, targetId: undefined }
  const newer = await findNewerDeployment(deps.github, context, later, signal)
  if (newer !== undefined) {
    return { kind: 'superseded', reason: newer.reason, by: newer.revision }
  }
  if (choice.kind === 'none') {
    const { reason, evidence, hint } = choice
    return { kind: 'no-target', reason, evidence, hint }
  }
  const good = choice.good.run
  const objection =
    config.strategy.kind === 'rerun' ? rejectRerun(good, context.workflow.state, context.nowMs) : undefined
  if (objection !== undefined) return cannotRerun(good, objection, choice)
  const { request, unknowns } = await makeRequest(context, good, deps, signal)
  const runs = { ownId: context.self.id, candidateId: good.id, isSameWorkflow: context.isOwnWorkflow }
  const overlap = await readOverlap(deps.github, runs, signal)
  return { kind: 'ready', plan: describe(context, { choice, request, overlap, unknowns }, deps) }
}

/** The loop guard, and the budget, which does not apply to a manual rollback. */
function findStop(
  context: WorkflowContext,
  { isManual, rehearsal }: WorkflowRollbackDeps,
): PlanResult | undefined {
  const { markers, markersRefused, self, nowMs, markerEnvironment, isOwnWorkflow } = context
  if (markersRefused !== undefined) {
    const hint = markersRefused.hint === undefined ? {} : { hint: markersRefused.hint }
    const reason = `whether this run is a rollback itself could not be read: ${markersRefused.said}`
    return { kind: 'guard-stopped', reason, ...hint }
  }
  const { id, attempt } = self
  const version = isOwnWorkflow && !isManual ? versionOf(self) : undefined
  const cause = findCause(markers, { id, attempt, version }, nowMs)
  if (cause !== undefined) return isRollbackItself(describeCause(cause))
  const spentBudget = findSpentBudget(markers, self, nowMs)
  if (isManual || rehearsal !== undefined || spentBudget.length === 0) return undefined
  return {
    kind: 'guard-stopped',
    reason: describeSpentBudget(spentBudget, markerEnvironment, nowMs),
    hint: 'A person can still do it: mode: rollback is not bound by this.',
  }
}

/** For a guard in another workflow: what it watches may be a rollback, though its own run is none. */
function findWatchedCause(
  { markers, nowMs }: WorkflowContext,
  from: WorkflowRun,
  { rehearsal }: WorkflowRollbackDeps,
): PlanResult | undefined {
  // What an earlier rehearsal put forward again may be rehearsed with once more.
  const counted = rehearsal === undefined ? markers : markers.filter(isReal)
  const cause = findCause(counted, { ...from, version: versionOf(from) }, nowMs)
  return cause && isRollbackItself(describeCause(cause, nameRun(from)))
}

function isRollbackItself(reason: string): PlanResult {
  return {
    kind: 'guard-stopped',
    reason,
    hint: 'The version that was put back is not healthy either: roll back by hand, with mode: rollback and a commit of your choice.',
  }
}

function cannotRerun(good: WorkflowRun, objection: string, choice: Chosen): PlanResult {
  return {
    kind: 'no-target',
    reason: `${nameRun(good)} is the one to go back to, but it cannot be run again: ${objection}`,
    evidence: choice.evidence,
    hint: 'Name another one as rollback-to, deploy the good commit anew, or use `workflow-strategy: dispatch`, which has no age limit.',
  }
}

async function makeRequest(
  { config, workflow }: WorkflowContext,
  good: WorkflowRun,
  { github }: WorkflowRollbackDeps,
  signal: AbortSignal,
): Promise<{ request: TriggerRequest; unknowns: readonly string[] }> {
  const { strategy } = config
  if (strategy.kind === 'rerun') return { request: rerunRequest(github, good), unknowns: [] }
  const inputs = fillInputs(strategy.inputs, good)
  const ref = strategy.ref ?? good.branch ?? ''
  const unknowns = await checkDispatch(github, { workflow, ref, inputNames: Object.keys(inputs) }, signal)
  return { request: dispatchRequest(github, { workflow, ref, inputs, good }), unknowns }
}

interface Parts {
  readonly choice: Chosen
  readonly request: TriggerRequest
  readonly overlap: OverlapReading
  readonly unknowns: readonly string[]
}

function describe(
  context: WorkflowContext,
  { choice, request, overlap, unknowns }: Parts,
  deps: WorkflowRollbackDeps,
): RollbackPlan {
  const { from, evidence } = choice
  const good = choice.good.run
  const { overlap: found, waiting, mayHoldGroup } = overlap
  const waitsForUs = found.kind === 'overlap' ? found.reason : undefined
  const execution = new Execution(deps, { context, from, good, request, waitsForUs, mayHoldGroup })
  const displaced =
    waiting.length === 0
      ? []
      : [
          `whether the runs that wait in the same concurrency group are cancelled by it: ${waiting.join(', ')}`,
        ]
  return {
    from: revisionOf(from),
    to: revisionOf(good),
    actor: 'us',
    ...(waitsForUs === undefined ? {} : { handsOff: true }),
    evidence: waitsForUs === undefined ? evidence : [...evidence, `it is handed off: ${waitsForUs}`],
    steps: [
      `POST /repos/${deps.github.repository}/deployments (task rollback, environment ${context.markerEnvironment})`,
      request.step,
      waitsForUs === undefined ? 'wait for the run, then verify' : 'end, so that the run can start',
    ],
    unknowns: [
      ...context.unknowns,
      ...choice.unknowns,
      ...unknowns,
      ...displaced,
      ...(found.kind === 'unknown' ? [found.reason] : []),
      ...(context.readOnlyReason === undefined
        ? []
        : [`it would not be done here: ${context.readOnlyReason}`]),
    ],
    manual: [request.manual],
    apply: (progress, signal) => execution.apply(progress, signal),
    findNewerDeployment: (signal) => execution.findNewerDeployment(signal),
    conclude: (recovered, signal) => execution.conclude(recovered, signal),
  }
}

import type { WorkflowConfig } from '../../inputs/config.ts'
import type { CaptureSource } from '../../run/capture.ts'
import type { PlanResult, RollbackPlan, RollbackStrategy } from '../../run/rollback.ts'
import { fillInputs } from './model/dispatched-run.ts'
import { findCause, findSpending, tellCause, tellSpending } from './model/loop-guard.ts'
import { rejectRerun } from './model/rerunnable.ts'
import { nameRun, type WorkflowRun } from '../../github/model/workflow-run.ts'
import { GithubError } from '../../github/github-error.ts'
import { Application } from './execution.ts'
import type { Order } from './rollback-run.ts'
import { type Choice, choose } from './run-choice.ts'
import { checkDispatch } from './dispatch-check.ts'
import { dispatchOrder } from './dispatch-request.ts'
import { type OverlapReading, readOverlap } from './overlap-reading.ts'
import { findOvertaker } from './newer-deployment.ts'
import { rerunOrder } from './rerun-request.ts'
import { assess, type Situation, type WorkflowRollbackDeps } from './run-situation.ts'

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
  }
}

/** Records before a deploy which run a rollback would go back to, by its number. */
export function workflowCapture(config: WorkflowConfig, deps: WorkflowRollbackDeps): CaptureSource {
  return {
    async capture(signal) {
      const situation = await assess(config, deps, signal)
      const choice = await choose(situation, { ...deps, rollbackTo: { kind: 'previous' } }, signal)
      if (choice.kind === 'overtaken')
        return { warnings: [{ text: `a rollback would touch nothing: ${choice.reason}` }] }
      if (choice.kind === 'none') {
        const told = choice.lookedAt.length === 0 ? '' : `: ${choice.lookedAt.join('; ')}`
        return { warnings: [{ text: `a rollback would find no target: ${choice.reason}${told}` }] }
      }
      const { run } = choice.good
      const objection =
        config.strategy.kind === 'rerun'
          ? rejectRerun(run, situation.workflow.state, situation.nowMs)
          : undefined
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
    lookedAt: [error.message],
    ...hint,
  }
}

async function plan(
  config: WorkflowConfig,
  deps: WorkflowRollbackDeps,
  signal: AbortSignal,
): Promise<PlanResult> {
  const situation = await assess(config, deps, signal)
  const stopped = findStop(situation, deps)
  if (stopped !== undefined) return stopped
  const choice = await choose(situation, deps, signal)
  if (choice.kind === 'overtaken') return { kind: 'superseded', reason: choice.reason, by: choice.from.sha }
  const watched = deps.isOrdered ? undefined : findWatchedCause(situation, choice.from)
  if (watched !== undefined) return watched
  // Looked at before the choice is: what is newer than ours would be the newest good one.
  const later = { from: choice.from, targetId: undefined }
  const overtaker = await findOvertaker(deps.github, situation, later, signal)
  if (overtaker !== undefined) {
    return { kind: 'superseded', reason: overtaker.reason, by: overtaker.sha }
  }
  if (choice.kind === 'none') return { kind: 'no-target', reason: choice.reason, lookedAt: choice.lookedAt }
  const good = choice.good.run
  const objection =
    config.strategy.kind === 'rerun'
      ? rejectRerun(good, situation.workflow.state, situation.nowMs)
      : undefined
  if (objection !== undefined) return cannotRerun(good, objection, choice)
  const { order, unknowns } = await makeOrder(situation, good, deps, signal)
  const runs = { ownId: situation.self.id, candidateId: good.id, isSameWorkflow: situation.isOwnWorkflow }
  const overlap = await readOverlap(deps.github, runs, signal)
  return { kind: 'ready', plan: describe(situation, { choice, order, overlap, unknowns }, deps) }
}

/** The loop guard, and the budget, which does not bind a person. */
function findStop(situation: Situation, { isOrdered }: WorkflowRollbackDeps): PlanResult | undefined {
  const { marks, marksRefused, self, nowMs, markEnvironment, isOwnWorkflow } = situation
  if (marksRefused !== undefined) {
    const hint = marksRefused.hint === undefined ? {} : { hint: marksRefused.hint }
    const reason = `whether this run is a rollback itself could not be read: ${marksRefused.said}`
    return { kind: 'guard-stopped', reason, ...hint }
  }
  const { id, attempt } = self
  const cause = findCause(marks, isOwnWorkflow && !isOrdered ? self : { id, attempt }, nowMs)
  if (cause !== undefined) return isRollbackItself(tellCause(cause))
  const spending = findSpending(marks, self, nowMs)
  if (isOrdered || spending.length === 0) return undefined
  return {
    kind: 'guard-stopped',
    reason: tellSpending(spending, markEnvironment, nowMs),
    hint: 'A person can still do it: mode: rollback is not bound by this.',
  }
}

/** For a guard in another workflow: what it watches may be a rollback, though its own run is none. */
function findWatchedCause({ marks, nowMs }: Situation, from: WorkflowRun): PlanResult | undefined {
  const cause = findCause(marks, from, nowMs)
  return cause && isRollbackItself(tellCause(cause, nameRun(from)))
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
    lookedAt: choice.evidence,
    hint: 'Name another one as rollback-to, deploy the good commit anew, or use `workflow-strategy: dispatch`, which has no age limit.',
  }
}

async function makeOrder(
  { config, workflow }: Situation,
  good: WorkflowRun,
  { github }: WorkflowRollbackDeps,
  signal: AbortSignal,
): Promise<{ order: Order; unknowns: readonly string[] }> {
  const { strategy } = config
  if (strategy.kind === 'rerun') return { order: rerunOrder(github, good), unknowns: [] }
  const inputs = fillInputs(strategy.inputs, good)
  const ref = strategy.ref ?? good.branch ?? ''
  const unknowns = await checkDispatch(github, { workflow, ref, inputNames: Object.keys(inputs) }, signal)
  return { order: dispatchOrder(github, { workflow, ref, inputs, good }), unknowns }
}

interface Parts {
  readonly choice: Chosen
  readonly order: Order
  readonly overlap: OverlapReading
  readonly unknowns: readonly string[]
}

function describe(
  situation: Situation,
  { choice, order, overlap, unknowns }: Parts,
  deps: WorkflowRollbackDeps,
): RollbackPlan {
  const { from, evidence } = choice
  const good = choice.good.run
  const { overlap: finding, waiting, mayHoldGroup } = overlap
  const waitsForUs = finding.kind === 'overlap' ? finding.reason : undefined
  const application = new Application(deps, { situation, from, good, order, waitsForUs, mayHoldGroup })
  const displaced =
    waiting.length === 0
      ? []
      : [
          `whether the runs that wait in the same concurrency group are cancelled by it: ${waiting.join(', ')}`,
        ]
  return {
    from: from.sha,
    to: good.sha,
    actor: 'us',
    ...(waitsForUs === undefined ? {} : { handsOff: true }),
    evidence: waitsForUs === undefined ? evidence : [...evidence, `it is handed off: ${waitsForUs}`],
    steps: [
      `POST /repos/${deps.github.repository}/deployments (task rollback, environment ${situation.markEnvironment})`,
      order.step,
      waitsForUs === undefined ? 'wait for the run, then verify' : 'end, so that the run can start',
    ],
    unknowns: [
      ...situation.unknowns,
      ...choice.unknowns,
      ...unknowns,
      ...displaced,
      ...(finding.kind === 'unknown' ? [finding.reason] : []),
      ...(situation.readOnlyReason === undefined
        ? []
        : [`it would not be done here: ${situation.readOnlyReason}`]),
    ],
    manual: [order.manual],
    apply: (progress, signal) => application.apply(progress, signal),
    conclude: (recovered, signal) => application.conclude(recovered, signal),
  }
}

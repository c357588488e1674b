import type { AwsError } from '../../../aws/aws-error.ts'
import type { RollbackProgress } from '../../../run/rollback.ts'
import type { EcsApi } from '../api/api.ts'
import { type EcsService, shortTaskDefinition } from '../model/model.ts'
import type { Progress } from '../model/rollback-state.ts'
import { findTracked, type TrackedDeployment } from '../model/tracked-deployment.ts'
import type {
  Controller,
  PlanRequest,
  Refusal,
  StabilizationPoll,
  WriteContext,
} from '../rollback/controller.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'
import {
  chooseTargetByCodeDeploy,
  detailCodeDeployPlan,
  planToFollowCodeDeploy,
  RECENT,
} from './code-deploy-plan.ts'
import { createDeployment, stopDeployment } from './code-deploy-writing.ts'
import { withTaskDefinition } from './model/app-spec.ts'
import {
  type CodeDeployFacts,
  type CodeDeployFollow,
  type CodeDeployWrite,
  decideCodeDeployAction,
} from './model/code-deploy-action.ts'
import { readCodeDeployStabilization } from './model/code-deploy-stabilization.ts'
import { describeRollback, toHistory } from './model/deployment.ts'
import { cameToNothing } from './model/stop.ts'

/**
 * For a service whose task sets CodeDeploy makes, and between which it moves the traffic. In this folder is
 * all that knows CodeDeploy, its calls and its words; what a rollback does in which order is not.
 */
export function codeDeployController(
  api: EcsApi,
  watched: ServiceTracker,
): Controller<CodeDeployFacts, CodeDeployFollow, CodeDeployWrite> {
  return {
    watched,
    inspect: (request, signal) => inspect(watched, request, signal),
    read: (service, tracked, signal) => read(watched, service, tracked, signal),
    decide: (facts, state) => decideCodeDeployAction({ ...facts, ...state }),
    findUntouched: ({ tracked }, captured, first) =>
      first.kind !== 'follow' && captured.deploymentId !== undefined && captured.deploymentId === tracked.id
        ? tracked.taskDefinition
        : undefined,
    known: () => [],
    planToFollow: (facts, action) => planToFollowCodeDeploy(watched, facts, action),
    choose: (facts, request, signal) => chooseTargetByCodeDeploy(watched, { ...facts, ...request }, signal),
    detail: (found, definitions, signal) => detailCodeDeployPlan(watched, found, definitions, signal),
    write: (action, at, report, signal) =>
      action.kind === 'stop'
        ? stop(api, { watched, report, deploymentId: action.deploymentId }, signal)
        : create(api, watched, { at, report }, signal),
    judgeRefusal,
    poll: (service, at, signal) => pollStabilization(watched, service, at, signal),
  }
}

async function inspect(
  watched: ServiceTracker,
  { service, rollbackTo, acceptsRunning }: PlanRequest,
  signal: AbortSignal,
): Promise<CodeDeployFacts> {
  // A manual rollback may find a deployment that ECS does not show yet, and one to what was good before a return
  // on its way; what a guard has watched is known.
  const count = rollbackTo.kind === 'previous' ? RECENT : 1
  const isOpen = watched.deployed === undefined || acceptsRunning
  const recent = isOpen ? await watched.codeDeploy.readHistory(service, count, signal) : []
  const tracked = watched.identify(service, toHistory(recent))
  const [latest] = recent
  const isOutlived = latest !== undefined && cameToNothing(service, tracked.taskDefinition, latest)
  return await read(watched, service, isOutlived ? { ...tracked, outlivedId: latest.id } : tracked, signal)
}

async function read(
  { codeDeploy }: ServiceTracker,
  service: EcsService,
  tracked: TrackedDeployment,
  signal: AbortSignal,
): Promise<CodeDeployFacts> {
  const view = await codeDeploy.readLatest(service, tracked, signal)
  if (codeDeploy.accessDenied !== undefined) throw codeDeploy.accessDenied
  return { service, tracked, ...view }
}

async function stop(
  api: EcsApi,
  by: {
    readonly watched: ServiceTracker
    readonly report: RollbackProgress
    readonly deploymentId: string
  },
  signal: AbortSignal,
): Promise<Progress> {
  const { deploymentId, report } = by
  const { label } = by.watched
  report(`asking CodeDeploy to stop ${deploymentId} of ${label} and to roll it back`)
  await stopDeployment(api, deploymentId, signal)
  report(`CodeDeploy accepted to stop ${deploymentId} of ${label} and to roll it back`)
  return { kind: 'stopping', deploymentId, polls: 0 }
}

async function create(
  api: EcsApi,
  { codeDeploy, label }: ServiceTracker,
  by: { readonly at: WriteContext<CodeDeployFacts>; readonly report: RollbackProgress },
  signal: AbortSignal,
): Promise<Progress> {
  const { plan, state, seen } = by.at
  const name = shortTaskDefinition(state.target)
  by.report(`asking CodeDeploy for a deployment of ${name} to ${label}`)
  const group = await codeDeploy.groupOf(seen.service, signal)
  const appSpec = codeDeploy.appSpecFor(plan.target, plan.tracked.taskDefinition)
  const request = {
    appSpec: withTaskDefinition(appSpec, state.target),
    description: describeRollback(plan.tracked.taskDefinition, plan.target),
  }
  const deploymentId = await createDeployment(api, group, request, signal)
  by.report(`CodeDeploy deploys ${name} to ${label} by ${deploymentId}`)
  return { kind: 'updated', deploymentId }
}

/** It is in another state than it was when this was decided. */
const DECIDE_AGAIN = new Set(['DeploymentAlreadyCompletedException', 'DeploymentLimitExceededException'])

function judgeRefusal(_write: CodeDeployWrite, { cause }: AwsError): Refusal {
  return cause instanceof Error && DECIDE_AGAIN.has(cause.name) ? 'decide-again' : 'final'
}

async function pollStabilization(
  { codeDeploy }: ServiceTracker,
  service: EcsService,
  { plan, state }: WriteContext<CodeDeployFacts | undefined>,
  signal: AbortSignal,
): Promise<StabilizationPoll> {
  const { target, progress } = state
  const { tracked } = plan
  const { deployment, rollback } = await codeDeploy.read(service, tracked, signal)
  // The deployment that brings the target back, once its id is known.
  const id = progress.kind === 'followed' || progress.kind === 'updated' ? progress.deploymentId : undefined
  const rollbackDeployment =
    id === undefined || id === rollback?.id ? rollback : await codeDeploy.readById(id, service, signal)
  const facts = { service, tracked, target, deployment, rollbackDeployment }
  const stabilization = readCodeDeployStabilization(facts)
  const shown = findTracked({ taskDefinition: target }, service)
  const isSuspect = shown !== undefined && shown.runningCount < shown.desiredCount
  return { stabilization, target, suspect: isSuspect ? shown : undefined }
}

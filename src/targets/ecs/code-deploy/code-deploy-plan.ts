import { PlatformError } from '../../../core/platform-error.ts'
import {
  copyByHand,
  type DefinitionCopy,
  type DefinitionReader,
  type RegisteredDefinition,
} from '../api/task-definition.ts'
import { copyCommand } from '../model/by-hand.ts'
import { describeTag } from '../model/images.ts'
import { type EcsService, primaryOf, type ServiceHistory, shortTaskDefinition } from '../model/model.ts'
import { chooseTarget, provenOf, type TargetChoice } from '../model/target-choice.ts'
import type { FoundTarget, PlanDetails, PlanRequest } from '../rollback/controller.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'
import type { DeploymentGroup } from './code-deploy-reading.ts'
import { createCommand, stopDeploymentCommand, waitForDeploymentCommand } from './code-deploy-writing.ts'
import { type AppSpec, withTaskDefinition } from './model/app-spec.ts'
import {
  type CodeDeployAction,
  type CodeDeployFacts,
  type CodeDeployFollow,
  describeCodeDeployAction,
} from './model/code-deploy-action.ts'
import { type CodeDeployment, toHistory } from './model/deployment.ts'

/** CodeDeploy rolls back by itself: it has chosen, and all there is to do is to wait for it. */
export function planToFollowCodeDeploy(
  { label }: ServiceTracker,
  { service, deployment }: CodeDeployFacts,
  action: CodeDeployFollow,
): PlanDetails & { readonly target: string } {
  const target = action.to ?? deployment?.previousTaskDefinition ?? primaryOf(service)?.taskDefinition ?? ''
  const name = shortTaskDefinition(target)
  return {
    target,
    evidence: [`CodeDeploy itself chose ${name}, the last revision of ${label} that it saw through`],
    steps: describeCodeDeployAction(action, { service: label, target: name }),
    unknowns: [],
    manual: waitForDeploymentCommand(regionOf(service), action.deploymentId),
  }
}

export async function chooseTargetByCodeDeploy(
  watched: ServiceTracker,
  facts: CodeDeployFacts & PlanRequest,
  signal: AbortSignal,
): Promise<TargetChoice & { readonly hint?: string | undefined }> {
  const { service, tracked, rollbackTo, captured } = facts
  const choice = chooseTarget({
    ...{ service, failing: tracked.taskDefinition, rollbackTo },
    captured: provenOf(captured),
    history: await readPast(watched, facts, signal),
    isSameDefinition: () => false,
  })
  if (choice.kind === 'found') return choice
  const hint = watched.codeDeploy.listAccessDenied?.hint
  return { ...choice, reason: `${choice.reason} for ${watched.label}`, hint }
}

/** What the group remembers, and at the least what CodeDeploy records as the revision before ours. */
async function readPast(
  watched: ServiceTracker,
  { service, deployment, rollbackTo }: CodeDeployFacts & PlanRequest,
  signal: AbortSignal,
): Promise<ServiceHistory | undefined> {
  const count = 5 + (rollbackTo.kind === 'back' ? rollbackTo.count : 0)
  const read = await watched.codeDeploy.readHistory(service, count, signal)
  if (deployment === undefined) return read.length === 0 ? undefined : toHistory(read)
  const listed = read.length === 0 ? [deployment] : read
  const previous = previousOf(deployment)
  const isListed = listed.some(({ taskDefinition }) => taskDefinition === previous?.taskDefinition)
  return toHistory(previous === undefined || isListed ? listed : [...listed, previous])
}

function previousOf({ previousTaskDefinition, ...deployment }: CodeDeployment): CodeDeployment | undefined {
  if (previousTaskDefinition === undefined) return undefined
  return {
    id: `before ${deployment.id}`,
    application: deployment.application,
    group: deployment.group,
    status: 'Succeeded',
    createdAtMs: deployment.createdAtMs - 1,
    createdAt: 'an earlier day',
    taskDefinition: previousTaskDefinition,
    hasTrafficMoved: false,
  }
}

export async function detailCodeDeployPlan(
  watched: ServiceTracker,
  found: FoundTarget<CodeDeployFacts, CodeDeployAction>,
  definitions: DefinitionReader,
  signal: AbortSignal,
): Promise<PlanDetails> {
  const { action, target, choice } = found
  const { service, tracked, deployment } = found.facts
  const name = shortTaskDefinition(target)
  const restored = deployment?.previousTaskDefinition ?? primaryBeside(found.facts)
  const steps = describeCodeDeployAction(action, {
    service: watched.label,
    target: name,
    restored: restored && shortTaskDefinition(restored),
  })
  const { evidence } = choice
  const isRestored = action.kind !== 'create' && (action.kind !== 'stop' || restored === target)
  if (isRestored) return { evidence, steps, unknowns: [], manual: describeRestoring(found) }
  const appSpec = watched.codeDeploy.appSpecFor(target, tracked.taskDefinition)
  if (appSpec === undefined) throw withoutAppSpec(watched)
  const registered = await definitions.read(target, signal)
  const copy =
    registered !== undefined && !registered.isActive
      ? { of: registered, pins: new Map<string, string>() }
      : undefined
  const register = `ecs:RegisterTaskDefinition: a copy of ${name} (it is INACTIVE)`
  const group = await watched.codeDeploy.groupOf(service, signal)
  const by = { group, appSpec, copy }
  return {
    copy,
    evidence,
    steps: [...(copy === undefined ? [] : [register]), ...steps],
    unknowns: [...definitions.unknowns, ...tagsOf(registered)],
    manual: describeCreating(found, by),
  }
}

type Found = FoundTarget<CodeDeployFacts, CodeDeployAction>

/** Where CodeDeploy itself restores the target. */
function describeRestoring({ action, facts }: Found): string {
  const { service, deployment } = facts
  const region = regionOf(service)
  if (action.kind === 'stop') return stopDeploymentCommand(region, action.deploymentId)
  const id = action.kind === 'follow' ? action.deploymentId : deployment?.id
  return id === undefined ? '' : waitForDeploymentCommand(region, id)
}

/** A deployment group has one deployment at a time, and what stops takes its time. */
function describeCreating(
  { action, facts, target }: Found,
  by: {
    readonly group: DeploymentGroup
    readonly appSpec: AppSpec
    readonly copy: DefinitionCopy | undefined
  },
): string {
  const { service } = facts
  const region = regionOf(service)
  const place = { region, cluster: '', service: service.name }
  const copy = by.copy && copyCommand(place, copyByHand(by.copy))
  const appSpecFor = (name: string) => withTaskDefinition(by.appSpec, name)
  const create = createCommand(region, by.group, { appSpecFor, target, copy })
  return action.kind === 'stop'
    ? `${stopDeploymentCommand(region, action.deploymentId)}; until ${create}; do sleep 5; done`
    : create
}

function regionOf({ arn }: EcsService): string {
  return arn.split(':')[3] ?? ''
}

/** The original task set, to which CodeDeploy gives the traffic back. */
function primaryBeside({ service, tracked }: CodeDeployFacts): string | undefined {
  const others = service.deployments.filter(({ taskDefinition }) => taskDefinition !== tracked.taskDefinition)
  return (others.find(({ status }) => status === 'PRIMARY') ?? others[0])?.taskDefinition
}

/** CodeDeploy records no digests, so that a moved tag would bring another image. */
function tagsOf(registered: RegisteredDefinition | undefined): string[] {
  const images = (registered?.definition.containerDefinitions ?? []).flatMap(({ image }) => image ?? [])
  return images.filter((image) => !image.includes('@sha256:')).map(describeTag)
}

function withoutAppSpec({ label }: ServiceTracker): PlatformError {
  return new PlatformError(
    'not-found',
    `no AppSpec of ${label} can be read, so that CodeDeploy cannot be given an earlier task definition`,
    {
      hint: 'Allow codedeploy:GetApplicationRevision on the application; an AppSpec that lies in S3 is not read.',
    },
  )
}

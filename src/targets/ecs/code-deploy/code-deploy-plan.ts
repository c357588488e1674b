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
import type { FoundTarget, PlanDetails, PlanRequest, ServicePlan } from '../rollback/controller.ts'
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
import { type CodeDeployment, describeRollback, toHistory } from './model/deployment.ts'

/** CodeDeploy rolls back by itself: it has chosen, and all there is to do is to wait for it. */
export function planToFollowCodeDeploy(
  { label }: ServiceTracker,
  { service, deployment }: CodeDeployFacts,
  action: CodeDeployFollow,
): PlanDetails & Pick<ServicePlan, 'target' | 'actor'> {
  const target = action.to ?? deployment?.previousTaskDefinition ?? primaryOf(service)?.taskDefinition ?? ''
  const name = shortTaskDefinition(target)
  return {
    target,
    // Nobody rolls anything back there: what has stayed is verified by this run.
    actor: action.deploymentId === undefined ? 'us' : 'platform',
    evidence: [
      action.deploymentId === undefined
        ? `the deployment was stopped, and the traffic of ${label} has stayed with ${name}`
        : `CodeDeploy itself chose ${name}, the last revision of ${label} that it saw through`,
    ],
    steps: describeCodeDeployAction(action, { service: label, target: name }),
    unknowns: [],
    manual:
      action.deploymentId === undefined
        ? ''
        : waitForDeploymentCommand(regionOf(service), action.deploymentId),
  }
}

/** Enough for most questions; each deployment is a call or two. */
export const RECENT = 10
/** When these hold nothing to go back to. */
const FAR_BACK = 60

export async function chooseTargetByCodeDeploy(
  watched: ServiceTracker,
  facts: CodeDeployFacts & PlanRequest,
  signal: AbortSignal,
): Promise<TargetChoice & { readonly hint?: string | undefined }> {
  const { service, tracked, rollbackTo, captured, definitions } = facts
  const choose = async (count: number) =>
    chooseTarget({
      ...{ service, failing: tracked.taskDefinition, rollbackTo },
      captured: provenOf(captured),
      history: await readPast(watched, facts, count, signal),
      isSameDefinition: definitions.areSame,
    })
  let choice = await choose(RECENT)
  if (choice.kind === 'none') choice = await choose(FAR_BACK)
  if (choice.kind === 'found') return choice
  const hint = watched.codeDeploy.listAccessDenied?.hint
  return { ...choice, reason: `${choice.reason} for ${watched.label}`, hint }
}

/** What the group remembers, and at the least what CodeDeploy records as the revision before the watched one. */
async function readPast(
  watched: ServiceTracker,
  { service, deployment, definitions, rollbackTo }: CodeDeployFacts & PlanRequest,
  count: number,
  signal: AbortSignal,
): Promise<ServiceHistory | undefined> {
  const read = await watched.codeDeploy.readHistory(service, count, signal)
  if (rollbackTo.kind !== 'revision') await readDefinitions(definitions, read, signal)
  const toPast = (deployments: readonly CodeDeployment[]) => toHistory(deployments, definitions.imagesOf)
  if (deployment === undefined) return read.length === 0 ? undefined : toPast(read)
  const listed = read.length === 0 ? [deployment] : read
  const previous = previousOf(deployment)
  const isListed = listed.some(({ taskDefinition }) => taskDefinition === previous?.taskDefinition)
  return toPast(previous === undefined || isListed ? listed : [...listed, previous])
}

/** What they name by digest is one version under whatever number. */
async function readDefinitions(
  definitions: DefinitionReader,
  deployments: readonly CodeDeployment[],
  signal: AbortSignal,
): Promise<void> {
  for (const taskDefinition of new Set(deployments.flatMap((each) => each.taskDefinition ?? []))) {
    await definitions.readIfThere(taskDefinition, signal)
    // Where one may not be read, numbers alone distinguish them.
    if (definitions.unknowns.length > 0) return
  }
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
  const appSpec = watched.codeDeploy.appSpecFor(target, tracked.taskDefinition)
  const group = await watched.codeDeploy.groupOf(service, signal)
  const creating = appSpec === undefined ? undefined : { group, appSpec }
  if (isRestored) return { evidence, steps, unknowns: [], manual: describeRestoring(found, creating) }
  if (appSpec === undefined) throw withoutAppSpec(watched)
  const registered = await definitions.read(target, signal)
  const copy =
    registered !== undefined && !registered.isActive
      ? { of: registered, pins: new Map<string, string>() }
      : undefined
  const register = `ecs:RegisterTaskDefinition: a copy of ${name} (it is INACTIVE)`
  const by = { group, appSpec, copy }
  return {
    copy,
    evidence,
    steps: [...(copy === undefined ? [] : [register]), ...steps],
    unknowns: [...definitions.unknowns, ...tagsOf(registered)],
    manual: describeStopAndCreate(found, by),
  }
}

type Found = FoundTarget<CodeDeployFacts, CodeDeployAction>

interface Creating {
  readonly group: DeploymentGroup
  readonly appSpec: AppSpec
  readonly copy?: DefinitionCopy | undefined
}

/** Where CodeDeploy itself restores the target, unless its deployment has ended by then. */
function describeRestoring(found: Found, by: Creating | undefined): string {
  const { action, facts } = found
  const region = regionOf(facts.service)
  if (action.kind === 'stop') {
    const stop = stopDeploymentCommand(region, action.deploymentId)
    return by === undefined ? stop : `${stop} || ${describeCreating(found, by)}`
  }
  const id = action.kind === 'follow' ? action.deploymentId : facts.deployment?.id
  return id === undefined ? '' : waitForDeploymentCommand(region, id)
}

/** A deployment group has one deployment at a time, and what stops takes its time. */
function describeStopAndCreate(found: Found, by: Creating): string {
  const create = describeCreating(found, by)
  if (found.action.kind !== 'stop') return create
  const stop = stopDeploymentCommand(regionOf(found.facts.service), found.action.deploymentId)
  return `${stop}; until ${create}; do sleep 5; done`
}

function describeCreating({ facts, target }: Found, { group, appSpec, copy }: Creating): string {
  const region = regionOf(facts.service)
  const place = { region, cluster: '', service: facts.service.name }
  return createCommand(region, group, {
    appSpecFor: (name) => withTaskDefinition(appSpec, name),
    target,
    description: describeRollback(facts.tracked.taskDefinition, target),
    copy: copy && copyCommand(place, copyByHand(copy)),
  })
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

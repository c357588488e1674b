import { PlatformError } from '../../../core/platform-error.ts'
import type { EcsApi } from '../api/api.ts'
import type { RegisteredDefinition } from '../api/task-definition.ts'
import { primaryOf, type ServiceHistory, shortTaskDefinition } from '../model/model.ts'
import { chooseTarget, type TargetChoice } from '../model/target.ts'
import { completeArn, type TrackedDeployment } from '../model/tracked-deployment.ts'
import { DefinitionReader } from '../rollback/definition-reader.ts'
import type { PlanRequest, ServicePlanning } from '../rollback/planned-service.ts'
import { provenOf, refuseUntouched, refuseWhatRuns } from '../rollback/service-plan.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'
import { CodeDeployRollback } from './code-deploy-rollback.ts'
import { createCommand } from './code-deploy-writing.ts'
import { withTaskDefinition } from './model/app-spec.ts'
import {
  type CodeDeployAction,
  type CodeDeployActionFacts,
  decideCodeDeployAction,
  describeCodeDeployAction,
} from './model/code-deploy-action.ts'
import type { CodeDeployment } from './model/deployment.ts'
import { toHistory } from './model/deployment-history.ts'

/** What a rollback of one service by CodeDeploy will do. */
export interface CodeDeployPlan {
  readonly watched: ServiceTracker
  readonly tracked: TrackedDeployment
  readonly action: CodeDeployAction
  /** Task definition ARN. */
  readonly target: string
  /** Set when the target is INACTIVE and must be registered again first, under a new revision. */
  readonly copy?: RegisteredDefinition
  readonly evidence: readonly string[]
  readonly steps: readonly string[]
  readonly unknowns: readonly string[]
  readonly manual: string
}

/** Plans one service that CodeDeploy deploys. Reads only. Rejects with an EcsTrouble or a RollbackError. */
export async function planByCodeDeploy(
  api: EcsApi,
  watched: ServiceTracker,
  request: PlanRequest,
  signal: AbortSignal,
): Promise<ServicePlanning> {
  const { service, rollbackTo, captured, retries } = request
  const ready = (plan: CodeDeployPlan): ServicePlanning => ({
    kind: 'ready',
    service: new CodeDeployRollback(api, plan, retries),
  })
  const tracked = watched.identify(service)
  const view = await watched.codeDeploy.readLatest(service, tracked, signal)
  if (watched.codeDeploy.accessDenied !== undefined) throw watched.codeDeploy.accessDenied
  const facts: CodeDeployActionFacts = { service, tracked, ...view }
  const first = decideCodeDeployAction(facts)
  if (first.kind === 'superseded') return first
  if (first.kind === 'follow') return ready(planToFollow(watched, facts, first))
  if (
    rollbackTo.kind === 'previous' &&
    captured?.deploymentId !== undefined &&
    captured.deploymentId === tracked.id
  )
    return refuseUntouched(watched, tracked)
  const history = await readPast(watched, { ...facts, rollbackTo }, signal)
  const choice = chooseTarget({
    service,
    failing: tracked.taskDefinition,
    rollbackTo,
    ...provenOf(captured),
    ...(history && { history }),
    isSameDefinition: () => false,
  })
  if (choice.kind === 'none') {
    const { reason, evidence } = choice
    const hint = watched.codeDeploy.listAccessDenied?.hint
    return { kind: 'no-target', reason: `${reason} for ${watched.label}`, evidence, ...(hint && { hint }) }
  }
  const target = completeArn(choice.taskDefinition, tracked.taskDefinition)
  refuseWhatRuns(target, tracked, watched)
  const action = decideCodeDeployAction({ ...facts, target })
  if (action.kind === 'superseded') return action
  return ready(await detail(api, watched, { ...facts, target, action, choice }, signal))
}

/** CodeDeploy rolls back by itself: it has chosen, and all there is to do is to wait for it. */
function planToFollow(
  watched: ServiceTracker,
  { service, tracked, deployment }: CodeDeployActionFacts,
  action: Extract<CodeDeployAction, { kind: 'follow' }>,
): CodeDeployPlan {
  const target = action.to ?? deployment?.previousTaskDefinition ?? primaryOf(service)?.taskDefinition ?? ''
  const name = shortTaskDefinition(target)
  return {
    watched,
    tracked,
    action,
    target,
    evidence: [`CodeDeploy itself chose ${name}, the last revision of ${watched.label} that it saw through`],
    steps: describeCodeDeployAction(action, { service: watched.label, target: name }),
    unknowns: [],
    manual: `aws deploy get-deployment --deployment-id ${action.deploymentId}`,
  }
}

/** What the group remembers, and at the least what CodeDeploy records as the revision before ours. */
async function readPast(
  watched: ServiceTracker,
  { service, deployment, rollbackTo }: CodeDeployActionFacts & Pick<PlanRequest, 'rollbackTo'>,
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

async function detail(
  api: EcsApi,
  watched: ServiceTracker,
  found: CodeDeployActionFacts & {
    readonly target: string
    readonly action: CodeDeployAction
    readonly choice: Extract<TargetChoice, { kind: 'found' }>
  },
  signal: AbortSignal,
): Promise<CodeDeployPlan> {
  const { tracked, target, action, choice, deployment, service } = found
  const name = shortTaskDefinition(target)
  const restored = deployment?.previousTaskDefinition ?? primaryBeside(found)
  const at = {
    service: watched.label,
    target: name,
    ...(restored && { restored: shortTaskDefinition(restored) }),
  }
  const plan = { watched, tracked, action, target, evidence: choice.evidence }
  const steps = describeCodeDeployAction(action, at)
  if (action.kind !== 'create' && (action.kind !== 'stop' || restored === target)) {
    const id = action.kind === 'stop' ? action.deploymentId : (deployment?.id ?? '')
    const manual = `aws deploy stop-deployment --deployment-id ${id} --auto-rollback-enabled`
    return { ...plan, steps, unknowns: [], manual }
  }
  const appSpec = watched.codeDeploy.appSpecFor(target, tracked.taskDefinition)
  if (appSpec === undefined) throw withoutAppSpec(watched)
  const definitions = new DefinitionReader(api)
  const registered = await definitions.read(target, signal)
  const copy = registered !== undefined && !registered.isActive ? registered : undefined
  const register = `ecs:RegisterTaskDefinition: a copy of ${name} (it is INACTIVE)`
  return {
    ...plan,
    ...(copy && { copy }),
    steps: [...(copy === undefined ? [] : [register]), ...steps],
    unknowns: [...definitions.unknowns, ...tagsOf(registered)],
    manual: createCommand(
      await watched.codeDeploy.groupOf(service, signal),
      withTaskDefinition(appSpec, target),
    ),
  }
}

/** The original task set, to which CodeDeploy gives the traffic back. */
function primaryBeside({ service, tracked }: CodeDeployActionFacts): string | undefined {
  const others = service.deployments.filter(({ taskDefinition }) => taskDefinition !== tracked.taskDefinition)
  return (others.find(({ status }) => status === 'PRIMARY') ?? others[0])?.taskDefinition
}

/** CodeDeploy records no digests, so that a moved tag would bring another image. */
function tagsOf(registered: RegisteredDefinition | undefined): string[] {
  const images = (registered?.definition.containerDefinitions ?? []).flatMap(({ image }) => image ?? [])
  return images
    .filter((image) => !image.includes('@sha256:'))
    .map((image) => `${image} is a tag, and nothing shows that it still means the same image`)
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

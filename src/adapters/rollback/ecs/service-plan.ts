import { type ActionFacts, decideAction, describeAction, type EcsAction } from '../../../domain/ecs/action.ts'
import type { CapturedService } from '../../../domain/ecs/captured-service.ts'
import {
  type EcsService,
  type ServiceHistory,
  type ServiceRevision,
  shortTaskDefinition,
} from '../../../domain/ecs/model.ts'
import { completeArn, type OurDeployment } from '../../../domain/ecs/our-deployment.ts'
import { pinImages } from '../../../domain/ecs/pinning.ts'
import { chooseTarget, findTwins, type TargetChoice, type TargetFacts } from '../../../domain/ecs/target.ts'
import { RollbackError } from '../../../domain/rollback.ts'
import type { RollbackTo } from '../../../domain/rollback-to.ts'
import type { EcsApi } from '../../ecs/api.ts'
import { isSameDefinition, type RegisteredDefinition, readTaskDefinition } from '../../ecs/task-definition.ts'
import { EcsTrouble } from '../../ecs/trouble.ts'
import type { WatchedService } from '../../ecs/watched-service.ts'

/** What a rollback of one service will do. */
export interface ServicePlan {
  readonly watched: WatchedService
  readonly ours: OurDeployment
  readonly action: EcsAction
  /** Task definition ARN. */
  readonly target: string
  /** Set when the target must be registered again first, under a new revision. */
  readonly copy?: DefinitionCopy
  readonly evidence: readonly string[]
  readonly steps: readonly string[]
  readonly unknowns: readonly string[]
}

export interface DefinitionCopy {
  readonly of: RegisteredDefinition
  /** By container: the image with its digest. */
  readonly pins: ReadonlyMap<string, string>
}

export type ServicePlanning =
  | { readonly kind: 'ready'; readonly plan: ServicePlan }
  | { readonly kind: 'no-target'; readonly lookedAt: readonly string[]; readonly hint?: string }
  | { readonly kind: 'superseded'; readonly by: string; readonly reason: string }

export interface PlanRequest {
  readonly service: EcsService
  readonly rollbackTo: RollbackTo
  /** What ran before the deploy, if that was recorded. */
  readonly captured?: CapturedService
}

/** Plans one service as it stands now. Reads only. Rejects with an EcsTrouble or a RollbackError. */
export async function planService(
  api: EcsApi,
  watched: WatchedService,
  { service, rollbackTo, captured }: PlanRequest,
  signal: AbortSignal,
): Promise<ServicePlanning> {
  const ours = watched.identify(service)
  const history = await watched.history.refresh(signal)
  const facts: ActionFacts = { service, ours, ...(history && { history }) }
  const first = decideAction(facts)
  if (first.kind === 'superseded') return first
  if (first.kind === 'follow') return { kind: 'ready', plan: planToFollow(watched, ours, service, first) }
  const definitions = new DefinitionReader(api)
  const choice = await choose(facts, { rollbackTo, ...provenOf(captured) }, definitions, signal)
  if (choice.kind === 'none') return { kind: 'no-target', lookedAt: choice.lookedAt, ...hintOf(watched) }
  const target = completeArn(choice.taskDefinition, ours.taskDefinition)
  refuseWhatRuns(target, ours, watched)
  const action = decideAction({ ...facts, target })
  if (action.kind === 'superseded') return action
  return {
    kind: 'ready',
    plan: await detail(watched, ours, { action, target, choice, history }, definitions, signal),
  }
}

/** ECS rolls back by itself: it has chosen, and all there is to do is to wait for it. */
function planToFollow(
  watched: WatchedService,
  ours: OurDeployment,
  service: EcsService,
  action: Extract<EcsAction, { kind: 'follow' }>,
): ServicePlan {
  const target = action.to ?? service.taskDefinition
  const name = shortTaskDefinition(target)
  return {
    watched,
    ours,
    action,
    target,
    evidence: [`ECS itself chose ${name}, the last deployment of ${watched.label} that it saw through`],
    steps: [describeAction(action, watched.label, name)],
    unknowns: [],
  }
}

async function choose(
  { service, ours, history }: ActionFacts,
  wish: Pick<TargetFacts, 'rollbackTo' | 'captured'>,
  definitions: DefinitionReader,
  signal: AbortSignal,
): Promise<TargetChoice> {
  const failing = ours.taskDefinition
  for (const twin of findTwins(failing, history)) await definitions.read(twin, signal)
  return chooseTarget({
    service,
    failing,
    ...wish,
    ...(history && { history }),
    isSameDefinition: (one, other) => definitions.areSame(one, other),
  })
}

/** What had not proved itself before the deploy is no place to go back to; the history may know a better one. */
function provenOf(captured: CapturedService | undefined): Pick<TargetFacts, 'captured'> {
  return captured?.isProven ? { captured } : {}
}

function hintOf(watched: WatchedService): { hint?: string } {
  return watched.history.denial?.hint === undefined ? {} : { hint: watched.history.denial.hint }
}

function refuseWhatRuns(target: string, ours: OurDeployment, watched: WatchedService): void {
  if (target !== ours.taskDefinition) return
  const name = shortTaskDefinition(target)
  throw new RollbackError(
    'refused',
    `rollback-to names ${name}, which is what ${watched.label} was just given`,
    {
      hint: 'Name an earlier revision, or leave rollback-to at previous.',
    },
  )
}

/** Looks at the target itself: does it still exist, may it be used as it is, what will differ. */
async function detail(
  watched: WatchedService,
  ours: OurDeployment,
  found: {
    readonly action: EcsAction
    readonly target: string
    readonly choice: Extract<TargetChoice, { kind: 'found' }>
    readonly history: ServiceHistory | undefined
  },
  definitions: DefinitionReader,
  signal: AbortSignal,
): Promise<ServicePlan> {
  const { action, target, choice, history } = found
  const name = shortTaskDefinition(target)
  const failing = revisionOf(ours.taskDefinition, history)
  const registered = await definitions.read(target, signal)
  const { pins, unpinned } = pinImages(choice.images, failing?.images ?? [])
  const needsCopy = registered !== undefined && (pins.size > 0 || !registered.isActive)
  // A rollback that ECS does itself restores the revision with the digests that it recorded.
  const isOurs = action.kind === 'update-service'
  const copied = needsCopy && isOurs
  return {
    watched,
    ours,
    action,
    target,
    ...(needsCopy ? { copy: { of: registered, pins } } : {}),
    evidence: choice.evidence,
    steps: [
      ...(copied ? [describeCopy(registered, pins)] : []),
      describeAction(action, watched.label, copied ? `that copy of ${name}` : name),
    ],
    unknowns: [
      ...definitions.unknowns,
      ...(isOurs
        ? unpinned.map((image) => `${image} is a tag, and nothing shows that it still means the same image`)
        : []),
      ...(isOurs ? drift(failing, choice.revision) : []),
    ],
  }
}

function describeCopy(registered: RegisteredDefinition, pins: ReadonlyMap<string, string>): string {
  const why = [
    ...(registered.isActive ? [] : ['it is INACTIVE']),
    ...[...pins.values()].map((pin) => `its tag has moved, so it is pinned to ${pin}`),
  ]
  return `ecs:RegisterTaskDefinition: a copy of ${shortTaskDefinition(registered.arn)} (${why.join('; ')})`
}

function revisionOf(
  taskDefinition: string,
  history: ServiceHistory | undefined,
): ServiceRevision | undefined {
  return [...(history?.revisions.values() ?? [])]
    .filter((revision) => revision.taskDefinition === taskDefinition)
    .sort((one, other) => other.createdAtMs - one.createdAtMs)[0]
}

/** An UpdateService of the task definition leaves the service's own settings as the bad deploy made them. */
function drift(failing: ServiceRevision | undefined, target: ServiceRevision | undefined): string[] {
  if (failing === undefined || target === undefined) return []
  const fields = [...new Set([...Object.keys(failing.settings), ...Object.keys(target.settings)])]
  return fields
    .filter((field) => failing.settings[field] !== target.settings[field])
    .map(
      (field) =>
        `${field} of the service was changed too, and is not put back: it was ${target.settings[field] ?? 'not set'}`,
    )
}

/** Reads each task definition once; that it may not be read costs only what it would have told. */
class DefinitionReader {
  readonly #api: EcsApi
  readonly #known = new Map<string, RegisteredDefinition>()
  readonly #unknowns = new Set<string>()

  constructor(api: EcsApi) {
    this.#api = api
  }

  get unknowns(): readonly string[] {
    return [...this.#unknowns]
  }

  async read(taskDefinition: string, signal: AbortSignal): Promise<RegisteredDefinition | undefined> {
    const known = this.#known.get(taskDefinition)
    if (known !== undefined) return known
    try {
      const registered = await readTaskDefinition(this.#api, taskDefinition, signal)
      this.#known.set(taskDefinition, registered)
      return registered
    } catch (error) {
      if (!(error instanceof EcsTrouble) || error.kind === 'expired-credentials') throw error
      if (error.kind === 'refused') throw notRegistered(taskDefinition, error)
      this.#unknowns.add(
        `whether ${shortTaskDefinition(taskDefinition)} can be used as it is: ${error.message}. ${error.hint ?? ''}`.trim(),
      )
      return undefined
    }
  }

  areSame(one: string, other: string): boolean {
    const [first, second] = [this.#known.get(one), this.#known.get(other)]
    return first !== undefined && second !== undefined && isSameDefinition(first, second)
  }
}

function notRegistered(taskDefinition: string, cause: EcsTrouble): RollbackError {
  return new RollbackError(
    'not-found',
    `the task definition ${shortTaskDefinition(taskDefinition)} cannot be found: ${cause.message}`,
    {
      cause,
      hint: 'List what exists with: aws ecs list-task-definitions --status ACTIVE --sort DESC --family-prefix FAMILY',
    },
  )
}

import { AwsError, toPlatformError } from '../../../aws/aws-error.ts'
import { retryWhileTransient } from '../../../aws/retry-transient.ts'
import type { Clock } from '../../../core/clock.ts'
import type { Capture } from '../../../run/capture.ts'
import type { Candidate, PlanResult, RollbackPlan, RollbackStrategy } from '../../../run/rollback.ts'
import type { RollbackTo } from '../../../run/rollback-to.ts'
import type { EcsApi } from '../api/api.ts'
import { readServicesOf } from '../api/service-reading.ts'
import { DefinitionReader } from '../api/task-definition.ts'
import { codeDeployController } from '../code-deploy/code-deploy-controller.ts'
import { isCaptureOf } from '../model/captured-service.ts'
import { readCapturedServices } from '../model/captured-state.ts'
import { type EcsService, shortTaskDefinition } from '../model/model.ts'
import { renderServices, rollbackToOf } from '../model/service-revisions.ts'
import type { KnownGood } from '../watch/known-good.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'
import { applyAll, findNewerDeployment } from './applying.ts'
import type { NoTarget, PlanRequest } from './controller.ts'
import { ecsController } from './ecs-controller.ts'
import { listServiceCandidates } from './service-candidates.ts'
import { planService, type ServicePlanning } from './service-planning.ts'
import type { PlannedService } from './service-rollback.ts'

export interface EcsRollbackDeps {
  readonly api: EcsApi
  readonly watched: readonly ServiceTracker[]
  readonly clock: Clock
  readonly rollbackTo: RollbackTo
  /** What is named may run already: a manual rollback accepts that. Default: false. */
  readonly acceptsRunning?: boolean | undefined
  /** What ran before the deploy, if a capture step recorded it. */
  readonly capture?: Capture | undefined
  /** What earlier runs found of revisions. Absent: it was not asked for. */
  readonly knownGood?: KnownGood | undefined
  readonly pollIntervalMs: number
  /** For so long is AWS asked again while it gives no answer. */
  readonly rollbackTimeoutMs: number
  /** So many failed tasks of the target end the wait for it. */
  readonly retries: number
}

/**
 * Puts the last known-good task definition back, on all services that this deploy changed or on none. In
 * this folder is what plans and carries out; what is decided by is in model/, what is called in api/.
 */
export function ecsRollback(deps: EcsRollbackDeps): RollbackStrategy {
  const { rollbackTimeoutMs: limitMs } = deps
  return {
    async plan(signal) {
      return await asPlatformErrors(async () =>
        combine(deps, await retryWhileTransient(() => planAll(deps, signal), { ...deps, limitMs }, signal)),
      )
    },
    listCandidates: (most, signal) =>
      asPlatformErrors(async () => {
        const found: Candidate[] = []
        for (const [watched, service] of await readServicesOf(deps.api, deps.watched, signal)) {
          const listed = await listOne(deps, { watched, service, most }, signal)
          const named = deps.watched.length > 1 ? { service: watched.label } : {}
          found.push(...listed.map((one) => ({ ...one, ...named })))
        }
        return found
      }),
  }
}

async function planAll(deps: EcsRollbackDeps, signal: AbortSignal): Promise<ServicePlanning[]> {
  const { api } = deps
  const plannings: ServicePlanning[] = []
  for (const [watched, service] of await readServicesOf(api, deps.watched, signal)) {
    const rollbackTo = rollbackToOf(deps.rollbackTo, watched.label)
    if (rollbackTo === undefined) continue
    plannings.push(await planOne(api, watched, { ...requestOf(deps, service), rollbackTo }, signal))
  }
  return plannings
}

function requestOf(deps: EcsRollbackDeps, service: EcsService): PlanRequest {
  const { api, rollbackTo, retries, knownGood, acceptsRunning = false } = deps
  const captured = readCapturedServices(deps.capture?.state)?.find((earlier) => isCaptureOf(earlier, service))
  const definitions = new DefinitionReader(api)
  return { service, rollbackTo, captured, knownGood, retries, definitions, acceptsRunning, pace: deps }
}

async function listOne(
  deps: EcsRollbackDeps,
  { watched, service, most }: { watched: ServiceTracker; service: EcsService; most: number },
  signal: AbortSignal,
): Promise<Candidate[]> {
  const { api } = deps
  const request = requestOf(deps, service)
  switch (service.controller) {
    case 'ECS':
      return await listServiceCandidates(ecsController(api, watched), request, most, signal)
    case 'CODE_DEPLOY':
      return await listServiceCandidates(codeDeployController(api, watched), request, most, signal)
    default:
      return []
  }
}

/** By whoever controls the deployments of the service. */
async function planOne(
  api: EcsApi,
  watched: ServiceTracker,
  request: PlanRequest,
  signal: AbortSignal,
): Promise<ServicePlanning> {
  switch (request.service.controller) {
    case 'ECS':
      return await planService(api, ecsController(api, watched), request, signal)
    case 'CODE_DEPLOY':
      return await planService(api, codeDeployController(api, watched), request, signal)
    default:
      return refuseOtherDeployer(request.service)
  }
}

/** Only the tool that made its task sets knows how to put an earlier one back. */
function refuseOtherDeployer({ name, controller }: EcsService): NoTarget {
  return {
    kind: 'no-target',
    reason: `${name} is controlled by an external deployer`,
    evidence: [`the deployment controller of ${name} is ${controller}: ECS takes no rollback from us there`],
    hint: 'Let that deployer roll back: target: webhook or target: command can ask it to.',
  }
}

function combine(deps: EcsRollbackDeps, plannings: readonly ServicePlanning[]): PlanResult {
  const withoutTarget = plannings.find((planning) => planning.kind === 'no-target')
  if (withoutTarget !== undefined) {
    const { reason, evidence, hint } = withoutTarget
    return { kind: 'no-target', reason, evidence, ...(hint && { hint }) }
  }
  const services = plannings.flatMap((planning) => (planning.kind === 'ready' ? planning.service : []))
  const others = plannings.flatMap((planning) =>
    planning.kind === 'superseded' || planning.kind === 'untouched' ? planning : [],
  )
  const first = others.find(({ kind }) => kind === 'superseded') ?? others[0]
  if (services.length === 0 && first !== undefined) {
    return first.kind === 'superseded' ? first : { kind: 'not-deployed', reason: first.reason }
  }
  const leftAlone = others.map(({ reason }) => `left alone: ${reason}`)
  return { kind: 'ready', plan: toPlan(deps, services, leftAlone) }
}

function toPlan(
  deps: EcsRollbackDeps,
  services: readonly PlannedService[],
  leftAlone: readonly string[],
): RollbackPlan {
  const notPutBack = services.flatMap(({ plan }) => plan.notPutBack ?? [])
  return {
    from: perService(deps, services, ({ plan }) => plan.tracked.taskDefinition),
    to: perService(deps, services, ({ target }) => target),
    ...versionOf(deps.capture, services),
    actor: services.every(({ plan }) => plan.actor === 'platform') ? 'platform' : 'us',
    evidence: [...services.flatMap(({ plan }) => plan.evidence), ...leftAlone],
    steps: services.toReversed().flatMap(({ plan }) => plan.steps),
    unknowns: services.flatMap(({ plan }) => plan.unknowns),
    ...(notPutBack.length > 0 && { notPutBack }),
    manual: services.map(({ plan }) => plan.manual).filter(Boolean),
    apply: (progress, signal) => asPlatformErrors(() => applyAll({ ...deps, progress }, services, signal)),
    findNewerDeployment: (signal) => findNewerDeployment(deps.api, services, signal),
    async conclude(recovered, signal) {
      if (!recovered) return
      for (const { target } of services) await deps.knownGood?.tag(target, 'verified', signal)
    },
  }
}

/** The version that answered before the deploy, if it is what is put back that answered then. */
function versionOf(
  capture: Capture | undefined,
  services: readonly PlannedService[],
): { toVersion?: string } {
  const captured = new Set(readCapturedServices(capture?.state)?.map(({ taskDefinition }) => taskDefinition))
  const versions = new Set(capture?.baseline?.checks.flatMap(({ version }) => version ?? []))
  const [version] = versions
  const isCaptured = services.every(({ target }) => captured.has(target))
  return isCaptured && versions.size === 1 && version !== undefined ? { toVersion: version } : {}
}

/** Each is named where the job has several, also if only one of them goes back. */
function perService(
  { watched }: EcsRollbackDeps,
  services: readonly PlannedService[],
  pick: (service: PlannedService) => string,
): string {
  const revisions = services.map((one) => ({
    label: one.watched.label,
    revision: shortTaskDefinition(pick(one)),
  }))
  return renderServices(revisions, watched.length > 1)
}

async function asPlatformErrors<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw error instanceof AwsError ? toPlatformError(error) : error
  }
}

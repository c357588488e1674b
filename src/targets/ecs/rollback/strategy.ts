import { AwsError, toPlatformError } from '../../../aws/aws-error.ts'
import { retryWhileTransient } from '../../../aws/retry-transient.ts'
import type { Clock } from '../../../core/clock.ts'
import type { Capture } from '../../../run/capture.ts'
import type { PlanResult, RollbackPlan, RollbackStrategy } from '../../../run/rollback.ts'
import type { RollbackTo } from '../../../run/rollback-to.ts'
import type { EcsApi } from '../api/api.ts'
import { readServices } from '../api/service-reading.ts'
import { planByCodeDeploy } from '../code-deploy/code-deploy-plan.ts'
import { isCaptureOf } from '../model/captured-service.ts'
import { readCapturedServices } from '../model/captured-state.ts'
import { type EcsService, shortTaskDefinition } from '../model/model.ts'
import type { KnownGood } from '../watch/known-good.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'
import { applyAll } from './applying.ts'
import type { PlannedService, PlanRequest, ServicePlanning } from './planned-service.ts'
import { planService } from './service-plan.ts'
import { findNewerDeployment } from './stabilizing.ts'

export interface EcsRollbackDeps {
  readonly api: EcsApi
  readonly watched: readonly ServiceTracker[]
  readonly clock: Clock
  readonly rollbackTo: RollbackTo
  /** What ran before the deploy, if a capture step recorded it. */
  readonly capture?: Capture
  /** What earlier runs found of revisions. Absent: it was not asked for. */
  readonly knownGood?: KnownGood
  readonly pollIntervalMs: number
  /** So many failed tasks of the target end the wait for it. */
  readonly retries: number
}

/** Puts the last known-good task definition back, on all services that this deploy changed or on none. */
export function ecsRollback(deps: EcsRollbackDeps): RollbackStrategy {
  return {
    async plan(signal) {
      return await asRollbackErrors(async () =>
        combine(deps, await retryWhileTransient(() => planAll(deps, signal), deps, signal)),
      )
    },
  }
}

async function planAll(deps: EcsRollbackDeps, signal: AbortSignal): Promise<ServicePlanning[]> {
  const { api, watched, rollbackTo } = deps
  const services = await readServices(
    api,
    watched.map(({ name }) => name),
    signal,
  )
  const plannings: ServicePlanning[] = []
  for (const [index, service] of services.entries()) {
    const one = watched[index]
    const captured = readCapturedServices(deps.capture?.state)?.find((earlier) =>
      isCaptureOf(earlier, service),
    )
    const request = {
      service,
      rollbackTo,
      retries: deps.retries,
      ...(captured && { captured }),
      ...(deps.knownGood && { knownGood: deps.knownGood }),
    }
    if (one !== undefined) plannings.push(await planOne(api, one, request, signal))
  }
  return plannings
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
      return await planService(api, watched, request, signal)
    case 'CODE_DEPLOY':
      return await planByCodeDeploy(api, watched, request, signal)
    default:
      return refuseOtherDeployment(request.service)
  }
}

/** Only the tool that made its task sets knows how to put an earlier one back. */
function refuseOtherDeployment({ name, controller }: EcsService): ServicePlanning {
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
    const { reason = 'no known-good revision to go back to was found', evidence, hint } = withoutTarget
    return { kind: 'no-target', reason, evidence, ...(hint === undefined ? {} : { hint }) }
  }
  const plans = plannings.flatMap((planning) => (planning.kind === 'ready' ? planning.service : []))
  const others = plannings.flatMap((planning) =>
    planning.kind === 'superseded' || planning.kind === 'untouched' ? planning : [],
  )
  const first = others.find(({ kind }) => kind === 'superseded') ?? others[0]
  if (plans.length === 0 && first !== undefined) {
    return first.kind === 'superseded' ? first : { kind: 'not-deployed', reason: first.reason }
  }
  const leftAlone = others.map(({ reason }) => `left alone: ${reason}`)
  return { kind: 'ready', plan: toPlan(deps, plans, leftAlone) }
}

function toPlan(
  deps: EcsRollbackDeps,
  plans: readonly PlannedService[],
  leftAlone: readonly string[],
): RollbackPlan {
  return {
    from: perService(plans, ({ tracked }) => tracked.taskDefinition),
    to: perService(plans, ({ target }) => target),
    ...versionOf(deps.capture, plans),
    actor: plans.every(({ actor }) => actor === 'platform') ? 'platform' : 'us',
    evidence: [...plans.flatMap(({ evidence }) => evidence), ...leftAlone],
    steps: [...plans].reverse().flatMap(({ steps }) => steps),
    unknowns: plans.flatMap(({ unknowns }) => unknowns),
    manual: plans.map(({ manual }) => manual),
    apply: (progress, signal) => asRollbackErrors(() => applyAll(deps, plans, progress, signal)),
    findNewerDeployment: (signal) => findNewerDeployment(deps, plans, signal),
    async conclude(recovered, signal) {
      if (!recovered) return
      for (const { target } of plans) await deps.knownGood?.tag(target, 'verified', signal)
    },
  }
}

/** The version that answered before the deploy, if it is what is put back that answered then. */
function versionOf(capture: Capture | undefined, plans: readonly PlannedService[]): { toVersion?: string } {
  const captured = new Set(readCapturedServices(capture?.state)?.map(({ taskDefinition }) => taskDefinition))
  const versions = new Set(capture?.baseline?.checks.flatMap(({ version }) => version ?? []))
  const [version] = versions
  const isCaptured = plans.every(({ target }) => captured.has(target))
  return isCaptured && versions.size === 1 && version !== undefined ? { toVersion: version } : {}
}

/** One service: the bare name. Several: `service=revision`, one a line. */
function perService(plans: readonly PlannedService[], pick: (plan: PlannedService) => string): string {
  const [only, ...more] = plans
  if (only !== undefined && more.length === 0) return shortTaskDefinition(pick(only))
  return plans.map((plan) => `${plan.watched.label}=${shortTaskDefinition(pick(plan))}`).join('\n')
}

async function asRollbackErrors<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw error instanceof AwsError ? toPlatformError(error) : error
  }
}

import { type EcsService, primaryOf } from '../../../domain/ecs/model.ts'
import { readSettling, type Settling } from '../../../domain/ecs/settling.ts'
import { findFailedTasks } from '../../../domain/ecs/stopped-task.ts'
import type { ApplyResult, RollbackProgress } from '../../../domain/rollback.ts'
import type { EcsApi } from '../../ecs/api.ts'
import { readServices, readStoppedTasks } from '../../ecs/service-reading.ts'
import { EcsTrouble } from '../../ecs/trouble.ts'
import { gaveUp, type ServiceRollback } from './service-rollback.ts'
import type { EcsRollbackDeps } from './strategy.ts'

/** Waits until every target is the one completed primary deployment of its service. */
export async function awaitSettled(
  deps: EcsRollbackDeps,
  rollbacks: readonly ServiceRollback[],
  progress: RollbackProgress,
  signal: AbortSignal,
): Promise<ApplyResult> {
  let told = ''
  for (;;) {
    const settlings = await lookAtAll(deps, rollbacks, signal)
    const foreign = settlings?.find((settling) => settling.kind === 'superseded')
    if (foreign !== undefined) return foreign
    const waiting = settlings?.flatMap((settling) => (settling.kind === 'waiting' ? settling.detail : []))
    if (waiting?.length === 0) return { kind: 'in-place' }
    const detail = waiting?.join('; ') ?? 'AWS does not answer at the moment'
    if (detail !== told) progress(detail)
    told = detail
    await deps.clock.sleep(deps.pollIntervalMs, signal)
  }
}

/** Undefined: no information this time. Rejects once a rollback is known to have failed. */
async function lookAtAll(
  deps: EcsRollbackDeps,
  rollbacks: readonly ServiceRollback[],
  signal: AbortSignal,
): Promise<Settling[] | undefined> {
  const { api } = deps
  try {
    const services = await readServices(
      api,
      rollbacks.map(({ plan }) => plan.watched.name),
      signal,
    )
    const settlings: Settling[] = []
    for (const [index, service] of services.entries()) {
      const rollback = rollbacks[index]
      if (rollback !== undefined) settlings.push(await lookAt(deps, rollback, service, signal))
    }
    return settlings
  } catch (error) {
    if (error instanceof EcsTrouble && error.kind === 'passing') return undefined
    throw error
  }
}

async function lookAt(
  deps: EcsRollbackDeps,
  { plan, target }: ServiceRollback,
  service: EcsService,
  signal: AbortSignal,
): Promise<Settling> {
  const { watched, ours } = plan
  // The history tells how a rollback of ECS's own ends; our own UpdateService shows in the service alone.
  const needsHistory = plan.action.kind !== 'update-service' || primaryOf(service)?.taskDefinition !== target
  const history = needsHistory ? await watched.history.refresh(signal) : undefined
  const settling = readSettling({ service, ours, target, ...(history && { history }) })
  if (settling.kind === 'gave-up') throw gaveUp(watched.label, target, settling.reason)
  const primary = primaryOf(service)
  if (settling.kind === 'waiting' && primary?.taskDefinition === target && primary.failedTasks > 0) {
    await refuseIllTarget(
      deps,
      { service: watched.name, label: watched.label, target, deploymentId: primary.id },
      signal,
    )
  }
  return settling
}

/** A target that fails as well will not come up by waiting for it. */
async function refuseIllTarget(
  { api, retries }: { readonly api: EcsApi; readonly retries: number },
  at: {
    readonly service: string
    readonly label: string
    readonly target: string
    readonly deploymentId: string
  },
  signal: AbortSignal,
): Promise<void> {
  let failed: ReturnType<typeof findFailedTasks>
  try {
    failed = findFailedTasks(await readStoppedTasks(api, at.service, signal), at.deploymentId)
  } catch (error) {
    if (error instanceof EcsTrouble) return
    throw error
  }
  if (failed.length < retries) return
  throw gaveUp(
    at.label,
    at.target,
    `${failed.length} of its tasks failed as well, the last one: ${failed[0]?.reason}`,
  )
}

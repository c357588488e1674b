import { PlatformError } from '../../../core/platform-error.ts'
import type { RollbackTo } from '../../../run/rollback-to.ts'
import type { EcsApi } from '../api/api.ts'
import { readRevisions } from '../api/history-reading.ts'
import { type ServiceHistory, shortTaskDefinition } from '../model/model.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'

/**
 * The service's history, with the service revision that `rollback-to` names even if it is older than all
 * that the history shows. Rejects with a RollbackError if that is not on record or is another service's.
 */
export async function findNamed(
  api: EcsApi,
  watched: ServiceTracker,
  rollbackTo: RollbackTo,
  signal: AbortSignal,
): Promise<ServiceHistory | undefined> {
  const history = await watched.history.readOrThrow(signal)
  if (rollbackTo.kind !== 'revision') return history
  const { revision: named } = rollbackTo
  const [, path] = named.split(':service-revision/')
  if (path === undefined || history?.revisions.has(named)) return history
  if (path.split('/').at(-2) !== watched.label) throw noDeploymentOf(named, watched)
  const found = await readRevisions(api, [named], signal)
  if (found.size === 0) throw notOnRecord(named, watched)
  return {
    deployments: history?.deployments ?? [],
    revisions: new Map([...(history?.revisions ?? []), ...found]),
    isWhole: history?.isWhole ?? false,
  }
}

/** Another family is another application, unless this service has run it before. */
export function refuseOtherFamily(target: string, { label }: ServiceTracker, known: readonly string[]): void {
  if (known.some((taskDefinition) => familyOf(taskDefinition) === familyOf(target))) return
  throw new PlatformError(
    'refused',
    `rollback-to names ${shortTaskDefinition(target)}, but ${label} has only ever run ${[...new Set(known.map(familyOf))].join(', ')}`,
    { hint: 'Name a revision of the family that this service runs, as family:revision.' },
  )
}

function familyOf(taskDefinition: string): string {
  return shortTaskDefinition(taskDefinition).split(':')[0] ?? ''
}

function noDeploymentOf(named: string, { label }: ServiceTracker): PlatformError {
  return new PlatformError('refused', `rollback-to names ${named}, which is no revision of ${label}`, {
    hint: 'Name a revision of this service; its deployments in the ECS console show them.',
  })
}

function notOnRecord(named: string, { label }: ServiceTracker): PlatformError {
  return new PlatformError(
    'not-found',
    `rollback-to names ${named}, which is not on record; ECS keeps the revisions of the last 90 days`,
    { hint: `List what exists with: aws ecs list-service-deployments --service ${label}` },
  )
}

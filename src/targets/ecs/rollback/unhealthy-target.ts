import { AwsError } from '../../../aws/aws-error.ts'
import { PlatformError } from '../../../core/platform-error.ts'
import type { EcsApi } from '../api/api.ts'
import { readStoppedTasks } from '../api/service-reading.ts'
import { shortTaskDefinition } from '../model/model.ts'
import { findFailedTasks } from '../model/stopped-task.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'

/** A target that fails as well will not come up by waiting for it. */
export async function refuseUnhealthyTarget(
  { api, retries }: { readonly api: EcsApi; readonly retries: number },
  at: { readonly watched: ServiceTracker; readonly target: string; readonly deploymentId: string },
  signal: AbortSignal,
): Promise<void> {
  let failed: ReturnType<typeof findFailedTasks>
  try {
    failed = findFailedTasks(await readStoppedTasks(api, at.watched.name, signal), at.deploymentId)
  } catch (error) {
    if (error instanceof AwsError) return
    throw error
  }
  if (failed.length < retries) return
  throw failedBefore(
    at.watched.label,
    at.target,
    `${failed.length} of its tasks failed as well, the last one: ${failed[0]?.reason}`,
  )
}

/** Why a rollback could not be carried through on the platform. */
export function failedBefore(label: string, target: string, reason: string): PlatformError {
  return new PlatformError(
    'refused',
    `${label} could not be brought back to ${shortTaskDefinition(target)}: ${reason}`,
    {
      hint: 'Look at the service in the ECS console before you start another deployment.',
    },
  )
}

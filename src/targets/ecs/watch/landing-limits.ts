import type { LandingLimits, SchedulePart } from '../../../run/landing-time.ts'
import type { EcsApi } from '../api/api.ts'
import { readServicesOf } from '../api/service-reading.ts'
import type { EcsService } from '../model/model.ts'
import type { ServiceTracker } from './service-tracker.ts'

/** What ECS or CodeDeploy does by a schedule of its own, and how long the credentials last. Rejects with an AwsError. */
export async function readLandingLimits(
  api: EcsApi,
  watched: readonly ServiceTracker[],
  signal: AbortSignal,
): Promise<LandingLimits> {
  const schedules = []
  for (const [tracker, service] of await readServicesOf(api, watched, signal))
    schedules.push({ service: tracker.label, parts: await readParts(tracker, service, signal) })
  return { schedules, credentialsMs: await readCredentialsMs(api, signal) }
}

async function readParts(
  { codeDeploy }: ServiceTracker,
  service: EcsService,
  signal: AbortSignal,
): Promise<readonly SchedulePart[]> {
  if (service.controller !== 'CODE_DEPLOY') return service.schedule
  return await codeDeploy.readSchedule(service, signal)
}

/** Undefined: they do not end, or do not say when. */
async function readCredentialsMs(api: EcsApi, signal: AbortSignal): Promise<number | undefined> {
  const used = await api.call('ecs:DescribeServices', (client) => client.config.credentials(), signal)
  return used.expiration === undefined ? undefined : Math.max(0, used.expiration.getTime() - Date.now())
}

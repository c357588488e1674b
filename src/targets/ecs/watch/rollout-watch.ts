import type { Clock } from '../../../core/clock.ts'
import type { RolloutLook, RolloutWatch } from '../../../health/rollout.ts'
import type { EcsApi } from '../api/api.ts'
import { readServices } from '../api/service-reading.ts'
import { EcsTrouble } from '../../../aws/aws-error.ts'
import type { WatchedService } from './service-tracker.ts'

/** Follows all services in one batched call a look; more calls only where something has changed. */
export function ecsRolloutWatch(api: EcsApi, watched: readonly WatchedService[], clock: Clock): RolloutWatch {
  return {
    async look(signal) {
      try {
        return await lookAtAll(api, watched, clock, signal)
      } catch (error) {
        if (!(error instanceof EcsTrouble)) throw error
        const { message, kind, hint } = error
        const reason = hint === undefined ? message : `${message}. ${hint}`
        const state = { kind: 'unknown', reason, permanent: kind !== 'passing' } as const
        return {
          atMs: clock.nowMs(),
          services: watched.map(({ label }) => ({ service: label, state })),
          news: [],
        }
      }
    },
  }
}

async function lookAtAll(
  api: EcsApi,
  watched: readonly WatchedService[],
  clock: Clock,
  signal: AbortSignal,
): Promise<RolloutLook> {
  const read = await readServices(
    api,
    watched.map(({ name }) => name),
    signal,
  )
  const services: RolloutLook['services'][number][] = []
  const news: string[] = []
  for (const [index, service] of read.entries()) {
    const one = watched[index]
    if (one === undefined) continue
    const look = await one.read(service, signal)
    services.push({ service: one.label, state: look.state })
    news.push(...look.news)
  }
  return { atMs: clock.nowMs(), services, news }
}

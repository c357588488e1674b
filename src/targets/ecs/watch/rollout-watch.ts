import { AwsError } from '../../../aws/aws-error.ts'
import type { Clock } from '../../../core/clock.ts'
import type { RolloutPoll, RolloutWatch } from '../../../health/rollout.ts'
import type { EcsApi } from '../api/api.ts'
import { readServicesOf } from '../api/service-reading.ts'
import type { ServiceTracker } from './service-tracker.ts'

/** Follows all services in one batched call per poll; more calls only where something has changed. */
export function ecsRolloutWatch(api: EcsApi, watched: readonly ServiceTracker[], clock: Clock): RolloutWatch {
  const epochMs = Date.now() - clock.nowMs()
  return {
    async poll(signal) {
      try {
        return await pollAll(api, watched, { clock, epochMs }, signal)
      } catch (error) {
        if (!(error instanceof AwsError)) throw error
        const { message, kind, hint } = error
        const reason = hint === undefined ? message : `${message}. ${hint}`
        const state = { kind: 'unknown', reason, permanent: kind !== 'transient' } as const
        return {
          atMs: clock.nowMs(),
          services: watched.map(({ label }) => ({ service: label, state })),
          news: [],
        }
      }
    },
  }
}

async function pollAll(
  api: EcsApi,
  watched: readonly ServiceTracker[],
  /** `epochMs`: the wall clock at the run's time 0. */
  { clock, epochMs }: { readonly clock: Clock; readonly epochMs: number },
  signal: AbortSignal,
): Promise<RolloutPoll> {
  const services: RolloutPoll['services'][number][] = []
  const news: string[] = []
  for (const [tracker, service] of await readServicesOf(api, watched, signal)) {
    const { state, createdAtMs, ...poll } = await tracker.read(service, signal)
    const begunAtMs = createdAtMs && createdAtMs - epochMs
    services.push({ service: tracker.label, state, begunAtMs })
    news.push(...poll.news)
  }
  return { atMs: clock.nowMs(), services, news }
}

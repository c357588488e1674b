import { AwsError } from '../../../aws/aws-error.ts'
import type { Clock } from '../../../core/clock.ts'
import type { RolloutPoll, RolloutWatch } from '../../../health/rollout.ts'
import type { EcsApi } from '../api/api.ts'
import { ClusterTasks } from '../api/cluster-tasks.ts'
import type { ServiceTracker } from './service-tracker.ts'
import { ServicesReader, type Snapshot } from './services-reader.ts'

/** Follows all services in one batched call per poll; more calls only where something has changed. */
export function ecsRolloutWatch(
  api: EcsApi,
  watched: readonly ServiceTracker[],
  clock: Clock,
  reader = new ServicesReader(api, watched, clock),
): RolloutWatch {
  const epochMs = Date.now() - clock.nowMs()
  let usedAtMs = Number.NEGATIVE_INFINITY
  return {
    async poll(signal, sinceMs = clock.nowMs()) {
      try {
        // The same answer again would be no poll.
        const { services, askedAtMs, atMs } = await reader.read(Math.max(sinceMs, usedAtMs + 1), signal)
        usedAtMs = askedAtMs
        return {
          atMs,
          ...(await follow(services, { tasks: new ClusterTasks(api, watched.length), epochMs }, signal)),
        }
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

interface FollowDeps {
  readonly tasks: ClusterTasks
  /** The wall clock at the run's time 0. */
  readonly epochMs: number
}

async function follow(
  described: Snapshot['services'],
  { tasks, epochMs }: FollowDeps,
  signal: AbortSignal,
): Promise<Omit<RolloutPoll, 'atMs'>> {
  const services: RolloutPoll['services'][number][] = []
  const news: string[] = []
  for (const [tracker, service] of described) {
    const { state, createdAtMs, ...poll } = await tracker.read(service, tasks, signal)
    const begunAtMs = createdAtMs && createdAtMs - epochMs
    services.push({ service: tracker.label, state, begunAtMs })
    news.push(...poll.news)
  }
  return { services, news }
}

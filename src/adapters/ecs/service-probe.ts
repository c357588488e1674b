import type { Clock } from '../../domain/clock.ts'
import { judgeService } from '../../domain/ecs/service-health.ts'
import type { Observation } from '../../domain/observation.ts'
import type { HealthProbe } from '../../domain/probe.ts'
import type { EcsApi } from './api.ts'
import { readServices } from './service-reading.ts'
import { EcsTrouble } from './trouble.ts'
import type { WatchedService } from './watched-service.ts'

/** Judges by what ECS says of the services when there is no address that could be asked. */
export function serviceProbe(api: EcsApi, watched: readonly WatchedService[], clock: Clock): HealthProbe {
  const name = `ECS ${watched.map(({ label }) => label).join(', ')}`
  return {
    name,
    required: true,
    async probe(_expected, signal) {
      const startedAtMs = clock.nowMs()
      const seen = await look(api, watched, signal)
      return { check: name, startedAtMs, endedAtMs: clock.nowMs(), ...seen }
    },
  }
}

async function look(
  api: EcsApi,
  watched: readonly WatchedService[],
  signal: AbortSignal,
): Promise<Pick<Observation, 'result' | 'reason'>> {
  try {
    const services = await readServices(
      api,
      watched.map(({ name }) => name),
      signal,
    )
    return services.map(judgeService).find(({ result }) => result !== 'pass') ?? { result: 'pass' }
  } catch (error) {
    if (!(error instanceof EcsTrouble)) throw error
    return { result: 'error', reason: error.message }
  }
}

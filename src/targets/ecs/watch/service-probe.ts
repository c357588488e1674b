import { AwsError } from '../../../aws/aws-error.ts'
import type { Clock } from '../../../core/clock.ts'
import type { Observation } from '../../../health/observation.ts'
import type { HealthProbe } from '../../../health/probe.ts'
import type { EcsApi, Warn } from '../api/api.ts'
import { TargetHealthReader, TaskHealthReader } from '../api/health-readers.ts'
import { readServices } from '../api/service-reading.ts'
import { judgeServices, type ServiceEvidence } from '../model/service-health.ts'
import type { ServiceTracker } from './service-tracker.ts'

export interface ServiceProbeDeps {
  readonly clock: Clock
  readonly warn: Warn
}

/** Judges by what AWS says of the services: running tasks, container health and target-group health. */
export function serviceProbe(
  api: EcsApi,
  watched: readonly ServiceTracker[],
  { clock, warn }: ServiceProbeDeps,
): HealthProbe {
  const name = `ECS ${watched.map(({ label }) => label).join(', ')}`
  const readers = { tasks: new TaskHealthReader(api, warn), targets: new TargetHealthReader(api, warn) }
  return {
    name,
    required: true,
    async probe(_expected, signal) {
      const startedAtMs = clock.nowMs()
      const seen = await poll(api, watched, readers, signal)
      return { check: name, startedAtMs, endedAtMs: clock.nowMs(), ...seen }
    },
  }
}

interface Readers {
  readonly tasks: TaskHealthReader
  readonly targets: TargetHealthReader
}

/** What a permitted call does not answer this time is an error: no answer is no health. */
async function poll(
  api: EcsApi,
  watched: readonly ServiceTracker[],
  readers: Readers,
  signal: AbortSignal,
): Promise<Pick<Observation, 'result' | 'reason'>> {
  try {
    return judgeServices(await readEvidence(api, watched, readers, signal))
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    return { result: 'error', reason: error.message }
  }
}

async function readEvidence(
  api: EcsApi,
  watched: readonly ServiceTracker[],
  readers: Readers,
  signal: AbortSignal,
): Promise<ServiceEvidence[]> {
  const services = await readServices(
    api,
    watched.map(({ name }) => name),
    signal,
  )
  const tasks = await readers.tasks.read(services, signal)
  const stopped = await readers.tasks.readStopped(services, signal)
  const groups = [...new Set(services.flatMap(({ targetGroups }) => targetGroups))]
  const targets = groups.length === 0 ? undefined : await readers.targets.read(groups, signal)
  return services.map((service) => ({
    service,
    tasks: tasks?.get(service),
    stopped: stopped?.get(service),
    targets: targets?.filter(({ group }) => service.targetGroups.includes(group)),
  }))
}

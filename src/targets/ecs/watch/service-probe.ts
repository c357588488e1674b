import { AwsError } from '../../../aws/aws-error.ts'
import type { Clock } from '../../../core/clock.ts'
import type { Observation } from '../../../health/observation.ts'
import type { HealthProbe } from '../../../health/probe.ts'
import type { EcsApi, Warn } from '../api/api.ts'
import { TargetHealthReader, TaskHealthReader } from '../api/health-readers.ts'
import type { EcsService } from '../model/model.ts'
import { judgeServices, type ServiceEvidence } from '../model/service-health.ts'
import type { ServiceTracker } from './service-tracker.ts'
import { ServicesReader, type Snapshot } from './services-reader.ts'

export interface ServiceProbeDeps {
  readonly clock: Clock
  readonly warn: Warn
  /** Shared with the watch of the rollout. Absent: its own. */
  readonly reader?: ServicesReader | undefined
}

/** Judges by what AWS says of the services: running tasks, container health and target-group health. */
export function serviceProbe(
  api: EcsApi,
  watched: readonly ServiceTracker[],
  { clock, warn, reader = new ServicesReader(api, watched, clock) }: ServiceProbeDeps,
): HealthProbe {
  const name = `ECS ${watched.map(({ label }) => label).join(', ')}`
  const readers = { tasks: new TaskHealthReader(api, warn), targets: new TargetHealthReader(api, warn) }
  return {
    name,
    required: true,
    async probe(_expected, signal) {
      const startedAtMs = clock.nowMs()
      const seen = await poll(() => reader.read(startedAtMs, signal), readers, signal)
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
  read: () => Promise<Snapshot>,
  readers: Readers,
  signal: AbortSignal,
): Promise<Pick<Observation, 'result' | 'reason'>> {
  try {
    const { services } = await read()
    const described = services.map(([, service]) => service)
    return judgeServices(await readEvidence(described, readers, signal))
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    return { result: 'error', reason: error.message }
  }
}

async function readEvidence(
  services: readonly EcsService[],
  readers: Readers,
  signal: AbortSignal,
): Promise<ServiceEvidence[]> {
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

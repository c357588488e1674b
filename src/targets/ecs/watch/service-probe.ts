import { AwsError } from '../../../aws/aws-error.ts'
import type { Clock } from '../../../core/clock.ts'
import type { Observation } from '../../../health/observation.ts'
import type { HealthProbe } from '../../../health/probe.ts'
import type { EcsApi, Warn } from '../api/api.ts'
import { TaskHealthReader } from '../api/health-readers.ts'
import { TargetHealthReader } from '../api/target-health-reader.ts'
import type { EcsService } from '../model/model.ts'
import { judgeServices, type ServiceEvidence } from '../model/service-health.ts'
import type { ServiceTracker } from './service-tracker.ts'
import { ServicesReader } from './services-reader.ts'

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
  const readers = {
    tasks: new TaskHealthReader(api, warn),
    targets: new TargetHealthReader(api, clock, warn),
  }
  return {
    name,
    required: true,
    async probe(_expected, signal, _stage, freshSinceMs) {
      const startedAtMs = clock.nowMs()
      const read = async () => {
        const { services } = await reader.read(startedAtMs, signal)
        const described = services.map(([, service]) => service)
        return await readEvidence(
          described,
          { ...readers, freshSinceMs: freshSinceMs ?? startedAtMs },
          signal,
        )
      }
      const seen = await judge(read)
      return { check: name, startedAtMs, endedAtMs: clock.nowMs(), ...seen }
    },
  }
}

interface Readers {
  readonly tasks: TaskHealthReader
  readonly targets: TargetHealthReader
  readonly freshSinceMs: number
}

/** What a permitted call does not answer this time is an error: no answer is no health. */
async function judge(
  read: () => Promise<readonly ServiceEvidence[]>,
): Promise<Pick<Observation, 'result' | 'reason'>> {
  try {
    return judgeServices(await read())
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
  const hasTargets = services.some(({ targetGroups }) => targetGroups.length > 0)
  const targets = hasTargets ? await readers.targets.read(services, readers.freshSinceMs, signal) : undefined
  return services.map((service) => ({
    service,
    tasks: tasks?.get(service),
    stopped: stopped?.get(service),
    targets: targets?.filter(({ group }) => service.targetGroups.includes(group)),
  }))
}

import type { TaskFate } from '../../demo/world/images.ts'
import type { Verdict } from '../../src/health/observation.ts'
import type { HealthProbe } from '../../src/health/probe.ts'
import { verify } from '../../src/run/verify.ts'
import { ecsRolloutWatch } from '../../src/targets/ecs/watch/rollout-watch.ts'
import { serviceProbe } from '../../src/targets/ecs/watch/service-probe.ts'
import { ServicesReader } from '../../src/targets/ecs/watch/services-reader.ts'
import { startEcsBench } from './ecs-world.ts'
import { healthPolicy } from './policy.ts'
import { RecordingJournal } from './recording-journal.ts'

const MINUTE_MS = 60_000
const EXITS: TaskFate = { kind: 'exits', exitCode: 1, afterMs: 20_000 }

export interface ManyWatched {
  readonly verdict: Verdict
  /** The actions of ECS that were called. */
  readonly calls: readonly string[]
  readonly callsPerMinute: number
  /** Of target groups. */
  readonly targetCallsPerMinute: number
  readonly probes: number
}

/**
 * All services are deployed at once, and judged by what AWS says of them, with the default numbers.
 *
 * @param failing a service whose tasks exit
 */
export async function watchMany(
  services: number,
  { failing = '', fate = EXITS }: { readonly failing?: string; readonly fate?: TaskFate } = {},
): Promise<ManyWatched> {
  const bench = await startEcsBench()
  const { world, clock, api } = bench
  try {
    const names = Array.from({ length: services }, (_, index) => `web${index}`)
    const watched = bench.watch(
      ...names.map((service) => {
        const image = `registry.example/${service}:4`
        // So long ECS itself takes no notice of its targets.
        world.createService({ name: service, healthCheckGracePeriodSeconds: 3_600 })
        world.image(image, service === failing ? { task: fate } : {})
        return { service, taskDefinition: world.deploy(service, image).taskDefinitionArn }
      }),
    )
    const reader = new ServicesReader(api, watched, clock)
    const probe: HealthProbe = serviceProbe(api, watched, { clock, warn: () => {}, reader })
    const journal = new RecordingJournal(clock)
    world.ecs.calls.length = 0
    world.loadBalancing.calls.length = 0
    const { verdict, startedAtMs, endedAtMs } = await verify(
      {
        clock,
        random: () => 0.5,
        journal,
        probes: [probe],
        watch: ecsRolloutWatch(api, watched, clock, reader),
      },
      {
        stage: 'verification',
        policy: healthPolicy({ startPeriodMs: 90_000, bakeTimeMs: 120_000 }),
        pollIntervalMs: 5_000,
        expected: { kind: 'any' },
      },
      new AbortController().signal,
    )
    const calls = world.ecs.calls.map(({ action }) => action)
    const minutes = (endedAtMs - startedAtMs) / MINUTE_MS
    const callsPerMinute = calls.length / minutes
    const targetCallsPerMinute = world.loadBalancing.calls.length / minutes
    return { verdict, calls, callsPerMinute, targetCallsPerMinute, probes: journal.of('observed').length }
  } finally {
    await bench.close()
  }
}

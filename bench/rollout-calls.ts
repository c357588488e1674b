import { setTimeout as sleep } from 'node:timers/promises'
import { readActionMetadata, stepInputs } from '../demo/runner/action-metadata.ts'
import { ACTION_FILE } from '../demo/stage.ts'
import { startWorld } from '../demo/world/index.ts'
import { runnerInputs } from '../src/adapters/runner/inputs.ts'
import type { Clock } from '../src/domain/clock.ts'
import { verify } from '../src/domain/verify.ts'
import { parseInputs } from '../src/inputs/parse-inputs.ts'
import { httpProbes, verificationPolicy } from '../src/wiring/health.ts'
import { openPlatform } from '../src/wiring/platform.ts'
import type { Figure } from './figure.ts'

const SPEED = 60
const ROLLOUT_MS = 600_000
const AIM_CALLS = 70

/** The action's clock in the world's time: both are as many times faster than ours. */
class FastClock implements Clock {
  readonly #origin = performance.now()

  nowMs(): number {
    return (performance.now() - this.#origin) * SPEED
  }

  async sleep(durationMs: number, signal: AbortSignal): Promise<void> {
    await sleep(durationMs / SPEED, undefined, { signal })
  }
}

/** The main job's own composition, with every default, against a rollout that takes ten minutes. */
export async function measureRolloutCalls(): Promise<Figure[]> {
  const world = await startWorld({ speed: SPEED })
  const before = { ...process.env }
  Object.assign(process.env, world.env())
  try {
    world.createService({ name: 'web' })
    world.image('registry.example/web:4', { startMs: ROLLOUT_MS })
    const { taskDefinitionArn } = world.deploy('web', 'registry.example/web:4')
    const { env } = stepInputs(
      readActionMetadata(ACTION_FILE),
      {
        target: 'ecs',
        cluster: 'prod',
        service: 'web',
        'task-definition': taskDefinitionArn,
        'health-url': `${world.app.url()}/health`,
      },
      {},
    )
    const config = parseInputs(runnerInputs(env))
    const clock = new FastClock()
    const journal = { record: () => {} }
    const platform = await openPlatform(config, { clock, journal })
    const probes = httpProbes(config, { env: {}, clock, redact: (text) => text })
    const { pollIntervalMs } = config
    const { verdict, endedAtMs } = await verify(
      { ...platform, clock, journal, probes, random: Math.random },
      {
        stage: 'verification',
        policy: verificationPolicy(config),
        pollIntervalMs,
        expected: { kind: 'any' },
      },
      new AbortController().signal,
    )
    if (verdict.kind !== 'healthy') throw new Error(`It should have been healthy: ${verdict.reason}`)
    const calls = world.ecs.calls.length
    const minutes = (endedAtMs / 60_000).toFixed(1)
    return [
      {
        what: `ECS calls for a ten-minute rollout, ${minutes} min in all`,
        measured: `${calls}`,
        aim: { text: `≤ ${AIM_CALLS}`, isMet: calls <= AIM_CALLS },
      },
    ]
  } finally {
    for (const name of Object.keys(world.env())) delete process.env[name]
    Object.assign(process.env, before)
    await world.close()
  }
}

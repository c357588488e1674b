import { setTimeout as sleep } from 'node:timers/promises'
import { readActionMetadata, stepInputs } from '../demo/runner/action-metadata.ts'
import { ACTION_FILE } from '../demo/stage.ts'
import { startWorld } from '../demo/world/index.ts'
import type { Clock } from '../src/core/clock.ts'
import { httpProbes, verificationPolicy } from '../src/main/health-policy.ts'
import { parseInputs } from '../src/main/parse-inputs.ts'
import type { Journal } from '../src/run/event.ts'
import { verify } from '../src/run/verify.ts'
import { runnerInputs } from '../src/runner/inputs.ts'
import type { Figure } from './figure.ts'

const SPEED = 60
const ROLLOUT_MS = 600_000
/** What a rollout takes beyond the start of its tasks: health checks, and draining of the old ones. */
const REST_MS = 50_000
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
    world.image('registry.example/web:4', { startMs: ROLLOUT_MS - REST_MS })
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
    const config = parseInputs(runnerInputs(env, 'main'))
    const clock = new FastClock()
    let rollout = { calls: 0, endedAtMs: 0 }
    const journal: Journal = {
      record: (event) => {
        if (event.kind !== 'rollout-changed' || event.state.kind !== 'complete' || rollout.calls > 0) return
        rollout = { calls: world.ecs.calls.length, endedAtMs: clock.nowMs() }
      },
    }
    const redact = (text: string) => text
    const probes = await httpProbes(config, { env: {}, clock, redact })
    const reason = () => ''
    const hasAnswered = () => false
    const deps = { env: {}, clock, epochMs: 0, journal, redact, probes, reason, hasAnswered, reportPath: '' }
    const opened = await config.target.open(config, deps)
    const { pollIntervalMs } = config
    const { verdict, endedAtMs } = await verify(
      { ...opened, clock, journal, probes: [...probes, ...opened.probes], random: Math.random },
      {
        stage: 'verification',
        policy: verificationPolicy(config),
        pollIntervalMs,
        expected: { kind: 'any' },
      },
      new AbortController().signal,
    )
    if (verdict.kind !== 'healthy') throw new Error(`It should have been healthy: ${verdict.reason}`)
    const minutes = (durationMs: number) => `${(durationMs / 60_000).toFixed(1)} min`
    return [
      {
        what: `ECS calls for a rollout of ${minutes(rollout.endedAtMs)}`,
        measured: `${rollout.calls}`,
        aim: { text: `≤ ${AIM_CALLS}`, isMet: rollout.calls > 0 && rollout.calls <= AIM_CALLS },
      },
      {
        what: `the same with start and bake, ${minutes(endedAtMs)}`,
        measured: `${world.ecs.calls.length}`,
      },
    ]
  } finally {
    for (const name of Object.keys(world.env())) delete process.env[name]
    Object.assign(process.env, before)
    await world.close()
  }
}

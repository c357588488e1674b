import { changeService } from '../../demo/world/ecs/service-update.ts'
import type { ImageBehaviour } from '../../demo/world/images.ts'
import { startWorld, type World } from '../../demo/world/index.ts'
import type { DeployStep, PastImage } from '../../demo/world/stories.ts'
import { type Played, QUICK, tellWrite, worldClock } from './play.ts'
import { type Inputs, Stage, type StepWay } from './stage.ts'

/** An ECS world and a job in it, whose steps share a runner's temporary folder as they do on GitHub. */
export interface EcsStage {
  readonly world: World
  /** Runs the bundle as the next step. The writes and calls that it tells of are of this step alone. */
  step(inputs?: Inputs, way?: StepWay): Promise<Played>
  /** The same in a job of its own: nothing that earlier steps left is found there. */
  stepOfOtherJob(inputs?: Inputs): Promise<Played>
  /** Pushes `registry.example/SERVICE:TAG`, which behaves so, and deploys it. Answers the ARN. */
  deploy(service: string, tag: string, behaviour?: ImageBehaviour, step?: DeployStep): string
  /** So much of the world's time passes at once. Default: enough for any rollout to end. */
  pass(durationMs?: number): void
}

const TEN_MINUTES_MS = 600_000

export async function onStage(
  act: (stage: EcsStage) => Promise<void>,
  settings: Pick<Parameters<typeof startWorld>[0] & object, 'account'> = {},
): Promise<void> {
  const running = worldClock()
  let skippedMs = 0
  const world = await startWorld({ ...settings, clock: { nowMs: () => running.nowMs() + skippedMs } })
  const stage = await Stage.open({
    env: world.env(),
    with: {
      target: 'ecs',
      cluster: 'prod',
      service: 'web',
      'health-url': `${world.app.url()}/health`,
      ...QUICK,
    },
  })
  try {
    await act({
      world,
      step: (inputs, way) => runStep(world, stage, inputs, way),
      stepOfOtherJob: (inputs) => {
        stage.nextJob()
        return runStep(world, stage, inputs)
      },
      deploy: (service, tag, behaviour, step) => {
        world.image(`registry.example/${service}:${tag}`, behaviour)
        return world.deploy(service, `registry.example/${service}:${tag}`, step).taskDefinitionArn
      },
      pass: (durationMs = TEN_MINUTES_MS) => {
        skippedMs += durationMs
      },
    })
  } finally {
    await stage.close()
    await world.close()
  }
}

async function runStep(world: World, stage: Stage, own?: Inputs, way?: StepWay): Promise<Played> {
  const before = { calls: world.ecs.calls.length, writes: world.ecs.writes.length }
  const probesBefore = world.app.requests.length
  const ended = await stage.run(own, way)
  return {
    ...ended,
    writes: world.ecs.writes.slice(before.writes).map(tellWrite),
    calls: world.ecs.calls.slice(before.calls).map((call) => call.action),
    probes: world.app.requests.length - probesBefore,
  }
}

/** `registry.example/web:1` to `:3` and so on, as the pasts of stories name them. */
export function past(service: string, ...tags: (string | (Omit<PastImage, 'image'> & { tag: string }))[]) {
  return tags.map((each) => {
    if (typeof each === 'string') return `registry.example/${service}:${each}`
    const { tag, ...rest } = each
    return { image: `registry.example/${service}:${tag}`, ...rest }
  })
}

/** Without the zero-width spaces that keep GitHub from making links. */
export function readable(markdown: string): string {
  return markdown.replace(/<\/?span>/g, '')
}

/** A run reduced to what a test holds it to; the log is kept to be seen when that fails. */
export function ending({ exitCode, outputs, writes, log }: Played, ...names: string[]) {
  const told = Object.fromEntries(
    ['result', 'healthy', 'rolled-back', 'from', 'to', ...names].map((name) => [name, outputs[name] ?? '']),
  )
  return { exitCode, ...told, writes, log }
}

/** What every {@link ending} has besides what a test names. */
export const ANY_LOG = { log: expect.any(String) }

/** Of the world: what a forced redeploy is, `aws ecs update-service --force-new-deployment`. */
export function deployAgain(world: World, service = 'web'): void {
  changeService(world.ecs.state, world.service(service), { forceNewDeployment: true })
}

export const CRASHES: ImageBehaviour = { task: { kind: 'exits', exitCode: 1, afterMs: 4_000 } }
export const ILL: ImageBehaviour = { http: { status: 500 } }
export const BREAKER = { deploymentCircuitBreaker: { enable: true, rollback: true } }

/** Of an {@link ending}: an earlier version is verified to be back. */
export const BACK = { healthy: 'true', 'rolled-back': 'true', ...ANY_LOG }
export const ROLLED_BACK = { exitCode: 1, result: 'rolled-back', ...BACK }
export const BY_PLATFORM = { exitCode: 1, result: 'rolled-back-by-platform', ...BACK }

import { startWorld, type World } from '../../demo/world/index.ts'
import { connectEcs, type EcsApi } from '../../src/targets/ecs/api/api.ts'
import type { EcsServiceConfig } from '../../src/targets/ecs/ecs-config.ts'
import { ServiceTracker } from '../../src/targets/ecs/watch/service-tracker.ts'
import { FakeClock } from './fake-clock.ts'
import type { Blockade } from './rollback-contract.ts'

/** The embedded ECS on the same virtual time as the code under test; the wire between them is real. */
export interface EcsBench {
  readonly world: World
  readonly clock: FakeClock
  readonly api: EcsApi
  readonly warnings: string[]
  watch(...services: EcsServiceConfig[]): ServiceTracker[]
  /** From now on this action gets no answer, until it is lifted. */
  block(action: string): Blockade
  close(): Promise<void>
}

const START_MS = Date.parse('2026-01-05T10:00:00Z')

export async function startEcsBench(settings: { readonly cluster?: string } = {}): Promise<EcsBench> {
  const clock = new FakeClock()
  const world = await startWorld({ clock: { nowMs: () => START_MS + clock.nowMs() } })
  Object.assign(process.env, world.env())
  const direct = await connectEcs(settings.cluster ?? 'prod', undefined)
  const gate = new Gate()
  const api: EcsApi = {
    ...direct,
    call: async (action, run, signal) => {
      await gate.pass(action, signal)
      return await clock.whileBusy(direct.call(action, run, signal))
    },
    codeDeploy: async (action, run, signal) => {
      await gate.pass(action, signal)
      return await clock.whileBusy(direct.codeDeploy(action, run, signal))
    },
    loadBalancing: async (action, run, signal) => {
      await gate.pass(action, signal)
      return await clock.whileBusy(direct.loadBalancing(action, run, signal))
    },
  }
  const warnings: string[] = []
  return {
    world,
    clock,
    api,
    warnings,
    watch: (...services) =>
      services.map(
        (service) =>
          new ServiceTracker(api, service, (text, hint = '') => warnings.push(`${text} ${hint}`.trim())),
      ),
    block: (action) => gate.block(action),
    close: () => world.close(),
  }
}

/** Keeps calls of one action from being answered. */
class Gate {
  #blocked: string | undefined
  #reach: () => void = () => {}
  #lift = new AbortController()

  block(action: string): Blockade {
    this.#blocked = action
    this.#lift = new AbortController()
    const reached = new Promise<void>((resolve) => {
      this.#reach = resolve
    })
    return {
      reached,
      lift: async () => {
        this.#blocked = undefined
        this.#lift.abort()
      },
    }
  }

  async pass(action: string, signal: AbortSignal): Promise<void> {
    if (action !== this.#blocked) return
    this.#reach()
    const either = AbortSignal.any([signal, this.#lift.signal])
    if (!either.aborted)
      await new Promise<void>((resolve) => either.addEventListener('abort', () => resolve()))
    signal.throwIfAborted()
  }
}

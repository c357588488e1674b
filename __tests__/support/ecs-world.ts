import { startWorld, type World } from '../../demo/world/index.ts'
import { connectEcs, type EcsApi } from '../../src/adapters/ecs/api.ts'
import { WatchedService } from '../../src/adapters/ecs/watched-service.ts'
import type { EcsServiceConfig } from '../../src/config.ts'
import { FakeClock } from './fake-clock.ts'

/** The embedded ECS on the same virtual time as the code under test; the wire between them is real. */
export interface EcsBench {
  readonly world: World
  readonly clock: FakeClock
  readonly api: EcsApi
  readonly warnings: string[]
  watch(...services: EcsServiceConfig[]): WatchedService[]
  close(): Promise<void>
}

const START_MS = Date.parse('2026-01-05T10:00:00Z')

export async function startEcsBench(settings: { readonly cluster?: string } = {}): Promise<EcsBench> {
  const clock = new FakeClock()
  const world = await startWorld({ clock: { nowMs: () => START_MS + clock.nowMs() } })
  Object.assign(process.env, world.env())
  const direct = await connectEcs(settings.cluster ?? 'prod', undefined)
  const api: EcsApi = {
    ...direct,
    call: (action, run, signal) => clock.whileBusy(direct.call(action, run, signal)),
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
          new WatchedService(api, service, (text, hint = '') => warnings.push(`${text} ${hint}`.trim())),
      ),
    close: () => world.close(),
  }
}

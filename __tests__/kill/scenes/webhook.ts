import { serve } from '../../../demo/world/loopback.ts'
import { ROLLS_BACK, VersionedSite } from '../../bundle/versioned-site.ts'
import { BlueGreen } from '../../targets/webhook/blue-green.ts'
import type { Setup } from '../scene.ts'

export const webhook: Setup = {
  name: 'webhook',
  good: 'blue',
  write: 'rollback$',
  async open(proxy) {
    const gateway = await BlueGreen.start()
    const site = new VersionedSite(() => gateway.current)
    site.unhealthy.add('green')
    const server = await serve(site.answer)
    const [endpoint, address] = [await proxy.front(gateway.origin), await proxy.front(server.url)]
    return {
      env: {},
      with: {
        ...ROLLS_BACK,
        target: 'webhook',
        'health-url': `${address}/health`,
        'webhook-url': `${endpoint}/deployment/rollback`,
        'webhook-status-url': `${endpoint}/deployment/status`,
        'webhook-status-expect': 'changed',
        'expect-version': 'green',
      },
      writes: () => gateway.calls.map(({ method }) => `${method} rollback`),
      live: async () => gateway.current,
      close: async () => {
        await gateway.close()
        await server.close()
      },
    }
  },
}

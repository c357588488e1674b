import { Balancer } from '../../../../demo/world/balancer.ts'
import type { Service } from '../../../../demo/world/ecs/state.ts'
import type { PushedImage } from '../../../../demo/world/images.ts'
import type { Site } from '../../platform.ts'

/** The tasks of services behind their load balancers, each under an address of its own. */
export function siteOf(services: ReadonlyMap<string, Service>): Site {
  const balancers = new Map([...services].map(([site, service]) => [site, new Balancer(service)]))
  return {
    next: (listener, site) => {
      const image = balancers.get(site)?.next(listener)?.image
      return image && { version: image.version, behaviour: behave(image) }
    },
  }
}

function behave(image: PushedImage) {
  const { http } = image.behaviour
  const seen = { path: '/health', servingForMs: 0, answered: image.requests }
  image.requests += 1
  return (typeof http === 'function' ? http(seen) : http) ?? {}
}

import { watchMany } from '../__tests__/support/many-services.ts'
import type { Figure } from './figure.ts'

/** Calls a minute: of ECS, and of the load balancer, which is asked by target group. */
const AIMS = [
  [10, 40, 20],
  [50, 90, 45],
] as const

/** A healthy landing judged by what AWS says of the services, on virtual time. */
export async function measureManyServices(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [services, most, mostOfTargets] of AIMS) {
    const { verdict, callsPerMinute, targetCallsPerMinute } = await watchMany(services)
    if (verdict.kind !== 'healthy') throw new Error(`It should have been healthy: ${verdict.reason}`)
    figures.push(
      limited(`ECS calls a minute for ${services} services without health-url`, callsPerMinute, most),
      limited(
        `calls of the load balancer a minute for the same ${services}`,
        targetCallsPerMinute,
        mostOfTargets,
      ),
    )
  }
  return figures
}

function limited(what: string, callsPerMinute: number, most: number): Figure {
  const aim = { text: `≤ ${most}`, isMet: callsPerMinute <= most }
  return { what, measured: callsPerMinute.toFixed(0), aim }
}

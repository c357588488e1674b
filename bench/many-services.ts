import { watchMany } from '../__tests__/support/many-services.ts'
import type { Figure } from './figure.ts'

const AIMS = [
  [10, 40],
  [50, 90],
] as const

/** A healthy landing judged by what AWS says of the services, on virtual time. */
export async function measureManyServices(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [services, most] of AIMS) {
    const { verdict, callsPerMinute } = await watchMany(services)
    if (verdict.kind !== 'healthy') throw new Error(`It should have been healthy: ${verdict.reason}`)
    figures.push({
      what: `ECS calls a minute for ${services} services without health-url`,
      measured: callsPerMinute.toFixed(0),
      aim: { text: `≤ ${most}`, isMet: callsPerMinute <= most },
    })
  }
  return figures
}

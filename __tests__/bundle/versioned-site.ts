import type { RequestListener } from 'node:http'
import { QUICK } from './stage.ts'

/** What the steps have that watch such a site, and roll back. */
export const ROLLS_BACK = { ...QUICK, 'poll-interval': '100ms', 'rollback-timeout': '60s' }

/** A site that is as the deployed version is: what is put back can be seen to be back. */
export class VersionedSite {
  /** Versions that answer badly. */
  readonly unhealthy = new Set<string>()
  /** How often a version answers well before it turns unhealthy. */
  turnsUnhealthyAfter = Number.POSITIVE_INFINITY
  /** The version that it answers with. Default: it is called like what is live. */
  versionOf = (live: string): string => live
  readonly #live: () => string
  readonly #answers = new Map<string, number>()

  /** @param live the version that is deployed now: what the site answers, and whether well, follows it */
  constructor(live: () => string) {
    this.#live = live
  }

  /** Requests that reached the site. */
  get probes(): number {
    return [...this.#answers.values()].reduce((sum, count) => sum + count, 0)
  }

  readonly answer: RequestListener = (_, response) => {
    const live = this.#live()
    const version = this.versionOf(live)
    const answers = (this.#answers.get(live) ?? 0) + 1
    this.#answers.set(live, answers)
    const isUnhealthy = this.unhealthy.has(live) || answers > this.turnsUnhealthyAfter
    response.writeHead(isUnhealthy ? 500 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ version, ...(isUnhealthy && { error: 'no such table: orders' }) }))
  }
}

import type { TargetHealth } from '../model/target-health.ts'
import type { Warn } from '../watch/service-tracker.ts'
import type { EcsApi } from './api.ts'
import { OptionalSource } from './optional-source.ts'

/** The health of targets as the load balancer sees it: one call for a target group, which is the least there is. */
export class TargetHealthReader {
  readonly #api: EcsApi
  readonly #source: OptionalSource

  constructor(api: EcsApi, warn: Warn) {
    this.#api = api
    this.#source = new OptionalSource('the health of targets does not count', warn)
  }

  /** Undefined: it may not be read. Rejects with an EcsTrouble. */
  async read(groups: readonly string[], signal: AbortSignal): Promise<readonly TargetHealth[] | undefined> {
    return await this.#source.read(async () => {
      const read = await Promise.all(groups.map((group) => this.#readGroup(group, signal)))
      return read.flat()
    })
  }

  async #readGroup(group: string, signal: AbortSignal): Promise<TargetHealth[]> {
    const { TargetHealthDescriptions = [] } = await this.#api.loadBalancing(
      'elasticloadbalancing:DescribeTargetHealth',
      ({ sdk, client, options }) =>
        client.send(new sdk.DescribeTargetHealthCommand({ TargetGroupArn: group }), options),
      signal,
    )
    return TargetHealthDescriptions.map(({ TargetHealth: health = {} }) => ({
      group,
      state: health.State ?? '',
      ...(health.Reason === undefined ? {} : { reason: health.Reason }),
      ...(health.Description === undefined ? {} : { description: health.Description }),
    }))
  }
}

import { checkForm, unexpectedForm } from '../../../aws/answer-form.ts'
import type { Clock } from '../../../core/clock.ts'
import type { EcsService } from '../model/model.ts'
import { isRollingOut, type TargetHealth } from '../model/service-health.ts'
import type { EcsApi, Warn } from './api.ts'
import { fingerprintOf } from './health-readers.ts'
import { OptionalSource } from './optional-source.ts'

const DESCRIBE_TARGETS = 'elasticloadbalancing:DescribeTargetHealth'
/** No more groups than that are all asked at each probe. */
const FEW = 3
/** Of more, so many take their turn at each probe. */
const IN_TURN = 2
/** So long the answer of a group is good whose targets were all healthy and whose service has not changed. */
const CALM_MS = 120_000

/** A target group, and the service whose targets are in it. */
type Owned = readonly [group: string, service: EcsService]

interface Asked {
  readonly targets: readonly TargetHealth[]
  readonly atMs: number
  /** Of its service. */
  readonly fingerprint: string
}

/**
 * The health of targets as the load balancer sees it. One call is of one target group, so that those of many services
 * take turns: what ECS shows of a service says when to look.
 */
export class TargetHealthReader {
  readonly #api: EcsApi
  readonly #clock: Clock
  readonly #source: OptionalSource
  readonly #asked = new Map<string, Asked>()

  constructor(api: EcsApi, clock: Clock, warn: Warn) {
    this.#api = api
    this.#clock = clock
    this.#source = new OptionalSource('the health of targets does not count', warn)
  }

  /**
   * Undefined: it may not be read. Rejects with an AwsError.
   *
   * @param freshSinceMs an earlier answer will not do
   */
  async read(
    services: readonly EcsService[],
    freshSinceMs: number,
    signal: AbortSignal,
  ): Promise<readonly TargetHealth[] | undefined> {
    const byGroup = new Map(
      services.flatMap((service) => service.targetGroups.map((group) => [group, service] as const)),
    )
    return await this.#source.read(async () => {
      const due = this.#findDue(byGroup, freshSinceMs)
      await Promise.all(due.map(([group, service]) => this.#ask(group, service, signal)))
      return [...byGroup.keys()].flatMap((group) => this.#asked.get(group)?.targets ?? [])
    })
  }

  #findDue(byGroup: ReadonlyMap<string, EcsService>, freshSinceMs: number): Owned[] {
    const all = [...byGroup]
    if (all.length <= FEW) return all
    const needed = all.filter((owned) => this.#isNeeded(owned, freshSinceMs))
    const inTurn = all
      .filter((owned) => !needed.includes(owned) && this.#isOpen(owned))
      .sort(([one], [other]) => this.#askedAtMs(one) - this.#askedAtMs(other))
    return [...needed, ...inTurn.slice(0, IN_TURN)]
  }

  #isNeeded([group, service]: Owned, freshSinceMs: number): boolean {
    if (this.#shows(group, 'unhealthy')) return true
    return this.#askedAtMs(group) < freshSinceMs || !(this.#asked.has(group) || isRollingOut(service))
  }

  /** Its targets may be other ones than those that were healthy. */
  #isOpen([group, service]: Owned): boolean {
    return (
      this.#shows(group, 'initial') ||
      this.#asked.get(group)?.fingerprint !== fingerprintOf(service) ||
      this.#askedAtMs(group) <= this.#clock.nowMs() - CALM_MS
    )
  }

  #askedAtMs(group: string): number {
    return this.#asked.get(group)?.atMs ?? Number.NEGATIVE_INFINITY
  }

  #shows(group: string, state: string): boolean {
    return this.#asked.get(group)?.targets.some((target) => target.state === state) ?? false
  }

  async #ask(group: string, service: EcsService, signal: AbortSignal): Promise<void> {
    const atMs = this.#clock.nowMs()
    const output = await this.#api.loadBalancing(
      DESCRIBE_TARGETS,
      ({ sdk, client, options }) =>
        client.send(new sdk.DescribeTargetHealthCommand({ TargetGroupArn: group }), options),
      signal,
    )
    const form = ['TargetHealthDescriptions[].TargetHealth']
    const { TargetHealthDescriptions } = checkForm(DESCRIBE_TARGETS, output, form)
    if (TargetHealthDescriptions === undefined)
      throw unexpectedForm(DESCRIBE_TARGETS, 'it holds no list of targets')
    const targets = TargetHealthDescriptions.map(({ TargetHealth: health = {} }) => ({
      group,
      state: health.State ?? '',
      reason: health.Reason,
      description: health.Description,
    }))
    this.#asked.set(group, { targets, atMs, fingerprint: fingerprintOf(service) })
  }
}

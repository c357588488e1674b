/** One target of a target group, in the words of Elastic Load Balancing; enumerations are open. */
export interface TargetHealth {
  /** ARN of the target group. */
  readonly group: string
  /** `healthy`, `unhealthy`, `initial`, `draining`, `unused`, `unavailable` and so on. */
  readonly state: string
  /** Such as `Target.ResponseCodeMismatch`. */
  readonly reason?: string | undefined
  /** Such as `Health checks failed with these codes: [500]`. Untrusted. */
  readonly description?: string | undefined
}

/**
 * Draining targets are of old tasks; unused ones of a group that no listener forwards to, as one group of
 * a blue/green pair always is. They say nothing about the health of what serves.
 */
const SERVING = new Set(['healthy', 'unhealthy', 'initial'])

/** What is wrong with the targets; undefined: nothing, or nothing that they could tell. */
export function describeTargets(targets: readonly TargetHealth[]): string | undefined {
  const serving = targets.filter(({ state }) => SERVING.has(state))
  const unhealthy = serving.filter(({ state }) => state === 'unhealthy')
  if (unhealthy.length > 0) {
    const one = unhealthy.length === 1 ? 'is' : 'are'
    return `${unhealthy.length} of ${serving.length} targets of ${namesOf(unhealthy)} ${one} unhealthy: ${reasonsOf(unhealthy)}`
  }
  if (serving.length === 0 || !hasNoHealthyTarget(targets)) return undefined
  return `no target of ${namesOf(serving)} is healthy yet: ${reasonsOf(serving)}`
}

export function hasNoHealthyTarget(targets: readonly TargetHealth[]): boolean {
  const serving = targets.filter(({ state }) => SERVING.has(state))
  return serving.length > 0 && serving.every(({ state }) => state !== 'healthy')
}

/** `arn:aws:elasticloadbalancing:…:targetgroup/web/0123456789abcdef` → `targetgroup/web` */
function namesOf(targets: readonly TargetHealth[]): string {
  const names = targets.map(({ group }) => group.split(':').at(-1)?.split('/').slice(0, 2).join('/') ?? group)
  return [...new Set(names)].join(' and ')
}

/** Each reason once. */
function reasonsOf(targets: readonly TargetHealth[]): string {
  const reasons = targets.map(({ reason, description, state }) => {
    if (reason === undefined) return description ?? state
    return description === undefined ? reason : `${reason} (${description})`
  })
  return [...new Set(reasons)].join('; ')
}

interface Limit {
  actions: readonly string[]
  burst: number
  perSecond: number
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html, shared by all callers. */
const LIMITS: readonly Limit[] = [
  { actions: ['DescribeServices', 'ListServices'], burst: 100, perSecond: 20 },
  { actions: ['DescribeServiceDeployments', 'ListServiceDeployments'], burst: 50, perSecond: 20 },
  { actions: ['DescribeServiceRevisions'], burst: 50, perSecond: 20 },
  { actions: ['DescribeTasks', 'ListTasks'], burst: 100, perSecond: 20 },
  { actions: ['DescribeTaskDefinition', 'ListTaskDefinitions'], burst: 50, perSecond: 20 },
  { actions: ['RegisterTaskDefinition', 'DeregisterTaskDefinition'], burst: 20, perSecond: 1 },
  { actions: ['CreateService', 'UpdateService'], burst: 50, perSecond: 5 },
  { actions: ['TagResource'], burst: 20, perSecond: 10 },
]

/** Token buckets in world time. */
export class RateLimits {
  #tokens = new Map<Limit, { left: number; atMs: number }>()

  /** Takes a token for a call; false: there is none, so it is throttled. */
  admits(action: string, nowMs: number): boolean {
    const limit = LIMITS.find((each) => each.actions.includes(action))
    if (limit === undefined) return true
    const { left, atMs } = this.#tokens.get(limit) ?? { left: limit.burst, atMs: nowMs }
    const refilled = Math.min(left + ((nowMs - atMs) / 1000) * limit.perSecond, limit.burst)
    const admitted = refilled >= 1
    this.#tokens.set(limit, { left: admitted ? refilled - 1 : refilled, atMs: nowMs })
    return admitted
  }
}

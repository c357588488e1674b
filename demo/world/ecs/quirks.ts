/** ECS's documented and observed oddities. Off unless a story asks for them. */
export interface Quirks {
  /** For this long after a write, DescribeServices still answers what was true before it. */
  describeLagMs: number
  /** For this long, `currentServiceDeployment` still names the one before (kayac/ecspresso#945). */
  currentServiceDeploymentLagMs: number
  /** One deploy makes two service deployments, this far apart; the first ends STOPPED (kayac/ecspresso#899). */
  secondDeploymentAfterMs: number | undefined
  /** Whether native blue/green deployments carry a rolloutState; AWS documents it for rolling updates only. */
  rolloutStateUnderBlueGreen: boolean
  /** Describing a service revision answers MISSING for this long after it was made. */
  revisionVisibleAfterMs: number
  /** A list answers at most this many per page, whatever was asked. */
  pageSize: number | undefined
  /** Lifecycle hooks, by the ARN of their function, that fail. */
  failingHooks: string[]
  /** Deployments list oldest first instead of newest first: the order is not documented. */
  oldestServiceDeploymentFirst: boolean
}

export const noQuirks = (): Quirks => ({
  describeLagMs: 0,
  currentServiceDeploymentLagMs: 0,
  secondDeploymentAfterMs: undefined,
  rolloutStateUnderBlueGreen: true,
  revisionVisibleAfterMs: 0,
  pageSize: undefined,
  failingHooks: [],
  oldestServiceDeploymentFirst: false,
})

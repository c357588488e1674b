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
  /** A service deployment is listed and described only this long after it was made. */
  serviceDeploymentVisibleAfterMs: number
  /** AWS's own rate limits hold, in world time. */
  rateLimits: boolean
  /**
   * Words that an ECS newer than the client says in place of known ones, for the status and rolloutState of
   * deployments and the status of service deployments: `{ IN_PROGRESS: 'WARMING_UP', ACTIVE: 'DRAINING' }`.
   */
  newWords: Record<string, string>
  /** A list answers at most this many per page, whatever was asked. */
  pageSize: number | undefined
  /** Lifecycle hooks, by the ARN of their function, that fail. */
  failingHooks: string[]
  /** A failed init container stops its task, as with newer agents; else the task stays PENDING. */
  failedInitStopsTask: boolean
  /** Deployments list oldest first instead of newest first: the order is not documented. */
  oldestServiceDeploymentFirst: boolean
}

/** The word that ECS says for a status today. */
export const wordFor = <Word extends string>(quirks: Quirks, known: Word): Word =>
  (quirks.newWords[known] ?? known) as Word

export const noQuirks = (): Quirks => ({
  describeLagMs: 0,
  currentServiceDeploymentLagMs: 0,
  secondDeploymentAfterMs: undefined,
  rolloutStateUnderBlueGreen: true,
  revisionVisibleAfterMs: 0,
  serviceDeploymentVisibleAfterMs: 0,
  rateLimits: false,
  newWords: {},
  pageSize: undefined,
  failingHooks: [],
  failedInitStopsTask: false,
  oldestServiceDeploymentFirst: false,
})

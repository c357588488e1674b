export interface EcsConfig {
  readonly kind: 'ecs'
  /** Name or ARN. */
  readonly cluster: string
  /** At least one, in the order given. */
  readonly services: readonly EcsServiceConfig[]
  /** Absent: the SDK's own search (AWS_REGION and so on). */
  readonly region?: string | undefined
  /** Running tasks, container health and target-group health count beside the HTTP checks. */
  readonly judgesService: boolean
  /** The stages at which this run answers a pause. Absent: none. */
  readonly promotesAt?: readonly string[]
  /** Revisions are tagged with what a run found of them, and chosen by it. */
  readonly recordsKnownGood: boolean
}

export interface EcsServiceConfig {
  /** Name or ARN. */
  readonly service: string
  /** The one just deployed: ARN or `family:revision`. Absent: the one that runs when the step starts. */
  readonly taskDefinition?: string
}

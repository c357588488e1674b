import type { EcsState, Service, Deployment as TaskSet } from '../ecs/state.ts'

export type Status = 'Created' | 'InProgress' | 'Ready' | 'Succeeded' | 'Failed' | 'Stopped'

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html */
export interface Deployment {
  /** Also the `externalId` of the task set that it makes. */
  id: string
  group: DeploymentGroup
  status: Status
  creator: 'user' | 'codeDeployRollback'
  description: string | undefined
  taskDefinitionArn: string
  previousTaskDefinitionArn: string
  createdAtMs: number
  startedAtMs: number | undefined
  completedAtMs: number | undefined
  /** The traffic has moved, and the original task set is kept for a while. */
  waitsForTermination: boolean
  error: { code: string; message: string } | undefined
  rollbackDeploymentId: string | undefined
  rollbackTriggeringDeploymentId: string | undefined
  original: TaskSet | undefined
  replacement: TaskSet | undefined
  /** By which it moves the traffic, such as `CodeDeployDefault.ECSAllAtOnce`. */
  configuration: string
}

export interface DeploymentGroup {
  application: string
  name: string
  service: Service
  /** How long the original task set stays up after the traffic has moved. */
  terminationWaitMs: number
  rollsBackOnFailure: boolean
  /** So long a deployment that is ready waits to be let go on, and is then stopped. Undefined: it does not wait. */
  readyWaitMinutes: number | undefined
  /** Of a deployment that asks for none of its own. */
  configuration: string
  /** CloudWatch alarms that stop a deployment. */
  alarms: readonly string[]
  /** Oldest first. */
  deployments: Deployment[]
}

export interface CodeDeployState {
  ecs: EcsState
  groups: DeploymentGroup[]
}

export const ONGOING: readonly Status[] = ['Created', 'InProgress', 'Ready']

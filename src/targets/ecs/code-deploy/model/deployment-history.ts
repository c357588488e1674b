import type { ServiceHistory } from '../../model/model.ts'
import type { CodeDeployment } from './deployment.ts'

/**
 * A deployment group's past as a service's history, so that a target is chosen from it in the same way.
 * CodeDeploy records no image digests: two task definitions are never known to be the same.
 */
export function toHistory(deployments: readonly CodeDeployment[]): ServiceHistory {
  const named = deployments.flatMap(({ taskDefinition, ...deployment }) =>
    taskDefinition === undefined ? [] : [{ taskDefinition, ...deployment }],
  )
  return {
    deployments: named.map(({ id, status, createdAtMs, createdAt, taskDefinition }) => ({
      arn: id,
      status: status === 'Succeeded' ? 'SUCCESSFUL' : status,
      createdAtMs,
      createdAt,
      targetRevisionArn: taskDefinition,
      sourceRevisionArns: [],
      hooks: [],
      triggeredAlarms: [],
    })),
    revisions: new Map(
      named.map(({ taskDefinition, createdAtMs }) => [
        taskDefinition,
        { arn: taskDefinition, taskDefinition, createdAtMs, images: [], settings: {} },
      ]),
    ),
    isWhole: false,
  }
}

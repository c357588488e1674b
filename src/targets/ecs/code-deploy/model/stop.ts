import { type EcsService, primaryOf } from '../../model/model.ts'
import type { CodeDeployment } from './deployment.ts'

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ErrorInformation.html */
const OF_THE_VERSION = new Set([
  'ALARM_ACTIVE',
  'CUSTOMER_APPLICATION_UNHEALTHY',
  'HEALTH_CONSTRAINTS',
  'HOOK_EXECUTION_FAILURE',
])

/** What is stopped for another reason was stopped by a person, or nobody let it go on in time. */
export function wasFoundFailing({ status, error }: CodeDeployment): boolean {
  return status === 'Failed' || OF_THE_VERSION.has(error?.code ?? '')
}

/** With which task definition the traffic has stayed, where a person or nobody's answer stopped a deployment. */
export function findStayed(service: EcsService, deployment: CodeDeployment): string | undefined {
  const { status, taskDefinition, previousTaskDefinition: before } = deployment
  if (status !== 'Stopped' || wasFoundFailing(deployment) || before === taskDefinition) return undefined
  return before === primaryOf(service)?.taskDefinition ? before : undefined
}

/** It was stopped or failed, and this task definition has the traffic all the same. */
export function cameToNothing(service: EcsService, taskDefinition: string, latest: CodeDeployment): boolean {
  const hasFailed = latest.status === 'Stopped' || latest.status === 'Failed'
  return hasFailed && primaryOf(service)?.taskDefinition === taskDefinition
}

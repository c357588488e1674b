import type { Diagnosis } from '../../../../run/diagnosis.ts'
import { consolePage } from '../../model/failure-report.ts'
import { type EcsService, shortTaskDefinition } from '../../model/model.ts'
import { type CodeDeployment, type CodeDeployView, describeEnd } from './deployment.ts'

/** What CodeDeploy records of a deployment that did not land, and of its rollback. */
export function reportCodeDeploy(service: EcsService, { deployment, rollback }: CodeDeployView): Diagnosis[] {
  const recorded = [deployment, rollback].filter((one) => one !== undefined)
  if (recorded.length === 0) return []
  const links = recorded.flatMap(({ id }) => {
    const url = consolePage(
      service.arn,
      (region) => `codesuite/codedeploy/deployments/${id}?region=${region}`,
    )
    return url === undefined ? [] : [{ label: `${id} in the CodeDeploy console`, url }]
  })
  return [
    { title: `Deployment of ${service.name} as CodeDeploy records it`, lines: recorded.map(render), links },
  ]
}

function render(deployment: CodeDeployment): string {
  const { id, status, taskDefinition, error, rollbackOfId } = deployment
  const of = taskDefinition === undefined ? '' : ` of ${shortTaskDefinition(taskDefinition)}`
  const rolls = rollbackOfId === undefined ? '' : `, which rolls ${rollbackOfId} back`
  return `${id}${of}${rolls}: ${status}${error === undefined ? '' : ` (${describeEnd(deployment)})`}`
}

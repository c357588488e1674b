import type { World } from '../../demo/world/index.ts'
import type { Request } from '../support/iam.ts'

const ACCOUNT = 'us-east-1:123456789012'
const ECS = `arn:aws:ecs:${ACCOUNT}`

type Input = Readonly<Record<string, unknown>>

/** What reached each service so far: a later call sees what came since. */
export function allCalls({ ecs, codeDeploy, loadBalancing, cloudWatch, logs }: World) {
  const services = {
    ecs: ecs.calls,
    codedeploy: codeDeploy.calls,
    elasticloadbalancing: loadBalancing.calls,
    cloudwatch: cloudWatch.calls,
    logs: logs.calls,
  }
  return Object.entries(services).flatMap(([prefix, calls]) =>
    calls.map(({ action, input }) => ({ action: `${prefix}:${action}`, input: input as Input })),
  )
}

/** The same as IAM judges it, with what AWS checks behind it. */
export function requestsOf({ action, input }: { action: string; input: Input }): readonly Request[] {
  const requests = [{ action, resources: resourcesOf(action, input), context: contextOf(input) }]
  return [...requests, ...behind(action, input)]
}

/** One cluster, one service, and the names that the console gives at CodeDeploy. */
function resourcesOf(action: string, input: Input): readonly string[] {
  const service = `${ECS}:service/prod/${nameOf(input.service ?? listed(input.services)[0] ?? 'web')}`
  const named = [
    ...listed(input.serviceDeploymentArns),
    ...listed(input.serviceRevisionArns),
    ...listed(input.serviceDeploymentArn),
  ]
  if (named.length > 0) return [service, ...named]
  if (/^ecs:(ListTasks|DescribeTasks)$/.test(action)) return [`${ECS}:task/prod/*`]
  if (action === 'ecs:RegisterTaskDefinition') return [`${ECS}:task-definition/${input.family}:1`]
  if (action === 'ecs:TagResource') return [String(input.resourceArn)]
  if (action === 'logs:GetLogEvents')
    return [`arn:aws:logs:${ACCOUNT}:log-group:${input.logGroupName}:log-stream:${input.logStreamName}`]
  if (action === 'logs:FilterLogEvents')
    return [`arn:aws:logs:${ACCOUNT}:log-group:${input.logGroupName}:log-stream:`]
  if (action.startsWith('codedeploy:')) return [codeDeployResource(action, input)]
  const isOfNoResource = ['ecs:DescribeTaskDefinition'].includes(action) || !action.startsWith('ecs:')
  return isOfNoResource ? ['*'] : [service]
}

function codeDeployResource(action: string, input: Input): string {
  const arn = `arn:aws:codedeploy:${ACCOUNT}`
  if (/:(Stop|Continue)Deployment$/.test(action)) return '*'
  if (/ApplicationRevision$/.test(action)) return `${arn}:application:${input.applicationName}`
  const { applicationName = 'AppECS-prod-web', deploymentGroupName = 'DgpECS-prod-web' } = input
  return `${arn}:deploymentgroup:${applicationName}/${deploymentGroupName}`
}

function contextOf({ cluster }: Input): Request['context'] {
  return cluster === undefined ? undefined : { 'ecs:cluster': `${ECS}:cluster/${nameOf(cluster)}` }
}

function behind(action: string, input: Input): readonly Request[] {
  if (action !== 'ecs:RegisterTaskDefinition') return []
  const roles = [...listed(input.taskRoleArn), ...listed(input.executionRoleArn)]
  const context = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }
  return [
    ...roles.map((role) => ({ action: 'iam:PassRole', resources: [role], context })),
    ...(listed(input.tags).length === 0
      ? []
      : [{ action: 'ecs:TagResource', resources: [`${ECS}:task-definition/${input.family}:1`] }]),
  ]
}

function listed(value: unknown): readonly string[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value.map(String) : [String(value)]
}

function nameOf(nameOrArn: unknown): string {
  return String(nameOrArn).split('/').at(-1) ?? ''
}

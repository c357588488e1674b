import { createHash } from 'node:crypto'
import { AwsError } from '../aws-error.ts'
import type { Input } from '../small-service.ts'
import { createDeployment, reroute, stop } from './rollout.ts'
import { type CodeDeployState, type Deployment, type DeploymentGroup, ONGOING } from './state.ts'

const date = (ms: number | undefined): Date | undefined => (ms === undefined ? undefined : new Date(ms))

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/ */
export function codeDeployActions(state: CodeDeployState): Record<string, (input: Input) => object> {
  return {
    GetDeploymentGroup: (input) => ({ deploymentGroupInfo: describeGroup(groupOf(state, input)) }),
    GetDeployment: (input) => ({ deploymentInfo: describe(deploymentOf(state, input)) }),
    GetApplicationRevision: (input) => getApplicationRevision(state, input),
    ListDeployments: (input) => listDeployments(state, input),
    CreateDeployment: (input) => create(state, input),
    StopDeployment: (input) => stopDeployment(state, input),
    ContinueDeployment: (input) => continueDeployment(state, input),
  }
}

function groupOf(state: CodeDeployState, input: Input): DeploymentGroup {
  const { applicationName, deploymentGroupName } = input
  const ofApplication = state.groups.filter((group) => group.application === applicationName)
  if (ofApplication.length === 0) {
    const message = `No application found for name: ${applicationName}`
    throw new AwsError('ApplicationDoesNotExistException', message)
  }
  const found = ofApplication.find((group) => group.name === deploymentGroupName)
  if (found === undefined) {
    const message = `No Deployment Group found for name: ${deploymentGroupName}`
    throw new AwsError('DeploymentGroupDoesNotExistException', message)
  }
  return found
}

function deploymentOf(state: CodeDeployState, { deploymentId }: Input): Deployment {
  const all = state.groups.flatMap((group) => group.deployments)
  const found = all.find((deployment) => deployment.id === deploymentId)
  if (found !== undefined) return found
  const message = `The deployment ${deploymentId} could not be found`
  throw new AwsError('DeploymentDoesNotExistException', message)
}

function listDeployments(state: CodeDeployState, input: Input): object {
  const { deployments } = groupOf(state, input)
  const statuses = input.includeOnlyStatuses as string[] | undefined
  const matching = deployments.filter((each) => statuses === undefined || statuses.includes(each.status))
  return { deployments: matching.map((each) => each.id).reverse() }
}

function create(state: CodeDeployState, input: Input): object {
  const group = groupOf(state, input)
  const ongoing = group.deployments.find((each) => ONGOING.includes(each.status))
  if (ongoing !== undefined) {
    const message = `The Deployment Group '${group.name}' already has an active Deployment '${ongoing.id}'`
    throw new AwsError('DeploymentLimitExceededException', message)
  }
  const taskDefinition = state.ecs.taskDefinitions.find(definitionIn(input))
  if (taskDefinition?.status !== 'ACTIVE') {
    throw new AwsError('InvalidRevisionException', 'The task definition is not there, or is inactive')
  }
  const { taskDefinitionArn } = taskDefinition
  const description = input.description as string | undefined
  const configuration = input.deploymentConfigName as string | undefined
  return {
    deploymentId: createDeployment(state, group, { taskDefinitionArn, description, configuration }).id,
  }
}

interface Revision {
  appSpecContent?: { content?: string }
  string?: { content?: string }
}

/** The task definition that an AppSpec names, be it YAML or JSON. */
function definitionIn(input: Input): string {
  const revision = input.revision as Revision | undefined
  const content = revision?.appSpecContent?.content ?? revision?.string?.content ?? ''
  const [, named] = /"?TaskDefinition"?\s*:\s*["']?([^"'\s,}]+)/.exec(content) ?? []
  if (named !== undefined) return named
  throw new AwsError('InvalidRevisionException', 'The AppSpec names no TaskDefinition')
}

function stopDeployment(state: CodeDeployState, input: Input): object {
  const deployment = deploymentOf(state, input)
  if (!ONGOING.includes(deployment.status)) {
    const message = `The deployment ${deployment.id} has already completed`
    throw new AwsError('DeploymentAlreadyCompletedException', message)
  }
  stop(state, deployment, input.autoRollbackEnabled === true)
  return { status: 'Succeeded', statusMessage: 'No more traffic will be rerouted.' }
}

function continueDeployment(state: CodeDeployState, input: Input): object {
  const deployment = deploymentOf(state, input)
  if (input.deploymentWaitType !== 'READY_WAIT')
    throw new AwsError('InvalidDeploymentWaitTypeException', 'The wait type is invalid')
  if (deployment.status !== 'Ready') {
    const message = `The deployment ${deployment.id} is not in the ready state`
    throw new AwsError('DeploymentIsNotInReadyStateException', message)
  }
  reroute(state, deployment)
  return {}
}

/** A group that does not wait goes on by itself. */
const readyOption = ({ readyWaitMinutes }: DeploymentGroup): object => ({
  deploymentReadyOption:
    readyWaitMinutes === undefined
      ? { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 }
      : { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: readyWaitMinutes },
})

/** As CodeDeploy answers GetDeployment: the content is left out, and asked for by its hash. */
const revisionOf = (taskDefinitionArn: string, group: DeploymentGroup): object => ({
  revisionType: 'AppSpecContent',
  appSpecContent: { sha256: hash(appSpec(taskDefinitionArn, group)) },
})

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

function getApplicationRevision(state: CodeDeployState, input: Input): object {
  const { sha256 } = (input.revision as { appSpecContent?: { sha256?: string } }).appSpecContent ?? {}
  const content = state.groups
    .filter(({ application }) => application === input.applicationName)
    .flatMap((group) =>
      group.deployments
        .flatMap((each) => [each.taskDefinitionArn, each.previousTaskDefinitionArn])
        .map((taskDefinitionArn) => appSpec(taskDefinitionArn, group)),
    )
    .find((text) => hash(text) === sha256)
  if (content === undefined)
    throw new AwsError('RevisionDoesNotExistException', 'The revision does not exist')
  const { applicationName } = input
  return {
    applicationName,
    revision: { revisionType: 'AppSpecContent', appSpecContent: { content, sha256 } },
  }
}

const appSpec = (taskDefinitionArn: string, group: DeploymentGroup): string => {
  const [loadBalancer] = group.service.settings.loadBalancers ?? []
  const properties = {
    TaskDefinition: taskDefinitionArn,
    LoadBalancerInfo: {
      ContainerName: loadBalancer?.containerName,
      ContainerPort: loadBalancer?.containerPort,
    },
  }
  const resource = { TargetService: { Type: 'AWS::ECS::Service', Properties: properties } }
  return JSON.stringify({ version: '0.0', Resources: [resource] })
}

function describe(deployment: Deployment): object {
  const { group, rollbackDeploymentId, rollbackTriggeringDeploymentId } = deployment
  const rolls = rollbackDeploymentId ?? rollbackTriggeringDeploymentId
  return {
    applicationName: group.application,
    deploymentGroupName: group.name,
    deploymentConfigName: deployment.configuration,
    deploymentId: deployment.id,
    previousRevision: revisionOf(deployment.previousTaskDefinitionArn, group),
    revision: revisionOf(deployment.taskDefinitionArn, group),
    status: deployment.status,
    errorInformation: deployment.error,
    createTime: date(deployment.createdAtMs),
    startTime: date(deployment.startedAtMs),
    completeTime: date(deployment.completedAtMs),
    creator: deployment.creator,
    description: deployment.description,
    computePlatform: 'ECS',
    blueGreenDeploymentConfiguration: readyOption(group),
    instanceTerminationWaitTimeStarted: deployment.waitsForTermination,
    rollbackInfo: rolls === undefined ? undefined : { rollbackDeploymentId, rollbackTriggeringDeploymentId },
  }
}

function describeGroup(group: DeploymentGroup): object {
  const { service, deployments } = group
  const last = deployments.at(-1)
  const successful = deployments.findLast((each) => each.status === 'Succeeded')
  const brief = (each: Deployment | undefined) =>
    each && {
      deploymentId: each.id,
      status: each.status,
      createTime: date(each.createdAtMs),
      endTime: date(each.completedAtMs),
    }
  return {
    applicationName: group.application,
    deploymentGroupName: group.name,
    deploymentConfigName: group.configuration,
    computePlatform: 'ECS',
    blueGreenDeploymentConfiguration: readyOption(group),
    ecsServices: [{ clusterName: service.cluster.name, serviceName: service.name }],
    deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
    autoRollbackConfiguration: {
      enabled: group.rollsBackOnFailure,
      events: group.rollsBackOnFailure ? ['DEPLOYMENT_FAILURE'] : [],
    },
    targetRevision: last && revisionOf(last.taskDefinitionArn, group),
    lastAttemptedDeployment: brief(last),
    lastSuccessfulDeployment: brief(successful),
  }
}

import type {
  BlueGreenDeploymentConfiguration,
  DeploymentInfo,
  RevisionLocation,
} from '@aws-sdk/client-codedeploy'
import { parse } from 'yaml'
import { checkForm, unexpectedForm } from '../../../aws/answer-form.ts'
import { readAnswer } from '../../../aws/aws-error.ts'
import type { EcsApi } from '../api/api.ts'
import { completeArn } from '../model/tracked-deployment.ts'
import { type AppSpec, taskDefinitionIn } from './model/app-spec.ts'
import { type CodeDeployment, type ReadyOption, readRollback } from './model/deployment.ts'

const BLUE_GREEN = 'blueGreenDeploymentConfiguration.deploymentReadyOption'
const REVISION = ['revision.appSpecContent', 'revision.string']
const DEPLOYMENT = [
  ...['revision', 'previousRevision', 'errorInformation', 'rollbackInfo', BLUE_GREEN],
  ...REVISION,
].map((member) => `deploymentInfo.${member}`)
const GROUP = [`deploymentGroupInfo.${BLUE_GREEN}`]

export interface DeploymentGroup {
  readonly applicationName: string
  readonly deploymentGroupName: string
}

export async function readDeploymentInfo(
  api: EcsApi,
  deploymentId: string,
  signal: AbortSignal,
): Promise<DeploymentInfo> {
  const output = await api.codeDeploy(
    'codedeploy:GetDeployment',
    ({ sdk, client, options }) => client.send(new sdk.GetDeploymentCommand({ deploymentId }), options),
    signal,
  )
  const { deploymentInfo } = checkForm('codedeploy:GetDeployment', output, DEPLOYMENT)
  if (deploymentInfo === undefined)
    throw unexpectedForm('codedeploy:GetDeployment', 'it holds no deploymentInfo')
  return deploymentInfo
}

/** Ids, newest first: the first page, which holds more than a rollback ever looks at. */
export async function listDeployments(
  api: EcsApi,
  group: DeploymentGroup,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { deployments = [] } = await api.codeDeploy(
    'codedeploy:ListDeployments',
    ({ sdk, client, options }) => client.send(new sdk.ListDeploymentsCommand({ ...group }), options),
    signal,
  )
  return readAnswer('codedeploy:ListDeployments', () => deployments.map(String))
}

/**
 * The content of an AppSpec. GetDeployment leaves it out and gives its hash, by which it can be asked for:
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_GetDeployment.html
 * Undefined: it lies elsewhere, such as in S3, or cannot be read.
 */
export async function readAppSpec(
  api: EcsApi,
  applicationName: string,
  revision: RevisionLocation,
  signal: AbortSignal,
): Promise<AppSpec | undefined> {
  const reported = contentOf(revision)
  if (reported !== undefined) return parseAppSpec(reported)
  if (revision.appSpecContent === undefined && revision.string === undefined) return undefined
  const output = await api.codeDeploy(
    'codedeploy:GetApplicationRevision',
    ({ sdk, client, options }) =>
      client.send(new sdk.GetApplicationRevisionCommand({ applicationName, revision }), options),
    signal,
  )
  const { revision: found = {} } = checkForm('codedeploy:GetApplicationRevision', output, REVISION)
  return parseAppSpec(readAnswer('codedeploy:GetApplicationRevision', () => String(contentOf(found) ?? '')))
}

/** By which the same AppSpec is known again. */
export function keyOf(revision: RevisionLocation): string | undefined {
  return revision.appSpecContent?.sha256 ?? revision.string?.sha256 ?? contentOf(revision)
}

function contentOf({ appSpecContent, string }: RevisionLocation): string | undefined {
  return appSpecContent?.content ?? string?.content
}

/** YAML, of which JSON is a part. */
function parseAppSpec(content: string): AppSpec | undefined {
  try {
    return parse(content)
  } catch {
    return undefined
  }
}

/** @param like the ARN of a task definition of the same account and region */
export function toCodeDeployment(
  info: DeploymentInfo,
  specs: { readonly own: AppSpec | undefined; readonly previous: AppSpec | undefined },
  like: string,
): CodeDeployment {
  const { errorInformation: error, rollbackInfo = {} } = info
  const [taskDefinition, previousTaskDefinition] = [specs.own, specs.previous].map((spec) => {
    const named = taskDefinitionIn(spec)
    return named === undefined ? undefined : completeArn(named, like)
  })
  const restored = readRollback(info.description)
  const original = restored && completeArn(restored, like)
  return {
    id: info.deploymentId ?? '',
    application: info.applicationName ?? '',
    group: info.deploymentGroupName ?? '',
    status: info.status ?? '',
    createdAtMs: info.createTime?.getTime() ?? 0,
    createdAt: info.createTime?.toISOString() ?? 'an unknown day',
    readyOption: toReadyOption(info.blueGreenDeploymentConfiguration),
    hasTrafficMoved: info.instanceTerminationWaitTimeStarted ?? false,
    taskDefinition,
    previousTaskDefinition,
    copyOf: original === taskDefinition ? undefined : original,
    error: error && { code: error.code ?? '', message: error.message ?? '' },
    rollbackId: rollbackInfo.rollbackDeploymentId,
    rollbackOfId: rollbackInfo.rollbackTriggeringDeploymentId,
  }
}

/** What the group does once the replacement of its next deployment is ready. */
export async function readReadyOption(
  api: EcsApi,
  group: DeploymentGroup,
  signal: AbortSignal,
): Promise<ReadyOption | undefined> {
  const output = await api.codeDeploy(
    'codedeploy:GetDeploymentGroup',
    ({ sdk, client, options }) => client.send(new sdk.GetDeploymentGroupCommand({ ...group }), options),
    signal,
  )
  const { deploymentGroupInfo } = checkForm('codedeploy:GetDeploymentGroup', output, GROUP)
  return toReadyOption(deploymentGroupInfo?.blueGreenDeploymentConfiguration)
}

function toReadyOption(configured: BlueGreenDeploymentConfiguration | undefined): ReadyOption | undefined {
  const option = configured?.deploymentReadyOption
  return option && { actionOnTimeout: option.actionOnTimeout, waitMinutes: option.waitTimeInMinutes }
}

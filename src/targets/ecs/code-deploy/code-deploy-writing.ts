import { requireText } from '../../../aws/answer-form.ts'
import type { EcsApi } from '../api/api.ts'
import { quote } from '../model/by-hand.ts'
import type { DeploymentGroup } from './code-deploy-reading.ts'
import type { AppSpec } from './model/app-spec.ts'

/** None of these is sent twice by the SDK: what became of a lost answer is read first. */

export async function stopDeployment(api: EcsApi, deploymentId: string, signal: AbortSignal): Promise<void> {
  await api.codeDeploy(
    'codedeploy:StopDeployment',
    ({ sdk, client, options }) =>
      client.send(new sdk.StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }), options),
    signal,
  )
}

/** Lets a deployment that is ready go on: the replacement gets the production traffic. */
export async function rerouteTraffic(api: EcsApi, deploymentId: string, signal: AbortSignal): Promise<void> {
  await api.codeDeploy(
    'codedeploy:ContinueDeployment',
    ({ sdk, client, options }) =>
      client.send(
        new sdk.ContinueDeploymentCommand({ deploymentId, deploymentWaitType: 'READY_WAIT' }),
        options,
      ),
    signal,
  )
}

/** A bad version is live: the traffic moves all at once, whatever the group does for a new version. */
const AT_ONCE = 'CodeDeployDefault.ECSAllAtOnce'

/** @returns the id of the new deployment */
export async function createDeployment(
  api: EcsApi,
  group: DeploymentGroup,
  { appSpec, description }: { readonly appSpec: AppSpec; readonly description: string },
  signal: AbortSignal,
): Promise<string> {
  const input = { ...group, description, revision: revisionOf(appSpec), deploymentConfigName: AT_ONCE }
  const { deploymentId } = await api.codeDeploy(
    'codedeploy:CreateDeployment',
    ({ sdk, client, options }) => client.send(new sdk.CreateDeploymentCommand(input), options),
    signal,
  )
  return requireText('codedeploy:CreateDeployment', 'deploymentId', deploymentId)
}

/**
 * The same by hand.
 *
 * @param copy the command that gives the ARN of the target's copy, where one has to be made first
 */
export function createCommand(
  region: string,
  { applicationName, deploymentGroupName }: DeploymentGroup,
  {
    appSpecFor,
    target,
    description,
    copy,
  }: {
    appSpecFor: (target: string) => AppSpec
    target: string
    description: string
    copy?: string | undefined
  },
): string {
  const names = `--application-name ${quote(applicationName)} --deployment-group-name ${quote(deploymentGroupName)}`
  const text = (name: string) => quote(JSON.stringify(revisionOf(appSpecFor(name))))
  // The shell puts the copy's name between two parts of the text.
  const revision = copy === undefined ? text(target) : text('THE_COPY').replace('THE_COPY', `'${copy}'`)
  return `aws deploy create-deployment --region ${region} ${names} --deployment-config-name ${AT_ONCE} --description ${quote(description)} --revision ${revision}`
}

export function stopDeploymentCommand(region: string, deploymentId: string): string {
  return `aws deploy stop-deployment --region ${region} --deployment-id ${deploymentId} --auto-rollback-enabled`
}

export function waitForDeploymentCommand(region: string, deploymentId: string): string {
  return `aws deploy wait deployment-successful --region ${region} --deployment-id ${deploymentId}`
}

function revisionOf(appSpec: AppSpec): {
  revisionType: 'AppSpecContent'
  appSpecContent: { content: string }
} {
  return { revisionType: 'AppSpecContent', appSpecContent: { content: JSON.stringify(appSpec) } }
}

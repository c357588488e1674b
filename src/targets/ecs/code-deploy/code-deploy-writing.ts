import type { EcsApi } from '../api/api.ts'
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

/** A bad version is live: the traffic moves all at once, whatever the group does for a new version. */
const AT_ONCE = 'CodeDeployDefault.ECSAllAtOnce'

/** @returns the id of the new deployment */
export async function createDeployment(
  api: EcsApi,
  group: DeploymentGroup,
  appSpec: AppSpec,
  signal: AbortSignal,
): Promise<string> {
  const input = { ...group, revision: revisionOf(appSpec), deploymentConfigName: AT_ONCE }
  const { deploymentId = '' } = await api.codeDeploy(
    'codedeploy:CreateDeployment',
    ({ sdk, client, options }) => client.send(new sdk.CreateDeploymentCommand(input), options),
    signal,
  )
  return deploymentId
}

/** The same by hand. */
export function createCommand(
  { applicationName, deploymentGroupName }: DeploymentGroup,
  appSpec: AppSpec,
): string {
  const names = `--application-name ${quote(applicationName)} --deployment-group-name ${quote(deploymentGroupName)}`
  const revision = quote(JSON.stringify(revisionOf(appSpec)))
  return `aws deploy create-deployment ${names} --deployment-config-name ${AT_ONCE} --revision ${revision}`
}

function revisionOf(appSpec: AppSpec): {
  revisionType: 'AppSpecContent'
  appSpecContent: { content: string }
} {
  return { revisionType: 'AppSpecContent', appSpecContent: { content: JSON.stringify(appSpec) } }
}

function quote(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

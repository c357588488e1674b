import { reportCodeDeploy } from '../code-deploy/model/code-deploy-report.ts'
import { reportFailure } from '../model/failure-report.ts'
import { type EcsService, type StoppedTask, shortTaskDefinition } from '../model/model.ts'
import { findOurEntry, type OurDeployment } from '../model/tracked-deployment.ts'
import type { Explainer, Finding } from '../../../run/diagnosis.ts'
import type { EcsApi } from '../api/api.ts'
import { readContainerLogs } from './container-logs.ts'
import { readServices } from '../api/service-reading.ts'
import { readTaskDefinition } from '../api/task-definition.ts'
import { EcsTrouble } from '../../../aws/aws-error.ts'
import type { Warn, WatchedService } from './service-tracker.ts'

/** Why the deployment failed, as far as ECS and the containers' logs can tell. */
export function ecsExplainer(api: EcsApi, watched: readonly WatchedService[], warn: Warn): Explainer {
  return {
    async explain(signal) {
      const evidence: Finding[] = []
      for (const one of watched) {
        try {
          const [service] = await readServices(api, [one.name], signal)
          if (service !== undefined)
            evidence.push(...(await explainService(api, one, { service, warn }, signal)))
        } catch (error) {
          if (!(error instanceof EcsTrouble)) throw error
          warn(`why ${one.label} failed could not be found out: ${error.message}`, error.hint)
        }
      }
      return evidence
    },
  }
}

async function explainService(
  api: EcsApi,
  watched: WatchedService,
  { service, warn }: { readonly service: EcsService; readonly warn: Warn },
  signal: AbortSignal,
): Promise<Finding[]> {
  const ours = watched.identify(service)
  const history = await watched.refreshHistory(service, signal)
  const stopped = await watched.readFailedTasks(signal)
  const entry = findOurEntry(ours, service, history)
  const report = [
    ...reportFailure(service, ours, { stopped, ...(entry && { entry }) }),
    ...(service.controller === 'CODE_DEPLOY'
      ? reportCodeDeploy(service, await watched.codeDeploy.read(service, ours, signal))
      : []),
  ]
  const last = stopped[0]
  return last === undefined ? report : [...report, ...(await readLogs(api, ours, { last, warn }, signal))]
}

/** What says where the log is may not be readable: that costs the log only. */
async function readLogs(
  api: EcsApi,
  { taskDefinition }: OurDeployment,
  { last, warn }: { readonly last: StoppedTask; readonly warn: Warn },
  signal: AbortSignal,
): Promise<Finding[]> {
  try {
    const definition = await readTaskDefinition(api, taskDefinition, signal)
    return await readContainerLogs(last, definition, warn, signal)
  } catch (error) {
    if (!(error instanceof EcsTrouble)) throw error
    warn(`the logs of ${shortTaskDefinition(taskDefinition)} cannot be found: ${error.message}`, error.hint)
    return []
  }
}

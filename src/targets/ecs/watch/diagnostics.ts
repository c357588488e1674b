import { AwsError } from '../../../aws/aws-error.ts'
import type { Diagnosis, Diagnostics } from '../../../run/diagnosis.ts'
import type { EcsApi, Warn } from '../api/api.ts'
import { readService } from '../api/service-reading.ts'
import { readTaskDefinition } from '../api/task-definition.ts'
import { reportCodeDeploy } from '../code-deploy/model/code-deploy-report.ts'
import { reportFailure } from '../model/failure-report.ts'
import { type EcsService, type StoppedTask, shortTaskDefinition } from '../model/model.ts'
import { findTrackedEntry, type TrackedDeployment } from '../model/tracked-deployment.ts'
import { readContainerLogs } from './container-logs.ts'
import type { ServiceTracker } from './service-tracker.ts'

/** Why the deployment failed, as far as ECS and the containers' logs show. */
export function ecsDiagnostics(api: EcsApi, watched: readonly ServiceTracker[], warn: Warn): Diagnostics {
  return {
    async diagnose(signal) {
      const evidence: Diagnosis[] = []
      for (const one of watched) {
        try {
          const service = await readService(api, one.name, signal)
          evidence.push(...(await diagnoseService(api, one, { service, warn }, signal)))
        } catch (error) {
          if (!(error instanceof AwsError)) throw error
          warn(`could not determine why ${one.label} failed: ${error.message}`, error.hint)
        }
      }
      return evidence
    },
  }
}

async function diagnoseService(
  api: EcsApi,
  watched: ServiceTracker,
  { service, warn }: { readonly service: EcsService; readonly warn: Warn },
  signal: AbortSignal,
): Promise<Diagnosis[]> {
  const tracked = watched.identify(service)
  const history = await watched.refreshHistory(service, signal)
  const stopped = await watched.readFailedTasks(signal)
  const entry = findTrackedEntry(tracked, service, history)
  const report = [
    ...reportFailure(service, tracked, { stopped, entry }),
    ...(service.controller === 'CODE_DEPLOY'
      ? reportCodeDeploy(service, await watched.codeDeploy.read(service, tracked, signal))
      : []),
  ]
  return stopped.length === 0
    ? report
    : [...report, ...(await readLogs(api, tracked, { stopped, warn }, signal))]
}

/** One that could not pull its image has logged nothing, while the next one may have. */
const MAX_TASKS_WITH_LOGS = 5

/** What says where the log is may not be readable: that costs the log only. */
async function readLogs(
  api: EcsApi,
  { taskDefinition }: TrackedDeployment,
  { stopped, warn }: { readonly stopped: readonly StoppedTask[]; readonly warn: Warn },
  signal: AbortSignal,
): Promise<Diagnosis[]> {
  try {
    const definition = await readTaskDefinition(api, taskDefinition, signal)
    let isReadable = true
    const warnAndEnd: Warn = (text, hint) => {
      isReadable = false
      warn(text, hint)
    }
    for (const task of stopped.slice(0, MAX_TASKS_WITH_LOGS)) {
      const logs = await readContainerLogs(task, definition, warnAndEnd, signal)
      if (logs.length > 0 || !isReadable) return logs
    }
    return []
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    warn(`the logs of ${shortTaskDefinition(taskDefinition)} cannot be found: ${error.message}`, error.hint)
    return []
  }
}

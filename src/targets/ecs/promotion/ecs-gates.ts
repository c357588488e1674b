import type { EcsApi } from '../api/api.ts'
import { continueDeployment } from '../api/writing.ts'
import type { EcsService } from '../model/model.ts'
import { findOwnEntry, findPause, type GateFacts, readGate } from '../model/pause.ts'
import { describePauses } from '../model/pause-plan.ts'
import { identifyTracked } from '../model/tracked-deployment.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'
import type { ServiceGates } from './service-gates.ts'

/** The PAUSE hooks of a service that ECS itself deploys. */
export function ecsGates(api: EcsApi, tracker: ServiceTracker, stages: readonly string[]): ServiceGates {
  return {
    async read(service, hookId, signal) {
      return readGate(await readFacts(tracker, service, signal), hookId)
    },
    async proceed(service, hookId, signal) {
      const entry = findOwnEntry({ ...factsOf(tracker, service), history: tracker.history.known })
      const pause = entry && findPause(service, entry, stages)
      if (entry === undefined || pause?.id !== hookId) return
      await continueDeployment(api, { serviceDeploymentArn: entry.arn, hookId, action: 'CONTINUE' }, signal)
    },
    async plan(service) {
      return {
        ...describePauses(service, stages),
        unknowns: [
          'whether the role may answer a hook (ecs:ContinueServiceDeployment), which AWS shows only when it is done',
        ],
      }
    },
  }
}

function factsOf(tracker: ServiceTracker, service: EcsService): GateFacts {
  return { service, tracked: tracker.deployed ?? identifyTracked(service, undefined) }
}

async function readFacts(
  tracker: ServiceTracker,
  service: EcsService,
  signal: AbortSignal,
): Promise<GateFacts> {
  const history = await tracker.history.refresh(signal)
  const { unanswered, accessDenied } = tracker.history
  const error = unanswered ?? accessDenied
  if (error !== undefined) throw error
  return { ...factsOf(tracker, service), history }
}

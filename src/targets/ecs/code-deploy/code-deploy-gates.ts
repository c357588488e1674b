import type { EcsApi } from '../api/api.ts'
import type { EcsService } from '../model/model.ts'
import { identifyTracked } from '../model/tracked-deployment.ts'
import type { ServiceGates } from '../promotion/service-gates.ts'
import type { ServiceTracker } from '../watch/service-tracker.ts'
import { readReadyOption } from './code-deploy-reading.ts'
import { rerouteTraffic } from './code-deploy-writing.ts'
import { describeReadyWait, readReadyWait } from './model/ready-wait.ts'

/** The wait of CodeDeploy before it reroutes the traffic. Its gate has the id of the deployment. */
export function codeDeployGates(api: EcsApi, tracker: ServiceTracker): ServiceGates {
  return {
    async read(service, deploymentId, signal) {
      const { deployment } = await tracker.codeDeploy.readLatest(service, trackedOf(tracker, service), signal)
      if (tracker.codeDeploy.accessDenied !== undefined) throw tracker.codeDeploy.accessDenied
      return readReadyWait(deployment, deploymentId)
    },
    async proceed(_service, deploymentId, signal) {
      await rerouteTraffic(api, deploymentId, signal)
    },
    async plan(service, signal) {
      const group = await tracker.codeDeploy.groupOf(service, signal)
      return describeReadyWait(service.name, await readReadyOption(api, group, signal))
    },
  }
}

function trackedOf(tracker: ServiceTracker, service: EcsService) {
  return tracker.deployed ?? identifyTracked(service, undefined)
}

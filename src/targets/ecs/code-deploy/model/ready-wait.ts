import type { Gate } from '../../../../health/rollout.ts'
import type { GateState, PromotionPlan } from '../../../../run/gate.ts'
import { type CodeDeployment, describeEnd, hasEnded, type ReadyOption } from './deployment.ts'

export const READY_WAIT = 'READY_WAIT'

/** The wait of a deployment that is ready. Its replacement tasks have the test traffic only. */
export function toReadyGate({ id, readyOption }: CodeDeployment): Gate {
  return { id, stage: READY_WAIT, otherwise: describeTimeout(readyOption) }
}

function describeTimeout({ actionOnTimeout, waitMinutes }: ReadyOption = {}): string | undefined {
  if (actionOnTimeout !== 'STOP_DEPLOYMENT' || waitMinutes === undefined) return undefined
  return `CodeDeploy stops it ${waitMinutes} minutes after it became ready`
}

/** @param deployment the watched one as it is now */
export function readReadyWait(deployment: CodeDeployment | undefined, id: string): GateState {
  if (deployment?.id !== id) return { kind: 'gone', how: `${id} is no longer the deployment that is watched` }
  if (deployment.status === 'Ready') return { kind: 'waiting' }
  if (
    deployment.rollbackId !== undefined ||
    deployment.status === 'Failed' ||
    deployment.status === 'Stopped'
  )
    return { kind: 'refused', how: `it ended there: ${describeEnd(deployment)}` }
  const isOn = deployment.status === 'InProgress' || deployment.status === 'Baking' || hasEnded(deployment)
  return isOn
    ? { kind: 'continued', by: 'others', how: 'somebody let CodeDeploy reroute the traffic' }
    : { kind: 'gone', how: `${id} is ${deployment.status}` }
}

/** What will happen at the next deployment. */
export function describeReadyWait(service: string, option: ReadyOption | undefined): PromotionPlan {
  const unknowns = [
    'whether the role may let CodeDeploy go on (codedeploy:ContinueDeployment), which AWS shows only when it is done',
  ]
  const timeout = describeTimeout(option)
  if (timeout !== undefined) {
    const step = `${service} waits at ${READY_WAIT}: this run decides; without an answer, ${timeout}`
    return { steps: [step], problems: [], unknowns }
  }
  const problem = `the deployment group of ${service} does not wait before it reroutes the traffic, so that nothing would wait for this run`
  return { steps: [], problems: [problem], unknowns }
}

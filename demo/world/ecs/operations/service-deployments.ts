import type * as sdk from '@aws-sdk/client-ecs'
import { setStatus, TERMINAL } from '../deployments.ts'
import {
  briefServiceDeployment,
  describeServiceDeployment,
  describeServiceRevision,
} from '../describe-service-deployment.ts'
import { conflict, invalidParameter, serviceDeploymentNotFound, unsupported } from '../errors.ts'
import { allServices, findService } from '../lookup.ts'
import { page } from '../pages.ts'
import { rollBackByUser } from '../rollback.ts'
import { reconcile } from '../scheduler.ts'
import type { EcsState, Service, ServiceDeployment } from '../state.ts'
import type { Operation } from './operation.ts'

const MOST_ARNS = 20
const ROLLBACK_STARTS_AFTER_MS = 2_000

export const ListServiceDeployments: Operation<
  sdk.ListServiceDeploymentsRequest,
  sdk.ListServiceDeploymentsResponse
> = (ecs, input) => {
  const service = findService(ecs, input.cluster, input.service)
  if (service.controller !== 'ECS') throw unsupported('The feature is not supported for this service.')
  const { before, after } = input.createdAt ?? {}
  const matching = service.serviceDeployments
    .filter((each) => isVisible(ecs, each))
    .filter((each) => input.status === undefined || input.status.includes(each.status))
    .filter((each) => before === undefined || each.createdAtMs <= before.getTime())
    .filter((each) => after === undefined || each.createdAtMs >= after.getTime())
    .map((each) => briefServiceDeployment(ecs.quirks, service, each))
  const ordered = ecs.quirks.oldestServiceDeploymentFirst ? matching : matching.reverse()
  const { items, nextToken } = page(ecs, ordered, input, 20)
  return { serviceDeployments: items, nextToken }
}

export const DescribeServiceDeployments: Operation<
  sdk.DescribeServiceDeploymentsRequest,
  sdk.DescribeServiceDeploymentsResponse
> = (ecs, input) => {
  const serviceDeployments: sdk.ServiceDeployment[] = []
  const failures: sdk.Failure[] = []
  for (const wanted of atMostTwenty(input.serviceDeploymentArns)) {
    const found = findDeployment(ecs, wanted)
    if (found === undefined || !isVisible(ecs, found.deployment))
      failures.push({ arn: wanted, reason: 'MISSING' })
    else serviceDeployments.push(describeServiceDeployment(ecs.quirks, found.service, found.deployment))
  }
  return { serviceDeployments, failures }
}

export const DescribeServiceRevisions: Operation<
  sdk.DescribeServiceRevisionsRequest,
  sdk.DescribeServiceRevisionsResponse
> = (ecs, input) => {
  const serviceRevisions: sdk.ServiceRevision[] = []
  const failures: sdk.Failure[] = []
  const visibleMs = ecs.timeline.nowMs - ecs.quirks.revisionVisibleAfterMs
  for (const wanted of atMostTwenty(input.serviceRevisionArns)) {
    const service = allServices(ecs).find((each) => each.revisions.some(({ arn }) => arn === wanted))
    const revision = service?.revisions.find(({ arn }) => arn === wanted)
    if (
      service === undefined ||
      revision === undefined ||
      revision.missing ||
      revision.createdAtMs > visibleMs
    ) {
      failures.push({ arn: wanted, reason: 'MISSING' })
    } else serviceRevisions.push(describeServiceRevision(service, revision))
  }
  return { serviceRevisions, failures }
}

export const StopServiceDeployment: Operation<
  sdk.StopServiceDeploymentRequest,
  sdk.StopServiceDeploymentResponse
> = (ecs, input) => {
  if (input.stopType === 'ABORT') throw invalidParameter('The valid value for stopType is ROLLBACK.')
  const { service, deployment } = existing(ecs, input)
  if (TERMINAL.includes(deployment.status)) {
    const text = `The service deployment is in the ${deployment.status} state and cannot be stopped.`
    throw conflict(text)
  }
  requestRollback(ecs, service, deployment)
  return { serviceDeploymentArn: deployment.arn }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html */
const NO_SUCH_HOOK =
  'Provided hookId is either completed, unavailable, or not associated with the given Resource ARN'

/** Answers a lifecycle hook that waits for a person. */
export const ContinueServiceDeployment: Operation<
  sdk.ContinueServiceDeploymentRequest,
  sdk.ContinueServiceDeploymentResponse
> = (ecs, input) => {
  if (!/^ecs-[a-z]+-.+/.test(input.hookId ?? '')) {
    throw invalidParameter('Invalid hookId: hookId must follow the format: ecs-{hookType}-{id}')
  }
  const { service, deployment } = existing(ecs, input)
  if (TERMINAL.includes(deployment.status)) {
    throw conflict(
      'Continuing a service deployment is not allowed for service deployment in terminal states.',
    )
  }
  const hook = deployment.hooks.find((each) => each.id === input.hookId && each.targetType === 'PAUSE')
  if (hook === undefined) throw invalidParameter(NO_SUCH_HOOK)
  if (hook.status !== 'AWAITING_ACTION' || deployment.status !== 'IN_PROGRESS') throw conflict(NO_SUCH_HOOK)
  const rollBack = input.action === 'ROLLBACK'
  hook.status = rollBack ? 'FAILED' : 'SUCCEEDED'
  if (rollBack) requestRollback(ecs, service, deployment)
  else reconcile(ecs, service)
  return { serviceDeploymentArn: deployment.arn }
}

/** It may still succeed before the request is heeded. */
function requestRollback(ecs: EcsState, service: Service, deployment: ServiceDeployment): void {
  if (deployment.status !== 'PENDING' && deployment.status !== 'IN_PROGRESS') return
  setStatus(ecs, deployment, 'ROLLBACK_REQUESTED')
  ecs.timeline.after(ROLLBACK_STARTS_AFTER_MS, () => {
    const [primary] = service.deployments
    if (deployment.status !== 'ROLLBACK_REQUESTED' || primary?.serviceDeployment !== deployment) return
    rollBackByUser(ecs, service, primary)
    reconcile(ecs, service)
    ecs.timeline.after(ROLLBACK_STARTS_AFTER_MS, () => reconcile(ecs, service))
  })
}

const isVisible = (ecs: EcsState, deployment: ServiceDeployment): boolean =>
  deployment.createdAtMs <= ecs.timeline.nowMs - ecs.quirks.serviceDeploymentVisibleAfterMs

const atMostTwenty = (arns: string[] | undefined): string[] => {
  if (arns === undefined || arns.length === 0) throw invalidParameter('The list of ARNs cannot be empty.')
  if (arns.length > MOST_ARNS) throw invalidParameter('You cannot specify more than 20 ARNs.')
  return arns
}

interface Found {
  service: Service
  deployment: ServiceDeployment
}

function findDeployment(ecs: EcsState, wanted: string | undefined): Found | undefined {
  for (const service of allServices(ecs)) {
    const deployment = service.serviceDeployments.find((each) => each.arn === wanted)
    if (deployment !== undefined) return { service, deployment }
  }
  return undefined
}

function existing(ecs: EcsState, input: { serviceDeploymentArn: string | undefined }): Found {
  const found = findDeployment(ecs, input.serviceDeploymentArn)
  if (found === undefined) throw serviceDeploymentNotFound()
  return found
}

import type {
  ListServiceDeploymentsCommandOutput,
  ServiceDeployment as SdkDeployment,
  ServiceRevision as SdkRevision,
} from '@aws-sdk/client-ecs'
import { listOf, readAnswer } from '../../../aws/aws-error.ts'
import {
  type LifecycleHook,
  newestFirst,
  type ServiceDeployment,
  type ServiceHistory,
  type ServiceRevision,
} from '../model/model.ts'
import { type EcsApi, inBatches } from './api.ts'

/** Describe calls take at most twenty deployments or revisions. */
const ARNS_PER_CALL = 20
/** What ListServiceDeployments gives at most in one page. */
const ENTRIES_PER_PAGE = 100
/** Ninety days of a service that is deployed every three hours. */
const PAGES = 7

export interface HistoryRequest {
  /** So many of the newest deployments are described; the others are only counted. */
  readonly depth: number
  /** Revisions never change, so that known ones are not read again. */
  readonly before?: ServiceHistory | undefined
}

/**
 * Reads the newest deployments of a service with the revisions that they name: three calls, or two when
 * no revision is new. ECS keeps 90 days of them: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html
 */
export async function readHistory(
  api: EcsApi,
  service: string,
  { depth, before }: HistoryRequest,
  signal: AbortSignal,
): Promise<ServiceHistory> {
  const arns = await listDeployments(api, service, signal)
  const deployments = await readDeployments(api, arns.slice(0, depth), signal)
  const revisions = await readNewRevisions(api, deployments, before, signal)
  return { deployments, revisions, isWhole: arns.length <= depth }
}

/** The same deployments as they are now, without a search for others: one call. */
export async function readHistoryAgain(
  api: EcsApi,
  before: ServiceHistory,
  signal: AbortSignal,
): Promise<ServiceHistory> {
  const newest = before.deployments.map(({ arn }) => arn).slice(0, ARNS_PER_CALL)
  const read = await readDeployments(api, newest, signal)
  const deployments = [...read, ...before.deployments.filter(({ arn }) => !newest.includes(arn))]
  const revisions = await readNewRevisions(api, deployments, before, signal)
  return { deployments, revisions, isWhole: before.isWhole }
}

async function readNewRevisions(
  api: EcsApi,
  deployments: readonly ServiceDeployment[],
  before: ServiceHistory | undefined,
  signal: AbortSignal,
): Promise<ServiceHistory['revisions']> {
  const unread = revisionsOf(deployments).filter((arn) => !before?.revisions.has(arn))
  return new Map([...(before?.revisions ?? []), ...(await readRevisions(api, unread, signal))])
}

/** ARNs, newest first. In which order ECS lists them is not documented, so that every page is read. */
async function listDeployments(api: EcsApi, service: string, signal: AbortSignal): Promise<string[]> {
  const listed: { arn: string; createdAtMs: number }[] = []
  let nextToken: string | undefined
  for (let page = 0; page < PAGES; page += 1) {
    const input = { cluster: api.cluster, service, maxResults: ENTRIES_PER_PAGE, nextToken }
    const output: ListServiceDeploymentsCommandOutput = await api.call(
      'ecs:ListServiceDeployments',
      (client, options) => client.send(new api.sdk.ListServiceDeploymentsCommand(input), options),
      signal,
    )
    listed.push(...readAnswer('ecs:ListServiceDeployments', () => toListed(output)))
    nextToken = output.nextToken
    if (nextToken === undefined) break
  }
  return newestFirst(listed).map(({ arn }) => arn)
}

function toListed({ serviceDeployments }: ListServiceDeploymentsCommandOutput) {
  return listOf(serviceDeployments).flatMap(({ serviceDeploymentArn: arn, createdAt }) =>
    arn === undefined ? [] : { arn, createdAtMs: createdAt?.getTime() ?? 0 },
  )
}

/** Every revision that the deployments name, once. */
function revisionsOf(deployments: readonly ServiceDeployment[]): string[] {
  const named = deployments.flatMap(({ targetRevisionArn, sourceRevisionArns, rollback }) => [
    targetRevisionArn ?? [],
    sourceRevisionArns,
    rollback?.serviceRevisionArn ?? [],
  ])
  return [...new Set(named.flat(2))]
}

async function readDeployments(
  api: EcsApi,
  arns: readonly string[],
  signal: AbortSignal,
): Promise<ServiceDeployment[]> {
  return await inBatches(arns, ARNS_PER_CALL, async (serviceDeploymentArns) => {
    const { serviceDeployments } = await api.call(
      'ecs:DescribeServiceDeployments',
      (client, options) =>
        client.send(new api.sdk.DescribeServiceDeploymentsCommand({ serviceDeploymentArns }), options),
      signal,
    )
    return readAnswer('ecs:DescribeServiceDeployments', () => listOf(serviceDeployments).map(toDeployment))
  })
}

/** Those that are on record, by ARN. */
export async function readRevisions(
  api: EcsApi,
  arns: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ServiceRevision>> {
  const revisions = await inBatches(arns, ARNS_PER_CALL, async (serviceRevisionArns) => {
    const output = await api.call(
      'ecs:DescribeServiceRevisions',
      (client, options) =>
        client.send(new api.sdk.DescribeServiceRevisionsCommand({ serviceRevisionArns }), options),
      signal,
    )
    return readAnswer('ecs:DescribeServiceRevisions', () => listOf(output.serviceRevisions).map(toRevision))
  })
  return new Map(revisions.map((revision) => [revision.arn, revision]))
}

function toDeployment(deployment: SdkDeployment): ServiceDeployment {
  const { rollback, deploymentCircuitBreaker: breaker } = deployment
  return {
    arn: deployment.serviceDeploymentArn ?? '',
    status: deployment.status ?? '',
    statusReason: deployment.statusReason,
    createdAtMs: deployment.createdAt?.getTime() ?? 0,
    createdAt: renderTime(deployment.createdAt),
    targetRevisionArn: deployment.targetServiceRevision?.arn,
    sourceRevisionArns: (deployment.sourceServiceRevisions ?? []).flatMap(({ arn }) => arn ?? []),
    lifecycleStage: deployment.lifecycleStage,
    productionWeight: deployment.targetServiceRevision?.requestedProductionTrafficWeight,
    hooks: (deployment.lifecycleHookDetails ?? []).map(toHook),
    rollback: rollback && {
      reason: rollback.reason,
      serviceRevisionArn: rollback.serviceRevisionArn,
      startedAtMs: rollback.startedAt?.getTime(),
    },
    circuitBreaker: breaker && {
      status: breaker.status ?? '',
      failureCount: breaker.failureCount ?? 0,
      threshold: breaker.threshold ?? 0,
    },
    triggeredAlarms: deployment.alarms?.triggeredAlarmNames ?? [],
  }
}

function toHook(hook: NonNullable<SdkDeployment['lifecycleHookDetails']>[number]): LifecycleHook {
  return {
    id: hook.hookId ?? '',
    targetType: hook.targetType ?? '',
    status: hook.status ?? '',
    expiresAt: hook.expiresAt && renderTime(hook.expiresAt),
    timeoutAction: hook.timeoutAction,
  }
}

/** `2026-01-05 10:04 UTC` */
function renderTime(time: Date | undefined): string {
  return time === undefined ? 'an unknown day' : `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** Fields of a revision that belong to the service rather than to its task definition. */
const SERVICE_LEVEL = [
  'launchType',
  'capacityProviderStrategy',
  'platformVersion',
  'platformFamily',
  'loadBalancers',
  'serviceRegistries',
  'networkConfiguration',
  'serviceConnectConfiguration',
  'volumeConfigurations',
  'vpcLatticeConfigurations',
] as const satisfies readonly (keyof SdkRevision)[]

/** AWS gives lists in any order, and what is not set as nothing or as an empty list. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(canonical).filter((item) => item !== undefined)
    return items.length === 0
      ? undefined
      : items
          .map((item) => JSON.stringify(item))
          .sort()
          .map((text) => JSON.parse(text))
  }
  if (typeof value !== 'object') return value
  const entries = Object.entries(value ?? {})
    .map(([name, item]) => [name, canonical(item)] as const)
    .filter(([, item]) => item !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

function toRevision(revision: SdkRevision): ServiceRevision {
  const settings = SERVICE_LEVEL.flatMap((field) => {
    const value = canonical(revision[field])
    return value === undefined ? [] : [[field, JSON.stringify(value)] as const]
  })
  return {
    arn: revision.serviceRevisionArn ?? '',
    taskDefinition: revision.taskDefinition ?? '',
    createdAtMs: revision.createdAt?.getTime() ?? 0,
    images: (revision.containerImages ?? []).map(({ containerName = '', image = '', imageDigest }) => ({
      container: containerName,
      image,
      digest: imageDigest,
    })),
    settings: Object.fromEntries(settings),
  }
}

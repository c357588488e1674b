import type { ListServiceDeploymentsCommandOutput } from '@aws-sdk/client-ecs'
import {
  newestFirst,
  type ServiceDeployment,
  type ServiceHistory,
  type ServiceRevision,
} from '../model/model.ts'
import type { EcsApi } from './api.ts'
import { toDeployment, toRevision } from './service-record.ts'

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
  const named = revisionsOf(deployments)
  const unread = named.filter((arn) => !before?.revisions.has(arn))
  const revisions = new Map([...(before?.revisions ?? []), ...(await readRevisions(api, unread, signal))])
  return { deployments, revisions, isWhole: arns.length <= depth }
}

/** ARNs, newest first. In which order ECS lists them is not documented, so that every page is read. */
async function listDeployments(api: EcsApi, service: string, signal: AbortSignal): Promise<string[]> {
  const listed: { arn: string; createdAtMs: number }[] = []
  let nextToken: string | undefined
  for (let page = 0; page < PAGES; page += 1) {
    const input = {
      cluster: api.cluster,
      service,
      maxResults: ENTRIES_PER_PAGE,
      ...(nextToken === undefined ? {} : { nextToken }),
    }
    const output: ListServiceDeploymentsCommandOutput = await api.call(
      'ecs:ListServiceDeployments',
      (client, options) => client.send(new api.sdk.ListServiceDeploymentsCommand(input), options),
      signal,
    )
    for (const { serviceDeploymentArn: arn, createdAt } of output.serviceDeployments ?? []) {
      if (arn !== undefined) listed.push({ arn, createdAtMs: createdAt?.getTime() ?? 0 })
    }
    nextToken = output.nextToken
    if (nextToken === undefined) break
  }
  return newestFirst(listed).map(({ arn }) => arn)
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
  const deployments: ServiceDeployment[] = []
  for (let start = 0; start < arns.length; start += ARNS_PER_CALL) {
    const serviceDeploymentArns = arns.slice(start, start + ARNS_PER_CALL)
    const output = await api.call(
      'ecs:DescribeServiceDeployments',
      (client, options) =>
        client.send(new api.sdk.DescribeServiceDeploymentsCommand({ serviceDeploymentArns }), options),
      signal,
    )
    deployments.push(...(output.serviceDeployments ?? []).map(toDeployment))
  }
  return deployments
}

/** Those that are on record, by ARN. */
export async function readRevisions(
  api: EcsApi,
  arns: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ServiceRevision>> {
  const revisions = new Map<string, ServiceRevision>()
  for (let start = 0; start < arns.length; start += ARNS_PER_CALL) {
    const serviceRevisionArns = arns.slice(start, start + ARNS_PER_CALL)
    const output = await api.call(
      'ecs:DescribeServiceRevisions',
      (client, options) =>
        client.send(new api.sdk.DescribeServiceRevisionsCommand({ serviceRevisionArns }), options),
      signal,
    )
    for (const revision of output.serviceRevisions ?? []) {
      revisions.set(revision.serviceRevisionArn ?? '', toRevision(revision))
    }
  }
  return revisions
}

import type { CodeDeployClient } from '@aws-sdk/client-codedeploy'
import type { ECSClient } from '@aws-sdk/client-ecs'
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { type Call, callLazily, callWith, type LazyCall } from '../../../aws/calling.ts'

type CodeDeploySdk = typeof import('@aws-sdk/client-codedeploy')
type LoadBalancingSdk = typeof import('@aws-sdk/client-elastic-load-balancing-v2')

/**
 * Calls to AWS, and their answers in the words of model/: what is read and written, in as few calls as
 * possible. What an answer means is decided elsewhere. The SDK is loaded only when ECS is used: it is the
 * largest part of the bundle.
 */
export interface EcsApi {
  readonly sdk: typeof import('@aws-sdk/client-ecs')
  /** Name or ARN. */
  readonly cluster: string
  readonly call: Call<ECSClient>
  /** For services whose deployments CodeDeploy controls. */
  readonly codeDeploy: LazyCall<CodeDeploySdk, CodeDeployClient>
  /** For the health of a service's targets. */
  readonly loadBalancing: LazyCall<LoadBalancingSdk, ElasticLoadBalancingV2Client>
}

export async function connectEcs(cluster: string, region: string | undefined): Promise<EcsApi> {
  const sdk = await import('@aws-sdk/client-ecs')
  return {
    sdk,
    cluster,
    call: callWith((settings) => new sdk.ECSClient(settings), region, placeOf(cluster, region)),
    codeDeploy: callLazily(
      () => import('@aws-sdk/client-codedeploy'),
      ({ CodeDeployClient }, settings) => new CodeDeployClient(settings),
      region,
    ),
    loadBalancing: callLazily(
      () => import('@aws-sdk/client-elastic-load-balancing-v2'),
      ({ ElasticLoadBalancingV2Client }, settings) => new ElasticLoadBalancingV2Client(settings),
      region,
    ),
  }
}

/** The region as the SDK finds it, if the environment names it: a shared configuration file may too. */
function placeOf(cluster: string, region: string | undefined): string {
  const used = region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION
  return `cluster ${cluster}${used === undefined ? '' : ` in ${used}`}`
}

/** Called once for each thing that could not be determined. */
export type Warn = (text: string, hint?: string) => void

/** Reads many things by calls that take so many at most. */
export async function inBatches<Item, Answer>(
  items: readonly Item[],
  perCall: number,
  read: (batch: Item[]) => Promise<readonly Answer[]>,
): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let start = 0; start < items.length; start += perCall)
    answers.push(...(await read(items.slice(start, start + perCall))))
  return answers
}

import type { CodeDeployClient } from '@aws-sdk/client-codedeploy'
import type { ECSClient } from '@aws-sdk/client-ecs'
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { type Call, callLazily, callWith, type LazyCall } from '../../../aws/calling.ts'

type CodeDeploySdk = typeof import('@aws-sdk/client-codedeploy')
type LoadBalancingSdk = typeof import('@aws-sdk/client-elastic-load-balancing-v2')

/** The AWS SDK, loaded only when ECS is used: it is the largest part of the bundle. */
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

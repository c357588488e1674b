import type { PlaceFact } from '../../report/run-story.ts'
import type { EcsConfig } from './ecs-config.ts'
import { parseArn, shortName } from './ecs-names.ts'
import { consoleLinks } from './model/failure-report.ts'
import { shortTaskDefinition } from './model/model.ts'

const MAX_SERVICES = 3

/** The services with their pages in the console, the cluster, the region, and the revision if it is known. */
export function ecsLocation(
  { cluster, services }: EcsConfig,
  region = parseArn(cluster)?.region,
): readonly PlaceFact[] {
  const partition = partitionOf(cluster, region)
  const place = services.slice(0, MAX_SERVICES).map(({ service }): PlaceFact => {
    const name = shortName(service)
    const arn = `arn:${partition}:ecs:${region}:0:service/${shortName(cluster)}/${name}`
    const url = region === undefined ? undefined : consoleLinks({ arn, name })[0]?.url
    return { name: 'service', value: name, url }
  })
  const rest = services.length - place.length
  return [
    ...place,
    ...(rest > 0 ? [{ value: `and ${rest} more` }] : []),
    { name: 'cluster', value: shortName(cluster) },
    ...(region === undefined ? [] : [{ value: region }]),
    ...services.flatMap(({ taskDefinition }) =>
      taskDefinition === undefined ? [] : [{ name: 'revision', value: shortTaskDefinition(taskDefinition) }],
    ),
  ]
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function partitionOf(cluster: string, region = ''): string {
  const [, named] = /^arn:([^:]+):/.exec(cluster) ?? []
  if (named !== undefined) return named
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}

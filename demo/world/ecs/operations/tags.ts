import type * as sdk from '@aws-sdk/client-ecs'
import { invalidParameter } from '../errors.ts'
import { allServices } from '../lookup.ts'
import type { EcsState } from '../state.ts'
import type { Operation } from './operation.ts'

export const TagResource: Operation<sdk.TagResourceRequest, sdk.TagResourceResponse> = (ecs, input) => {
  const resource = existing(ecs, input.resourceArn)
  const added = input.tags ?? []
  const kept = (ecs.tags.get(resource) ?? []).filter((tag) => !added.some((each) => each.key === tag.key))
  ecs.tags.set(resource, [...kept, ...added])
  return {}
}

export const ListTagsForResource: Operation<
  sdk.ListTagsForResourceRequest,
  sdk.ListTagsForResourceResponse
> = (ecs, input) => ({ tags: ecs.tags.get(existing(ecs, input.resourceArn)) ?? [] })

function existing(ecs: EcsState, resourceArn: string | undefined): string {
  const known = [
    ...allServices(ecs).map((each) => each.arn),
    ...ecs.taskDefinitions.all().map((each) => each.taskDefinitionArn),
    ...[...ecs.clusters.values()].map((each) => each.arn),
  ]
  if (resourceArn === undefined || !known.includes(resourceArn)) {
    throw invalidParameter('The specified resource was not found. Specify a valid resource and try again.')
  }
  return resourceArn
}

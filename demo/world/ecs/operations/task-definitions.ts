import type * as sdk from '@aws-sdk/client-ecs'
import { clientError } from '../errors.ts'
import { page } from '../pages.ts'
import type { EcsState } from '../state.ts'
import type { TaskDefinition } from '../task-definitions.ts'
import type { Operation } from './operation.ts'

export const RegisterTaskDefinition: Operation<
  sdk.RegisterTaskDefinitionRequest,
  sdk.RegisterTaskDefinitionResponse
> = (ecs, input) => {
  const taskDefinition = ecs.taskDefinitions.register(input, ecs.timeline.nowMs)
  if (input.tags !== undefined) ecs.tags.set(taskDefinition.taskDefinitionArn, input.tags)
  return { taskDefinition, tags: input.tags }
}

export const DescribeTaskDefinition: Operation<
  sdk.DescribeTaskDefinitionRequest,
  sdk.DescribeTaskDefinitionResponse
> = (ecs, input) => {
  const taskDefinition = find(ecs, input.taskDefinition)
  const tags = ecs.tags.get(taskDefinition.taskDefinitionArn) ?? []
  return { taskDefinition, ...(input.include?.includes('TAGS') ? { tags } : {}) }
}

export const DeregisterTaskDefinition: Operation<
  sdk.DeregisterTaskDefinitionRequest,
  sdk.DeregisterTaskDefinitionResponse
> = (ecs, input) => {
  const taskDefinition = find(ecs, input.taskDefinition)
  ecs.taskDefinitions.deregister(taskDefinition, ecs.timeline.nowMs)
  return { taskDefinition }
}

function find(ecs: EcsState, reference: string | undefined): TaskDefinition {
  const found = ecs.taskDefinitions.find(reference ?? '')
  if (found === undefined) throw clientError('Unable to describe task definition.')
  return found
}

export const ListTaskDefinitions: Operation<
  sdk.ListTaskDefinitionsRequest,
  sdk.ListTaskDefinitionsResponse
> = (ecs, input) => {
  const { familyPrefix, status = 'ACTIVE', sort = 'ASC' } = input
  const matching = ecs.taskDefinitions
    .all()
    .filter((each) => each.status === status)
    .filter((each) => familyPrefix === undefined || each.family === familyPrefix)
    .map((each) => each.taskDefinitionArn)
  const { items, nextToken } = page(ecs, sort === 'DESC' ? matching.reverse() : matching, input)
  return { taskDefinitionArns: items, nextToken }
}

import type {
  DescribeTaskDefinitionCommandOutput,
  RegisterTaskDefinitionRequest,
  TaskDefinition,
} from '@aws-sdk/client-ecs'
import { withoutOwnTags } from '../model/revision-tag.ts'
import type { EcsApi } from './api.ts'

/** A task definition as it is registered, with its tags. */
export interface RegisteredDefinition {
  readonly arn: string
  readonly isActive: boolean
  readonly definition: TaskDefinition
  readonly tags: NonNullable<DescribeTaskDefinitionCommandOutput['tags']>
}

export async function readTaskDefinition(
  api: EcsApi,
  taskDefinition: string,
  signal: AbortSignal,
): Promise<RegisteredDefinition> {
  const output = await api.call(
    'ecs:DescribeTaskDefinition',
    (client, options) =>
      client.send(new api.sdk.DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] }), options),
    signal,
  )
  const definition = output.taskDefinition ?? {}
  return {
    arn: definition.taskDefinitionArn ?? taskDefinition,
    isActive: definition.status === 'ACTIVE',
    definition,
    tags: output.tags ?? [],
  }
}

/** What ECS adds to a definition when it is registered; it refuses them in a registration. */
const ADDED_BY_ECS: ReadonlySet<string> = new Set([
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
] satisfies (keyof TaskDefinition)[])

/**
 * The request that registers the same definition again, with some images replaced.
 *
 * @param images by container name
 */
export function copyDefinition(
  { definition, tags }: RegisteredDefinition,
  images: ReadonlyMap<string, string>,
): RegisterTaskDefinitionRequest {
  const described = Object.fromEntries(Object.entries(definition).filter(([key]) => !ADDED_BY_ECS.has(key)))
  const kept = withoutOwnTags(tags)
  return {
    ...described,
    family: definition.family,
    containerDefinitions: (definition.containerDefinitions ?? []).map((container) => ({
      ...container,
      image: images.get(container.name ?? '') ?? container.image,
    })),
    tags: kept.length === 0 ? undefined : kept,
  }
}

/** Whether two definitions say the same but for their names and dates. */
export function isSameDefinition(one: RegisteredDefinition, other: RegisteredDefinition): boolean {
  const none = new Map<string, string>()
  return (
    JSON.stringify(sorted(copyDefinition(one, none))) === JSON.stringify(sorted(copyDefinition(other, none)))
  )
}

/** With every object's keys in order, so that only content counts. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

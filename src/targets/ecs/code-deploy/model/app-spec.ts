/**
 * An AppSpec as YAML or JSON gives it: `{ version, Resources: [{ TargetService: { Type, Properties } }] }`.
 * Keys are found whatever their case is.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
 */
export type AppSpec = unknown

export function taskDefinitionIn(spec: AppSpec): string | undefined {
  const resources = entryOf(spec, 'resources')
  if (!Array.isArray(resources)) return undefined
  for (const resource of resources) {
    for (const target of Object.values(isObject(resource) ? resource : {})) {
      const named = entryOf(entryOf(target, 'properties'), 'taskdefinition')
      if (typeof named === 'string') return named
    }
  }
  return undefined
}

/** The same AppSpec for another task definition: container, port, network and hooks stay as they are. */
export function withTaskDefinition(spec: AppSpec, taskDefinition: string): AppSpec {
  return mapValue(spec, 'resources', (resources) =>
    Array.isArray(resources) ? resources.map((resource) => mapTargets(resource, taskDefinition)) : resources,
  )
}

function mapTargets(resource: unknown, taskDefinition: string): unknown {
  if (!isObject(resource)) return resource
  return Object.fromEntries(
    Object.entries(resource).map(([name, target]) => [
      name,
      mapValue(target, 'properties', (properties) =>
        mapValue(properties, 'taskdefinition', () => taskDefinition),
      ),
    ]),
  )
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function entryOf(value: unknown, lowerKey: string): unknown {
  if (!isObject(value)) return undefined
  return Object.entries(value).find(([key]) => key.toLowerCase() === lowerKey)?.[1]
}

function mapValue(value: unknown, lowerKey: string, map: (inner: unknown) => unknown): unknown {
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key.toLowerCase() === lowerKey ? map(inner) : inner]),
  )
}

import { AwsError } from '../../../aws/aws-error.ts'
import type { KnownBadSource } from '../../../run/known-bad.ts'
import type { EcsApi, Warn } from '../api/api.ts'
import { readService } from '../api/service-reading.ts'
import { DefinitionReader } from '../api/task-definition.ts'
import type { EcsServiceConfig } from '../ecs-config.ts'
import { findLeft, traceLine } from '../model/deployment-line.ts'
import { digestsOf } from '../model/images.ts'
import { type ServiceHistory, shortTaskDefinition } from '../model/model.ts'
import { describeBadTag, readTags } from '../model/revision-tag.ts'
import { completeArn } from '../model/tracked-deployment.ts'
import type { ServiceTracker } from './service-tracker.ts'

/** What the tags of the task definitions to deploy, and the histories of their services, say of them. */
export function ecsKnownBad(
  api: EcsApi,
  services: readonly (readonly [ServiceTracker, EcsServiceConfig])[],
  warn: Warn,
): KnownBadSource {
  return {
    async find(signal) {
      const found: string[] = []
      for (const [tracker, { taskDefinition }] of services) {
        if (taskDefinition === undefined) continue
        try {
          found.push(...(await judge(api, tracker, taskDefinition, signal)))
        } catch (error) {
          if (!(error instanceof AwsError)) throw error
          const loss = `whether ${shortTaskDefinition(taskDefinition)} was rolled back from before could not be determined`
          warn(`${loss}: ${error.message}`, error.hint)
        }
      }
      return found
    },
  }
}

async function judge(
  api: EcsApi,
  tracker: ServiceTracker,
  given: string,
  signal: AbortSignal,
): Promise<string[]> {
  const service = await readService(api, tracker.name, signal)
  const arn = completeArn(given, service.taskDefinition)
  const definitions = new DefinitionReader(api)
  const registered = await definitions.read(arn, signal)
  const name = shortTaskDefinition(arn)
  if (registered !== undefined && readTags(registered.tags) === 'bad')
    return [`${name} was found bad before, and not verified since: ${describeBadTag(registered.tags)}`]
  const history = await tracker.refreshHistory(service, signal)
  if (history === undefined) return []
  const version = { taskDefinition: arn, images: definitions.imagesOf(arn) }
  for (const twin of twinsOf(history, version)) await definitions.readIfThere(twin, signal)
  const left = findLeft(traceLine(history, definitions.areSame), version, definitions.areSame)
  if (left === undefined) return []
  const as =
    left.taskDefinition === arn
      ? ''
      : `, the same images and definition as ${shortTaskDefinition(left.taskDefinition)},`
  return [`${name}${as} was rolled back from before, and not verified since: ${left.why}`]
}

/** The task definitions on record with these images. */
function twinsOf(
  { revisions }: ServiceHistory,
  version: Parameters<typeof digestsOf>[0],
): ReadonlySet<string> {
  const digests = digestsOf(version)
  const same = [...revisions.values()].filter((one) => digests !== undefined && digestsOf(one) === digests)
  return new Set(same.map(({ taskDefinition }) => taskDefinition))
}

import type {
  DescribeTaskDefinitionCommandOutput,
  RegisterTaskDefinitionRequest,
  TaskDefinition,
} from '@aws-sdk/client-ecs'
import { checkForm, unexpectedForm } from '../../../aws/answer-form.ts'
import { AwsError } from '../../../aws/aws-error.ts'
import { PlatformError } from '../../../core/platform-error.ts'
import type { RollbackProgress } from '../../../run/rollback.ts'
import type { CopyByHand } from '../model/by-hand.ts'
import { type ContainerImage, shortTaskDefinition } from '../model/model.ts'
import { tagsToCopy } from '../model/revision-tag.ts'
import type { Dependency } from '../model/stopped-task.ts'
import type { EcsApi } from './api.ts'
import { registerTaskDefinition } from './writing.ts'

const DESCRIBE = 'ecs:DescribeTaskDefinition'

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
    DESCRIBE,
    (client, options) =>
      client.send(new api.sdk.DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] }), options),
    signal,
  )
  const form = ['tags[]', 'taskDefinition.containerDefinitions[].dependsOn[]']
  const { taskDefinition: definition, tags = [] } = checkForm(DESCRIBE, output, form)
  if (definition === undefined) throw unexpectedForm(DESCRIBE, 'it holds no taskDefinition')
  return {
    arn: definition.taskDefinitionArn ?? taskDefinition,
    isActive: definition.status === 'ACTIVE',
    definition,
    tags,
  }
}

/** Which containers wait for which others. One that ECS restarts by itself keeps nobody waiting for good. */
export async function readDependencies(
  api: EcsApi,
  taskDefinition: string,
  signal: AbortSignal,
): Promise<Dependency[]> {
  const { definition } = await readTaskDefinition(api, taskDefinition, signal)
  const { containerDefinitions = [] } = definition
  const restarted = new Set(
    containerDefinitions.filter((each) => each.restartPolicy?.enabled === true).map(({ name }) => name),
  )
  return containerDefinitions
    .flatMap(({ dependsOn = [] }) => dependsOn)
    .filter(({ containerName }) => !restarted.has(containerName))
    .map(({ containerName: on = '', condition = '' }) => ({ on, condition }))
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
function copyDefinition(
  { definition, tags }: RegisteredDefinition,
  images: ReadonlyMap<string, string>,
): RegisterTaskDefinitionRequest {
  const described = Object.fromEntries(Object.entries(definition).filter(([key]) => !ADDED_BY_ECS.has(key)))
  const kept = tagsToCopy(tags)
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

/**
 * Whether two definitions say the same but for their names, dates, tags and images: a registered copy names
 * its images by digest. Which images they ran is compared by the digests.
 */
export function isSameDefinition(one: RegisteredDefinition, other: RegisteredDefinition): boolean {
  return contentOf(one) === contentOf(other)
}

function contentOf(registered: RegisteredDefinition): string {
  const { tags: _, containerDefinitions = [], ...rest } = copyDefinition(registered, new Map())
  const containers = containerDefinitions.map(({ image: _, ...container }) => container)
  return JSON.stringify(sorted({ ...rest, containers }))
}

/** With every object's keys in order, so that only content counts. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

/** Reads each task definition once; that it may not be read costs only what it would have shown. */
export class DefinitionReader {
  readonly #api: EcsApi
  #recorded: readonly string[] = []
  readonly #known = new Map<string, RegisteredDefinition>()
  readonly #unknowns = new Set<string>()

  constructor(api: EcsApi) {
    this.#api = api
  }

  /** @param known what the service is known to have run, to be named where something is not found */
  setKnown(known: readonly string[]): void {
    this.#recorded = [...new Set(known.map(shortTaskDefinition))]
  }

  get unknowns(): readonly string[] {
    return [...this.#unknowns]
  }

  /** @param isNeeded it is asked again while AWS does not answer: rejects with the transient AwsError */
  async read(
    taskDefinition: string,
    signal: AbortSignal,
    isNeeded = false,
  ): Promise<RegisteredDefinition | undefined> {
    const known = this.#known.get(taskDefinition)
    if (known !== undefined) return known
    try {
      const registered = await readTaskDefinition(this.#api, taskDefinition, signal)
      this.#known.set(taskDefinition, registered)
      return registered
    } catch (error) {
      if (!(error instanceof AwsError) || error.kind === 'expired-credentials') throw error
      if (isNeeded && error.kind === 'transient') throw error
      if (error.kind === 'refused') throw notRegistered(taskDefinition, this.#recorded, error)
      this.#unknowns.add(
        `whether ${shortTaskDefinition(taskDefinition)} can be used as it is: ${error.message}. ${error.hint ?? ''}`.trim(),
      )
      return undefined
    }
  }

  /** The same where it is only compared: what has been deleted is like nothing. */
  async readIfThere(taskDefinition: string, signal: AbortSignal, isNeeded = false): Promise<void> {
    try {
      await this.read(taskDefinition, signal, isNeeded)
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error
    }
  }

  /** With the digests that one that was read names itself. */
  readonly imagesOf = (taskDefinition: string): ContainerImage[] => {
    const { containerDefinitions = [] } = this.#known.get(taskDefinition)?.definition ?? {}
    return containerDefinitions.map(({ name: container = '', image = '' }) => {
      const digest = /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1]
      return { container, image, digest }
    })
  }

  /** Of those that were read. */
  readonly areSame = (one: string, other: string): boolean => {
    const [first, second] = [this.#known.get(one), this.#known.get(other)]
    return first !== undefined && second !== undefined && isSameDefinition(first, second)
  }
}

function notRegistered(taskDefinition: string, recorded: readonly string[], cause: AwsError): PlatformError {
  const [family] = shortTaskDefinition(taskDefinition).split(':')
  const region = taskDefinition.startsWith('arn:') ? taskDefinition.split(':')[3] : undefined
  const found = recorded.length === 0 ? '' : `On record are ${recorded.join(', ')}. `
  return new PlatformError(
    'not-found',
    `the task definition ${shortTaskDefinition(taskDefinition)} cannot be found: ${cause.message}`,
    {
      cause,
      hint: `${found}List what exists with: aws ecs list-task-definitions --status ACTIVE --sort DESC --family-prefix ${family}${region === undefined ? '' : ` --region ${region}`}`,
    },
  )
}

export interface DefinitionCopy {
  readonly of: RegisteredDefinition
  /** By container: the image with its digest. */
  readonly pins: ReadonlyMap<string, string>
}

/** The same for a person. */
export function copyByHand({ of, pins }: DefinitionCopy): CopyByHand {
  const { tags = [], ...fields } = copyDefinition(of, pins)
  return {
    of: of.arn,
    fields: Object.entries(fields).flatMap(([field, value]) => (value === undefined ? [] : field)),
    images: (of.definition.containerDefinitions ?? []).map(({ name = '' }) => pins.get(name)),
    tags: tags.flatMap(({ key }) => key ?? []),
  }
}

/**
 * The copy that a registration may have made whose answer was lost. Undefined: it has made none.
 * Rejects with an AwsError.
 */
export async function findCopy(
  api: EcsApi,
  { of, pins }: DefinitionCopy,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { tags: _, ...wanted } = copyDefinition(of, pins)
  const newest = await readTaskDefinition(api, of.definition.family ?? '', signal)
  const { tags: __, ...found } = copyDefinition(newest, new Map())
  const isCopy = JSON.stringify(sorted(found)) === JSON.stringify(sorted(wanted))
  return isCopy && newest.isActive && newest.arn !== of.arn ? newest.arn : undefined
}

/** @returns the ARN of the new revision. Rejects with an AwsError. */
export async function registerCopy(
  api: EcsApi,
  { of, pins }: DefinitionCopy,
  report: RollbackProgress,
  signal: AbortSignal,
): Promise<string> {
  const request = copyDefinition(of, pins)
  const name = shortTaskDefinition(of.arn)
  let copy: string
  try {
    copy = await registerTaskDefinition(api, request, signal)
  } catch (error) {
    if (request.tags === undefined || !isTaggingDenied(error)) throw error
    report(`the copy of ${name} is made without its tags: ${error.message}. ${error.hint ?? ''}`.trim())
    copy = await registerTaskDefinition(api, { ...request, tags: undefined }, signal)
  }
  report(`registered ${shortTaskDefinition(copy)} as a copy of ${name}`)
  return copy
}

/** Whoever gives tags at a registration needs this as well: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html */
function isTaggingDenied(error: unknown): error is AwsError {
  return (
    error instanceof AwsError && error.kind === 'access-denied' && error.message.includes('ecs:TagResource')
  )
}

import { AwsError } from '../../../aws/aws-error.ts'
import { PlatformError } from '../../../core/platform-error.ts'
import type { RollbackProgress } from '../../../run/rollback.ts'
import type { EcsApi } from '../api/api.ts'
import {
  copyDefinition,
  isSameDefinition,
  type RegisteredDefinition,
  readTaskDefinition,
} from '../api/task-definition.ts'
import { registerTaskDefinition } from '../api/writing.ts'
import { shortTaskDefinition } from '../model/model.ts'

/** Reads each task definition once; that it may not be read costs only what it would have told. */
export class DefinitionReader {
  readonly #api: EcsApi
  readonly #recorded: readonly string[]
  readonly #known = new Map<string, RegisteredDefinition>()
  readonly #unknowns = new Set<string>()

  /** @param known what the service is known to have run, to be named where something is not found */
  constructor(api: EcsApi, known: readonly string[] = []) {
    this.#api = api
    this.#recorded = [...new Set(known.map(shortTaskDefinition))]
  }

  get unknowns(): readonly string[] {
    return [...this.#unknowns]
  }

  async read(taskDefinition: string, signal: AbortSignal): Promise<RegisteredDefinition | undefined> {
    const known = this.#known.get(taskDefinition)
    if (known !== undefined) return known
    try {
      const registered = await readTaskDefinition(this.#api, taskDefinition, signal)
      this.#known.set(taskDefinition, registered)
      return registered
    } catch (error) {
      if (!(error instanceof AwsError) || error.kind === 'expired-credentials') throw error
      if (error.kind === 'refused') throw notRegistered(taskDefinition, this.#recorded, error)
      this.#unknowns.add(
        `whether ${shortTaskDefinition(taskDefinition)} can be used as it is: ${error.message}. ${error.hint ?? ''}`.trim(),
      )
      return undefined
    }
  }

  /** The same where it is only compared: what has been deleted is like nothing. */
  async readIfThere(taskDefinition: string, signal: AbortSignal): Promise<void> {
    try {
      await this.read(taskDefinition, signal)
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error
    }
  }

  areSame(one: string, other: string): boolean {
    const [first, second] = [this.#known.get(one), this.#known.get(other)]
    return first !== undefined && second !== undefined && isSameDefinition(first, second)
  }
}

function notRegistered(taskDefinition: string, recorded: readonly string[], cause: AwsError): PlatformError {
  const found = recorded.length === 0 ? '' : `On record are ${recorded.join(', ')}. `
  return new PlatformError(
    'not-found',
    `the task definition ${shortTaskDefinition(taskDefinition)} cannot be found: ${cause.message}`,
    {
      cause,
      hint: `${found}List what exists with: aws ecs list-task-definitions --status ACTIVE --sort DESC --family-prefix FAMILY`,
    },
  )
}

export interface DefinitionCopy {
  readonly of: RegisteredDefinition
  /** By container: the image with its digest. */
  readonly pins: ReadonlyMap<string, string>
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

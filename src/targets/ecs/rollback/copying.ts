import { AwsError } from '../../../aws/aws-error.ts'
import type { RollbackProgress } from '../../../run/rollback.ts'
import type { EcsApi } from '../api/api.ts'
import { copyDefinition, type RegisteredDefinition } from '../api/task-definition.ts'
import { registerTaskDefinition } from '../api/writing.ts'
import { shortTaskDefinition } from '../model/model.ts'

export interface DefinitionCopy {
  readonly of: RegisteredDefinition
  /** By container: the image with its digest. */
  readonly pins: ReadonlyMap<string, string>
}

/** @returns the ARN of the new revision. Rejects with an EcsTrouble. */
export async function registerCopy(
  api: EcsApi,
  { of, pins }: DefinitionCopy,
  progress: RollbackProgress,
  signal: AbortSignal,
): Promise<string> {
  const { tags, ...definition } = copyDefinition(of, pins)
  const name = shortTaskDefinition(of.arn)
  const register = (request: typeof definition & { tags?: typeof tags }) =>
    registerTaskDefinition(api, request, signal)
  let copy: string
  try {
    copy = await register({ ...definition, ...(tags && { tags }) })
  } catch (error) {
    if (tags === undefined || !isTaggingDenied(error)) throw error
    progress(`the copy of ${name} is made without its tags: ${error.message}. ${error.hint ?? ''}`.trim())
    copy = await register(definition)
  }
  progress(`registered ${shortTaskDefinition(copy)} as a copy of ${name}`)
  return copy
}

/** Whoever gives tags at a registration needs this as well: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html */
function isTaggingDenied(error: unknown): error is AwsError {
  return (
    error instanceof AwsError && error.kind === 'access-denied' && error.message.includes('ecs:TagResource')
  )
}

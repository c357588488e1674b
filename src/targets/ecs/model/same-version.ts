import { type ContainerImage, newestRevisionOf, type ServiceHistory } from './model.ts'

/** A task definition with the images that it meant when it was deployed; none: they are not known. */
export interface DeployedDefinition {
  readonly taskDefinition: string
  readonly images: readonly ContainerImage[]
}

/** Whether two task definitions say the same but for their names; false when that is not known. */
export type SameDefinition = (one: string, other: string) => boolean

/** One task definition with a tag that was moved is as many versions as it has had images. */
export function isSameVersion(
  one: DeployedDefinition,
  other: DeployedDefinition,
  isSameDefinition: SameDefinition,
): boolean {
  const [first, second] = [digestsOf(one), digestsOf(other)]
  if (one.taskDefinition === other.taskDefinition) {
    return first === undefined || second === undefined || first === second
  }
  return first !== undefined && first === second && isSameDefinition(one.taskDefinition, other.taskDefinition)
}

/** Undefined unless every image's digest is known: what is not known is never "the same". */
export function digestsOf({ images }: Pick<DeployedDefinition, 'images'>): string | undefined {
  if (images.length === 0 || images.some(({ digest }) => digest === undefined)) return undefined
  return images
    .map(({ container, digest }) => `${container}=${digest}`)
    .sort()
    .join(' ')
}

/**
 * The task definitions that ran the same images as the failing one, itself included: only of these must
 * the definitions be compared to know whether going back would change anything.
 */
export function findTwins(failing: string, history: ServiceHistory | undefined): string[] {
  const revisions = [...(history?.revisions.values() ?? [])]
  const own = newestRevisionOf(failing, history)
  const digests = own === undefined ? undefined : digestsOf(own)
  if (digests === undefined) return []
  const twins = new Set(
    revisions.filter((one) => digestsOf(one) === digests).map(({ taskDefinition }) => taskDefinition),
  )
  return twins.size > 1 ? [...twins] : []
}

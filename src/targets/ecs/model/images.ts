import type { ContainerImage, ServiceHistory } from './model.ts'

/** A task definition with the images that it meant when it was deployed; none: they are unknown. */
export interface DeployedDefinition {
  readonly taskDefinition: string
  readonly images: readonly ContainerImage[]
  /** ARN of the task definition that this one was registered as a copy of, to bring it back. */
  readonly copyOf?: string | undefined
}

/** Whether two task definitions say the same but for their names and images; false when that is unknown. */
export type SameDefinition = (one: string, other: string) => boolean

/** One task definition with a tag that was moved is as many versions as it has had images. */
export function isSameVersion(
  one: DeployedDefinition,
  other: DeployedDefinition,
  isSameDefinition: SameDefinition,
): boolean {
  const [first, second] = [digestsOf(one), digestsOf(other)]
  if ((one.copyOf ?? one.taskDefinition) === (other.copyOf ?? other.taskDefinition)) {
    return first === undefined || second === undefined || first === second
  }
  return first !== undefined && first === second && isSameDefinition(one.taskDefinition, other.taskDefinition)
}

/** Undefined unless every image's digest is known: what is unknown is never "the same". */
export function digestsOf({ images }: Pick<DeployedDefinition, 'images'>): string | undefined {
  if (images.length === 0 || images.some(({ digest }) => digest === undefined)) return undefined
  return images
    .map(({ container, digest }) => `${container}=${digest}`)
    .sort()
    .join(' ')
}

/**
 * The task definitions that ran the same images as another one: only of these must the definitions be
 * compared to know which are one version.
 */
export function findTwins(history: ServiceHistory | undefined): string[] {
  const byDigests = new Map<string, Set<string>>()
  for (const revision of history?.revisions.values() ?? []) {
    const digests = digestsOf(revision)
    if (digests === undefined) continue
    const same = byDigests.get(digests) ?? new Set()
    byDigests.set(digests, same.add(revision.taskDefinition))
  }
  return [...byDigests.values()].flatMap((same) => (same.size > 1 ? [...same] : []))
}

export interface Pinning {
  /** By container: the image with the digest that was resolved when the target was deployed. */
  readonly pins: ReadonlyMap<string, string>
  /** Images that name a tag and are used as they are, since nothing shows that the tag has moved. */
  readonly unpinned: readonly string[]
}

/**
 * Which images of the target need their digest, because its tag would now give something else: a
 * deployment resolves tags anew, so that the bad image may come back under the good definition.
 */
export function pinImages(target: readonly ContainerImage[], failing: readonly ContainerImage[]): Pinning {
  const pins = new Map<string, string>()
  const unpinned: string[] = []
  for (const { container, image, digest } of target) {
    if (image.includes('@sha256:')) continue
    const sameText = failing.filter((other) => other.image === image)
    const hasMoved = sameText.some((other) => other.digest !== digest)
    if (digest !== undefined && hasMoved) pins.set(container, `${repositoryOf(image)}@${digest}`)
    else unpinned.push(image)
  }
  return { pins, unpinned }
}

/** Of an image that is used as it is. */
export function describeTag(image: string): string {
  return `${image} is a tag, and nothing shows that it still means the same image`
}

/** `host:5000/team/web:latest` → `host:5000/team/web` */
function repositoryOf(image: string): string {
  const colon = image.lastIndexOf(':')
  return colon > image.lastIndexOf('/') ? image.slice(0, colon) : image
}

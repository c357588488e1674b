import type { ContainerImage, ServiceRevision } from './model.ts'

type Settings = ServiceRevision['settings']

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

/** An UpdateService of the task definition leaves the service's own settings as the bad deploy made them. */
export function listDrift(failing: Settings | undefined, target: Settings | undefined): string[] {
  if (failing === undefined || target === undefined) return []
  return [...new Set([...Object.keys(failing), ...Object.keys(target)])]
    .filter((field) => failing[field] !== target[field])
    .map(
      (field) =>
        `${field} of the service was changed too, and is not put back: it was ${target[field] ?? 'not set'}`,
    )
}

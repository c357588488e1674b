import type { ContainerImage } from './model.ts'

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

/** `host:5000/team/web:latest` → `host:5000/team/web` */
function repositoryOf(image: string): string {
  const colon = image.lastIndexOf(':')
  return colon > image.lastIndexOf('/') ? image.slice(0, colon) : image
}

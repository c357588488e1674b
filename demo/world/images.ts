import { createHash } from 'node:crypto'

/** What becomes of a task that runs an image. Times count from RUNNING. */
export type TaskFate =
  | { kind: 'runs' }
  | { kind: 'exits'; exitCode: number; afterMs: number; reason?: string }
  | { kind: 'out-of-memory'; afterMs: number }
  | { kind: 'cannot-pull'; reason?: string }
  | { kind: 'cannot-initialize'; reason: string }
  | { kind: 'cannot-place'; reason?: string }
  /** With `afterMs` they pass until then. */
  | { kind: 'fails-elb-health-checks'; afterMs?: number; reason?: string }
  | { kind: 'fails-container-health-checks'; afterMs?: number }

export interface HttpReply {
  status?: number
  headers?: Record<string, string>
  /** An object is sent as JSON, a string as it is. */
  body?: unknown
  /** Before the head, in *real* milliseconds: the client that measures it lives in real time. */
  latencyMs?: number
}

/** `hang`: no head, ever. `reset`: the connection is cut. `endless-body`: a good head, and bytes without end. */
export type HttpBehaviour = HttpReply | 'hang' | 'reset' | 'endless-body'

export interface HttpRequestSeen {
  path: string
  /** World milliseconds since the task passed its health checks. */
  servingForMs: number
  /** Requests that this image has answered before. */
  answered: number
}

export interface ImageBehaviour {
  /** One fate for all, or one for each task in the order they start, counted from 0 per deployment (a pure function). */
  task?: TaskFate | ((ordinal: number) => TaskFate)
  /** What `/health` tells. Default: the tag. */
  version?: string
  http?: HttpBehaviour | ((request: HttpRequestSeen) => HttpBehaviour)
  /** World milliseconds from created to RUNNING. */
  startMs?: number
  /** World milliseconds from RUNNING until the health checks pass. */
  healthyAfterMs?: number
  /** What its containers write to their log: at their start, or so long after it, and then every so often if that is said. */
  log?: readonly (string | TimedLine)[]
}

export interface TimedLine {
  line: string
  /** World milliseconds from the start of the container. */
  afterMs: number
  everyMs?: number
  /** Until it can be read. Default: a tenth of a second. */
  ingestedAfterMs?: number
}

export interface PushedImage {
  digest: string
  version: string
  behaviour: ImageBehaviour
  requests: number
}

const DIGEST = /@(sha256:[0-9a-f]{64})$/

/** A container registry: tags move, digests stay until they are deleted. */
export class ImageRegistry {
  #tags = new Map<string, string>()
  #digests = new Map<string, PushedImage>()

  /** Pushes an image; an existing tag moves to it. Answers the digest. */
  push(image: string, behaviour: ImageBehaviour = {}): string {
    const digest = `sha256:${createHash('sha256').update(`${image} ${this.#digests.size}`).digest('hex')}`
    const version = behaviour.version ?? image.slice(image.lastIndexOf(':') + 1)
    this.#tags.set(image, digest)
    this.#digests.set(digest, { digest, version, behaviour, requests: 0 })
    return digest
  }

  /** As a registry's lifecycle policy does with untagged images. */
  deleteDigest(digest: string): void {
    this.#digests.delete(digest)
  }

  /** The digest that the text of an image stands for now. */
  resolve(image: string): string | undefined {
    return DIGEST.exec(image)?.[1] ?? this.#tags.get(image)
  }

  pull(digest: string | undefined): PushedImage | undefined {
    return digest === undefined ? undefined : this.#digests.get(digest)
  }
}

import type { Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'

/** After decompression. The design's cap on what a probe reads. */
export const MAX_BODY_BYTES = 1_048_576

const DECODERS: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
  ['zstd', createZstdDecompress],
])

/** What `accept-encoding` asks for. */
export const ACCEPTED_ENCODINGS = 'gzip, br'

export interface CollectedBody {
  readonly bytes: Buffer
  /** The body goes on, and the rest was not read. */
  readonly isTruncated: boolean
}

/** The body could not be decompressed. The message is one clause. */
export class EncodingError extends Error {
  override readonly name = 'EncodingError'
}

/**
 * Gathers a body up to the cap, decompressing on the way: a bomb is never unpacked further than the cap
 * and one step of the decompressor.
 */
export class BodyCollector {
  /** Settles when the body is complete, or as soon as it is longer than the cap. */
  readonly done: Promise<CollectedBody>
  readonly #decoder: Transform | undefined
  readonly #chunks: Buffer[] = []
  #length = 0
  #received = 0
  #settle: (body: CollectedBody) => void = () => {}
  #fail: (error: Error) => void = () => {}

  constructor(contentEncoding: string | undefined) {
    this.done = new Promise((resolve, reject) => {
      this.#settle = resolve
      this.#fail = reject
    })
    const encoding = contentEncoding?.trim().toLowerCase() ?? ''
    if (encoding === '' || encoding === 'identity') return
    this.#decoder = DECODERS.get(encoding)?.()
    if (this.#decoder === undefined) {
      this.#fail(new EncodingError(`the body has the encoding ${encoding}, which was not asked for`))
      return
    }
    this.#decoder
      .on('data', (chunk: Buffer) => this.#add(chunk))
      .on('end', () => this.#finish(false))
      .on('error', (error) =>
        this.#fail(new EncodingError(`the body could not be decompressed as ${encoding}: ${error.message}`)),
      )
  }

  /** `false`: wait for `onDrain` before the next chunk. */
  write(chunk: Buffer, onDrain: () => void): boolean {
    this.#received += chunk.length
    if (this.#decoder === undefined) {
      this.#add(chunk)
      return true
    }
    if (this.#decoder.destroyed || this.#decoder.write(chunk)) return true
    this.#decoder.once('drain', onDrain)
    return false
  }

  end(): void {
    // A HEAD, 204 or 304 names the encoding of a body that it does not have.
    if (this.#decoder === undefined || this.#received === 0) this.#finish(false)
    else this.#decoder.end()
  }

  /** Stops the decompressor, if one still runs. */
  destroy(): void {
    this.#decoder?.destroy()
  }

  #add(chunk: Buffer): void {
    const room = MAX_BODY_BYTES - this.#length
    this.#chunks.push(chunk.subarray(0, room))
    this.#length += Math.min(chunk.length, room)
    if (chunk.length > room) this.#finish(true)
  }

  #finish(isTruncated: boolean): void {
    this.#settle({ bytes: Buffer.concat(this.#chunks), isTruncated })
    this.destroy()
  }
}

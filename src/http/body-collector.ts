import type { Transform } from 'node:stream'

/** After decompression. The design's cap on what a probe reads. */
const MAX_BODY_BYTES = 1_048_576

/** Of `node:zlib`, which is loaded for the first body that is compressed. */
const DECODERS = {
  gzip: 'createGunzip',
  'x-gzip': 'createGunzip',
  deflate: 'createInflate',
  br: 'createBrotliDecompress',
  zstd: 'createZstdDecompress',
} as const

function isKnown(name: string): name is keyof typeof DECODERS {
  return Object.hasOwn(DECODERS, name)
}

/** A service may name its charset there, and a proxy in front of it then add its compression: `UTF-8, gzip`. */
function decoderOf(encoding: string): Transform | undefined {
  const [name, ...others] = encoding.split(/\s*,\s*/).filter(isKnown)
  return name === undefined || others.length > 0
    ? undefined
    : process.getBuiltinModule('node:zlib')[DECODERS[name]]()
}

/** What `accept-encoding` asks for. */
export const ACCEPTED_ENCODINGS = 'gzip, br'

export interface CollectedBody {
  readonly bytes: Buffer
  /** The body goes on, and the rest was not read. */
  readonly isTruncated: boolean
  /** Why `bytes` are the body as it came, and not as its content-encoding promises. One clause. */
  readonly encodingFault?: string | undefined
}

/**
 * Gathers a body up to the cap, decompressing on the way: a bomb is never unpacked further than the cap
 * and one step of the decompressor. A body that cannot be decompressed is kept as it came, since not
 * every check needs it.
 */
export class BodyCollector {
  /** Resolves when the body is complete, or as soon as it is longer than the cap. */
  readonly done: Promise<CollectedBody>
  readonly #received = new CappedBytes(MAX_BODY_BYTES)
  readonly #decoded = new CappedBytes(MAX_BODY_BYTES)
  #decoder: Transform | undefined
  #encodingFault: string | undefined
  #isEnded = false
  #resolve: (body: CollectedBody) => void = () => {}

  constructor(contentEncoding: string | undefined) {
    this.done = new Promise((resolve) => {
      this.#resolve = resolve
    })
    const encoding = contentEncoding?.trim().toLowerCase() ?? ''
    if (encoding === '' || encoding === 'identity') return
    const decoder = decoderOf(encoding)
    this.#decoder = decoder
    if (decoder === undefined) {
      this.#encodingFault = `its content-encoding is ${encoding}, which was not asked for`
      return
    }
    decoder
      .on('data', (chunk: Buffer) => {
        if (this.#decoded.add(chunk)) this.#finish(this.#decoded, true)
      })
      .on('end', () => this.#finish(this.#decoded, false))
      .on('error', ({ message }) => this.#giveUpDecoding(encoding, message))
  }

  /** `false`: wait for `onDrain` before the next chunk. */
  write(chunk: Buffer, onDrain: () => void): boolean {
    const isOver = this.#received.add(chunk)
    if (this.#decoder === undefined) {
      if (isOver) this.#finish(this.#received, true)
      return true
    }
    if (this.#decoder.destroyed || this.#decoder.write(chunk)) return true
    this.#decoder.once('drain', onDrain)
    return false
  }

  end(): void {
    this.#isEnded = true
    // A HEAD, 204 or 304 names the encoding of a body that it does not have.
    if (this.#decoder === undefined || this.#received.length === 0) this.#finish(this.#received, false)
    else this.#decoder.end()
  }

  /** Stops the decompressor, if one still runs. */
  destroy(): void {
    this.#decoder?.destroy()
  }

  #giveUpDecoding(encoding: string, message: string): void {
    this.#encodingFault = `its body could not be decompressed as ${encoding}: ${message}`
    this.#decoder = undefined
    if (this.#isEnded || this.#received.isOver) this.#finish(this.#received, this.#received.isOver)
  }

  #finish(bytes: CappedBytes, isTruncated: boolean): void {
    this.#resolve({ bytes: bytes.take(), isTruncated, encodingFault: this.#encodingFault })
    this.destroy()
  }
}

/** Its only chunk, or one growing buffer: a body in chunks of a byte each costs no more than its bytes. */
class CappedBytes {
  /** More came than the cap. */
  isOver = false
  length = 0
  readonly #cap: number
  #bytes: Buffer = Buffer.alloc(0)

  constructor(cap: number) {
    this.#cap = cap
  }

  /** @returns whether more has come than the cap */
  add(chunk: Buffer): boolean {
    const length = Math.min(this.#cap, this.length + chunk.length)
    if (this.length === 0) this.#bytes = chunk.subarray(0, length)
    else this.#append(chunk, length)
    this.isOver ||= this.length + chunk.length > this.#cap
    this.length = length
    return this.isOver
  }

  #append(chunk: Buffer, length: number): void {
    if (length > this.#bytes.length) {
      const grown = Buffer.alloc(Math.min(this.#cap, Math.max(4_096, 2 * this.#bytes.length, length)))
      this.#bytes.copy(grown, 0, 0, this.length)
      this.#bytes = grown
    }
    chunk.copy(this.#bytes, this.length, 0, length - this.length)
  }

  take(): Buffer {
    return this.#bytes.subarray(0, this.length)
  }
}

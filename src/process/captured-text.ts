const HEAD_CHARS = 64 * 1024
const TAIL_CHARS = 64 * 1024

/** What a stream said, decoded: its beginning and its end, however much came in between. Untrusted. */
export class CapturedText {
  readonly #decoder = new TextDecoder()
  #head = ''
  #tail = ''
  #isTruncated = false

  add(chunk: Uint8Array): void {
    let text = this.#decoder.decode(chunk, { stream: true })
    const room = HEAD_CHARS - this.#head.length
    this.#head += text.slice(0, room)
    text = this.#tail + text.slice(Math.max(0, room))
    this.#isTruncated ||= text.length > TAIL_CHARS
    this.#tail = text.slice(-TAIL_CHARS)
  }

  /** `true`: something in the middle was left out. */
  get isTruncated(): boolean {
    return this.#isTruncated
  }

  toString(): string {
    return this.#isTruncated ? `${this.#head}\n[…]\n${this.#tail}` : this.#head + this.#tail
  }
}

const LINE_CHARS = 8 * 1024

/** Cuts a stream into lines; a line that does not end is given out in pieces. */
export class LineSplitter {
  readonly #decoder = new TextDecoder()
  readonly #onLine: (line: string) => void
  #rest = ''

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine
  }

  add(chunk: Uint8Array): void {
    const lines = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#onLine(line)
    while (this.#rest.length > LINE_CHARS) {
      this.#onLine(this.#rest.slice(0, LINE_CHARS))
      this.#rest = this.#rest.slice(LINE_CHARS)
    }
  }

  end(): void {
    if (this.#rest !== '') this.#onLine(this.#rest)
    this.#rest = ''
  }
}

/** A text that is searched for. */
export interface Needle {
  readonly text: string
}

/** What was found at a place. */
export interface Found<N extends Needle> {
  readonly needle: N
  /** Of {@link Needle.text}, how many units: all of them, or those before the place where the text was cut. */
  readonly length: number
}

const UNITS = 65_536

/**
 * Finds many texts in one pass (Aho and Corasick, "Efficient string matching", 1975). It is fed unit by unit, so that
 * the caller decides what is left out and how it is folded.
 */
export class TextSearch<N extends Needle> {
  /** By node and unit. */
  readonly #next = new Map<number, number>()
  /** The node of the longest proper end of this one that begins a needle. */
  readonly #fallback: number[] = [0]
  readonly #depth: number[] = [0]
  /** A needle that begins with the node's text. */
  readonly #beginning: (N | undefined)[] = [undefined]
  readonly #whole: (N | undefined)[] = [undefined]
  /** Whether a needle ends at this node or at one that it falls back to. */
  readonly #isEnd: boolean[] = [false]
  /** By unit: most of a text is no beginning of anything. */
  readonly #first = new Int32Array(UNITS)
  #node = 0

  constructor(needles: Iterable<N>) {
    for (const needle of needles) this.#insert(needle)
    this.#link()
  }

  reset(): void {
    this.#node = 0
  }

  /** Goes on by one unit of UTF-16. Answers whether a needle ends here. */
  feed(unit: number): boolean {
    let node = this.#node
    while (node !== 0) {
      const next = this.#next.get(keyOf(node, unit))
      if (next !== undefined) {
        this.#node = next
        return this.#isEnd[next] === true
      }
      node = this.#fallback[node] ?? 0
    }
    this.#node = this.#first[unit] ?? 0
    return this.#isEnd[this.#node] === true
  }

  /** The needles that end here, the longest first. */
  endingHere(): readonly Found<N>[] {
    const found: Found<N>[] = []
    for (let node = this.#node; node !== 0; node = this.#fallback[node] ?? 0) {
      const needle = this.#whole[node]
      if (needle !== undefined) found.push({ needle, length: needle.text.length })
    }
    return found
  }

  /** The longest beginning of a needle that ends here. */
  beginningHere(): Found<N> | undefined {
    const needle = this.#beginning[this.#node]
    return needle && { needle, length: this.#depth[this.#node] ?? 0 }
  }

  #insert(needle: N): void {
    let node = 0
    for (let at = 0; at < needle.text.length; at += 1) {
      const key = keyOf(node, needle.text.charCodeAt(at))
      let next = this.#next.get(key)
      if (next === undefined) {
        next = this.#depth.push(at + 1) - 1
        this.#next.set(key, next)
        this.#beginning[next] = needle
        if (node === 0) this.#first[needle.text.charCodeAt(at)] = next
      }
      node = next
    }
    this.#whole[node] ??= needle
  }

  #link(): void {
    const edges = [...this.#next].toSorted(([one], [other]) => this.#depthOf(one) - this.#depthOf(other))
    for (const [key, child] of edges) {
      const [parent, unit] = [Math.floor(key / UNITS), key % UNITS]
      this.#node = this.#fallback[parent] ?? 0
      if (parent === 0) this.#fallback[child] = 0
      else {
        this.feed(unit)
        this.#fallback[child] = this.#node
      }
      this.#isEnd[child] =
        this.#whole[child] !== undefined || this.#isEnd[this.#fallback[child] ?? 0] === true
    }
    this.#node = 0
  }

  #depthOf(key: number): number {
    return this.#depth[Math.floor(key / UNITS)] ?? 0
  }
}

function keyOf(node: number, unit: number): number {
  return node * UNITS + unit
}

/** As much of JMESPath as the project's commands use: https://jmespath.org/specification.html */
export function search(query: string, document: unknown): unknown {
  const reader = new Reader(query)
  const found = reader.expression(document)
  reader.end()
  return found
}

class Reader {
  #rest: string

  constructor(query: string) {
    this.#rest = query
  }

  end(): void {
    if (this.#rest !== '') throw new Error(`Bad value for --query: not understood from ${this.#rest}`)
  }

  expression(current: unknown): unknown {
    let value = this.#term(current)
    for (;;) {
      if (this.#take(/^\.(?=merge\()/)) value = this.#merge(value)
      else if (this.#take(/^\./)) value = this.#term(value)
      else if (this.#rest.startsWith('[?')) value = this.#filter(value)
      else if (/^\[\d+\]/.test(this.#rest)) value = at(value, Number(this.#expect(/^\[(\d+)\]/)))
      else return value
    }
  }

  #term(current: unknown): unknown {
    if (this.#take(/^\{/)) return this.#hash(current)
    if (this.#take(/^\[(?![?\d])/)) return this.#list(current)
    return at(current, this.#expect(/^([A-Za-z_]\w*)/))
  }

  #hash(current: unknown): unknown {
    const entries: [string, unknown][] = []
    do entries.push([this.#expect(/^([A-Za-z_]\w*):/), this.#value(current)])
    while (this.#take(/^,/))
    this.#expect(/^(\})/)
    return Object.fromEntries(entries)
  }

  #list(current: unknown): unknown[] {
    const values: unknown[] = []
    do values.push(this.#value(current))
    while (this.#take(/^,/))
    this.#expect(/^(\])/)
    return values
  }

  #value(current: unknown): unknown {
    return this.#rest.startsWith("'") ? this.#expect(/^'([^']*)'/) : this.expression(current)
  }

  #merge(current: unknown): unknown {
    this.#expect(/^(merge\(@,\{)/)
    const merged = { ...(current as object), ...(this.#hash(current) as object) }
    this.#expect(/^(\))/)
    return merged
  }

  #filter(current: unknown): unknown {
    this.#expect(/^(\[\?)/)
    const wanted: [field: string, value: string][] = []
    do wanted.push([this.#expect(/^([A-Za-z_]\w*)==/), this.#expect(/^'([^']*)'/)])
    while (this.#take(/^\|\|/))
    this.#expect(/^(\])/)
    if (!Array.isArray(current)) return null
    return current.filter((one) => wanted.some(([field, value]) => at(one, field) === value))
  }

  #take(pattern: RegExp): boolean {
    const before = this.#rest
    this.#rest = before.replace(pattern, '')
    return this.#rest !== before
  }

  #expect(pattern: RegExp): string {
    const [whole, part] = pattern.exec(this.#rest) ?? []
    if (whole === undefined || part === undefined)
      throw new Error(`Bad value for --query: ${pattern} expected at ${this.#rest}`)
    this.#rest = this.#rest.slice(whole.length)
    return part
  }
}

function at(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null) return null
  return (value as Record<string | number, unknown>)[key] ?? null
}

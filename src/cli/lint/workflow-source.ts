import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml'

/** From 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** A text of the file, and where it begins. */
export interface Text extends Place {
  readonly text: string
  /** A block's own lines begin below, this far to the right. Absent: it begins at its place. */
  readonly indent?: number
}

export interface Step extends Place {
  readonly id?: string | undefined
  readonly uses?: Text | undefined
  readonly run?: Text | undefined
  readonly if?: Text | undefined
  readonly with: ReadonlyMap<string, Text & { readonly key: Place }>
  readonly continuesOnError: boolean
}

export interface Job extends Place {
  readonly id: string
  readonly needs: readonly string[]
  readonly if?: Text | undefined
  readonly runsOn: string
  readonly timeoutMinutes?: Text | undefined
  readonly permissions?: Permissions | undefined
  readonly concurrency?: Concurrency | undefined
  readonly continuesOnError: boolean
  readonly steps: readonly Step[]
}

/** `all`: `read-all` or `write-all`. */
export interface Permissions extends Place {
  readonly all?: string
  readonly scopes: ReadonlyMap<string, string>
}

export interface Concurrency extends Place {
  readonly group: string
  readonly cancelsInProgress: boolean
}

export interface Workflow {
  readonly triggers: readonly string[]
  readonly permissions?: Permissions | undefined
  readonly concurrency?: Concurrency | undefined
  readonly jobs: readonly Job[]
}

/** The file is no YAML. */
export class WorkflowSyntaxError extends Error {
  override readonly name = 'WorkflowSyntaxError'
  readonly place: Place

  constructor(message: string, place: Place) {
    super(message)
    this.place = place
  }
}

/** Reads what the rules ask of a workflow; what has another form is left out. Throws a WorkflowSyntaxError. */
export function readWorkflow(source: string): Workflow {
  const counter = new LineCounter()
  const document = parseDocument(source, { lineCounter: counter, prettyErrors: false })
  const [error] = document.errors
  const reader = new Reader(source, document, counter)
  if (error !== undefined)
    throw new WorkflowSyntaxError(error.message.split('\n')[0] ?? '', reader.placeAt(error.pos[0]))
  return reader.readWorkflow()
}

class Reader {
  readonly #source: string
  readonly #document: Document
  readonly #counter: LineCounter

  constructor(source: string, document: Document, counter: LineCounter) {
    this.#source = source
    this.#document = document
    this.#counter = counter
  }

  placeAt(offset: number): Place {
    const { line, col } = this.#counter.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }

  readWorkflow(): Workflow {
    const root = this.#resolve(this.#document.contents)
    // YAML 1.1 would read the key `on` as true; the library reads 1.2, as GitHub does.
    return {
      triggers: this.#names(this.#get(root, 'on')),
      permissions: this.#permissions(this.#get(root, 'permissions')),
      concurrency: this.#concurrency(this.#get(root, 'concurrency')),
      jobs: this.#pairs(this.#get(root, 'jobs')).map(({ key, value }) => this.#job(key, value)),
    }
  }

  #job(key: Text, node: Node | undefined): Job {
    return {
      ...placeOf(key),
      id: key.text,
      needs: this.#names(this.#get(node, 'needs')),
      if: this.#text(this.#get(node, 'if')),
      runsOn: this.#names(this.#get(node, 'runs-on')).join(' '),
      timeoutMinutes: this.#text(this.#get(node, 'timeout-minutes')),
      permissions: this.#permissions(this.#get(node, 'permissions')),
      concurrency: this.#concurrency(this.#get(node, 'concurrency')),
      continuesOnError: this.#isTrue(node, 'continue-on-error'),
      steps: this.#items(this.#get(node, 'steps')).map((step) => this.#step(step)),
    }
  }

  #step(node: Node): Step {
    const inputs = this.#pairs(this.#get(node, 'with')).map(
      ({ key, value }) =>
        [key.text, { ...(this.#text(value) ?? { ...placeOf(key), text: '' }), key: placeOf(key) }] as const,
    )
    return {
      ...this.#placeOf(node),
      id: this.#text(this.#get(node, 'id'))?.text,
      uses: this.#text(this.#get(node, 'uses')),
      run: this.#text(this.#get(node, 'run')),
      if: this.#text(this.#get(node, 'if')),
      with: new Map(inputs),
      continuesOnError: this.#isTrue(node, 'continue-on-error'),
    }
  }

  #permissions(node: Node | undefined): Permissions | undefined {
    if (node === undefined) return undefined
    const text = this.#text(node)
    const scopes = this.#pairs(node).map(
      ({ key, value }) => [key.text, this.#text(value)?.text ?? ''] as const,
    )
    return { ...this.#placeOf(node), ...(text && { all: text.text }), scopes: new Map(scopes) }
  }

  #concurrency(node: Node | undefined): Concurrency | undefined {
    if (node === undefined) return undefined
    const group = this.#text(node) ?? this.#text(this.#get(node, 'group'))
    const cancelsInProgress = this.#isTrue(node, 'cancel-in-progress')
    return { ...this.#placeOf(node), group: group?.text ?? '', cancelsInProgress }
  }

  #isTrue(node: Node | undefined, name: string): boolean {
    return this.#text(this.#get(node, name))?.text === 'true'
  }

  /** A name, a list of names, or the keys of a map. */
  #names(node: Node | undefined): readonly string[] {
    const text = this.#text(node)
    if (text !== undefined) return [text.text]
    const items = this.#items(node).flatMap((item) => this.#text(item)?.text ?? [])
    return [...items, ...this.#pairs(node).map(({ key }) => key.text)]
  }

  #get(node: Node | undefined, name: string): Node | undefined {
    return this.#pairs(node).find(({ key }) => key.text === name)?.value
  }

  #pairs(node: Node | undefined): readonly { readonly key: Text; readonly value: Node | undefined }[] {
    const map = this.#resolve(node)
    if (!isMap(map)) return []
    return (map as YAMLMap).items.flatMap(({ key, value }: Pair) => {
      const name = this.#text(key as Node)
      return name === undefined ? [] : [{ key: name, value: this.#resolve(value as Node) }]
    })
  }

  #items(node: Node | undefined): readonly Node[] {
    const list = this.#resolve(node)
    return isSeq(list) ? list.items.flatMap((item) => this.#resolve(item as Node) ?? []) : []
  }

  #text(node: Node | undefined): Text | undefined {
    if (!isScalar(node)) return undefined
    const place = this.#placeOf(node)
    const text = textOf(node)
    const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'
    return isBlock ? { ...place, text, indent: this.#indentBelow(place.line) } : { ...place, text }
  }

  #indentBelow(line: number): number {
    const below = this.#source.split('\n').slice(line)
    return (below.find((text) => text.trim() !== '') ?? '').search(/\S|$/)
  }

  #placeOf(node: Node): Place {
    return this.placeAt(node.range?.[0] ?? 0)
  }

  /** What an alias stands for. */
  #resolve(node: Node | null | undefined): Node | undefined {
    if (node === null || node === undefined) return undefined
    return 'resolve' in node ? (node.resolve(this.#document) ?? undefined) : node
  }
}

/** As it is written: an input is a text, and `1.10` is not 1.1. */
function textOf({ value, source, type }: Scalar): string {
  return type === 'PLAIN' ? (source ?? String(value ?? '')) : String(value ?? '')
}

function placeOf({ line, column }: Place): Place {
  return { line, column }
}

import { basename } from 'node:path'
import ts from 'typescript'
import { changesOf } from './operators.ts'

/** One fault: a piece of a file of src/ is replaced. */
export interface Mutation {
  /** `src/health/check.ts:45:12#1`: line and column of the piece, and which of its faults this is. */
  readonly id: string
  readonly file: string
  readonly start: number
  readonly end: number
  readonly before: string
  readonly after: string
  /** The line that the piece begins in, without its indent. */
  readonly line: string
}

/** What may be planted in a file, in the order of the text. */
export function mutationsOf(file: string, text: string): Mutation[] {
  const source = ts.createSourceFile(basename(file), text, ts.ScriptTarget.ES2023, true)
  const found: Mutation[] = []
  const countAt = new Map<number, number>()
  const visit = (node: ts.Node) => {
    if (isWithoutCode(node)) return
    for (const { start, end, after } of changesOf(node, source)) {
      const index = (countAt.get(start) ?? 0) + 1
      countAt.set(start, index)
      const { line, character } = source.getLineAndCharacterOfPosition(start)
      found.push({
        id: `${file}:${line + 1}:${character + 1}#${index}`,
        file,
        start,
        end,
        before: text.slice(start, end),
        after,
        line: (text.split('\n')[line] ?? '').trim(),
      })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found.toSorted((one, other) => one.start - other.start)
}

/** Types and imports decide nothing when the code runs. */
function isWithoutCode(node: ts.Node): boolean {
  return ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node)
}

export function plant(text: string, { start, end, after }: Mutation): string {
  return text.slice(0, start) + after + text.slice(end)
}

/** The lines that differ, as a diff shows them. */
export function renderDiff(text: string, mutation: Mutation): string {
  const from = text.lastIndexOf('\n', mutation.start - 1) + 1
  const to = text.indexOf('\n', mutation.end)
  const before = text.slice(from, to === -1 ? undefined : to)
  const after = plant(before, { ...mutation, start: mutation.start - from, end: mutation.end - from })
  const lines = (sign: string, part: string) => part.split('\n').map((line) => `${sign} ${line}`)
  return [...lines('-', before), ...lines('+', after)].join('\n')
}

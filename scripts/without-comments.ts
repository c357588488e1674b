import ts from 'typescript'

/** What a reader of the bundle looks for: whose code it is, and where a module begins. */
const KEPT =
  /^\/\*!|@license|@preserve|copyright|^\/\*\*\*|^\/{2} (CONCATENATED|EXTERNAL) MODULE|^;?\/\/ CONCATENATED/i

/** JavaScript without its comments, and otherwise as it is. */
export function withoutComments(source: string): string {
  const file = ts.createSourceFile('bundle.js', source, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS)
  const ends = new Map<number, number>()
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of commentsAround(source, node)) ends.set(pos, end)
    for (const child of node.getChildren(file)) visit(child)
  }
  visit(file)
  let text = ''
  let from = 0
  for (const [pos, end] of [...ends].toSorted(([a], [b]) => a - b)) {
    const comment = source.slice(pos, end)
    if (KEPT.test(comment)) continue
    const [start, rest] = wholeLines(source, pos, end)
    text += source.slice(from, start) + (rest > end ? '' : placeholderFor(comment))
    from = rest
  }
  return text + source.slice(from)
}

/** With the rest of its lines, if it has them to itself. */
function wholeLines(source: string, pos: number, end: number): readonly [start: number, end: number] {
  const before = /(?<=^|\n)[ \t]*$/.exec(source.slice(Math.max(0, pos - 200), pos))?.[0]
  const after = /^[ \t]*\r?\n/.exec(source.slice(end, end + 200))?.[0]
  return before === undefined || after === undefined ? [pos, end] : [pos - before.length, end + after.length]
}

/** It separates two words, and with a line break in it also two statements. */
function placeholderFor(comment: string): string {
  return comment.includes('\n') ? '\n' : ' '
}

function commentsAround(source: string, node: ts.Node): readonly ts.CommentRange[] {
  return [
    ...(ts.getLeadingCommentRanges(source, node.pos) ?? []),
    ...(ts.getTrailingCommentRanges(source, node.end) ?? []),
  ]
}

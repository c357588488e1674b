import ts from 'typescript'

/** A piece of the text, by its offsets, and what stands there in its place. */
export interface Change {
  readonly start: number
  readonly end: number
  readonly after: string
}

/** At equality, and the opposite. */
const COMPARISONS: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
}

const ARITHMETIC: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '+=': '-=',
  '-=': '+=',
}

/** Methods with a neighbour of the same form. */
const METHODS: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  find: 'findLast',
  findLast: 'find',
  findIndex: 'findLastIndex',
  findLastIndex: 'findIndex',
  indexOf: 'lastIndexOf',
  lastIndexOf: 'indexOf',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  min: 'max',
  max: 'min',
}

/** Methods whose result has the form of what they are called on. */
const DROPPED = new Set([
  'filter',
  'slice',
  'trim',
  'toLowerCase',
  'toUpperCase',
  'toSorted',
  'toReversed',
  'replace',
  'replaceAll',
])

/** Every fault that can be planted in this node itself. */
export function changesOf(node: ts.Node, source: ts.SourceFile): Change[] {
  const text = (part: ts.Node) => part.getText(source)
  const become = (part: ts.Node, after: string): Change => ({
    start: part.getStart(source),
    end: part.getEnd(),
    after,
  })
  if (ts.isBinaryExpression(node)) return ofBinary(node, text, become)
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [become(node, text(node.operand))]
  if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) return ofCondition(node, become)
  if (ts.isNumericLiteral(node)) return ofNumber(node, become)
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [become(node, 'false')]
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [become(node, 'true')]
  if (ts.isArrayLiteralExpression(node)) return withoutEach(node.elements)
  if (ts.isCaseClause(node)) return ofCase(node, become)
  if (ts.isRegularExpressionLiteral(node)) return ofPattern(node, become)
  if (ts.isCallExpression(node)) return ofCall(node, text, become)
  if (isDroppable(node)) return [become(node, '{}')]
  return []
}

type Text = (part: ts.Node) => string
type Become = (part: ts.Node, after: string) => Change

function ofBinary(node: ts.BinaryExpression, text: Text, become: Become): Change[] {
  const operator = text(node.operatorToken)
  const [left, right] = [text(node.left), text(node.right)]
  const operandAlone = [become(node, left), become(node, right)]
  switch (operator) {
    case '&&':
      return [become(node.operatorToken, '||'), ...operandAlone]
    case '||':
      return [become(node.operatorToken, '&&'), ...operandAlone]
    case '??':
      return operandAlone
    default: {
      const others = COMPARISONS[operator] ?? [ARITHMETIC[operator] ?? []].flat()
      return others.map((other) => become(node.operatorToken, other))
    }
  }
}

function ofCondition(node: ts.IfStatement | ts.ConditionalExpression, become: Become): Change[] {
  const condition = ts.isIfStatement(node) ? node.expression : node.condition
  return ['true', 'false'].map((always) => become(condition, always))
}

/** One more and one less: a bound, a count, an index, a duration. None is ever less than zero. */
function ofNumber(node: ts.NumericLiteral, become: Become): Change[] {
  const value = Number(node.text)
  const others = value < 1 ? [value + 1] : [value + 1, value - 1]
  return others.map((other) => become(node, String(other)))
}

/** A list of codes without one of them. */
function withoutEach(elements: ts.NodeArray<ts.Expression>): Change[] {
  return elements.map((element, index) => {
    const next = elements[index + 1]
    return { start: element.getFullStart(), end: next?.getFullStart() ?? element.getEnd(), after: '' }
  })
}

/** A case that shares its statements with the next one is left out. */
function ofCase(node: ts.CaseClause, become: Become): Change[] {
  return node.statements.length === 0 ? [become(node, '')] : []
}

function ofPattern(node: ts.RegularExpressionLiteral, become: Become): Change[] {
  const end = node.text.lastIndexOf('/')
  const [pattern, flags] = [node.text.slice(1, end), node.text.slice(end + 1)]
  const others = [
    ...(pattern.startsWith('^') ? [`/${pattern.slice(1)}/${flags}`] : []),
    ...(/(?<!\\)\$$/.test(pattern) ? [`/${pattern.slice(0, -1)}/${flags}`] : []),
    ...(flags.includes('i') ? [`/${pattern}/${flags.replace('i', '')}`] : []),
  ]
  return others.map((other) => become(node, other))
}

function ofCall(node: ts.CallExpression, text: Text, become: Become): Change[] {
  if (!ts.isPropertyAccessExpression(node.expression)) return []
  const { expression: of, name } = node.expression
  const neighbour = METHODS[name.text]
  if (neighbour !== undefined) return [become(name, neighbour)]
  return DROPPED.has(name.text) ? [become(node, text(of))] : []
}

/** An early end, or a call for what it does. */
function isDroppable(node: ts.Node): boolean {
  if (ts.isExpressionStatement(node)) return true
  const isEarly =
    ts.isReturnStatement(node) ||
    ts.isContinueStatement(node) ||
    ts.isBreakStatement(node) ||
    ts.isThrowStatement(node)
  return (
    isEarly &&
    !(
      ts.isBlock(node.parent) &&
      ts.isFunctionLike(node.parent.parent) &&
      node.parent.statements.at(-1) === node
    )
  )
}

import { nearest } from '../../../core/nearest.ts'
import type { LineParse } from '../../../core/syntax/scanner.ts'
import { parseLine, type Scanner } from '../../../core/syntax/scanner.ts'
import type { AnswerCondition } from '../expectation.ts'
import {
  type Condition,
  type ConditionTest,
  OPERATORS,
  type Operator,
  renderSubject,
  type Subject,
  type SubjectType,
  typeOf,
} from './condition.ts'
import { evaluate } from './evaluate.ts'
import { readItems, readNumberOf, readQuoted, readRegularExpression, readScalar } from './literal.ts'
import { readSubject } from './subject.ts'

const ON_TEXT: readonly Operator[] = [
  '==',
  '!=',
  'in',
  'contains',
  'startsWith',
  'endsWith',
  'matches',
  'exists',
  'isEmpty',
]
const ON_NUMBERS: readonly Operator[] = ['==', '!=', '<', '<=', '>', '>=', 'in']
const ON_DURATIONS: readonly Operator[] = ['<', '<=', '>', '>=']

const BY_TYPE: Readonly<Record<SubjectType, readonly Operator[]>> = {
  number: ON_NUMBERS,
  duration: ON_DURATIONS,
  text: ON_TEXT,
  json: OPERATORS,
}

/** Reads one line of `conditions`. Never throws. */
export function parseCondition(text: string): LineParse<AnswerCondition> {
  const line = text.trim()
  const parsed = parseLine(line, readCondition)
  if (!parsed.ok) return parsed
  const condition = parsed.value
  const { subject } = condition
  const field = fieldOf(subject)
  return {
    ok: true,
    value: {
      line,
      field,
      evaluate(answer) {
        const { holds, found } = evaluate(condition, answer)
        return { holds, text: `${line}: ${found}` }
      },
    },
  }
}

/** The top-level field that a condition takes over from the rule about self-reported status; `''`: the whole text. */
function fieldOf(subject: Condition['subject']): string | undefined {
  if (subject.kind === 'text') return ''
  if (subject.kind !== 'body') return undefined
  const [first = ''] = subject.path
  return typeof first === 'string' ? first : undefined
}

function readCondition(scanner: Scanner): Condition {
  const subject = readSubject(scanner)
  const isNegated = scanner.takeKeyword('not') !== undefined
  const operator = readOperator(scanner, subject)
  const test = readTest(scanner, operator, typeOf(subject))
  scanner.skipSpace()
  if (!scanner.isAtEnd) scanner.fail('the end of the line', hintAfter(scanner.rest()))
  return { subject, isNegated, test }
}

function readOperator(scanner: Scanner, subject: Subject): Operator {
  const operators = BY_TYPE[typeOf(subject)]
  const { column } = scanner
  const [found = ''] = scanner.take(/[=!<>~]+|[A-Za-z]+/y) ?? []
  const operator = operators.find((one) => one === found)
  scanner.skipSpace()
  if (operator !== undefined) return operator
  const expected = `${column === 1 ? '' : `after ${renderSubject(subject)} `}${operators.join(' ')}`
  const hint = found === '' ? { hint: exampleOf(subject) } : guessOperator(found, scanner.rest(), operators)
  return scanner.fail(expected, { column, ...hint })
}

const TESTS: Readonly<Record<SubjectType, string>> = {
  number: '== 200',
  duration: '< 800ms',
  text: 'contains "ok"',
  json: '== "ok"',
}

function exampleOf(subject: Subject): string {
  if (subject.kind === 'certificate') return 'For example: certificate expires > 7d'
  return `For example: ${renderSubject(subject)} ${TESTS[typeOf(subject)]}`
}

const MEANT: Readonly<Record<string, Operator>> = {
  '=': '==',
  '===': '==',
  '!==': '!=',
  '<>': '!=',
  '=<': '<=',
  '=>': '>=',
  '~': 'matches',
  '=~': 'matches',
  is: '==',
  equals: '==',
  between: 'in',
  has: 'contains',
  includes: 'contains',
}

function guessOperator(found: string, rest: string, operators: readonly Operator[]): { hint?: string } {
  const next = /^[A-Za-z]+/.exec(rest)?.[0] ?? ''
  const known = OPERATORS.find((one) => one === found)
  if (known !== undefined) return { hint: `${known} cannot be asked of it.` }
  const meant = Object.hasOwn(MEANT, found)
    ? MEANT[found]
    : (closest(found + next, operators) ?? closest(found, operators))
  return meant !== undefined && operators.includes(meant) ? { hint: `Did you mean ${meant}?` } : {}
}

function closest(word: string, operators: readonly Operator[]): Operator | undefined {
  const words = operators.filter((operator) => /[a-z]/.test(operator))
  return words.find((operator) => operator.toLowerCase() === word.toLowerCase()) ?? nearest(word, words)
}

function readTest(scanner: Scanner, operator: Operator, type: SubjectType): ConditionTest {
  switch (operator) {
    case '==':
    case '!=':
    case 'contains':
      return { operator, value: readScalar(scanner, type) }
    case '<':
    case '<=':
    case '>':
    case '>=':
      return { operator, value: readNumberOf(scanner, type) }
    case 'in':
      return { operator, items: readItems(scanner, type) }
    case 'startsWith':
    case 'endsWith':
      return { operator, value: readQuoted(scanner) }
    case 'matches':
      return { operator, pattern: readRegularExpression(scanner) }
    case 'exists':
    case 'isEmpty':
      return { operator }
  }
}

function hintAfter(rest: string): { hint?: string } {
  if (/^(?:ms|s|m|h|d|[kMG]i?B|B)$/.test(rest)) return { hint: `Write the unit at the number: 10${rest}.` }
  return /^(?:and|or|&&|\|\||,)/i.test(rest)
    ? { hint: 'Write one condition a line; all of them must hold.' }
    : {}
}

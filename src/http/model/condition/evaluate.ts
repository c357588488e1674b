import { renderDuration } from '../../../core/duration.ts'
import { truncate } from '../../../core/truncate.ts'
import type { FullAnswer } from '../answer.ts'
import { describeText } from '../answer-version.ts'
import {
  type Condition,
  type ConditionTest,
  type NumberRange,
  renderSubject,
  type Scalar,
  typeOf,
} from './condition.ts'
import { readValue } from './value.ts'

export interface Evaluation {
  readonly holds: boolean
  /** What was found, one clause. Untrusted. */
  readonly found: string
}

/** Fails closed: what is missing, or of another type than the test needs, does not hold, `not` or not. */
export function evaluate({ subject, isNegated, test }: Condition, answer: FullAnswer): Evaluation {
  const name = renderSubject(subject)
  const reading = readValue(subject, test.operator, answer)
  if (reading.kind === 'unknown') return { holds: false, found: reading.because }
  if (test.operator === 'exists') {
    const found = reading.kind === 'found' ? `${name} is ${show(reading.value)}` : reading.because
    return { holds: (reading.kind === 'found') !== isNegated, found }
  }
  if (reading.kind === 'missing') return { holds: false, found: reading.because }
  const { value } = reading
  const isDuration = typeOf(subject) === 'duration' && typeof value === 'number'
  const shown = `${name} ${subject.kind === 'certificate' ? 'in' : 'is'} ${isDuration ? renderDuration(value) : show(value)}`
  const answered = ask(test, value)
  if (typeof answered === 'string') return { holds: false, found: `${shown}, ${answered}` }
  return { holds: answered !== isNegated, found: shown }
}

type ValueTest = Exclude<ConditionTest, { operator: 'exists' }>

/** Whether it holds, or why it cannot be asked. */
function ask(test: ValueTest | ConditionTest, value: unknown): boolean | string {
  switch (test.operator) {
    case '==':
      return equals(value, test.value)
    case '!=':
      return negate(equals(value, test.value))
    case '<':
      return typeof value === 'number' ? value < test.value : NOT_A_NUMBER
    case '<=':
      return typeof value === 'number' ? value <= test.value : NOT_A_NUMBER
    case '>':
      return typeof value === 'number' ? value > test.value : NOT_A_NUMBER
    case '>=':
      return typeof value === 'number' ? value >= test.value : NOT_A_NUMBER
    case 'in':
      return isIn(value, test.items)
    case 'contains':
      return contains(value, test.value)
    case 'startsWith':
      return typeof value === 'string' ? value.startsWith(test.value) : NOT_TEXT
    case 'endsWith':
      return typeof value === 'string' ? value.endsWith(test.value) : NOT_TEXT
    case 'matches': {
      const found = typeof value === 'string' ? test.pattern.find(value) : NOT_TEXT
      if (found === 'too-costly') return 'on which this pattern takes too long'
      return found === NOT_TEXT ? found : found === 'found'
    }
    case 'isEmpty':
      return isEmpty(value)
    case 'exists':
      return true
  }
}

const NOT_A_NUMBER = 'which is not a number'
const NOT_TEXT = 'which is not text'

function negate(answered: boolean | string): boolean | string {
  return typeof answered === 'string' ? answered : !answered
}

/** Null may be compared with anything, since that is how a field says that it holds nothing. */
function equals(value: unknown, wanted: Scalar): boolean | string {
  if (value === null || wanted === null || typeof value === typeof wanted) return value === wanted
  return `which is not ${TYPE_NAMES[typeof wanted]}`
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
}

function isIn(value: unknown, items: readonly (Scalar | NumberRange)[]): boolean | string {
  const answers = items.map((item) => {
    if (item === null || typeof item !== 'object') return equals(value, item)
    return typeof value === 'number' ? item.from <= value && value <= item.to : NOT_A_NUMBER
  })
  if (answers.includes(true)) return true
  return answers.includes(false) ? false : (answers[0] ?? false)
}

function contains(value: unknown, wanted: Scalar): boolean | string {
  if (Array.isArray(value)) return value.includes(wanted)
  if (typeof value !== 'string') return 'which is neither text nor a list'
  return typeof wanted === 'string' ? value.includes(wanted) : 'which is text and can contain only text'
}

function isEmpty(value: unknown): boolean | string {
  if (typeof value === 'string' || Array.isArray(value)) return value.length === 0
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0
  return 'which is neither text nor a list nor an object'
}

function show(value: unknown): string {
  if (typeof value === 'string')
    return value === '' || !/\S/.test(value) ? JSON.stringify(value.slice(0, 20)) : quote(value)
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return `an object with ${renderKeys(Object.keys(value))}`
  return String(value)
}

function quote(value: string): string {
  return describeText(value) === 'HTML' ? 'HTML' : `"${truncate(value, 100)}"`
}

function renderKeys(keys: readonly string[]): string {
  if (keys.length === 0) return 'no fields'
  const more = keys.length > 5 ? ', …' : ''
  return `the fields ${keys
    .slice(0, 5)
    .map((key) => truncate(key, 30))
    .join(', ')}${more}`
}

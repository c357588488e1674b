import type { Pattern } from '../../../core/pattern/pattern.ts'

/** One line of `conditions`, read: `subject [not] operator value`. */
export interface Condition {
  readonly subject: Subject
  readonly isNegated: boolean
  readonly test: ConditionTest
}

export type Subject =
  | { readonly kind: 'status' | 'redirects' | 'time' | 'certificate' | 'url' | 'text' }
  | { readonly kind: 'header'; readonly name: string }
  | { readonly kind: 'body'; readonly path: BodyPath }

export type BodyPath = readonly (string | number)[]

export type Scalar = string | number | boolean | null

/** Both ends included. */
export interface NumberRange {
  readonly from: number
  readonly to: number
}

export type ConditionTest =
  | { readonly operator: '==' | '!=' | 'contains'; readonly value: Scalar }
  | { readonly operator: '<' | '<=' | '>' | '>='; readonly value: number }
  | { readonly operator: 'in'; readonly items: readonly (Scalar | NumberRange)[] }
  | { readonly operator: 'startsWith' | 'endsWith'; readonly value: string }
  | { readonly operator: 'matches'; readonly pattern: Pattern }
  | { readonly operator: 'exists' | 'isEmpty' }

export const OPERATORS = [
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'contains',
  'startsWith',
  'endsWith',
  'matches',
  'exists',
  'isEmpty',
] as const

export type Operator = (typeof OPERATORS)[number]

/** What a subject's value is, and so what it can be compared with. Durations are in milliseconds. */
export type SubjectType = 'number' | 'duration' | 'text' | 'json'

export function typeOf({ kind }: Subject): SubjectType {
  switch (kind) {
    case 'status':
    case 'redirects':
      return 'number'
    case 'time':
    case 'certificate':
      return 'duration'
    case 'url':
    case 'text':
    case 'header':
      return 'text'
    case 'body':
      return 'json'
  }
}

export function renderSubject(subject: Subject): string {
  switch (subject.kind) {
    case 'header':
      return `header ${subject.name}`
    case 'certificate':
      return 'certificate expires'
    case 'body':
      return renderPath(subject.path)
    default:
      return subject.kind
  }
}

export function renderPath(path: BodyPath): string {
  const steps = path.map((key) => {
    if (typeof key === 'number') return `[${key}]`
    return /^[A-Za-z_$][\w$-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
  })
  return `body${steps.join('')}`
}

/** One line of `rollback-when`, read. */
export type TriggerLine =
  | { readonly kind: 'failures-in-a-row'; readonly count: number }
  | {
      readonly kind: 'rate'
      readonly of: 'failure' | 'stale'
      readonly bound: UpperBound
      readonly windowMs: number
    }
  /** The bound is in milliseconds. */
  | {
      readonly kind: 'time'
      readonly statistic: Statistic
      readonly bound: UpperBound
      readonly windowMs: number
    }
  | { readonly kind: 'time-of-baseline'; readonly statistic: Statistic; readonly bound: UpperBound }
  | { readonly kind: 'metric'; readonly name: string; readonly bound: Bound; readonly durationMs: number }
  | { readonly kind: 'alarm'; readonly name: string }
  /** Of the containers that are the application, or of the one that is named. */
  | {
      readonly kind: 'log'
      readonly isNew: boolean
      readonly container?: string | undefined
      readonly bound: UpperBound
      readonly windowMs: number
    }
  | { readonly kind: 'run-success-rate'; readonly bound: LowerBound; readonly runs: number }
  | { readonly kind: 'run-duration'; readonly bound: UpperBound }

export type Statistic = { readonly kind: 'mean' } | { readonly kind: 'percentile'; readonly percent: number }

/** Percentages as they are written: `5%` is 5. */
export interface Bound {
  readonly operator: Comparison
  readonly value: number
}

export type UpperBound = Bound & { readonly operator: '>' | '>=' }
export type LowerBound = Bound & { readonly operator: '<' | '<=' }

export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!='

export function exceeds(value: number, { operator, value: bound }: Bound): boolean {
  switch (operator) {
    case '<':
      return value < bound
    case '<=':
      return value <= bound
    case '>':
      return value > bound
    case '>=':
      return value >= bound
    case '==':
      return value === bound
    case '!=':
      return value !== bound
  }
}

export function renderStatistic(statistic: Statistic): string {
  return statistic.kind === 'mean' ? 'mean' : `p${statistic.percent}`
}

/** To one digit after the point, without a superfluous zero. */
export function renderNumber(value: number): string {
  return String(Number(value.toFixed(1)))
}

import { HOOKS, MOMENTS, STRATEGIES, type StrategyName, VERSIONS } from './axes.ts'
import { type Cell, RULES, type Rule, type WayBack } from './cell.ts'

const MARKS: Readonly<Record<WayBack, string>> = {
  StopServiceDeployment: 'S',
  UpdateService: 'U',
  ContinueServiceDeployment: '!',
  'by ECS itself': 'E',
  'left to a person': 'P',
  none: '',
}

export const STRATEGY_NAMES = Object.keys(STRATEGIES) as readonly StrategyName[]

export const RULE_NAMES = Object.keys(RULES) as readonly Rule[]

/** The letter of the way back, and the number of the rule that decided. */
export function markOf({ wayBack, rule }: Cell): { readonly letter: string; readonly number: number } {
  return { letter: MARKS[wayBack], number: RULE_NAMES.indexOf(rule) + 1 }
}

export function findCell(
  cells: readonly Cell[],
  at: Pick<Cell, 'strategy' | 'moment' | 'hook' | 'version'>,
): Cell | undefined {
  return cells.find(
    ({ strategy, moment, hook, version }) =>
      strategy === at.strategy && moment === at.moment && hook === at.hook && version === at.version,
  )
}

/** One line for each strategy, moment and hook; versions that end alike are together. */
export function renderText(cells: readonly Cell[]): string {
  const lines = STRATEGY_NAMES.flatMap((strategy) =>
    MOMENTS.flatMap((moment) =>
      HOOKS.flatMap((hook) => {
        const own = VERSIONS.flatMap((version) => findCell(cells, { strategy, moment, hook, version }) ?? [])
        return own.length === 0 ? [] : [`${strategy}, ${moment}, ${hook}: ${renderEnds(own)}`]
      }),
    ),
  )
  return lines.join('\n')
}

function renderEnds(cells: readonly Cell[]): string {
  const byEnd = Map.groupBy(cells, renderEnd)
  const ends = [...byEnd].map(([end, alike]) => `${alike.map(({ version }) => version).join(', ')} → ${end}`)
  return ends.join('; ')
}

function renderEnd({ verdict, rule, wayBack }: Cell): string {
  return `${verdict} (${rule}${wayBack === 'none' ? '' : `, ${wayBack}`})`
}

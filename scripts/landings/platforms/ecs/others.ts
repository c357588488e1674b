import type { Moment } from '../../../state-table/axes.ts'
import type { Quality } from '../../common-plan.ts'
import type { Dice } from '../../dice.ts'
import { drawPast, type PastFate, type Tagging } from './past.ts'

/** A service that the same job deploys, in the same way. */
export interface OtherService {
  readonly name: string
  /** False: this deploy brings nothing new for it. */
  readonly isDeployed: boolean
  readonly version: Quality
  /** When a bad version shows what it is. */
  readonly moment: Moment
  readonly tasks: number
  readonly past: readonly PastFate[]
  readonly tagging: Tagging
}

const MANY_SERVICES = 0.15

export function drawOthers(dice: Dice, drawVersion: (dice: Dice) => Quality): readonly OtherService[] {
  if (!dice.is(MANY_SERVICES)) return []
  return ['api', 'worker'].slice(0, dice.of([1, 1, 2])).map((name) => {
    const isDeployed = dice.is(0.85)
    return {
      name,
      isDeployed,
      version: isDeployed && dice.is(0.5) ? drawVersion(dice) : 'healthy',
      moment: dice.of<Moment>(['SCALE_UP', 'CLEAN_UP', 'COMPLETED']),
      tasks: dice.between(1, 3),
      past: drawPast(dice),
      tagging: dice.of<Tagging>(['own', 'own', 'one']),
    }
  })
}

/** A revision is one of a single service, and one version cannot be expected of what was not deployed. */
export function forSeveral(
  others: readonly OtherService[],
  inputs: Record<string, string>,
): Record<string, string> {
  if (others.length === 0) return inputs
  const isOneLeft = others.some(({ isDeployed }) => !isDeployed)
  return Object.fromEntries(
    Object.entries(inputs).filter(
      ([name, value]) =>
        !['promote', 'checks'].includes(name) &&
        !(name === 'rollback-to' && value.includes(':')) &&
        !(name === 'expect-version' && isOneLeft),
    ),
  )
}

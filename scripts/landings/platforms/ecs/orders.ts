import type { Dice } from '../../dice.ts'
import type { PastFate } from './past.ts'

/** Most leave it at `previous`. Revisions are counted from one on; not each of the past has a number of its own. */
export function drawWayBack(dice: Dice, past: readonly PastFate[]): Record<string, string> {
  if (dice.is(0.7)) return {}
  const revision = `web:${dice.between(1, past.length)}`
  return { 'rollback-to': dice.is(0.5) ? dice.of(['-1', '-2', '-2', '-3']) : revision }
}

type Order = 'guard' | 'watch only' | 'rollback' | 'validate'

export function drawMode(dice: Dice): Order {
  if (dice.is(0.85)) return 'guard'
  return dice.of(['watch only', 'rollback', 'rollback', 'validate'])
}

const OF_GUARD = [
  'rollback-when',
  'metrics',
  'promote',
  'checks',
  'on-inconclusive',
  'fail-on-rollback',
  'expect-version',
]

/** A person who orders a rollback leaves nothing to be decided, and expects another version than the new one. */
export function asMode(mode: Order, inputs: Record<string, string>): Record<string, string> {
  switch (mode) {
    case 'guard':
      return inputs
    case 'watch only':
      return { ...inputs, 'auto-rollback': 'false' }
    case 'validate':
      return { ...inputs, mode }
    case 'rollback': {
      const others = Object.entries(inputs).filter(([name]) => !OF_GUARD.includes(name))
      return { mode, ...Object.fromEntries(others) }
    }
    default:
      return mode satisfies never
  }
}

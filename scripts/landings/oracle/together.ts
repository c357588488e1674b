import {
  acceptedRollbacks,
  allActs,
  isByOther,
  isGuarded,
  lastWord,
  ownRollbacks,
  seconds,
  viewsOf,
} from './facts.ts'
import type { History, View } from './history.ts'
import { wayBackOf } from './way-back.ts'

const isTouched = ({ deployed, before }: View): boolean => deployed !== before

/** All services that this deploy changed are put back, or none is. */
export function allOrNone(history: History): string | undefined {
  const word = lastWord(history)
  if (history.others.length === 0 || word === undefined || !isGuarded(history)) return undefined
  const [first] = ownRollbacks(history)
  if (first !== undefined && !isTouched(history))
    return `${history.deployed} was there before the deploy, and run ${first.run} went back from it`
  if (!['rolled-back', 'rolled-back-by-platform', 'rollback-unhealthy'].includes(word.claims.result))
    return undefined
  if (acceptedRollbacks(history).length === 0 || allActs(history).some(isByOther)) return undefined
  const left = history.others.find((view) => isTouched(view) && !isBack(view))
  return left && `${history.deployed} was put back, and ${left.deployed} of the same job was not`
}

const isBack = ({ acts, deployed }: View): boolean =>
  acts.some(({ kind, of, isAccepted }) => kind === 'roll back' && of === deployed && isAccepted)

/** Where one service has nothing to go back to, none goes back. */
export function noneWithoutAWayBack(history: History): string | undefined {
  const stuck = viewsOf(history).find(
    (view) => isTouched(view) && !isBack(view) && view.earlier !== undefined && wayBackOf(view) === undefined,
  )
  const [first] = ownRollbacks(history)
  if (stuck === undefined || first === undefined || history.others.length === 0 || !isGuarded(history))
    return undefined
  return `run ${first.run} went back from ${first.of} at ${seconds(first.atMs)}, and ${stuck.deployed} has no way back`
}

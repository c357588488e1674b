// The contract, as laws over the whole history of a landing. Nothing here comes from the product: what it should have
// done is worked out from what was true.

import { everyClaimIsTrue, everyRunEnds, noBug, withinTheBudget } from './claims.ts'
import {
  aRerunEndsTheSame,
  aRollbackOutlastsWhatPasses,
  badVersionIsFound,
  healthyByTheLastProbe,
  noGreenOnABadVersion,
  noGreenOnAnother,
  wellVersionLands,
  withinTimeBounds,
} from './endings.ts'
import type { History } from './history.ts'
import {
  noBadVersionIsLetOn,
  noHookAnsweredUnasked,
  noRollbackOfAnother,
  noRollbackOfAWellVersion,
  noRollbackToABadVersion,
  nothingIsDoneTwice,
  oneRollbackAtMost,
} from './rollbacks.ts'

type Law = (history: History, undisturbed: History | undefined) => string | undefined

export const INVARIANTS = {
  'no rollback of a well version': noRollbackOfAWellVersion,
  'no rollback to a bad version': noRollbackToABadVersion,
  'one rollback at most': oneRollbackAtMost,
  'nothing is done twice': nothingIsDoneTwice,
  'no rollback of another deployment': noRollbackOfAnother,
  'no green on a bad version': noGreenOnABadVersion,
  'healthy by the last probe': healthyByTheLastProbe,
  'a bad version is found': badVersionIsFound,
  'a well version lands': wellVersionLands,
  'within the time bounds': withinTimeBounds,
  'a rollback outlasts what passes': aRollbackOutlastsWhatPasses,
  'no green on another version': noGreenOnAnother,
  'no hook answered unasked': noHookAnsweredUnasked,
  'no bad version is let on': noBadVersionIsLetOn,
  'every claim is true': everyClaimIsTrue,
  'no bug': noBug,
  'every run ends': everyRunEnds,
  'a re-run ends the same': aRerunEndsTheSame,
  'within the budget of calls': withinTheBudget,
} as const satisfies Record<string, Law>

export type Invariant = keyof typeof INVARIANTS

export interface Violation {
  readonly invariant: Invariant
  readonly what: string
}

/** @param undisturbed the same landing without the death of the runner, if there was one */
export function judge(history: History, undisturbed?: History): readonly Violation[] {
  return (Object.entries(INVARIANTS) as [Invariant, Law][]).flatMap(([invariant, law]) => {
    const what = law(history, undisturbed)
    return what === undefined ? [] : [{ invariant, what }]
  })
}

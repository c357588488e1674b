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
import { viewsOf } from './facts.ts'
import type { History } from './history.ts'
import { noLineIsOverlooked } from './lines.ts'
import {
  noBadVersionIsLetOn,
  noHookAnsweredUnasked,
  noRollbackOfAnother,
  noRollbackOfAWellVersion,
  noRollbackToABadVersion,
  nothingIsDoneTwice,
  oneRollbackAtMost,
} from './rollbacks.ts'
import { allOrNone, noneWithoutAWayBack } from './together.ts'
import { anOrderIsCarriedOut, nothingIsWrittenUnasked, theRightWayBack } from './way-back.ts'

type Law = (history: History, undisturbed: History | undefined) => string | undefined

export const INVARIANTS = {
  'no rollback of a well version': noRollbackOfAWellVersion,
  'no rollback to a bad version': noRollbackToABadVersion,
  'the right way back': theRightWayBack,
  'nothing is written unasked': nothingIsWrittenUnasked,
  'an order is carried out': anOrderIsCarriedOut,
  'all services or none': allOrNone,
  'no service without a way back': noneWithoutAWayBack,
  'one rollback at most': oneRollbackAtMost,
  'nothing is done twice': nothingIsDoneTwice,
  'no rollback of another deployment': noRollbackOfAnother,
  'no green on a bad version': noGreenOnABadVersion,
  'healthy by the last probe': healthyByTheLastProbe,
  'a bad version is found': badVersionIsFound,
  'a well version lands': wellVersionLands,
  'no line is overlooked': noLineIsOverlooked,
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

/**
 * Each service of the job by itself, among the others.
 *
 * @param undisturbed the same landing without the death of the runner, if there was one
 */
export function judge(history: History, undisturbed?: History): readonly Violation[] {
  return viewsOf(history).flatMap((_, index) => {
    const [own, other] = [from(history, index), undisturbed && from(undisturbed, index)]
    return own === undefined ? [] : judgeOne(own, other)
  })
}

/** The job as one of its services sees it. */
function from(history: History, index: number): History | undefined {
  const views = viewsOf(history)
  const view = views[index]
  return view && { ...view, others: views.filter((other) => other !== view) }
}

function judgeOne(history: History, undisturbed: History | undefined): readonly Violation[] {
  return (Object.entries(INVARIANTS) as [Invariant, Law][]).flatMap(([invariant, law]) => {
    const what = law(history, undisturbed)
    return what === undefined ? [] : [{ invariant, what }]
  })
}

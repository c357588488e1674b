import {
  acceptedRollbacks,
  hasTrouble,
  headingAt,
  isBadAt,
  isGuarded,
  isNextHalf,
  isOnTheWay,
  liveAt,
  noticeMs,
  ownRollbacks,
  seconds,
  viewsOf,
  writeRaceMs,
} from './facts.ts'
import type { Act, History, View } from './history.ts'
import { aLineHeld } from './lines.ts'
import { isByName } from './way-back.ts'

const JUST_NOW_MS = 60_000

/** A rollback needs evidence against a version of the job, or the user's standing order. */
export function noRollbackOfAWellVersion(history: History): string | undefined {
  const { deployed, inputs, namesWhatRuns } = history
  if (inputs.onInconclusive === 'rollback' || !isGuarded(history)) return undefined
  const views = viewsOf(history)
  // A task that exited, and no room for the next one: nobody can know that it would have run.
  if (views.some(kindIs('one task exits')) && hasTrouble(history, 'no room')) return undefined
  // Who cannot know that it is another version that is bad.
  const isMistaken = ({ of, atMs }: Act) =>
    !namesWhatRuns &&
    [of, liveAt(history, atMs)].some((each) => each !== deployed && isBadAt(history, each, atMs))
  const wrong = ownRollbacks(history).find(
    (act) =>
      !isMistaken(act) &&
      !aLineHeld(history, act.atMs) &&
      !views.some((view) => isEvidenceAt(view, act.atMs) || (view !== history && wasTurned(view, act.atMs))),
  )
  return wrong && `${deployed} was well at ${seconds(wrong.atMs)}, when run ${wrong.run} rolled it back`
}

const kindIs =
  (kind: string) =>
  ({ truths, deployed }: View): boolean =>
    truths[deployed]?.kind === kind

function isEvidenceAt(view: View, atMs: number): boolean {
  // Another version that answers well is not the one that was meant, and no evidence against anything.
  if (!kindIs('wrong version')(view) && isBadAt(view, view.deployed, atMs)) return true
  // Where the version itself ended its only task, users met an outage. What the infrastructure takes away is no evidence.
  const wasJustNow = (outageAtMs: number) => outageAtMs <= atMs && atMs - outageAtMs < JUST_NOW_MS
  if (view.acts.some((act) => act.kind === 'give up' && act.of === view.deployed && act.atMs <= atMs))
    return true
  return kindIs('one task exits')(view) && view.outagesAtMs.some(wasJustNow)
}

/** What the platform has put back takes the others of its job with it. */
const wasTurned = ({ acts, deployed }: View, nowMs: number): boolean =>
  acts.some(({ by, of, atMs }) => by === 'platform' && of === deployed && atMs <= nowMs)

/** What was rolled back from before, or is bad by now, is no way back. */
export function noRollbackToABadVersion(history: History): string | undefined {
  if (isByName(history)) return undefined
  const wrong = ownRollbacks(history).find(({ to = '' }) => history.truths[to]?.fate === 'rolled back')
  return wrong && `${wrong.to} was rolled back from before, and run ${wrong.run} went back to it`
}

export function oneRollbackAtMost(history: History): string | undefined {
  // One that the platform has undone since was not there any more.
  const isUndone = ({ to, atMs }: Act) =>
    history.acts.some((act) => act.by !== 'run' && act.of === to && act.atMs > atMs)
  // Each run of a job that a person starts is an order of its own.
  const [first] = history.runs
  const isOfOneOrder = ({ run }: Act) => isGuarded(history) || run === first?.number
  // Nor does one count of what nobody could see yet.
  const isSeen = ({ of, atMs, ofBegunAtMs }: Act) => of === history.deployed || ofBegunAtMs < atMs
  const all = acceptedRollbacks(history).filter(
    (act) => isOfOneOrder(act) && !isUndone(act) && isSeen(act) && !isOnTheWay(history, act),
  )
  // A later run cannot know that it is about to do it once more, where nothing has a name.
  const { length } = history.namesWhatRuns ? all : all.filter(({ run }) => run === all[0]?.run)
  return length > 1 ? `there were ${length} rollbacks` : undefined
}

/** Of a deployment of somebody else's that began so long before that it was there to be seen. */
export function noRollbackOfAnother(history: History): string | undefined {
  const { deployed, namesWhatRuns } = history
  if (!isGuarded(history) || !namesWhatRuns) return undefined
  const wrong = ownRollbacks(history).find(
    (act) =>
      act.of !== deployed && act.atMs - act.ofBegunAtMs > writeRaceMs(history) && !isNextHalf(history, act),
  )
  return (
    wrong &&
    `run ${wrong.run} rolled back ${wrong.of}, which began ${seconds(wrong.atMs - wrong.ofBegunAtMs)} before`
  )
}

/** What somebody has put back before, so long ago that it was there to be seen, is not disturbed once more. */
export function nothingIsDoneTwice(history: History): string | undefined {
  const wrong = ownRollbacks(history).find((act) => {
    const { atMs, to } = act
    const heading = headingAt(history, atMs - 1)
    if (isOnTheWay(history, act)) return false
    return heading?.revision === to && atMs - (heading?.fromMs ?? atMs) > writeRaceMs(history)
  })
  return wrong && `run ${wrong.run} asked for ${wrong.to} at ${seconds(wrong.atMs)}, which was there already`
}

/** Where `promote` answers a pause, unless it is told other stages. */
const OWN_STAGES: readonly (string | undefined)[] = [
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  // The one wait that CodeDeploy has.
  'READY_WAIT',
]

export function noHookAnsweredUnasked({ acts, inputs }: History): string | undefined {
  const wrong = acts.find(
    ({ by, hookStage }) =>
      by === 'run' && hookStage !== undefined && !(inputs.promotes && OWN_STAGES.includes(hookStage)),
  )
  return (
    wrong && `run ${wrong.run} answered a hook of ${wrong.of} at ${wrong.hookStage} that waits for a person`
  )
}

/** What users have not met yet must not meet them by our doing. */
export function noBadVersionIsLetOn(history: History): string | undefined {
  const wrong = history.acts.find(
    ({ by, kind, of, atMs }) =>
      by === 'run' && kind === 'let go on' && isBadAt(history, of, atMs - noticeMs(history)),
  )
  return wrong && `run ${wrong.run} let ${wrong.of} go on at ${seconds(wrong.atMs)}, which was bad`
}

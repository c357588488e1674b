import {
  allActs,
  isBadAt,
  isByOther,
  isCalm,
  isGuarded,
  isOnTheWay,
  lastWord,
  liveAt,
  noticeMs,
  ownRollbacks,
  raceMs,
  seconds,
  viewsOf,
} from './facts.ts'
import type { Act, History, Live, Run, Trouble } from './history.ts'
import { aLineHeld } from './lines.ts'
import { wayBackOf } from './way-back.ts'

/** A green job, and users meet a version that was bad for long enough to be seen. */
export function noGreenOnABadVersion(history: History): string | undefined {
  const word = lastWord(history)
  if (word?.claims.exitCode !== 0 || ['inconclusive', 'validated'].includes(word.claims.result))
    return undefined
  const live = liveAt(history, word.endedAtMs)
  if (!isBadAt(history, live, word.endedAtMs - noticeMs(history))) return undefined
  return `run ${word.number} ended green (${word.claims.result}), and ${live} is bad`
}

const GOOD_ENDS: readonly string[] = ['healthy', 'rolled-back', 'rolled-back-by-platform']

/** Whatever came before: the last answer before a verdict of health is a good one, of what runs by then. */
export function healthyByTheLastProbe(history: History): string | undefined {
  const word = lastWord(history)
  if (word === undefined || !GOOD_ENDS.includes(word.claims.result)) return undefined
  const { result } = word.claims
  const last = word.probes.findLast(({ site, tookMs }) => site === history.site && tookMs > 0)
  if (last !== undefined && last.seen !== 'good')
    return `run ${word.number} ended ${result}, and the last answer that it got was a failure`
  const act = history.acts.findLast(
    ({ kind, by, isAccepted }) => kind === 'roll back' && by !== 'other' && isAccepted,
  )
  // What the platform does by itself is seen a moment later.
  if (result === 'healthy' || act === undefined || act.atMs > word.endedAtMs - raceMs(history))
    return undefined
  return (last?.atMs ?? 0) < act.atMs
    ? `run ${word.number} ended ${result}, and asked nothing since the rollback`
    : undefined
}

/** Nothing but the version is wrong: it is found, and what ran before is back. */
export function badVersionIsFound(history: History): string | undefined {
  const word = lastWord(history)
  const badFromMs = history.truths[history.deployed]?.badFromMs
  if (word === undefined || badFromMs === undefined || !isCalm(history) || !isGuarded(history))
    return undefined
  if (!isBadAt(history, history.deployed, word.endedAtMs)) return undefined
  const { result } = word.claims
  if (!['healthy', 'inconclusive', 'superseded'].includes(result)) return undefined
  if (word.endedAtMs - badFromMs <= noticeMs(history)) return undefined
  if (liveAt(history, word.endedAtMs) !== history.deployed) return undefined
  return `${history.deployed} was bad from ${seconds(badFromMs)} on, in a quiet world, and run ${word.number} ended ${result}`
}

/** With nothing wrong at all, a good version lands. */
export function wellVersionLands(history: History): string | undefined {
  const word = lastWord(history)
  if (word === undefined || !isCalm(history) || !isGuarded(history)) return undefined
  const truth = history.truths[history.deployed]
  const views = viewsOf(history)
  // What fails often is well until somebody draws a line, and may be kept waiting at a pause.
  const isOneBad = views.some(
    ({ truths, deployed }) =>
      truths[deployed]?.badFromMs !== undefined || truths[deployed]?.kind === 'fails often',
  )
  if (aLineHeld(history, word.endedAtMs)) return undefined
  if (truth === undefined || isOneBad || allActs(history).some(({ by }) => by === 'platform'))
    return undefined
  const { result, reason } = word.claims
  const wrong = `${history.deployed} is well, in a quiet world, and run ${word.number} ended ${result}: ${reason}`
  if (result === 'healthy' || (result === 'awaiting-approval' && !history.isPausedForUs)) return undefined
  if (
    history.inputs.expectsVersion &&
    views.some(({ truths, deployed }) => truths[deployed]?.kind === 'tells no version')
  )
    return result === 'inconclusive' ||
      result === 'awaiting-approval' ||
      history.inputs.onInconclusive === 'rollback'
      ? undefined
      : wrong
  return wrong
}

/** Of several services none is judged before all have landed. */
function lastToLand(history: History): Live | undefined {
  const landed = viewsOf(history).map(({ live, deployed }) =>
    live.find(({ revision, isAlone }) => revision === deployed && isAlone),
  )
  if (landed.includes(undefined)) return undefined
  return landed.flatMap((one) => one ?? []).toSorted((one, other) => other.fromMs - one.fromMs)[0]
}

/** Where nothing moves, the platform is asked once a minute. */
const SLOWEST_POLL_MS = 60_000
/** One after the other. */
const PUT_BACK_MS = 30_000

/** What is read before a rollback is asked for. */
const READING_MS = 2_000

/** Detection and the way back take no longer than the inputs say. */
export function withinTimeBounds(history: History): string | undefined {
  const word = lastWord(history)
  const { deployed, inputs, truths } = history
  const badFromMs = truths[deployed]?.badFromMs
  const landed = lastToLand(history)
  if (
    word === undefined ||
    badFromMs === undefined ||
    landed === undefined ||
    !isCalm(history) ||
    !isGuarded(history)
  )
    return undefined
  const act = history.acts.find(({ kind, by }) => kind === 'roll back' && by === 'run')
  // Another version is never rolled back for that, but for what a line of the user's says.
  if (act === undefined || truths[deployed]?.kind === 'wrong version') return undefined
  const sinceMs = Math.max(badFromMs, landed.fromMs, word.startedAtMs)
  const startingMs =
    inputs.startPeriodMs + (inputs.retries + 3) * Math.max(inputs.intervalMs, inputs.timeoutMs)
  // What has passed before bakes, and has no start period any more.
  const bakesFromMs =
    landed.fromMs + SLOWEST_POLL_MS + inputs.startPeriodMs + (inputs.successThreshold + 1) * inputs.intervalMs
  const isBaking = badFromMs > Math.max(bakesFromMs, word.startedAtMs + bakesFromMs - landed.fromMs)
  const together = history.others.length * PUT_BACK_MS
  const limitMs =
    READING_MS + together + (isBaking ? noticeMs(history) : SLOWEST_POLL_MS + startingMs + noticeMs(history))
  if (act.atMs - sinceMs <= limitMs) return undefined
  return `${deployed} was bad with all traffic for ${seconds(act.atMs - sinceMs)} before its rollback, of ${seconds(limitMs)} at most`
}

/** Throttling, errors, lost answers: they are waited out for as long as a rollback may take. */
const isPassing = ({ kind, fault }: Trouble): boolean =>
  ['in front', 'offline', 'no answer to a write'].includes(kind) || (kind === 'api' && fault !== 'expired')

/** What passes does not leave a bad version live. */
export function aRollbackOutlastsWhatPasses(history: History): string | undefined {
  const word = lastWord(history)
  const { troubles, acts, inputs, deployed } = history
  if (word === undefined || (word.claims.result !== 'rollback-failed' && word.claims.result !== 'no-target'))
    return undefined
  const lastedMs = troubles.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  if (!troubles.every(isPassing) || lastedMs >= inputs.rollbackTimeoutMs) return undefined
  if (acts.some(({ by }) => by !== 'run') || liveAt(history, word.endedAtMs) !== deployed) return undefined
  const views = viewsOf(history).filter((view) => view.deployed !== view.before)
  const hasNoWay = views.some((view) => view.earlier !== undefined && wayBackOf(view) === undefined)
  // Its own hooks and steps are the platform's, and may take longer than a rollback may.
  const { wayBackMs = inputs.rollbackTimeoutMs } = inputs
  const isLong = wayBackMs > inputs.rollbackTimeoutMs / 2
  if (hasNoWay || isLong || !isGuarded(history)) return undefined
  return `run ${word.number} ended ${word.claims.result} with ${deployed} live, for what passed: ${word.claims.reason}`
}

/** Green says that what was deployed is live, and that nobody rolled it back. */
export function noGreenOnAnother(history: History): string | undefined {
  const word = lastWord(history)
  const { deployed, inputs, namesWhatRuns } = history
  if (word === undefined || word.claims.exitCode !== 0 || !inputs.failOnRollback || !isGuarded(history))
    return undefined
  if (!namesWhatRuns) return undefined
  if (word.claims.result === 'inconclusive') return undefined
  const live = liveAt(history, word.endedAtMs - 2 * inputs.pollIntervalMs - 15_000)
  const now = liveAt(history, word.endedAtMs)
  if (live === deployed || now === deployed) return undefined
  return `run ${word.number} ended green (${word.claims.result}), and ${now} is live, not ${deployed}`
}

/** Of each service, when its new version showed what it is. Undefined: it did not. */
const shownTimes = (history: History): readonly (number | undefined)[] =>
  viewsOf(history).map(({ truths, deployed }) => truths[deployed]?.badFromMs)

/** What happened only when one of the two had ended: the other one met another world. */
function meetsAnother(
  history: History,
  undisturbed: History,
  { word, other }: { readonly word: Run; readonly other: Run },
): boolean {
  const { endedAtMs } = other
  const [shown = [], before = []] = [history, undisturbed].map(shownTimes)
  const turnsLater = shown.some((atMs = 0) => atMs > endedAtMs || atMs > word.endedAtMs)
  const [dead] = history.runs
  const isMeanwhile = (atMs: number) => atMs > (dead?.endedAtMs ?? 0) && atMs < word.startedAtMs
  const isLater = ({ by, atMs }: Act) => by === 'platform' && (atMs > endedAtMs || isMeanwhile(atMs))
  return (
    turnsLater ||
    shown.some((atMs, index) => (atMs === undefined) !== (before[index] === undefined)) ||
    history.acts.some(isLater) ||
    undisturbed.acts.some(({ by, atMs }) => by === 'platform' && atMs > word.endedAtMs)
  )
}

/** A run that was killed and run again leaves what an undisturbed one leaves. */
export function aRerunEndsTheSame(history: History, undisturbed: History | undefined): string | undefined {
  // With other trouble beside it, the later run may well have met another world.
  // What lines read is of its time, too.
  const isOnlyDeath =
    history.troubles.every(({ kind }) => kind.startsWith('killed')) && history.inputs.lines.length === 0
  if (undisturbed === undefined || !isOnlyDeath || history.acts.some(isByOther) || !isGuarded(history))
    return undefined
  if (!history.namesWhatRuns) return undefined
  // The later run finds what the platform restored for the dead one, and leaves it at that.
  const half = ownRollbacks(history).find((act) => isOnTheWay(history, act))
  if (half !== undefined && half.to !== wayBackOf(history)) return undefined
  // Other laws judge that.
  if (history.others.length === 0 && ownRollbacks(history).some(({ of }) => of !== history.deployed))
    return undefined
  const [word, other] = [lastWord(history), lastWord(undisturbed)]
  if (word === undefined || other === undefined || meetsAnother(history, undisturbed, { word, other }))
    return undefined
  const [live, expected] = [history.headings.at(-1)?.revision, undisturbed.headings.at(-1)?.revision]
  const isRed = word.claims.exitCode !== 0
  // A copy that was registered before the death is not found again, and is registered once more.
  const isSame =
    history.contents[live ?? ''] === undefined
      ? live === expected
      : history.contents[live ?? ''] === undisturbed.contents[expected ?? '']
  // Who brought back what is back by then is on no record, so that it is red at any rate.
  const isAsRed = isRed === (other.claims.exitCode !== 0) || (isRed && !history.inputs.failOnRollback)
  // Of several services the dead run may have put back some, which the next one takes for somebody else's doing.
  if ((isSame || history.others.length > 0) && isAsRed) return undefined
  return `killed and run again, it ended ${word.claims.result} with ${live} live; undisturbed ${other.claims.result} with ${expected}`
}

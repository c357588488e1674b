import { isBadAt, isByOther, isCalm, lastWord, liveAt, noticeMs, raceMs, seconds } from './facts.ts'
import type { History, Run, Trouble } from './history.ts'

/** A green job, and users meet a version that was bad for long enough to be seen. */
export function noGreenOnABadVersion(history: History): string | undefined {
  const word = lastWord(history)
  if (word?.claims.exitCode !== 0 || word.claims.result === 'inconclusive') return undefined
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
  if (word.lastProbe === 'bad')
    return `run ${word.number} ended ${result}, and the last answer that it got was a failure`
  const act = history.acts.findLast(
    ({ kind, by, isAccepted }) => kind === 'roll back' && by !== 'other' && isAccepted,
  )
  // What the platform does by itself is seen a moment later.
  if (result === 'healthy' || act === undefined || act.atMs > word.endedAtMs - raceMs(history))
    return undefined
  return (word.lastProbeAtMs ?? 0) < act.atMs
    ? `run ${word.number} ended ${result}, and asked nothing since the rollback`
    : undefined
}

/** Nothing but the version is wrong: it is found, and what ran before is back. */
export function badVersionIsFound(history: History): string | undefined {
  const word = lastWord(history)
  const badFromMs = history.truths[history.deployed]?.badFromMs
  if (word === undefined || badFromMs === undefined || !isCalm(history)) return undefined
  const { result } = word.claims
  if (!['healthy', 'inconclusive', 'superseded'].includes(result)) return undefined
  if (word.endedAtMs - badFromMs <= noticeMs(history)) return undefined
  if (liveAt(history, word.endedAtMs) !== history.deployed) return undefined
  return `${history.deployed} was bad from ${seconds(badFromMs)} on, in a quiet world, and run ${word.number} ended ${result}`
}

/** With nothing wrong at all, a good version lands. */
export function wellVersionLands(history: History): string | undefined {
  const word = lastWord(history)
  if (word === undefined || !isCalm(history)) return undefined
  const truth = history.truths[history.deployed]
  if (
    truth === undefined ||
    truth.badFromMs !== undefined ||
    history.acts.some(({ by }) => by === 'platform')
  )
    return undefined
  const { result, reason } = word.claims
  const wrong = `${history.deployed} is well, in a quiet world, and run ${word.number} ended ${result}: ${reason}`
  if (result === 'healthy' || (result === 'awaiting-approval' && !history.isPausedForUs)) return undefined
  if (history.inputs.expectsVersion && truth.kind === 'tells no version')
    return result === 'inconclusive' ||
      result === 'awaiting-approval' ||
      history.inputs.onInconclusive === 'rollback'
      ? undefined
      : wrong
  return wrong
}

/** Where nothing moves, the platform is asked once a minute. */
const SLOWEST_POLL_MS = 60_000

/** Detection and the way back take no longer than the inputs say. */
export function withinTimeBounds(history: History): string | undefined {
  const word = lastWord(history)
  const { deployed, inputs, truths } = history
  const badFromMs = truths[deployed]?.badFromMs
  const landed = history.live.find(({ revision, isAlone }) => revision === deployed && isAlone)
  if (word === undefined || badFromMs === undefined || landed === undefined || !isCalm(history))
    return undefined
  const act = history.acts.find(({ kind, by }) => kind === 'roll back' && by === 'run')
  if (act === undefined) return undefined
  const sinceMs = Math.max(badFromMs, landed.fromMs, word.startedAtMs)
  const startingMs =
    inputs.startPeriodMs + (inputs.retries + 3) * Math.max(inputs.intervalMs, inputs.timeoutMs)
  // What has passed before bakes, and has no start period any more.
  const bakesFromMs =
    landed.fromMs + SLOWEST_POLL_MS + inputs.startPeriodMs + (inputs.successThreshold + 1) * inputs.intervalMs
  const isBaking = badFromMs > Math.max(bakesFromMs, word.startedAtMs + bakesFromMs - landed.fromMs)
  const limitMs = isBaking ? noticeMs(history) : SLOWEST_POLL_MS + startingMs + noticeMs(history)
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
  return `run ${word.number} ended ${word.claims.result} with ${deployed} live, for what passed: ${word.claims.reason}`
}

/** Green says that what was deployed is live, and that nobody rolled it back. */
export function noGreenOnAnother(history: History): string | undefined {
  const word = lastWord(history)
  const { deployed, inputs } = history
  if (word === undefined || word.claims.exitCode !== 0 || !inputs.failOnRollback) return undefined
  if (word.claims.result === 'inconclusive') return undefined
  const live = liveAt(history, word.endedAtMs - 2 * inputs.pollIntervalMs - 15_000)
  const now = liveAt(history, word.endedAtMs)
  if (live === deployed || now === deployed) return undefined
  return `run ${word.number} ended green (${word.claims.result}), and ${now} is live, not ${deployed}`
}

/** The version shows what it is only when the undisturbed run has ended: the later run meets another world. */
function turnsLater({ truths, deployed }: History, { endedAtMs }: Run): boolean {
  const { badFromMs } = truths[deployed] ?? {}
  return badFromMs !== undefined && badFromMs > endedAtMs
}

/** A run that was killed and run again leaves what an undisturbed one leaves. */
export function aRerunEndsTheSame(history: History, undisturbed: History | undefined): string | undefined {
  // With other trouble beside it, the later run may well have met another world.
  const isOnlyDeath = history.troubles.every(({ kind }) => kind.startsWith('killed'))
  if (undisturbed === undefined || !isOnlyDeath || history.acts.some(isByOther)) return undefined
  const [word, other] = [lastWord(history), lastWord(undisturbed)]
  if (word === undefined || other === undefined || turnsLater(history, other)) return undefined
  const [live, expected] = [history.headings.at(-1)?.revision, undisturbed.headings.at(-1)?.revision]
  const isRed = word.claims.exitCode !== 0
  if (live === expected && isRed === (other.claims.exitCode !== 0)) return undefined
  return `killed and run again, it ended ${word.claims.result} with ${live} live; undisturbed ${other.claims.result} with ${expected}`
}

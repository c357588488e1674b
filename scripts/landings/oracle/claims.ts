import { acceptedRollbacks, isBadAt, isByOther, lastWord, liveAt, ownRollbacks, raceMs } from './facts.ts'
import type { Claims, History, Run } from './history.ts'

type Word = Run & { readonly claims: Claims }

/** Another version was rolled back by us, which nobody could tell from the one that was deployed, or not yet. */
const isOfAnother = (history: History): boolean =>
  ownRollbacks(history).some(
    ({ of, atMs, ofBegunAtMs }) =>
      of !== history.deployed && (!history.namesWhatRuns || atMs - ofBegunAtMs <= raceMs(history)),
  )

/** Each sentence that a report can say, held against the world. */
const SENTENCES: readonly ((history: History, word: Word) => string | undefined)[] = [
  (history, { claims, endedAtMs }) => {
    if (claims.result !== 'rolled-back' && claims.result !== 'rolled-back-by-platform') return undefined
    if (!history.namesWhatRuns) return undefined
    const live = liveAt(history, endedAtMs)
    const isDone = history.acts.some(({ kind, isAccepted }) => kind === 'roll back' && isAccepted)
    if (!isDone) return `says ${claims.result}, and nobody rolled anything back`
    const isBack = live !== history.deployed || isOfAnother(history)
    return isBack ? undefined : `says ${claims.result}, and ${live} is live`
  },
  (history, { claims, number }) => {
    const isOwn = acceptedRollbacks(history).some(({ run }) => run === number)
    if (claims.result === 'rolled-back-by-platform' && isOwn)
      return 'says that the platform did its own rollback'
    return undefined
  },
  (history, { claims, endedAtMs }) => {
    if (claims.result !== 'rolled-back' || claims.to === '' || !history.namesWhatRuns) return undefined
    const live = liveAt(history, endedAtMs)
    return live === claims.to ? undefined : `says that ${claims.to} is back, and ${live} is live`
  },
  (history, { claims }) =>
    claims.from === '' || claims.from === history.deployed || isOfAnother(history)
      ? undefined
      : `says that it went from ${claims.from}, not ${history.deployed}`,
  (history, { claims }) => {
    if (claims.to === '' || claims.to !== history.deployed || isOfAnother(history)) return undefined
    return history.acts.some(isByOther)
      ? undefined
      : `says that it went back to ${claims.to}, which it came from`
  },
  (history, { claims, endedAtMs }) => {
    if (claims.healthy !== 'true') return undefined
    const live = liveAt(history, endedAtMs)
    return isBadAt(history, live, endedAtMs - raceMs(history) - 4 * history.inputs.timeoutMs)
      ? `says healthy, and ${live} is bad`
      : undefined
  },
  (history, { claims, number }) => {
    const isOwn = acceptedRollbacks(history).some(({ run }) => run === number)
    const isNothing = /nothing was changed/.test(claims.reason)
    return isOwn && isNothing ? 'says that nothing was changed, and it rolled back' : undefined
  },
  (history, { claims, number }) => {
    const isSent = ownRollbacks(history).some(({ run }) => run === number)
    const isOver = ['healthy', 'not-deployed', 'awaiting-approval', 'inconclusive', 'unhealthy'].includes(
      claims.result,
    )
    return isSent && isOver ? `says ${claims.result}, and it sent a rollback` : undefined
  },
  ({ acts }, { claims, number }) =>
    claims.result === 'superseded' && !acts.some((act) => isByOther(act) || (act.run ?? number) < number)
      ? 'says superseded, and nobody else did anything'
      : undefined,
  ({ acts }, { claims, number }) => {
    // Whose answer it was cannot be known where a request was lost, and somebody else has let it go on since.
    const isDone = acts.some(
      ({ kind, run = number, isAccepted }) => kind === 'let go on' && run === number && isAccepted,
    )
    return claims.promoted === 'true' && !isDone ? 'says promoted, and nobody let it go on' : undefined
  },
  ({ live, deployed }, { claims }) => {
    if (!/no user met it/i.test(claims.summary)) return undefined
    return live.some(({ revision }) => revision === deployed)
      ? `says that no user met ${deployed}`
      : undefined
  },
]

/** What the report says is what the world saw. */
export function everyClaimIsTrue(history: History): string | undefined {
  const word = lastWord(history)
  if (word === undefined) return undefined
  for (const sentence of SENTENCES) {
    const found = sentence(history, word)
    if (found !== undefined) return `the report ${found}`
  }
  return undefined
}

export function everyRunEnds({ runs }: History): string | undefined {
  const endless = runs.find(({ isEndless }) => isEndless)
  return endless && `run ${endless.number} was still at work after six hours`
}

/** A bug of the product says so itself. */
export function noBug(history: History): string | undefined {
  const word = lastWord(history)
  return word && /which is a bug|a bug of its own/.test(word.claims.reason) ? word.claims.reason : undefined
}

/** A poll asks a few things, and so does the service's own check; planning, applying and explaining come once. */
const CALLS_A_POLL = 6
const CALLS_A_PROBE = 5
const CALLS_ONCE = 150

export function withinTheBudget({ runs, inputs }: History): string | undefined {
  for (const { number, calls, startedAtMs, endedAtMs } of runs) {
    const lastedMs = endedAtMs - startedAtMs
    const polls = Math.ceil(lastedMs / inputs.pollIntervalMs)
    const probes = inputs.judgesService ? Math.ceil(lastedMs / inputs.intervalMs) : 0
    const most = CALLS_ONCE + CALLS_A_POLL * polls + CALLS_A_PROBE * probes
    if (calls > most) return `run ${number} made ${calls} calls, of ${most} at most`
  }
  return undefined
}

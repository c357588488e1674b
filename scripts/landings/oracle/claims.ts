import {
  acceptedRollbacks,
  allActs,
  hasTrouble,
  isBadAt,
  isByOther,
  isGuarded,
  isSameVersion,
  lastWord,
  liveAt,
  ownRollbacks,
  plainName,
  raceMs,
  seconds,
} from './facts.ts'
import type { Claims, History, Run } from './history.ts'

type Word = Run & { readonly claims: Claims }

/** Another version was rolled back by us, which nobody could tell from the one that was deployed, or not yet. */
const isOfAnother = (history: History): boolean =>
  !history.namesWhatRuns ||
  ownRollbacks(history).some(
    ({ of, atMs, ofBegunAtMs }) => of !== history.deployed && atMs - ofBegunAtMs <= raceMs(history),
  )

/** What came after the last answer, while the platform gave none, could not be seen. */
function seenAtMs(history: History, { endedAtMs, probes }: Pick<Run, 'endedAtMs' | 'probes'>): number {
  const last = probes.findLast(({ site }) => site === history.site)
  return hasTrouble(history, 'api') && last !== undefined ? last.atMs : endedAtMs
}

/** Each sentence that a report can say, held against the world. */
const SENTENCES: readonly ((history: History, word: Word) => string | undefined)[] = [
  (history, { claims, endedAtMs }) => {
    if (claims.result !== 'rolled-back' && claims.result !== 'rolled-back-by-platform') return undefined
    if (!history.namesWhatRuns) return undefined
    const live = liveAt(history, endedAtMs)
    const isDone = allActs(history).some(({ kind, isAccepted }) => kind === 'roll back' && isAccepted)
    // An order may name what runs already.
    if (history.inputs.mode === 'rollback' && history.inputs.rollbackTo === claims.to) return undefined
    if (!isDone) return `says ${claims.result}, and nobody rolled anything back`
    // Of several, what this deploy did not change and what somebody else has taken is left alone.
    // Whoever requests a rollback goes back from what runs by then, which may be to what was deployed.
    const isRequested = !isGuarded(history) && claims.to === plainName(history.deployed)
    const isMeant = !isRequested && (history.others.length === 0 || claims.to !== '') && !isOfAnother(history)
    return isMeant && live === history.deployed ? `says ${claims.result}, and ${live} is live` : undefined
  },
  (history, { claims, number }) => {
    const isOwn = acceptedRollbacks(history).some(({ run }) => run === number)
    if (claims.result === 'rolled-back-by-platform' && isOwn)
      return 'says that the platform did its own rollback'
    return undefined
  },
  (history, { claims, endedAtMs, probes }) => {
    if (claims.result !== 'rolled-back' || claims.to === '' || !history.namesWhatRuns) return undefined
    // It says so itself.
    if (/newer was deployed after the rollback could not be determined/.test(claims.summary)) return undefined
    const wasLive = (atMs: number) => isSameVersion(history, liveAt(history, atMs), claims.to)
    const seenMs = seenAtMs(history, { endedAtMs, probes })
    if ([endedAtMs, endedAtMs - raceMs(history), seenMs].some(wasLive)) return undefined
    return `says that ${claims.to} is back, and ${liveAt(history, endedAtMs)} is live`
  },
  (history, { claims, number }) => {
    const isBack = acceptedRollbacks(history).some(({ run }) => run === number)
    const isNamed = !history.namesWhatRuns || (claims.from !== '' && claims.to !== '')
    return claims.result === 'rolled-back' && isBack && !isNamed
      ? 'does not say from what and to what it went back'
      : undefined
  },
  (history, { claims }) =>
    claims.from === '' ||
    claims.from === plainName(history.deployed) ||
    !isGuarded(history) ||
    isOfAnother(history)
      ? undefined
      : `says that it went from ${claims.from}, not ${history.deployed}`,
  (history, { claims }) => {
    const { acts, deployed, inputs } = history
    const isOrdered = inputs.mode !== 'guard' && inputs.rollbackTo === claims.to
    if (claims.to === '' || claims.to !== deployed || isOrdered || isOfAnother(history)) return undefined
    return acts.some(isByOther) ? undefined : `says that it went back to ${claims.to}, which it came from`
  },
  (history, { claims, endedAtMs, probes }) => {
    if (claims.healthy !== 'true') return undefined
    const lookedAtMs = endedAtMs - raceMs(history) - 4 * history.inputs.timeoutMs
    const isBad = (atMs: number) => isBadAt(history, liveAt(history, atMs), lookedAtMs)
    return [endedAtMs, seenAtMs(history, { endedAtMs, probes })].every(isBad)
      ? `says healthy, and ${liveAt(history, endedAtMs)} is bad`
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
  (history, { claims, number }) =>
    claims.result === 'superseded' &&
    !allActs(history).some((act) => isByOther(act) || (act.run ?? number) < number)
      ? 'says superseded, and nobody else did anything'
      : undefined,
  ({ acts }, { claims, number }) => {
    // Whose answer it was cannot be known where a request was lost, and somebody else has let it go on since.
    const isDone = acts.some(
      ({ kind, run = number, isAccepted }) => kind === 'let go on' && run === number && isAccepted,
    )
    return claims.promoted === 'true' && !isDone ? 'says promoted, and nobody let it go on' : undefined
  },
  ({ metAtMs, deployed }, { claims, endedAtMs }) =>
    /No user has met the new version/.test(claims.summary) && metAtMs !== undefined && metAtMs <= endedAtMs
      ? `says that no user has met ${deployed}, and users did from ${seconds(metAtMs)} on`
      : undefined,
  (_, { claims }) => {
    const isDone = claims.result === 'rolled-back' || claims.result === 'rolled-back-by-platform'
    return claims.rolledBack === String(isDone)
      ? undefined
      : `says rolled-back: ${claims.rolledBack} with the result ${claims.result}`
  },
]

/** Of several services, each has a line of its own. */
function ofService({ service, others }: History, text: string): string {
  if (others.length === 0) return text
  const line = text.split('\n').find((one) => one.startsWith(`${service}=`))
  return line?.slice(service.length + 1) ?? ''
}

/** What the report says is what the world saw. */
export function everyClaimIsTrue(history: History): string | undefined {
  const said = lastWord(history)
  if (said === undefined) return undefined
  const { from, to } = said.claims
  const word = {
    ...said,
    claims: { ...said.claims, from: ofService(history, from), to: ofService(history, to) },
  }
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

export function withinTheBudget({ runs, inputs, others }: History): string | undefined {
  for (const { number, calls, startedAtMs, endedAtMs } of runs) {
    const lastedMs = endedAtMs - startedAtMs
    const polls = Math.ceil(lastedMs / inputs.pollIntervalMs)
    const probes = inputs.judgesService ? Math.ceil(lastedMs / inputs.intervalMs) : 0
    const most = (1 + others.length) * (CALLS_ONCE + CALLS_A_POLL * polls + CALLS_A_PROBE * probes)
    if (calls > most) return `run ${number} made ${calls} calls, of ${most} at most`
  }
  return undefined
}

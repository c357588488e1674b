import type { Act, Claims, Heading, History, Run, View } from './history.ts'

/** Whoever had the production traffic at a time. */
export function liveAt({ live }: View, atMs: number): string | undefined {
  return live.findLast(({ fromMs }) => fromMs <= atMs)?.revision
}

export function isBadAt(
  { truths, inputs, namesWhatRuns }: View,
  revision: string | undefined,
  atMs: number,
): boolean {
  const { badFromMs, kind } = truths[revision ?? ''] ?? {}
  // Which version is meant has to be said.
  const isTold = kind !== 'wrong version' || (inputs.expectsVersion && namesWhatRuns)
  return isTold && badFromMs !== undefined && badFromMs <= atMs
}

/** Rollbacks that runs of ours sent, accepted or not. */
export const ownRollbacks = ({ acts }: View): readonly Act[] =>
  acts.filter(({ by, kind }) => by === 'run' && kind === 'roll back')

export const acceptedRollbacks = (history: View): readonly Act[] =>
  ownRollbacks(history).filter(({ isAccepted, cameToNothing }) => isAccepted && !cameToNothing)

/** What the platform restores is not what was wanted: that is asked for next, unless the run ends before. */
export const isOnTheWay = (history: View, act: Act): boolean => {
  if (act.isRestoring !== true) return false
  const claims = history.runs.find(({ number }) => number === act.run)?.claims
  const isCutShort = claims === undefined || !['rolled-back', 'rollback-unhealthy'].includes(claims.result)
  return isCutShort || ownRollbacks(history).some(({ atMs, to }) => atMs > act.atMs && to !== act.to)
}

/** The second half of a way back of ours that the platform has gone the first of. */
export const isNextHalf = (history: View, { of, atMs }: Act): boolean =>
  ownRollbacks(history).some(
    (first) =>
      first.atMs < atMs && first.to === of && first.of === history.deployed && isOnTheWay(history, first),
  )

/** What the platform was giving the service at a time, and since when. */
export const headingAt = ({ headings }: History, atMs: number): Heading | undefined =>
  headings.findLast(({ fromMs }) => fromMs <= atMs)

/** The last run that said something, with what it said. */
export function lastWord({ runs }: History): (Run & { readonly claims: Claims }) | undefined {
  const run = runs.findLast(({ claims }) => claims !== undefined)
  return run?.claims && { ...run, claims: run.claims }
}

/** The services of the job. */
export const viewsOf = (history: History): readonly View[] => [history, ...history.others]

/** Of all services of the job. */
export const allActs = (history: History): readonly Act[] => viewsOf(history).flatMap(({ acts }) => acts)

/** Nothing went wrong but the version. */
export const isCalm = (history: History): boolean =>
  history.troubles.length === 0 &&
  history.runs.length === 1 &&
  !history.runs.some(({ wasCancelled }) => wasCancelled) &&
  !allActs(history).some(isByOther)

export const hasTrouble = ({ troubles }: View, kind: string): boolean =>
  troubles.some((trouble) => trouble.kind === kind)

export const isByOther = ({ by }: Act): boolean => by === 'other'

/** How long somebody may be at work before a run can have seen it: a poll, and answers that come late or are old. */
export const raceMs = ({ inputs }: History): number => 2 * inputs.pollIntervalMs + 15_000

/** From the last reading before a write to the write itself, where AWS answers. */
const WRITE_MS = 3_000

/** How long somebody may have been at work before a write of a run that was decided on what was read just before. */
export const writeRaceMs = (history: History): number =>
  hasTrouble(history, 'api') || hasTrouble(history, 'no answer to a write')
    ? raceMs(history)
    : WRITE_MS + history.staleMs

export const seconds = (ms: number): string => `${Math.round(ms / 1_000)} s`

/** From when on nobody could overlook it: so many failures in a row, each as long as it may take. */
export const noticeMs = ({ inputs }: History): number =>
  (inputs.retries + 1) * Math.max(inputs.intervalMs, inputs.timeoutMs) +
  inputs.intervalMs +
  2 * inputs.pollIntervalMs

/** As the platform calls it: one task definition is two versions once its tag was moved. */
export const plainName = (revision: string | undefined): string => revision?.split(' ')[0] ?? ''

/** Also under another number: what was deregistered, or whose tag has moved, comes back as a copy. */
export const isSameVersion = ({ contents }: View, live: string | undefined, named: string): boolean =>
  plainName(live) === named || (contents[named] !== undefined && contents[live ?? ''] === contents[named])

/** A new version was deployed to be watched, and nothing was ordered. */
export const isGuarded = ({ inputs }: History): boolean => inputs.mode === 'guard'

import type { Act, Claims, Heading, History, Run } from './history.ts'

/** Whoever had the production traffic at a time. */
export function liveAt({ live }: History, atMs: number): string | undefined {
  return live.findLast(({ fromMs }) => fromMs <= atMs)?.revision
}

export function isBadAt(history: History, revision: string | undefined, atMs: number): boolean {
  const { badFromMs, kind } = history.truths[revision ?? ''] ?? {}
  // Who cannot tell versions apart sees nothing wrong with another one.
  if (kind === 'wrong version' && !history.namesWhatRuns) return false
  return badFromMs !== undefined && badFromMs <= atMs
}

/** Rollbacks that runs of ours sent, accepted or not. */
export const ownRollbacks = ({ acts }: History): readonly Act[] =>
  acts.filter(({ by, kind }) => by === 'run' && kind === 'roll back')

export const acceptedRollbacks = (history: History): readonly Act[] =>
  ownRollbacks(history).filter(({ isAccepted, cameToNothing }) => isAccepted && !cameToNothing)

/** What the platform was giving the service at a time, and since when. */
export const headingAt = ({ headings }: History, atMs: number): Heading | undefined =>
  headings.findLast(({ fromMs }) => fromMs <= atMs)

/** The last run that said something, with what it said. */
export function lastWord({ runs }: History): (Run & { readonly claims: Claims }) | undefined {
  const run = runs.findLast(({ claims }) => claims !== undefined)
  return run?.claims && { ...run, claims: run.claims }
}

/** Nothing went wrong but the version. */
export const isCalm = ({ troubles, acts, runs }: History): boolean =>
  troubles.length === 0 &&
  runs.length === 1 &&
  !runs.some(({ wasCancelled }) => wasCancelled) &&
  !acts.some(isByOther)

export const hasTrouble = ({ troubles }: History, kind: string): boolean =>
  troubles.some((trouble) => trouble.kind === kind)

export const isByOther = ({ by }: Act): boolean => by === 'other'

/** How long somebody may be at work before a run can have seen it: a poll, and answers that come late or are old. */
export const raceMs = ({ inputs }: History): number => 2 * inputs.pollIntervalMs + 15_000

export const seconds = (ms: number): string => `${Math.round(ms / 1_000)} s`

/** From when on nobody could overlook it: so many failures in a row, each as long as it may take. */
export const noticeMs = ({ inputs }: History): number =>
  (inputs.retries + 1) * Math.max(inputs.intervalMs, inputs.timeoutMs) +
  inputs.intervalMs +
  2 * inputs.pollIntervalMs

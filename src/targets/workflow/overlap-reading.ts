import type { GithubClient } from '../../github/client.ts'
import { readGroups, readWaiting } from '../../github/workflow-reading.ts'
import { findOverlap, type GroupOfRun, type Overlap } from './model/overlap.ts'

export interface OverlapReading {
  readonly overlap: Overlap
  /** Runs that wait for a shared group; GitHub keeps one and cancels it for a newcomer. */
  readonly waiting: readonly number[]
  /** This run holds a group now, or that could not be read. */
  readonly mayHoldGroup: boolean
}

/** Reads before anything is written whether the rollback would wait for this run. */
export async function readOverlap(
  github: GithubClient,
  runs: { readonly ownId: number; readonly candidateId: number; readonly isSameWorkflow: boolean },
  signal: AbortSignal,
): Promise<OverlapReading> {
  const own = await readGroups(github, runs.ownId, signal)
  const candidate = own === undefined ? undefined : await readGroups(github, runs.candidateId, signal)
  const overlap = findOverlap({ own, candidate, isSameWorkflow: runs.isSameWorkflow })
  const waiting = new Set<number>()
  for (const { name } of sharedGroups(own, candidate)) {
    for (const id of await readWaiting(github, name, signal)) if (id !== runs.ownId) waiting.add(id)
  }
  return { overlap, waiting: [...waiting], mayHoldGroup: own?.some(({ isHeld }) => isHeld) ?? true }
}

const MOST_GROUPS = 3

/** Those that the new run will enter. */
function sharedGroups(
  own: readonly GroupOfRun[] = [],
  candidate: readonly GroupOfRun[] = [],
): readonly GroupOfRun[] {
  return (candidate.length > 0 ? candidate : own).slice(0, MOST_GROUPS)
}

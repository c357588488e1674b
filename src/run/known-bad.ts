import type { Journal } from './event.ts'
import type { Outcome } from './outcome.ts'

/** Says of what is about to be deployed that it was rolled back from before. Reads only; never rejects but for an abort. */
export interface KnownBadSource {
  /** A sentence for each version of which that is known. May hold untrusted text. */
  find(signal: AbortSignal): Promise<readonly string[]>
}

export type KnownBadAction = 'warn' | 'refuse' | 'ignore'

const HINT =
  'If it was not the fault of the version, deploy it all the same. known-bad: refuse would stop it here, known-bad: ignore says nothing.'

/** Before anything is deployed. Undefined: nothing is known, or it is only warned of. */
export async function judgeKnownBad(
  { journal, sources }: { readonly journal: Journal; readonly sources: readonly KnownBadSource[] },
  action: KnownBadAction,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  if (action === 'ignore') return undefined
  const found = await findAll(sources, signal)
  if (found.length === 0) return undefined
  if (action === 'refuse')
    return { result: 'guard-stopped', isKnownBad: true, reason: found.join('; '), timings: {} }
  for (const text of found) journal.record({ kind: 'warned', text, hint: HINT })
  return undefined
}

/** Of a job that is cancelled meanwhile nothing is known: what comes next ends by that. */
async function findAll(sources: readonly KnownBadSource[], signal: AbortSignal): Promise<readonly string[]> {
  try {
    return (await Promise.all(sources.map((source) => source.find(signal)))).flat()
  } catch (error) {
    if (!signal.aborted) throw error
    return []
  }
}

import type { Observation } from '../health/observation.ts'
import type { Stage } from '../run/event.ts'
import type { RunStory } from './run-story.ts'
import { renderMoment, renderSpan } from './time.ts'

/** What users may have met, by what the probes showed: from the first failed probe to the last. One sentence of text. */
export function describeImpact(story: RunStory): string {
  const probes = probesOf(story)
  const failed = probes.filter(hasFailed)
  const [first, last] = [failed[0], failed.at(-1)]
  if (probes.length === 0) return 'Nothing was probed, so that nobody knows what users met.'
  if (first === undefined || last === undefined)
    return 'No probe failed: users may not have noticed anything.'
  const span = renderSpan(last.endedAtMs - first.startedAtMs)
  return `${failed.length} of ${probes.length} probes failed, the first at ${renderMoment(first.startedAtMs)}, the last at ${renderMoment(last.startedAtMs)} (${span}).`
}

export function hasFailedProbes(story: RunStory): boolean {
  return probesOf(story).some(hasFailed)
}

/** Users met none of the others: from before the deployment, of the test listener, or failed on purpose. */
const NOT_MET: ReadonlySet<Stage> = new Set<Stage>(['baseline', 'test', 'rehearsal'])

function probesOf({ events }: RunStory): readonly Observation[] {
  return events.flatMap((event) =>
    event.kind === 'observed' && !NOT_MET.has(event.stage) ? [event.observation] : [],
  )
}

function hasFailed({ result }: Observation): boolean {
  return result === 'fail'
}

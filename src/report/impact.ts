import type { Observation } from '../health/observation.ts'
import type { Stage } from '../run/event.ts'
import type { RunStory } from './run-story.ts'
import { renderMoment, renderSpan } from './time.ts'

/** What users may have met, by what the probes showed: from the first failed probe to the last. One sentence of text. */
export function describeImpact(story: RunStory): string {
  const { asked, failed, first, last } = countFailures(story)
  if (asked === 0) return 'Nothing was probed, so that nobody knows what users met.'
  if (first === undefined || last === undefined)
    return 'No probe failed: users may not have noticed anything.'
  const span = renderSpan(last.endedAtMs - first.startedAtMs)
  return `${failed} of ${asked} probes failed, the first at ${renderMoment(first.startedAtMs)}, the last at ${renderMoment(last.startedAtMs)} (${span}).`
}

export function hasFailedProbes(story: RunStory): boolean {
  return countFailures(story).failed > 0
}

interface Failures {
  asked: number
  failed: number
  first?: Observation
  last?: Observation
}

/** Users met none of the others: from before the deployment, of the test listener, or failed on purpose. */
const NOT_MET: ReadonlySet<Stage> = new Set<Stage>(['baseline', 'test', 'rehearsal'])

function countFailures({ events }: RunStory): Failures {
  const count: Failures = { asked: 0, failed: 0 }
  for (const event of events) {
    if (event.kind !== 'observed' || NOT_MET.has(event.stage)) continue
    const { observation } = event
    count.asked += 1
    if (observation.result !== 'fail') continue
    count.failed += 1
    count.first ??= observation
    count.last = observation
  }
  return count
}

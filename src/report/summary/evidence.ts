import { causeShape } from '../../core/log-shape.ts'
import type { Observation } from '../../health/observation.ts'
import type { RunEvent, Stage } from '../../run/event.ts'
import { describeReason } from '../probe-reason.ts'

/** What happened alike, and how often. */
export interface Group {
  readonly text: string
  readonly count: number
}

export function firstFailure(events: readonly RunEvent[], stage: Stage): Observation | undefined {
  return failures(events, stage)[0]
}

export function lastFailure(events: readonly RunEvent[], stage: Stage): Observation | undefined {
  return failures(events, stage).at(-1)
}

export function observationsOf(events: readonly RunEvent[], stage: Stage): Observation[] {
  return events.flatMap((event) =>
    event.kind === 'observed' && event.stage === stage ? [event.observation] : [],
  )
}

/** Everything but passes; failures first, since only they are evidence that the version is unhealthy. */
function failures(events: readonly RunEvent[], stage: Stage): Observation[] {
  const observations = observationsOf(events, stage)
  const failed = observations.filter(({ result }) => result === 'fail')
  return failed.length > 0 ? failed : observations.filter(({ result }) => result !== 'pass')
}

/**
 * Failed probes by cause, the commonest first. Figures that differ each time do not part them. An answer of another version
 * is none: it is what a rollout begins and a rollback ends with.
 */
export function groupFailures(events: readonly RunEvent[]): Group[] {
  return groupAlike(
    events.flatMap((event) =>
      event.kind === 'observed' && !['pass', 'stale'].includes(event.observation.result)
        ? [`${event.observation.check}: ${describeReason(event.observation)}`]
        : [],
    ),
  )
}

/** Tasks that failed, each once, by service and reason. */
export function groupFailedTasks(events: readonly RunEvent[]): Group[] {
  const tasks = new Map<string, string>()
  for (const event of events) {
    if (event.kind !== 'rollout-changed' || !('failedTasks' in event.state)) continue
    for (const { id, reason } of event.state.failedTasks) tasks.set(id, `${event.service}: ${reason}`)
  }
  return groupAlike([...tasks.values()])
}

function groupAlike(texts: readonly string[]): Group[] {
  const groups = new Map<string, { text: string; count: number }>()
  for (const text of texts) {
    const key = causeShape(text)
    const group = groups.get(key) ?? { text, count: 0 }
    group.count += 1
    groups.set(key, group)
  }
  return [...groups.values()].sort((a, b) => b.count - a.count)
}

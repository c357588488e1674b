import { causeShape } from '../../core/log-shape.ts'
import type { Observation } from '../../health/observation.ts'
import type { RunEvent, RunEvents, Stage } from '../../run/event.ts'
import { describeReason } from '../probe-reason.ts'

/** What happened alike, and how often. */
export interface Group {
  readonly text: string
  readonly count: number
}

/** Of everything but passes; failures first, since only they are evidence that the version is unhealthy. */
export function firstFailure(events: RunEvents, stage: Stage): Observation | undefined {
  return findProbe(events, stage, isFailure) ?? findProbe(events, stage, isNoPass)
}

export function lastFailure(events: RunEvents, stage: Stage): Observation | undefined {
  return findLastProbe(events, stage, isFailure) ?? findLastProbe(events, stage, isNoPass)
}

const isFailure = ({ result }: Observation): boolean => result === 'fail'
const isNoPass = ({ result }: Observation): boolean => result !== 'pass'

type IsOne = (observation: Observation) => boolean

function findProbe(events: RunEvents, stage: Stage, isOne: IsOne): Observation | undefined {
  const found = events.find((event) => isOfStage(event, stage) && isOne(event.observation))
  return found?.kind === 'observed' ? found.observation : undefined
}

export function findLastProbe(events: RunEvents, stage: Stage, isOne: IsOne): Observation | undefined {
  const found = events.findLast((event) => isOfStage(event, stage) && isOne(event.observation))
  return found?.kind === 'observed' ? found.observation : undefined
}

function isOfStage(event: RunEvent, stage: Stage): event is Extract<RunEvent, { kind: 'observed' }> {
  return event.kind === 'observed' && event.stage === stage
}

/**
 * Failed probes by cause, the commonest first. Figures that differ each time do not part them. An answer of another version
 * is none: it is what a rollout begins and a rollback ends with.
 */
export function groupFailures(events: RunEvents): Group[] {
  return groupAlike(describeFailures(events))
}

function* describeFailures(events: RunEvents): Generator<string> {
  for (const event of events) {
    if (event.kind !== 'observed') continue
    const { observation } = event
    if (isNoPass(observation) && observation.result !== 'stale')
      yield `${observation.check}: ${describeReason(observation)}`
  }
}

/** Tasks that failed, each once, by service and reason. */
export function groupFailedTasks(events: RunEvents): Group[] {
  const tasks = new Map<string, string>()
  for (const event of events) {
    if (event.kind !== 'rollout-changed' || !('failedTasks' in event.state)) continue
    for (const { id, reason } of event.state.failedTasks) tasks.set(id, `${event.service}: ${reason}`)
  }
  return groupAlike(tasks.values())
}

function groupAlike(texts: Iterable<string>): Group[] {
  const groups = new Map<string, { text: string; count: number }>()
  for (const text of texts) {
    const key = causeShape(text)
    const group = groups.get(key) ?? { text, count: 0 }
    group.count += 1
    groups.set(key, group)
  }
  return [...groups.values()].sort((a, b) => b.count - a.count)
}

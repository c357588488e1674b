import { isRolledBack } from '../../run/outcome.ts'
import type { RunStory } from '../run-story.ts'
import { renderSpan } from '../time.ts'

/** One line of a drill's result. */
export interface Measure {
  readonly name: string
  readonly took: string
  readonly target: string
  /** Absent: it is no time, or there is none. */
  readonly tookMs?: number | undefined
  readonly isMet: boolean
}

/**
 * What a rollback drill shows: whether the service was back, and whether in the time that the team wants.
 * Empty when no target was set, or nothing was to be rolled back.
 */
export function measureDrill({ outcome, events, context }: RunStory): Measure[] {
  const { recoveryTargetMs } = context.settings
  const isBegun = events.some(({ kind }) => kind === 'rollback-started')
  if (recoveryTargetMs === undefined || !isBegun) return []
  const { detectionMs = 0, rollbackMs } = outcome.timings
  const isBack = isRolledBack(outcome.result)
  const tookMs = rollbackMs === undefined || !isBack ? undefined : detectionMs + rollbackMs
  return [
    { name: 'Back on a healthy version', took: isBack ? 'yes' : 'no', target: 'yes', isMet: isBack },
    {
      name: 'Time to recover, from the start of the watch',
      took: tookMs === undefined ? 'not recovered' : renderSpan(tookMs),
      target: `at most ${renderSpan(recoveryTargetMs)}`,
      tookMs,
      isMet: tookMs !== undefined && tookMs <= recoveryTargetMs,
    },
  ]
}

/** A test report in one table; undefined when there is nothing to measure. */
export function drillSection(story: RunStory): string | undefined {
  const measures = measureDrill(story)
  if (measures.length === 0) return undefined
  const rows = measures.map(
    ({ name, took, target, isMet }) =>
      `| ${isMet ? '✅ met' : '❌ missed'} | ${name} | ${took} | ${target} |`,
  )
  return ['| | Measure | Took | Target |', '| :--- | :--- | :--- | :--- |', ...rows].join('\n')
}

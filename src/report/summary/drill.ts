import { isRolledBack } from '../../run/outcome.ts'
import { attributes, escapeXml, seconds } from '../junit.ts'
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
  // A rehearsal has a test report of its own.
  if (recoveryTargetMs === undefined || !isBegun || outcome.rehearsal !== undefined) return []
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

/**
 * A drill's result in the form that test reporters read, XML; undefined when there is nothing to measure.
 * https://github.com/testmoapp/junitxml
 */
export function renderDrillReport(story: RunStory): string | undefined {
  const measures = measureDrill(story)
  if (measures.length === 0) return undefined
  const { outcome, context } = story
  const cases = measures.flatMap(({ name, took, target, tookMs, isMet }) => {
    const head = `<testcase ${attributes({ classname: 'Recovery', name, time: seconds(tookMs) })}`
    if (isMet) return [`  ${head}/>`]
    const missed = attributes({ message: `${took}, and the target is ${target}` })
    return [`  ${head}>`, `    <failure ${missed}>${escapeXml(outcome.reason)}</failure>`, '  </testcase>']
  })
  const suite = attributes({
    name: 'Safe Landing: rollback drill',
    tests: String(measures.length),
    failures: String(measures.filter(({ isMet }) => !isMet).length),
    time: seconds(Math.max(...measures.map(({ tookMs = 0 }) => tookMs))),
    timestamp: context.startedAt,
  })
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuite ${suite}>`, ...cases, '</testsuite>']
  return `${lines.join('\n')}\n`
}

import { nearest } from '../core/nearest.ts'
import type { HealthPolicy } from '../health/assess.ts'
import { makeTrigger } from '../health/triggers/make-trigger.ts'
import { parseTriggerLine } from '../health/triggers/parse-trigger.ts'
import type { Trigger } from '../health/triggers/trigger.ts'
import type { Parser } from '../inputs/parser.ts'
import { duration } from '../inputs/values/duration-value.ts'
import { integer } from '../inputs/values/integer.ts'
import type { ReportSettings } from '../report/run-story.ts'

const NUMBERS = {
  interval: { field: 'intervalMs', parser: duration(10) },
  'start-period': { field: 'startPeriodMs', parser: duration(0) },
  'success-threshold': { field: 'successThreshold', parser: integer(1, 1_000) },
  retries: { field: 'retries', parser: integer(1, 1_000) },
  'bake-time': { field: 'bakeTimeMs', parser: duration(0) },
  'rollout-timeout': { field: 'rolloutTimeoutMs', parser: duration(10) },
} as const

type NumberName = keyof typeof NUMBERS

/**
 * The recorded settings with `name=value` changes. `rollback-when=LINE` takes the place of the recorded
 * lines; given several times, it gives several. Throws an Error with words for the user.
 */
export function changeSettings(recorded: ReportSettings, changes: readonly string[]): HealthPolicy {
  const { intervalMs, startPeriodMs, successThreshold, retries, bakeTimeMs, rolloutTimeoutMs } = recorded
  const numbers = { intervalMs, startPeriodMs, successThreshold, retries, bakeTimeMs, rolloutTimeoutMs }
  let lines = recorded.rollbackWhen ?? []
  let hasOwnLines = false
  for (const change of changes) {
    const [name, text] = split(change)
    if (name === 'rollback-when') {
      lines = [...(hasOwnLines ? lines : []), ...(text === '' ? [] : [text])]
      hasOwnLines = true
    } else {
      const { field, parser } = NUMBERS[name]
      numbers[field] = parse(name, text, parser)
    }
  }
  if (numbers.intervalMs < intervalMs) {
    throw new Error(
      `interval: the recording has a probe every ${intervalMs}ms, and cannot be made finer than that`,
    )
  }
  return { ...numbers, triggers: lines.map(readLine) }
}

function split(change: string): [NumberName | 'rollback-when', string] {
  const at = change.indexOf('=')
  const name = change.slice(0, Math.max(0, at))
  const names = [...(Object.keys(NUMBERS) as NumberName[]), 'rollback-when'] as const
  const known = names.find((one) => one === name)
  if (known !== undefined) return [known, change.slice(at + 1)]
  const meant = nearest(name || change, names)
  throw new Error(
    `--set ${change}: expected one of ${names.join(', ')}, each with =value${meant === undefined ? '' : `; did you mean ${meant}?`}`,
  )
}

function parse(name: string, text: string, parser: Parser<number>): number {
  const parsed = parser.parse(text)
  if (parsed.ok) return parsed.value
  throw new Error(
    `--set ${name}=${text}: expected ${parser.expected}. ${parsed.problems[0]?.hint ?? ''}`.trim(),
  )
}

function readLine(line: string): Trigger {
  const parsed = parseTriggerLine(line)
  if (parsed.ok) return makeTrigger(line, parsed.value)
  const { column, actual, expected, hint = '' } = parsed.problem
  throw new Error(
    `rollback-when, "${line}": invalid value "${actual}" at column ${column}: expected ${expected}. ${hint}`.trim(),
  )
}

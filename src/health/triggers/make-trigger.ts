import { askTimeOfBaseline } from './baseline-trigger.ts'
import { askAlarm, askMetric } from './metric-trigger.ts'
import { askFailuresInARow, askRate, askTime } from './probe-trigger.ts'
import { askRunDuration, askRunSuccessRate } from './run-trigger.ts'
import type { Trigger, TriggerReading, TriggerView } from './trigger.ts'
import type { TriggerLine } from './trigger-line.ts'

/** `text` is the line as the user wrote it. */
export function makeTrigger(text: string, line: TriggerLine): Trigger {
  return {
    line: text,
    windowMs: windowOf(line),
    needsBaseline: line.kind === 'time-of-baseline',
    isAbsolute: line.kind === 'failures-in-a-row' || line.kind === 'rate' || line.kind === 'time',
    evaluate: (view) => ask(line, view),
  }
}

function windowOf(line: TriggerLine): number {
  switch (line.kind) {
    case 'rate':
    case 'time':
      return line.windowMs
    case 'metric':
      return line.durationMs
    default:
      return 0
  }
}

function ask(line: TriggerLine, view: TriggerView): TriggerReading {
  switch (line.kind) {
    case 'failures-in-a-row':
      return askFailuresInARow(line, view)
    case 'rate':
      return askRate(line, view)
    case 'time':
      return askTime(line, view)
    case 'time-of-baseline':
      return askTimeOfBaseline(line, view)
    case 'metric':
      return askMetric(line, view)
    case 'alarm':
      return askAlarm(line, view)
    case 'run-success-rate':
      return askRunSuccessRate(line, view)
    case 'run-duration':
      return askRunDuration(line, view)
  }
}

import { askTimeOfBaseline } from './baseline-trigger.ts'
import { askLog } from './log-trigger.ts'
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
    isAbsolute: isAbsolute(line),
    log: line.kind === 'log' ? { isNew: line.isNew, container: line.container } : undefined,
    evaluate: (view) => ask(line, view),
  }
}

/** What is new is so beside the version before, which is the one that is put back. */
function isAbsolute(line: TriggerLine): boolean {
  return ['failures-in-a-row', 'rate', 'time'].includes(line.kind) || (line.kind === 'log' && !line.isNew)
}

function windowOf(line: TriggerLine): number {
  switch (line.kind) {
    case 'rate':
    case 'time':
    case 'log':
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
    case 'log':
      return askLog(line, view)
    case 'run-success-rate':
      return askRunSuccessRate(line, view)
    case 'run-duration':
      return askRunDuration(line, view)
  }
}

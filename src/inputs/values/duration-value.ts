import { parseDuration, renderDuration } from '../../core/duration.ts'
import { valid } from '../checked.ts'
import { type Parser, refuse } from '../parser.ts'

/** Longer waits than the longest job of a hosted runner, and far from where timers overflow. */
const MAX_MS = 24 * 3_600_000

/** A duration with its unit; comes out in whole milliseconds. Both limits are allowed themselves. */
export function duration(minMs: number, maxMs: number = MAX_MS): Parser<number> {
  return {
    expected: `a duration from ${minMs === 0 ? '0s' : renderDuration(minMs)} to ${renderDuration(maxMs)}, such as 30s, 5m, 1m30s or 500ms`,
    parse(text) {
      const ms = parseDuration(text)
      if (ms === undefined) return refuse(guessDuration(text))
      if (ms < minMs) return refuse('It is too short.')
      return ms > maxMs ? refuse('It is too long.') : valid(ms)
    },
  }
}

const LONG_UNITS = /^(\d{1,9}(?:\.\d{1,3})?)\s*(d|h|m|s|ms)[a-z]*$/i

function guessDuration(text: string): string | undefined {
  if (text === '0') return 'A unit is needed: 0s.'
  if (/^\d{1,9}(?:\.\d{1,3})?$/.test(text)) {
    return `A unit is needed: ${text}s are seconds, ${text}m are minutes, ${text}ms are milliseconds.`
  }
  if (/^-/.test(text)) return 'A duration cannot be negative.'
  const [, count = '', unit = ''] = LONG_UNITS.exec(text) ?? []
  const isMilliseconds = /^\s*\S+\s*(?:ms|msec|milli)/i.test(text)
  const meant = `${count}${isMilliseconds ? 'ms' : unit.toLowerCase()}`
  return parseDuration(meant) === undefined ? undefined : `Did you mean ${meant}?`
}

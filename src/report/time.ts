import { renderDuration } from '../core/duration.ts'
import { isRolledBack, type Result } from '../run/outcome.ts'
import type { RunStory } from './run-story.ts'

/** A moment of the run, as the log and the timeline show it: `+1m05s`. */
export function renderMoment(atMs: number): string {
  const seconds = Math.max(0, Math.round(atMs / 1_000))
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)]
  const two = (count: number) => String(count).padStart(2, '0')
  if (hours > 0) return `+${hours}h${two(minutes)}m${two(seconds % 60)}s`
  return minutes > 0 ? `+${minutes}m${two(seconds % 60)}s` : `+${seconds}s`
}

/** `renderDuration` in whole seconds, for what takes longer than a second. */
export function renderSpan(durationMs: number): string {
  return renderDuration(durationMs < 1_000 ? durationMs : Math.round(durationMs / 1_000) * 1_000)
}

/** `2026-01-05T10:00:00.000Z` as a person writes it. */
export function renderClock(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`
}

/** Undefined for no time. */
export function epochOf(iso: string): number | undefined {
  // biome-ignore lint/style/noRestrictedGlobals: it reads a time that is given, and no clock
  const ms = Date.parse(iso)
  return Number.isNaN(ms) ? undefined : ms
}

/** A time by the epoch in ISO 8601. */
export function isoOf(epochMs: number): string {
  // biome-ignore lint/style/noRestrictedGlobals: it formats a time that is given, and reads no clock
  return new Date(epochMs).toISOString()
}

/** `2026-01-05 10:01:05 UTC (+1m05s)`: a moment of a run on the clock on the wall. Undefined for no such start. */
export function renderWallTime(startedAt: string, atMs: number): string | undefined {
  // biome-ignore lint/style/noRestrictedGlobals: it formats a time that is given, and reads no clock
  const start = new Date(startedAt)
  if (Number.isNaN(start.getTime())) return undefined
  start.setMilliseconds(start.getMilliseconds() + atMs)
  return `${renderClock(start.toISOString())} (${renderMoment(atMs)})`
}

export interface RollbackTime {
  readonly verb: 'took' | 'ended after'
  readonly span: string
}

/** Their time is that of a refusal or of a request, which nobody should take for the time of a rollback. */
const NOTHING_DONE: ReadonlySet<Result> = new Set<Result>([
  'no-target',
  'handed-off',
  'awaiting-approval',
  'guard-stopped',
])

/** Undefined when this run saw no rollback. */
export function measureRollbackTime({ outcome, events }: RunStory): RollbackTime | undefined {
  const { result, timings } = outcome
  const isBegun = events.some(({ kind }) => kind === 'rollback-started')
  if (timings.rollbackMs === undefined || !isBegun || NOTHING_DONE.has(result)) return undefined
  const isDone = isRolledBack(result) || result === 'rollback-unhealthy' || result === 'rehearsed'
  return { verb: isDone ? 'took' : 'ended after', span: renderSpan(timings.rollbackMs) }
}

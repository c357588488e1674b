import { renderDuration } from '../core/duration.ts'

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

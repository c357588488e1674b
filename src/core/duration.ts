const UNITS = [
  { suffix: 'h', ms: 3_600_000 },
  { suffix: 'm', ms: 60_000 },
  { suffix: 's', ms: 1_000 },
] as const

/** `90_000` → `1m30s`, `1_250` → `1.3s`, `420` → `420ms`. For people; never parsed again. */
export function renderDuration(durationMs: number): string {
  const ms = Math.max(0, Math.round(durationMs))
  if (ms < 1_000) return `${ms}ms`
  if (ms < 10_000) return `${Number((ms / 1_000).toFixed(1))}s`
  let rest = Math.round(ms / 1_000) * 1_000
  let text = ''
  for (const { suffix, ms: unitMs } of UNITS) {
    const count = Math.floor(rest / unitMs)
    rest -= count * unitMs
    if (count > 0) text += `${count}${suffix}`
  }
  return text
}

const UNIT_MS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 }
const DURATION =
  /^(?:\d{1,9}(?:\.\d{1,3})?d)?(?:\d{1,9}(?:\.\d{1,3})?h)?(?:\d{1,9}(?:\.\d{1,3})?m)?(?:\d{1,9}(?:\.\d{1,3})?s)?(?:\d{1,9}ms)?$/

/**
 * `1m30s`, `500ms`, `1.5h`: units d, h, m, s and ms, the larger first, each at most once.
 * Comes out in whole milliseconds; undefined for anything else.
 */
export function parseDuration(text: string): number | undefined {
  if (text === '' || !DURATION.test(text)) return undefined
  const terms = text.matchAll(/([\d.]+)(ms|[dhms])/g)
  return Math.round(
    [...terms].reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNIT_MS[unit] ?? 0), 0),
  )
}

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

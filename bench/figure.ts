/** One line of the table: what was measured, and what it should be. */
export interface Figure {
  readonly what: string
  readonly measured: string
  /** Absent: only for information. */
  readonly aim?: { readonly text: string; readonly isMet: boolean }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function renderFigures(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, measured, aim }) => [
    what,
    measured,
    aim?.text ?? '',
    aim === undefined ? '' : aim.isMet ? 'met' : 'MISSED',
  ])
  const table = [['What', 'Measured', 'Aim', ''], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [lines[0], widths.map((width) => '─'.repeat(width)).join('  '), ...lines.slice(1)].join('\n')
}

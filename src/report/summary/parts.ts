/** A part of a report. The higher its rank, the sooner it is left out when there is too much. */
export interface Part {
  readonly name: string
  readonly markdown: string
  readonly rank: number
}

/** All parts in their order, as far as they fit; says what was left out. */
export function fitParts(parts: readonly Part[], limitBytes: number): string {
  const left = [...parts]
  const dropped: string[] = []
  for (;;) {
    const text = join(left, dropped)
    if (Buffer.byteLength(text) <= limitBytes || left.length === 0) return text
    const least = left.reduce((a, b) => (b.rank >= a.rank ? b : a))
    if (least.rank === 0) return truncateBytes(text, limitBytes)
    left.splice(left.indexOf(least), 1)
    dropped.push(least.name)
  }
}

function join(parts: readonly Part[], dropped: readonly string[]): string {
  const remark =
    dropped.length === 0
      ? []
      : [`*Left out, since it would not have fitted: ${dropped.join(', ')}. The JSON report has it all.*`]
  return `${[...parts.map(({ markdown }) => markdown.trimEnd()), ...remark].join('\n\n')}\n`
}

/** At most so many bytes, cut at the end of a line. */
function truncateBytes(text: string, limitBytes: number): string {
  const head = Buffer.from(text).subarray(0, limitBytes).toString()
  return head.slice(0, head.lastIndexOf('\n') + 1)
}

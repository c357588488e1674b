// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of terminals are what it removes
const COLOURS = /\x1b\[[0-?]*[ -/]*[@-~]/g

/**
 * The beginning of a text from outside as one line, for a sentence. What is cut ends in `…`, by which a
 * secret that was cut in two is still recognised when secrets are hidden.
 */
export function truncate(text: string, maxLength = 200): string {
  const line = text
    .slice(0, maxLength * 8)
    .replace(COLOURS, '')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
    .trim()
  const isWhole = line.length <= maxLength && text.length <= maxLength * 8
  return isWhole ? line : `${line.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

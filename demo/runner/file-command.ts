/**
 * Reads what a step wrote to GITHUB_OUTPUT, GITHUB_STATE or GITHUB_ENV: `name=value` lines and
 * `name<<DELIMITER` blocks. Throws, as the runner fails the step, when a record is malformed.
 */
export function parseFileCommand(text: string): Map<string, string> {
  const records = new Map<string, string>()
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (line === '') continue
    const equals = line.indexOf('=')
    const heredoc = line.indexOf('<<')
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      records.set(nameIn(line, equals), line.slice(equals + 1))
    } else if (heredoc >= 0) {
      const delimiter = line.slice(heredoc + 2)
      if (delimiter === '') throw new Error(`Invalid format '${line}': the delimiter must not be empty`)
      const end = lines.indexOf(delimiter, index + 1)
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
      records.set(nameIn(line, heredoc), lines.slice(index + 1, end).join('\n'))
      index = end
    } else {
      throw new Error(`Invalid format '${line}'`)
    }
  }
  return records
}

function nameIn(line: string, end: number): string {
  if (end === 0) throw new Error(`Invalid format '${line}': the name must not be empty`)
  return line.slice(0, end)
}

/** A line of a step's output that the runner acts on rather than shows. */
export interface WorkflowCommand {
  readonly name: string
  readonly properties: ReadonlyMap<string, string>
  readonly data: string
}

type Escapes = readonly (readonly [escaped: string, plain: string])[]

// `%25` comes last, as in the runner: the other way round, `%250A` would become a line break.
const DATA_ESCAPES: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
]
const PROPERTY_ESCAPES: Escapes = [['%3A', ':'], ['%2C', ','], ...DATA_ESCAPES]
const OLD_FORM_ESCAPES: Escapes = [['%3B', ';'], ['%5D', ']'], ...DATA_ESCAPES]

/**
 * Reads a line as actions/runner does (src/Runner.Common/ActionCommand.cs): `::name key=value::data` at
 * the start of a line, blanks before it allowed, or the old `##[name key=value]data` anywhere in the line.
 *
 * @param known names in lower case; a line that names none of them is plain text
 */
export function parseWorkflowCommand(line: string, known: ReadonlySet<string>): WorkflowCommand | undefined {
  return parseAtLineStart(line, known) ?? parseAnywhere(line, known)
}

function parseAtLineStart(line: string, known: ReadonlySet<string>): WorkflowCommand | undefined {
  const text = line.trimStart()
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1
  if (end < 0) return undefined
  const head = splitHead(text.slice(2, end))
  if (!known.has(head.name.toLowerCase())) return undefined
  return {
    name: head.name,
    properties: parseProperties(head.rest.trim(), ',', PROPERTY_ESCAPES),
    data: unescapeWith(text.slice(end + 2), DATA_ESCAPES),
  }
}

function parseAnywhere(line: string, known: ReadonlySet<string>): WorkflowCommand | undefined {
  const start = line.indexOf('##[')
  const end = start < 0 ? -1 : line.indexOf(']', start)
  if (end < 0) return undefined
  const head = splitHead(line.slice(start + 3, end))
  if (!known.has(head.name.toLowerCase())) return undefined
  return {
    name: head.name,
    properties: parseProperties(head.rest, ';', OLD_FORM_ESCAPES),
    data: unescapeWith(line.slice(end + 1), OLD_FORM_ESCAPES),
  }
}

function splitHead(head: string): { name: string; rest: string } {
  const space = head.indexOf(' ')
  return space < 0 ? { name: head, rest: '' } : { name: head.slice(0, space), rest: head.slice(space + 1) }
}

function parseProperties(text: string, separator: string, escapes: Escapes): Map<string, string> {
  const properties = new Map<string, string>()
  for (const pair of text.split(separator)) {
    const equals = pair.indexOf('=')
    const value = pair.slice(equals + 1)
    if (equals > 0 && value !== '')
      properties.set(pair.slice(0, equals).toLowerCase(), unescapeWith(value, escapes))
  }
  return properties
}

function unescapeWith(text: string, escapes: Escapes): string {
  return escapes.reduce((result, [escaped, plain]) => result.replaceAll(escaped, plain), text)
}

/** Each with what stands in its place. What comes first is taken out first. */
const VARYING: readonly (readonly [RegExp, string])[] = [
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of terminals are what it removes
  [/\x1b\[[0-?]{0,32}[ -/]{0,8}[@-~]/g, ''],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '#'],
  [
    /\b\d{4}[-/.]\d\d[-/.]\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?)?/g,
    '#',
  ],
  [/"(?:[^"\\]|\\.){0,400}"|'[^']{0,400}'|`[^`]{0,400}`/g, '#'],
  // A word with a digit in it is a name of this moment: a host, a container, a request.
  [/\b(?=\w{0,64}\d)[\w-]{1,64}\b/g, '#'],
  [/#(?:[-.:/,#]{0,4}#)+/g, '#'],
]

/** By so much of a line its kind is known. */
const LENGTH = 300

/** Of a reason that is compared with others: what differs from task to task, from request to request. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '#'],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/g, '#'],
  [/\b\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\b/g, '#'],
  [/\b\d{1,3}(?:[.-]\d{1,3}){3}(?::\d{1,5})?\b/g, '#'],
  [/\b\d{1,9}(?:\.\d{1,9})? ?(?:ms|s|m)\b/g, '#'],
  // Letters and digits in one: a generated name or id.
  [/\b(?=[a-z]{0,64}\d)(?=\d{0,64}[a-z])[a-z0-9]{5,64}\b/gi, '#'],
  [/\b[0-9a-f]{8,64}\b|\b\d{6,64}\b/gi, '#'],
]

/** A reason without generated names, ids and times. Figures that mean something stay: exit codes, statuses, ports. */
export function causeShape(reason: string): string {
  let shape = reason.slice(0, 2 * LENGTH)
  for (const [pattern, instead] of NAMES) shape = shape.replace(pattern, instead)
  return shape
}

/** A line without what differs each time: numbers, ids, times, quoted texts, generated names. Equal shapes mean the same. */
export function logShape(line: string): string {
  let shape = line.slice(0, LENGTH)
  for (const [pattern, instead] of VARYING) shape = shape.replace(pattern, instead)
  return shape.replace(/\s+/g, ' ').trim().toLowerCase()
}

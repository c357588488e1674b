/** So much of a log is searched. */
const MAX_LINES = 400
const MAX_LENGTH = 2_000

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of terminals are what it removes
const COLOURS = /\x1b\[[0-?]{0,32}[ -/]{0,8}[@-~]/g
/** What wraps a program says that it ended, and not why. */
const WRAPPERS =
  /^(?:npm (?:ERR!|error)|error Command failed|\s?ELIFECYCLE|make(?:\[\d+\])?: \*\*\*|exit status \d|Node\.js v\d|\[?nodemon\]?|error: script .* exited with|Process exited|info Visit https|Stack trace:)/i
const FRAME = /^\s*(?:at\s|File "|from \S+:\d|\.{3}\s|#\d+\s|[}\])]|\^|[~^\s]+$)/
const EXCEPTION = /\b[A-Z]\w*(?:Error|Exception)\b|^Error\b|\bError(?: \[\w+\])?:/
const ERROR_NAMED = /\b[A-Z]\w*(?:Error|Exception)\b|\b(?:error|fatal|panic|critical|emerg)\b/i
const NO_ERROR = /\b(?:no|without(?: any)?) errors?\b/i
const ERROR_DESCRIBED =
  /\b(?:cannot|could not|can't|unable|failed|denied|refused|not found|no such|invalid|missing|not set|is required|must be|already in use|does not exist|unknown (?:flag|option|command|argument)|unsupported|unexpected|mismatch|expired|exceeded|timed out|killed|segmentation fault|out of memory)\b/i

/** The line of a failed program's log that says why it failed: the last crash, or the last line that reads like an error. */
export function findCrashLine(log: readonly string[]): string | undefined {
  const all = log
    .slice(-MAX_LINES)
    .flatMap((line) => line.split(/\r?\n/))
    .map((line) => readable(line.slice(0, MAX_LENGTH).replace(COLOURS, '')))
  const lines = all.filter((line) => !WRAPPERS.test(line))
  const crash = findCrash(lines)
  if (crash !== undefined) return crash.trim()
  const plain = lines.filter((line) => !FRAME.test(line) && line.trim() !== '')
  const found =
    plain.findLast((line) => ERROR_NAMED.test(line) && !NO_ERROR.test(line)) ??
    plain.findLast((line) => ERROR_DESCRIBED.test(line)) ??
    // What starts the program may be all that failed.
    all.findLast((line) => ERROR_DESCRIBED.test(line))
  return found?.trim()
}

type Recogniser = (lines: readonly string[], at: number) => string | undefined

function findCrash(lines: readonly string[]): string | undefined {
  let found: string | undefined
  for (const at of lines.keys()) {
    for (const recognise of RECOGNISERS) {
      const crash = recognise(lines, at)
      if (crash === undefined) continue
      found = crash
      break
    }
  }
  return found
}

const byPattern =
  (pattern: RegExp): Recogniser =>
  (lines, at) => {
    const groups = pattern.exec(lines[at] ?? '')?.slice(1)
    return groups?.find((group) => group !== undefined)
  }

const RECOGNISERS: readonly Recogniser[] = [
  // Python: the first line after the traceback that is not of it.
  (lines, at) => {
    if (!/^Traceback \(most recent call last\)/.test(lines[at] ?? '')) return undefined
    return lines.slice(at + 1).find((line) => /^\S/.test(line))
  },
  // Java and Node, of what was at the root of it; .NET, the same.
  byPattern(/^\s*(?:Caused by:|\[cause\]:| ?--->)\s+(.+?)(?: \{)?$/),
  byPattern(/^Unhandled exception\. (.+)$/i),
  byPattern(/^Exception in thread ".*?" (.+)$/),
  byPattern(/^(?:PHP )?Fatal error: {1,2}(?:Uncaught )?(.+?)(?: in \S+(?::| on line )\d+)?$/),
  // Ruby: `file:line:in 'method': message (Class)`.
  byPattern(/^\S+:\d+:in [`'][^']{0,200}': (.+ \([A-Z][\w:]*\))$/),
  // Go
  byPattern(/^(panic: .+?|fatal error: .+?)(?: \[recovered\])?$/),
  // Rust: the message is beside the place, or on the next line.
  byPattern(/^thread '.*?' panicked at '(.+)', \S+$/),
  (lines, at) => (/^thread '.*?'.* panicked at \S+:\d+:$/.test(lines[at] ?? '') ? lines[at + 1] : undefined),
  byPattern(/^(\*\* \(\w[\w.]*\) .+)$/),
  // Spring Boot
  (lines, at) => {
    if (lines[at]?.trim() !== 'APPLICATION FAILED TO START') return undefined
    const description = lines.indexOf('Description:', at)
    return description < 0 ? undefined : lines.slice(description + 1).find((line) => line.trim() !== '')
  },
  // Node, Java and others: the line with the name of an exception above the first frame.
  (lines, at) => {
    const isFirstFrame = /^\s+at\s/.test(lines[at] ?? '') && !/^\s+at\s/.test(lines[at - 1] ?? '')
    if (!isFirstFrame) return undefined
    const above = lines.slice(Math.max(0, at - MESSAGE_LINES), at)
    const named = above.findLast((line) => EXCEPTION.test(line) && !FRAME.test(line))
    return named !== undefined && isCauseOfAnother(named) ? undefined : named
  },
]

/** A message may have several lines. */
const MESSAGE_LINES = 6

/** It has been read already, without these words. */
function isCauseOfAnother(line: string): boolean {
  return /^\s*(?:Caused by:|\[cause\]:|--->|Unhandled exception\.|Exception in thread|Suppressed:)/.test(line)
}

const MESSAGES = ['msg', 'message', '@m', 'event']
const DETAILS = ['err', 'error', 'exception', 'exc_info', 'cause']

/** A line of structured logging as its message and its error; another one as it is. */
function readable(line: string): string {
  if (!line.startsWith('{')) return line
  const fields = parse(line)
  if (fields === undefined) return line
  const message = MESSAGES.map((name) => fields.get(name)).find((text) => typeof text === 'string')
  const detail = DETAILS.map((name) => textOf(fields.get(name))).find((text) => text !== undefined)
  const level = [fields.get('level'), fields.get('severity')].find((text) => typeof text === 'string')
  const said = [message, detail === message ? undefined : detail].filter((text) => text !== undefined)
  if (said.length === 0) return line
  return isAlarming(level, fields.get('level')) ? `${level ?? 'error'}: ${said.join(': ')}` : said.join(': ')
}

/** As a word, or by the numbers of pino and bunyan. */
function isAlarming(word: unknown, number: unknown): boolean {
  return /^(?:err|error|fatal|critical|panic|emerg)/i.test(String(word)) || Number(number) >= 50
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.split('\n', 1)[0]
  if (typeof value !== 'object' || value === null || !('message' in value)) return undefined
  return typeof value.message === 'string' ? value.message : undefined
}

function parse(line: string): ReadonlyMap<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined
  } catch {
    return undefined
  }
}

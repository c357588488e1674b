import { each, invalid } from '../checked.ts'
import type { Parsed, Parser } from '../parser.ts'

export interface Line {
  /** From 1, empty lines counted. */
  readonly number: number
  readonly text: string
}

/** The lines that are not empty, without the space around them. */
export function splitLines(text: string): readonly Line[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ number: index + 1, text: line.trim() }))
    .filter((line) => line.text !== '')
}

/** A list, one item per line; the problem of every line is reported. With `keyOf`, two items of one key are one too many. */
export function lines<T>(item: Parser<T>, keyOf?: (item: T) => string): Parser<readonly T[]> {
  return {
    expected: `${item.expected}, one per line`,
    parse(text) {
      const firstLines = new Map<string, number>()
      const found = splitLines(text)
      if (found.length === 0) return invalid({})
      return each(
        found.map((line) => {
          const parsed = atLine(line, item.parse(line.text), item.expected)
          if (!parsed.ok || keyOf === undefined) return parsed
          const key = keyOf(parsed.value)
          const firstLine = firstLines.get(key)
          if (firstLine === undefined) firstLines.set(key, line.number)
          return firstLine === undefined ? parsed : repeated(line, firstLine)
        }),
      )
    },
  }
}

function atLine<T>({ number, text }: Line, parsed: Parsed<T>, expected: string): Parsed<T> {
  if (parsed.ok) return parsed
  return invalid(...parsed.problems.map((refusal) => ({ expected, actual: text, ...refusal, line: number })))
}

function repeated(line: Line, firstLine: number): Parsed<never> {
  const hint = `Line ${firstLine} already names it.`
  return invalid({ actual: line.text, line: line.number, expected: 'each only once', hint })
}

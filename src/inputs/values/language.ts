import type { LineParse } from '../../core/syntax/scanner.ts'
import { invalid, valid } from '../checked.ts'
import type { Parser } from '../parser.ts'

/** A line in one of the domain's languages, whose reader knows where it stops making sense. */
export function language<T>(expected: string, read: (line: string) => LineParse<T>): Parser<T> {
  return {
    expected,
    parse(line) {
      const parsed = read(line)
      return parsed.ok ? valid(parsed.value) : invalid(parsed.problem)
    },
  }
}

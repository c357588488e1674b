import type { StatusRange } from '../../http/model/expectation.ts'
import { type Checked, each, invalid, valid } from '../checked.ts'
import type { Parser, Refusal } from '../parser.ts'

/** `200-299, 301`: codes and ranges, separated by commas or line ends. */
export const statusList: Parser<readonly StatusRange[]> = {
  expected: 'status codes from 100 to 599 and ranges of them, such as 200-299, 301',
  parse(text) {
    const items = text.split(/[,\n]/).map((item) => item.trim())
    if (text === '') return invalid({})
    return each(items.map(parseRange))
  },
}

function parseRange(item: string): Checked<StatusRange, Refusal> {
  const [, first = '', last = first] = /^([1-5]\d\d)(?:\s*-\s*([1-5]\d\d))?$/.exec(item) ?? []
  const [from, to] = [Number(first), Number(last)]
  if (first !== '' && from <= to) return valid({ from, to })
  return invalid({ actual: item, hint: guess(item, first, last) })
}

function guess(item: string, first: string, last: string): string | undefined {
  if (first !== '') return `Did you mean ${last}-${first}?`
  if (/^[1-5]xx$/i.test(item)) return `Did you mean ${item.charAt(0)}00-${item.charAt(0)}99?`
  if (item === '') return 'There is a comma with nothing beside it.'
  return /^[1-5]\d\d(?:\s+[1-5]\d\d)+$/.test(item) ? 'Separate them by commas.' : undefined
}

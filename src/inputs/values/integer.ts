import { valid } from '../checked.ts'
import { type Parser, refuse } from '../parser.ts'

/** A whole number in decimal digits; both limits are allowed themselves. */
export function integer(min: number, max: number): Parser<number> {
  return {
    expected: `a whole number from ${min} to ${max}`,
    parse(text) {
      if (!/^\d{1,9}$/.test(text)) return refuse()
      const number = Number(text)
      return number >= min && number <= max ? valid(number) : refuse()
    },
  }
}

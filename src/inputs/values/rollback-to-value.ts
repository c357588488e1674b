import { nearest } from '../../core/nearest.ts'
import type { RollbackTo } from '../../run/rollback-to.ts'
import { andThen, valid } from '../checked.ts'
import { type Parser, refuse } from '../parser.ts'

/** `previous`, `-N`, or a revision in the target's own terms. */
export function rollbackTo(revision: Parser<string>): Parser<RollbackTo> {
  return {
    expected: `previous, -N for the Nth good version back, or ${revision.expected}`,
    parse(text) {
      if (text === 'previous') return valid({ kind: 'previous' })
      if (/^-\d+$/.test(text)) {
        const count = -Number(text)
        return count >= 1 && count <= 100 ? valid({ kind: 'back', count }) : refuse('N is from 1 to 100.')
      }
      const named = revision.parse(text)
      if (!named.ok && nearest(text, ['previous']) !== undefined) return refuse('Did you mean previous?')
      return andThen(named, (found) => valid<RollbackTo>({ kind: 'revision', revision: found }))
    },
  }
}

import { parseChanged, type StatusExpectation } from '../../domain/webhook/status-expectation.ts'
import { valid } from '../checked.ts'
import { type Parser, refuse } from '../parser.ts'
import { versionSource } from '../values/version-source.ts'

/** One line of `webhook-status-expect`. */
export const statusExpectation: Parser<StatusExpectation> = {
  allowed: 'changed, or the part that must change, such as body.current changed',
  parse(line) {
    const changed = parseChanged(line, (text) => {
      const source = versionSource.parse(text)
      return source.ok ? source.value : undefined
    })
    return changed === undefined ? refuse() : valid(changed)
  },
}

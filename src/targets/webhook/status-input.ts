import { parseCondition } from '../../http/model/condition/parse-condition.ts'
import { andThen, valid } from '../../inputs/checked.ts'
import type { Parser } from '../../inputs/parser.ts'
import { language } from '../../inputs/values/language.ts'
import { versionSource } from '../../inputs/values/version-source.ts'
import { parseChanged, type StatusExpectation } from './model/status-expectation.ts'

const ALLOWED = 'a condition such as body.status == "idle", or changed, or body.current changed'
const condition = language(ALLOWED, parseCondition)

/** One line of `webhook-status-expect`. */
export const statusExpectation: Parser<StatusExpectation> = {
  expected: ALLOWED,
  parse(line) {
    const changed = parseChanged(line, (text) => {
      const source = versionSource.parse(text)
      return source.ok ? source.value : undefined
    })
    if (changed !== undefined) return valid(changed)
    return andThen(condition.parse(line), (found) =>
      valid<StatusExpectation>({ kind: 'condition', condition: found }),
    )
  },
}

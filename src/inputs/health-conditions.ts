import { parseCondition } from '../http/model/condition/parse-condition.ts'
import type { AnswerCondition } from '../http/model/expectation.ts'
import type { Parser } from './parser.ts'
import { language } from './values/language.ts'
import { lines } from './values/lines.ts'

/** One condition a line; all must hold. */
export const conditionList: Parser<readonly AnswerCondition[]> = lines(
  language('a condition such as body.status == "ok" or time < 800ms', parseCondition),
)

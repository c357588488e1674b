import { andThen, type Checked, each, valid } from './checked.ts'
import type { HealthConfig, PromotionConfig } from './config.ts'
import type { InputName } from './declarations.ts'
import type { Fields } from './fields.ts'
import type { InputProblem } from './input-error.ts'
import { boolean } from './values/boolean.ts'
import { duration } from './values/duration-value.ts'

/** Undefined: no pause is to be answered. */
export function parsePromotion(
  fields: Fields,
  health: Checked<HealthConfig, InputProblem>,
): Checked<PromotionConfig | undefined, InputProblem> {
  return andThen(fields.take('promote', boolean), (isAsked) => {
    const bakeTime = fields.take('promote-bake-time', duration(0))
    if (!isAsked) return refuseUnused(fields, health)
    const tests = health.ok ? health.value.testChecks : undefined
    if (tests !== undefined && !tests.some(({ required }) => required))
      return fields.refuse('promote', {
        expected: 'a required check with stage: test',
        hint: 'Without one nothing shows whether the new version is healthy before it has production traffic. In checks, add "stage: test" to an entry whose url is that of the test listener.',
      })
    return andThen(bakeTime, (bakeTimeMs) => valid({ bakeTimeMs }))
  })
}

const OF_PROMOTION: readonly InputName[] = ['promote-at', 'promote-bake-time']

/** They would do nothing, which is a trap. */
function refuseUnused(
  fields: Fields,
  health: Checked<HealthConfig, InputProblem>,
): Checked<undefined, InputProblem> {
  const unused = OF_PROMOTION.filter((name) => fields.isSet(name)).map((name) =>
    fields.refuse(name, { expected: 'only with promote: true' }),
  )
  const [test] = health.ok ? health.value.testChecks : []
  if (test !== undefined)
    unused.push(fields.refuse('checks', { actual: 'stage: test', expected: 'only with promote: true' }))
  return andThen(each<undefined, InputProblem>(unused), () => valid(undefined))
}

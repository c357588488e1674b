import type { Config } from '../inputs/config.ts'
import type { Fields } from '../inputs/fields.ts'
import type { InputProblem } from '../inputs/input-error.ts'
import { boolean } from '../inputs/values/boolean.ts'
import type { ConfiguredTarget } from '../targets/target.ts'

interface Rehearsed extends Pick<Config, 'environment' | 'health'> {
  readonly target: Pick<ConfiguredTarget, 'place' | 'judgesItself'>
}

/** `prod`, `production` and `prd` as a word of a name, but not `preprod` and not `non-prod`. */
const PRODUCTION = /(?<![a-z])(?<!\b(?:pre|non|not|no)[-_. ]?)(?:prod|production|prd)(?![a-z])/i

/** What of a place says that it is production. Undefined: nothing does. */
export function findProduction(
  environment: string | undefined,
  places: readonly string[],
): string | undefined {
  if (environment !== undefined && (/^prod/i.test(environment) || PRODUCTION.test(environment)))
    return environment
  return places.find((place) => PRODUCTION.test(place))
}

/** Where a rehearsal has nothing to prove its point by, or was not meant to be. */
export function findUnsafe(fields: Fields, config: Rehearsed): readonly InputProblem[] {
  return [...findUnasked(fields, config), ...findUnjudged(fields, config)]
}

function findUnasked(fields: Fields, { environment, target, health }: Rehearsed): readonly InputProblem[] {
  const allowed = fields.take('rehearse-in-production', boolean)
  const names = [target.place, ...health.checks.map(({ name }) => name)]
  const found = findProduction(environment, names)
  if (!allowed.ok || allowed.value || found === undefined) return []
  const refused = fields.refuse('rehearse-in-production', {
    expected: `true, since ${found} is named after production`,
    hint: 'A rehearsal rolls a healthy version back, and forward again: try it in a staging environment first.',
  })
  return refused.ok ? [] : refused.problems
}

/** Something that decides has to fail, or the failure could not be detected. */
function findUnjudged(fields: Fields, config: Rehearsed): readonly InputProblem[] {
  const { checks } = config.health
  if (checks.some(({ required }) => required) || config.target.judgesItself(config)) return []
  const refused = fields.refuse(checks.length === 0 ? 'health-url' : 'checks', {
    expected: 'at least one required check with mode: rehearse',
    hint: 'Its answers are what counts as failed, and what shows that the version is back.',
  })
  return refused.ok ? [] : refused.problems
}

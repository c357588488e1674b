import { andThen, type Checked, valid } from '../inputs/checked.ts'
import type { Mode } from '../inputs/config.ts'
import { INPUT_DEFAULTS, type InputName } from '../inputs/declarations.ts'
import type { Fields } from '../inputs/fields.ts'
import type { InputProblem } from '../inputs/input-error.ts'
import { choice, enumerate } from '../inputs/values/choice.ts'
import { ALL_TARGETS, ruleOf, TARGETS } from '../targets/registry.ts'
import type { Target } from '../targets/target.ts'

const mode = choice<Mode>(['guard', 'rollback', 'validate', 'capture', 'rehearse'])
const kind = choice(
  ALL_TARGETS.map(({ kind }) => kind),
  (text) => ALL_TARGETS.find(({ aliases = [] }) => aliases.includes(text))?.kind,
)

export function takeMode(fields: Fields): Checked<Mode, InputProblem> {
  return fields.take('mode', mode)
}

export function takeTarget(fields: Fields): Checked<Target, InputProblem> {
  return andThen(fields.take('target', kind), (found) => valid(TARGETS[found]))
}

/** Inputs that are set although they do nothing with this mode or target: ignoring them would be a trap. */
export function findMisplaced(fields: Fields): readonly InputProblem[] {
  const names = Object.keys(INPUT_DEFAULTS) as readonly InputName[]
  const chosen = [
    { input: 'mode', key: 'modes', value: fields.take('mode', mode) },
    { input: 'target', key: 'targets', value: fields.take('target', kind) },
  ] as const
  return names
    .filter((name) => fields.isSet(name))
    .flatMap((name) =>
      chosen.flatMap(({ input, key, value }) => {
        const places: readonly string[] | undefined = ruleOf(name)[key]
        if (places === undefined || !value.ok || places.includes(value.value)) return []
        const refused = fields.refuse(name, {
          expected: `only with ${input}: ${enumerate(places)}`,
          hint: `This step has ${input}: ${value.value}.`,
        })
        return refused.ok ? [] : refused.problems
      }),
    )
}

import type { Checked } from '../inputs/checked.ts'
import type { Mode } from '../inputs/config.ts'
import { INPUT_DEFAULTS, type InputName } from '../inputs/declarations.ts'
import type { Fields } from '../inputs/fields.ts'
import type { InputProblem } from '../inputs/input-error.ts'
import { INPUT_RULES } from '../inputs/input-rules.ts'
import { choice, enumerate } from '../inputs/values/choice.ts'
import { TARGETS, type TargetKind } from '../targets/registry.ts'

const mode = choice<Mode>(['guard', 'rollback', 'validate', 'capture'])
const target = choice(Object.keys(TARGETS) as readonly TargetKind[])

export function takeMode(fields: Fields): Checked<Mode, InputProblem> {
  return fields.take('mode', mode)
}

export function takeTarget(fields: Fields): Checked<TargetKind, InputProblem> {
  return fields.take('target', target)
}

/** Inputs that are set although they do nothing with this mode or target: ignoring them would be a trap. */
export function findMisplaced(fields: Fields): readonly InputProblem[] {
  const names = Object.keys(INPUT_DEFAULTS) as readonly InputName[]
  const chosen = [
    { input: 'mode', key: 'modes', value: takeMode(fields) },
    { input: 'target', key: 'targets', value: takeTarget(fields) },
  ] as const
  return names
    .filter((name) => fields.isSet(name))
    .flatMap((name) =>
      chosen.flatMap(({ input, key, value }) => {
        const places: readonly string[] | undefined = INPUT_RULES[name][key]
        if (places === undefined || !value.ok || places.includes(value.value)) return []
        const refused = fields.refuse(name, {
          expected: `only with ${input}: ${enumerate(places)}`,
          hint: `This step has ${input}: ${value.value}.`,
        })
        return refused.ok ? [] : refused.problems
      }),
    )
}

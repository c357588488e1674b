import type { Checked } from '../inputs/checked.ts'
import type { TargetConfig } from '../inputs/config.ts'
import type { Fields } from '../inputs/fields.ts'
import type { InputProblem } from '../inputs/input-error.ts'
import type { Parser } from '../inputs/parser.ts'

/** All that parsing needs to know of one target. Its inputs' names stand in the rules too. */
export interface TargetInputs<Config extends TargetConfig> {
  parse(fields: Fields): Checked<Config, InputProblem>
  /** What `rollback-to` may name besides `previous` and `-N`. Absent: there is nothing to go back to. */
  readonly revision?: Parser<string>
  /** The target itself tells whether it is well, so that no address needs to be asked. */
  readonly hasOwnSignals: boolean
}

import { all, valid } from '../../inputs/checked.ts'
import type { CommandConfig } from '../../inputs/config.ts'
import type { InputProblem } from '../../inputs/input-error.ts'
import { oneLine, script } from '../../inputs/values/text.ts'
import type { TargetInputs } from '../target-inputs.ts'

export const command: TargetInputs<CommandConfig> = {
  revision: oneLine('the name of a version on one line'),
  hasOwnSignals: false,
  parse(fields) {
    return all<CommandConfig, InputProblem>({
      kind: valid('command'),
      command: fields.take('command', script('a bash script that rolls back')),
      planCommand: fields.takeOptional(
        'plan-command',
        script('a bash script that prints what a rollback would do'),
      ),
    })
  },
}

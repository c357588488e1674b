import { all, type Checked, valid } from '../../inputs/checked.ts'
import type { GitConfig } from '../../inputs/config.ts'
import type { Fields } from '../../inputs/fields.ts'
import type { InputProblem } from '../../inputs/input-error.ts'
import { choice } from '../../inputs/values/choice.ts'
import { commit, refName } from '../../inputs/values/git-names.ts'
import { environmentName, githubToken } from '../../inputs/values/github.ts'
import type { TargetInputs } from '../target-inputs.ts'
import { workflowFile } from '../workflow/inputs.ts'

export const git: TargetInputs<GitConfig> = {
  revision: commit,
  hasOwnSignals: false,
  parse(fields) {
    return all<GitConfig, InputProblem>({
      kind: valid('git'),
      branch: fields.takeOptional('git-branch', refName),
      environment: fields.takeOptional('environment', environmentName),
      method: fields.take('git-method', choice(['pull-request', 'push'] as const)),
      workflow: parseWorkflow(fields),
      token: fields.take('github-token', githubToken),
    })
  },
}

/** What a merged pull request deploys is the repository's own affair. */
function parseWorkflow(fields: Fields): Checked<string | undefined, InputProblem> {
  if (fields.text('git-method') !== 'pull-request') return fields.takeOptional('workflow', workflowFile)
  if (!fields.isSet('workflow')) return valid(undefined)
  return fields.refuse('workflow', { expected: 'with target: git only beside git-method: push' })
}

import type { GitConfig } from '../../config.ts'
import { all, valid } from '../checked.ts'
import type { InputProblem } from '../input-error.ts'
import { choice } from '../values/choice.ts'
import { commit, refName } from '../values/git-names.ts'
import { environmentName, githubToken } from './github.ts'
import type { TargetInputs } from './target-inputs.ts'

export const git: TargetInputs<GitConfig> = {
  revision: commit,
  hasOwnSignals: false,
  parse(fields) {
    return all<GitConfig, InputProblem>({
      kind: valid('git'),
      branch: fields.takeOptional('git-branch', refName),
      environment: fields.takeOptional('environment', environmentName),
      method: fields.take('git-method', choice(['pull-request', 'push'] as const)),
      token: fields.take('github-token', githubToken),
    })
  },
}

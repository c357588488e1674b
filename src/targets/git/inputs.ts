import { all, andThen, type Checked, valid } from '../../inputs/checked.ts'
import type { Fields } from '../../inputs/fields.ts'
import type { InputProblem } from '../../inputs/input-error.ts'
import { choice } from '../../inputs/values/choice.ts'
import { commit, refName } from '../../inputs/values/git-names.ts'
import { environmentName, githubToken, workflowFile } from '../../inputs/values/github.ts'
import { partPaths } from '../../inputs/values/part-paths.ts'
import { defineTarget } from '../target.ts'
import type { GitConfig } from './git-config.ts'

export const git = defineTarget<'git', GitConfig>({
  kind: 'git',
  aliases: ['revert', 'gitops', 'branch', 'pages'],
  inputs: { 'git-branch': {}, 'git-method': {}, 'git-paths': {}, workflow: {} },
  revision: commit,
  hasOwnSignals: false,
  hasRuns: true,
  passesEnvironment: false,
  keepsRecordUnplanned: false,
  permissions: (fields) => ({
    contents: 'write',
    deployments: 'read',
    ...(fields.text('git-method') === 'pull-request' && { 'pull-requests': 'write' }),
    ...(fields.isSet('workflow') && { actions: 'write' }),
  }),
  parse(fields) {
    return all<GitConfig, InputProblem>({
      kind: valid('git'),
      branch: fields.takeOptional('git-branch', refName),
      environment: fields.takeOptional('environment', environmentName),
      paths: fields.take('git-paths', partPaths('the repository')),
      method: parseMethod(fields),
      workflow: parseWorkflow(fields),
      token: fields.take('github-token', githubToken),
    })
  },
  place: () => 'git',
  whoMay: ({ branch = 'the deployed branch', method }) => [
    method === 'push'
      ? `Whoever may push to \`${branch}\`; in a job, \`contents: write\`.`
      : `Whoever may merge a pull request into \`${branch}\`; in a job, \`contents: write\` and \`pull-requests: write\`.`,
  ],
  subject: ({ branch, environment, paths }) => [
    branch && `branch ${branch}`,
    environment && `environment ${environment}`,
    paths.length === 0 ? undefined : `only ${paths.toSorted().join(', ')}`,
  ],
  // The push itself deploys.
  isDeployAhead: () => false,
  isDeployedSinceStart: () => false,
  staysBack: () => 'a revert is reverted by a person, with a commit that builds and deploys like any other',
  async open(own, config, deps) {
    return (await import('./open.ts')).openGit(config, own, deps)
  },
})

/** A pull request waits for a person, and a rehearsal does not. */
function parseMethod(fields: Fields): Checked<GitConfig['method'], InputProblem> {
  return andThen(fields.take('git-method', choice(['pull-request', 'push'] as const)), (method) => {
    if (method === 'push' || fields.text('mode') !== 'rehearse') return valid(method)
    return fields.refuse('git-method', {
      expected: 'push with mode: rehearse',
      hint: 'A pull request waits for a person. The rehearsal pushes a revert to git-branch: let it be a branch of staging.',
    })
  })
}

/** What a merged pull request deploys is the repository's own affair. */
function parseWorkflow(fields: Fields): Checked<string | undefined, InputProblem> {
  if (fields.text('git-method') !== 'pull-request') return fields.takeOptional('workflow', workflowFile)
  if (!fields.isSet('workflow')) return valid(undefined)
  return fields.refuse('workflow', { expected: 'with target: git only beside git-method: push' })
}

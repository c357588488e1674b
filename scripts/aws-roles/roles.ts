import { AWS_OPTIONS, AWS_PERMISSIONS, type AwsOption } from '../../src/targets/ecs/model/aws-permissions.ts'
import { DEPLOY_STEPS, type Statement, statementsOf } from './policy.ts'

/** A role of a workflow, in the words of the table: names are in braces. */
export interface Role {
  /** As the files name it. */
  readonly key: 'deploy' | 'read'
  /** Who may assume it: what the token of GitHub says of the run. */
  readonly subjects: readonly string[]
  readonly statements: readonly Statement[]
  readonly optional: readonly { readonly option: AwsOption; readonly statements: readonly Statement[] }[]
}

/** GitHub's provider of tokens: https://docs.github.com/actions/reference/security/oidc */
export const ISSUER = 'token.actions.githubusercontent.com'
export const AUDIENCE = 'sts.amazonaws.com'

/** Deploys and rolls back: jobs with the environment only, whatever branch they run on. */
export const DEPLOY_ROLE: Role = {
  key: 'deploy',
  subjects: ['repo:{repository}:environment:{environment}'],
  statements: [...DEPLOY_STEPS, ...statementsFor(AWS_PERMISSIONS)],
  optional: optionsOf(AWS_PERMISSIONS),
}

const TRIED = AWS_PERMISSIONS.filter(({ isTried }) => isTried)

/** Checks pull requests, and by schedule; both are jobs without an environment. */
export const READ_ROLE: Role = {
  key: 'read',
  subjects: ['repo:{repository}:pull_request', 'repo:{repository}:ref:refs/heads/{branch}'],
  statements: statementsFor(TRIED),
  optional: optionsOf(TRIED),
}

function statementsFor(permissions: typeof AWS_PERMISSIONS): readonly Statement[] {
  return statementsOf(permissions.filter(({ option }) => option === undefined))
}

function optionsOf(permissions: typeof AWS_PERMISSIONS): Role['optional'] {
  return AWS_OPTIONS.map((option) => ({
    option,
    statements: statementsOf(
      permissions.filter((each) => each.option === option),
      option,
    ),
  })).filter(({ statements }) => statements.length > 0)
}

import {
  AWS_PERMISSIONS,
  type AwsPermission,
  RESOURCES,
} from '../../src/targets/ecs/model/aws-permissions.ts'
import { named, statementsOf } from './policy.ts'

/** The table of docs/permissions.md. */
export function renderPermissionTable(): string {
  return [
    '| To | Actions | Resource | Without it |',
    '|---|---|---|---|',
    ...AWS_PERMISSIONS.map(renderRow),
  ].join('\n')
}

function renderRow({ purpose, grants, without }: AwsPermission): string {
  const actions = grants.map((grant) => grant.actions.map((action) => `\`${action}\``).join(', '))
  const resources = [...new Set(grants.map(({ on }) => RESOURCES[on].name))]
  const isOne = resources.length === 1
  return `| ${purpose} | ${actions.join(isOne ? ', ' : '; ')} | ${isOne ? resources[0] : grants.map(({ on }) => RESOURCES[on].name).join('; ')} | ${without} |`
}

/** The policy that copies: what every guard of one service needs. Names in capitals are the reader's own. */
export function renderPolicy(): string {
  const statements = statementsOf(AWS_PERMISSIONS.filter(({ option }) => option === undefined))
  const names: Readonly<Record<string, string>> = {
    partition: 'aws',
    'task-role': 'TASK_ROLE_ARN',
    'execution-role': 'EXECUTION_ROLE_ARN',
  }
  const policy = named(
    { Version: '2012-10-17', Statement: statements },
    (word) => names[word] ?? word.replaceAll('-', '_').toUpperCase(),
  )
  const text = JSON.stringify(policy, null, 2).replaceAll(/\[\s+("[^"]+")\s+\]/g, '[$1]')
  return ['', '```json', text, '```', ''].join('\n')
}

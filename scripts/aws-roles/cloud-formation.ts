import { AWS_OPTIONS, type AwsOption } from '../../src/targets/ecs/model/aws-permissions.ts'
import { named, type Statement } from './policy.ts'
import { AUDIENCE, DEPLOY_ROLE, ISSUER, READ_ROLE, type Role } from './roles.ts'

const NAMES: Readonly<Record<string, string>> = {
  partition: 'AWS::Partition',
  region: 'AWS::Region',
  account: 'AWS::AccountId',
  cluster: 'Cluster',
  service: 'Service',
  family: 'Family',
  'log-group': 'LogGroup',
  'image-repository': 'ImageRepository',
  application: 'Application',
  'deployment-group': 'DeploymentGroup',
  'task-role': 'TaskRoleArn',
  'execution-role': 'ExecutionRoleArn',
  repository: 'Repository',
  environment: 'Environment',
  branch: 'Branch',
}

const PARAMETERS: Readonly<Record<string, { readonly description?: string; readonly preset?: string }>> = {
  Repository: {
    description:
      'As the tokens of the repository name it - OWNER/REPOSITORY, or with ids OWNER@1234/REPOSITORY@5678',
  },
  Cluster: {},
  Service: {},
  Family: { description: 'Of the task definition' },
  TaskRoleArn: {
    description: 'The taskRoleArn of the task definition; without one, its executionRoleArn again',
  },
  ExecutionRoleArn: { description: 'The executionRoleArn of the task definition' },
  ImageRepository: { description: 'In ECR' },
  LogGroup: { description: 'Where the containers write, such as /ecs/web' },
  Environment: { preset: 'production' },
  Branch: { preset: 'main' },
  CreateProvider: {
    description: 'An account has one provider for GitHub - false if it is there already',
    preset: 'true',
  },
  Application: { description: 'Of CodeDeploy', preset: 'none' },
  DeploymentGroup: { description: 'Of CodeDeploy', preset: 'none' },
}

/** The provider, both roles and their policies. */
export function renderCloudFormation(): string {
  return `# Generated from the table of permissions by \`npm run readme\`; docs/aws.md explains it.
AWSTemplateFormatVersion: "2010-09-09"
Description: Two roles that GitHub Actions assumes by OIDC. One deploys and rolls back, the other only reads, for pull requests.

Parameters:
${Object.entries(PARAMETERS).map(renderParameter).join('')}${AWS_OPTIONS.map(renderSwitch).join('')}
Conditions:
  CreatesProvider: !Equals [!Ref CreateProvider, "true"]
${AWS_OPTIONS.map((option) => `  Uses${switchOf(option)}: !Equals [!Ref ${switchOf(option)}, "true"]\n`).join('')}
Resources:
  Provider:
    Type: AWS::IAM::OIDCProvider
    Condition: CreatesProvider
    Properties:
      Url: https://${ISSUER}
      ClientIdList: [${AUDIENCE}]
${[DEPLOY_ROLE, READ_ROLE].map(renderRole).join('')}
Outputs:
${[DEPLOY_ROLE, READ_ROLE].map(({ key }) => `  ${logicalOf(key)}:\n    Value: !GetAtt ${logicalOf(key)}.Arn\n`).join('')}`
}

function renderParameter([name, { description, preset }]: typeof PARAMETERS extends Readonly<
  Record<string, infer Parameter>
>
  ? readonly [string, Parameter]
  : never): string {
  const lines = [
    `  ${name}:`,
    '    Type: String',
    ...(description === undefined ? [] : [`    Description: ${description}`]),
    ...(preset === undefined ? [] : [`    Default: ${JSON.stringify(preset)}`]),
    ...(preset === 'true' ? ['    AllowedValues: ["true", "false"]'] : []),
  ]
  return `${lines.join('\n')}\n`
}

/** `remember-good` is RememberGood. */
function switchOf(option: AwsOption): string {
  return option.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

function renderSwitch(option: AwsOption): string {
  return `  ${switchOf(option)}:\n    Type: String\n    Default: "false"\n    AllowedValues: ["true", "false"]\n`
}

function logicalOf(key: Role['key']): string {
  return key === 'deploy' ? 'DeployRole' : 'ReadRole'
}

function renderRole({ key, subjects, statements, optional }: Role): string {
  const own = statements.map((statement) => `${lines(renderStatement(statement), 14, '- ')}`)
  const options = optional.flatMap(({ option, statements: list }) =>
    list.map(
      (statement) =>
        `              - !If\n                - Uses${switchOf(option)}\n${lines(renderStatement(statement), 16, '- ')}                - !Ref AWS::NoValue\n`,
    ),
  )
  return `
  ${logicalOf(key)}:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub \${Service}-${key}
      MaxSessionDuration: 7200
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: sts:AssumeRoleWithWebIdentity
            Principal:
              Federated: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/${ISSUER}
            Condition:
              StringEquals:
                ${ISSUER}:aud: ${AUDIENCE}
                ${ISSUER}:sub:
${subjects.map((subject) => `                  - ${fill(subject)}\n`).join('')}      Policies:
        - PolicyName: safe-landing
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
${[...own, ...options].join('')}`
}

function renderStatement({ Sid, Effect, Action, Resource, Condition }: Statement): string[] {
  const conditions = Object.entries(Condition ?? {}).flatMap(([operator, keys]) => [
    `  ${operator}:`,
    ...Object.entries(keys).map(([name, value]) => `    ${name}: ${fill(value)}`),
  ])
  return [
    `Sid: ${Sid}`,
    `Effect: ${Effect}`,
    'Action:',
    ...Action.map((action) => `  - ${action}`),
    'Resource:',
    ...Resource.map((arn) => `  - ${fill(arn)}`),
    ...(conditions.length === 0 ? [] : ['Condition:', ...conditions]),
  ]
}

function fill(text: string): string {
  if (text === '*') return '"*"'
  const filled = named(text, (word) => `\${${NAMES[word]}}`)
  return filled === text ? text : `!Sub ${/[*]$/.test(filled) ? JSON.stringify(filled) : filled}`
}

function lines(texts: readonly string[], indent: number, first: string): string {
  const pad = ' '.repeat(indent)
  return texts
    .map((text, index) => `${pad}${index === 0 ? first : ' '.repeat(first.length)}${text}\n`)
    .join('')
}

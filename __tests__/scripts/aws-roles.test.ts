import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { coerce, gte } from 'semver'
import { parse } from 'yaml'
import { named, type Statement } from '../../scripts/aws-roles/policy.ts'
import { DEPLOY_ROLE, READ_ROLE, type Role } from '../../scripts/aws-roles/roles.ts'
import { AWS_OPTIONS, type AwsOption } from '../../src/targets/ecs/model/aws-permissions.ts'
import { findProgram } from '../examples/programs.ts'
import { read } from '../repository/files.ts'

const TERRAFORM = read('examples/aws/roles.tf')
const CLOUD_FORMATION = read('examples/aws/roles.yml')

/** Older ones do not know every action of ECS that the roles name. */
const KNOWS_ALL_ACTIONS = '1.58.0'

const NAMES: Readonly<Record<string, string>> = {
  partition: 'aws-cn',
  region: 'cn-north-1',
  account: '210987654321',
  cluster: 'staging',
  service: 'api',
  family: 'api-task',
  'log-group': '/my/log',
  'image-repository': 'shop/api',
  application: 'App',
  'deployment-group': 'Group',
  'task-role': 'arn:aws-cn:iam::210987654321:role/task',
  'execution-role': 'arn:aws-cn:iam::210987654321:role/execution',
  repository: 'octo@1/shop@2',
  environment: 'blue',
  branch: 'trunk',
}

/** As the table gives it for these options. */
function expected(role: Role, options: readonly AwsOption[]): { policy: Statement[]; subjects: string[] } {
  const chosen = role.optional.filter(({ option }) => options.includes(option))
  const statements = [...role.statements, ...chosen.flatMap((each) => each.statements)]
  return named({ policy: statements, subjects: [...role.subjects] }, (word) => NAMES[word] ?? '')
}

const CHOICES: readonly (readonly AwsOption[])[] = [[], ...AWS_OPTIONS.map((option) => [option]), AWS_OPTIONS]

describe('the template of CloudFormation', () => {
  test.each(CHOICES)('with %j it is what the table says', (...options) => {
    const template = evaluate(options)
    for (const [key, role] of [
      ['DeployRole', DEPLOY_ROLE],
      ['ReadRole', READ_ROLE],
    ] as const) {
      const { AssumeRolePolicyDocument: trust, Policies } = template[key].Properties
      const { policy, subjects } = expected(role, options)
      expect(Policies[0]?.PolicyDocument.Statement).toEqual(policy)
      expect(trust.Statement.map(({ Condition }) => Condition.StringEquals)).toEqual([
        {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': subjects,
        },
      ])
    }
  })

  const cfnLint = findCfnLint()
  const lint = cfnLint === undefined ? test.skip : test
  lint(
    `passes cfn-lint${cfnLint === undefined ? ` (skipped: no cfn-lint ${KNOWS_ALL_ACTIONS} or newer is installed)` : ''}`,
    () => {
      const args = ['--include-checks', 'I', '--', 'examples/aws/roles.yml']
      const { stdout, stderr, status } = spawnSync(cfnLint ?? '', args, { encoding: 'utf8' })
      expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 })
    },
    60_000,
  )
})

function findCfnLint(): string | undefined {
  const program = findProgram('cfn-lint')
  if (program === undefined) return undefined
  const version = coerce(spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout)
  return version !== null && gte(version, KNOWS_ALL_ACTIONS) ? program : undefined
}

/** The functions of CloudFormation that the template uses: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/ */
function evaluate(options: readonly AwsOption[]): Resources {
  const parameters: Record<string, string> = {
    'AWS::Partition': NAMES.partition ?? '',
    'AWS::Region': NAMES.region ?? '',
    'AWS::AccountId': NAMES.account ?? '',
    TaskRoleArn: NAMES['task-role'] ?? '',
    ExecutionRoleArn: NAMES['execution-role'] ?? '',
  }
  for (const [word, value] of Object.entries(NAMES)) parameters[pascal(word)] ??= value
  for (const option of options) parameters[pascal(option)] = 'true'
  const fn = (tag: string) => ({
    tag: `!${tag}`,
    resolve: (text: string) => ({ [tag]: text }),
  })
  const list = (tag: string) => ({
    tag: `!${tag}`,
    collection: 'seq' as const,
    nodeClass: undefined,
    resolve: (seq: { toJSON(): unknown }) => ({ [tag]: seq.toJSON() }),
  })
  const template = parse(CLOUD_FORMATION, {
    customTags: [fn('Sub'), fn('Ref'), fn('GetAtt'), list('Equals'), list('If')] as never,
  })
  return resolve(template.Resources, parameters) as Resources
}

interface TrustStatement {
  readonly Condition: { readonly StringEquals: Readonly<Record<string, unknown>> }
}

type Resources = Readonly<
  Record<
    'DeployRole' | 'ReadRole',
    {
      readonly Properties: {
        readonly AssumeRolePolicyDocument: { readonly Statement: readonly TrustStatement[] }
        readonly Policies: readonly {
          readonly PolicyDocument: { readonly Statement: readonly Statement[] }
        }[]
      }
    }
  >
>

const ABSENT = Symbol('AWS::NoValue')

function resolve(value: unknown, parameters: Readonly<Record<string, string>>): unknown {
  const inner = (each: unknown) => resolve(each, parameters)
  if (Array.isArray(value)) return value.map(inner).filter((each) => each !== ABSENT)
  if (typeof value !== 'object' || value === null) return value
  if ('Sub' in value)
    return String(value.Sub).replaceAll(
      /\$\{([\w:]+)\}/g,
      (_, name: string) => parameters[name] ?? `?${name}`,
    )
  if ('Ref' in value) return value.Ref === 'AWS::NoValue' ? ABSENT : parameters[String(value.Ref)]
  if ('If' in value && Array.isArray(value.If)) {
    const [condition, yes, no] = value.If
    return inner(parameters[String(condition).replace(/^Uses/, '')] === 'true' ? yes : no)
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inner(each)]))
}

function pascal(word: string): string {
  return word.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

describe('the files of Terraform', () => {
  const terraform = findProgram('terraform')
  const check = terraform === undefined ? test.skip : test
  const note = terraform === undefined ? ' (skipped: terraform is not installed)' : ''
  const variables = [
    'repository',
    'cluster',
    'service',
    'family',
    'environment',
    'branch',
    'application',
  ].map((name) => [name, NAMES[name]])
  const renamed = {
    log_group: 'log-group',
    image_repository: 'image-repository',
    deployment_group: 'deployment-group',
    task_role_arn: 'task-role',
    execution_role_arn: 'execution-role',
  }
  const given = [...variables, ...Object.entries(renamed).map(([name, word]) => [name, NAMES[word]])]

  check.each(CHOICES)(
    `with %j they are what the table says${note}`,
    (...options) => {
      const folder = mkdtempSync(join(tmpdir(), 'terraform-'))
      try {
        writeFileSync(join(folder, 'roles.tf'), withoutProvider())
        const args = given.map(([name, value]) => `-var=${name}=${value}`)
        const features = `-var=features=${JSON.stringify(options)}`
        const both = '{ deploy = local.deploy_statements, read = local.read_statements, trust = local.trust }'
        const shown = execFileSync(terraform ?? '', ['console', ...args, features], {
          cwd: folder,
          encoding: 'utf8',
          input: `jsonencode(${both})`,
          stdio: ['pipe', 'pipe', 'ignore'],
        })
        const { deploy, read: reads, trust } = JSON.parse(JSON.parse(shown))
        const policies = [deploy, reads].map((list: string[]) => list.map((text) => JSON.parse(text)))
        const roles = [DEPLOY_ROLE, READ_ROLE].map((role) => expected(role, options))
        expect(policies).toEqual(roles.map(({ policy }) => policy))
        expect(trust).toEqual(roles.map(({ subjects }) => subjects))
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
    60_000,
  )

  check(`have the form of terraform fmt${note}`, () => {
    for (const text of [TERRAFORM, read('examples/ecs-promote.tf')]) {
      const formatted = execFileSync(terraform ?? '', ['fmt', '-'], {
        input: text,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'ignore'],
      })
      expect(formatted).toBe(text)
    }
  })
})

/** The provider cannot be had without a registry; what it would be asked for is given instead. */
function withoutProvider(): string {
  const subjects = [...TERRAFORM.matchAll(/:sub" = (\[[^\]]+\])/g)].map(([, list]) => list)
  const head = TERRAFORM.slice(0, TERRAFORM.indexOf('resource "aws_iam_openid_connect_provider"'))
  const known = head
    .replaceAll(/data "aws_\w+" "current" \{\}\n/g, '')
    .replaceAll('data.aws_partition.current.partition', 'local.aws_partition')
    .replaceAll('data.aws_region.current.id', 'local.aws_region')
    .replaceAll('data.aws_caller_identity.current.account_id', 'local.aws_account')
  return `${known}
locals {
  aws_partition = "${NAMES.partition}"
  aws_region    = "${NAMES.region}"
  aws_account   = "${NAMES.account}"
  trust         = [${subjects.join(', ')}]
}
`
}

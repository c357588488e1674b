import { AWS_OPTIONS } from '../../src/targets/ecs/model/aws-permissions.ts'
import { named, type Statement } from './policy.ts'
import { AUDIENCE, DEPLOY_ROLE, ISSUER, READ_ROLE, type Role } from './roles.ts'

const NAMES: Readonly<Record<string, string>> = {
  partition: 'data.aws_partition.current.partition',
  region: 'data.aws_region.current.id',
  account: 'data.aws_caller_identity.current.account_id',
  cluster: 'var.cluster',
  service: 'var.service',
  family: 'local.family',
  'log-group': 'local.log_group',
  'image-repository': 'local.image_repository',
  application: 'local.application',
  'deployment-group': 'local.deployment_group',
  'task-role': 'var.task_role_arn',
  'execution-role': 'var.execution_role_arn',
  repository: 'var.repository',
  environment: 'var.environment',
  branch: 'var.branch',
}

/** The provider, both roles and their policies, in the form of `terraform fmt`. */
export function renderTerraform(): string {
  return `${HEAD}
locals {
  family           = coalesce(var.family, var.service)
  image_repository = coalesce(var.image_repository, var.service)
  log_group        = coalesce(var.log_group, "/ecs/\${var.service}")
  application      = coalesce(var.application, "AppECS-\${var.cluster}-\${var.service}")
  deployment_group = coalesce(var.deployment_group, "DgpECS-\${var.cluster}-\${var.service}")
${[DEPLOY_ROLE, READ_ROLE].map(renderStatements).join('')}}

resource "aws_iam_openid_connect_provider" "github" {
  count          = var.create_provider ? 1 : 0
  url            = "https://${ISSUER}"
  client_id_list = ["${AUDIENCE}"]
}
${[DEPLOY_ROLE, READ_ROLE].map(renderRole).join('')}`
}

const HEAD = `# Generated from the table of permissions by \`npm run readme\`; docs/aws.md explains it.
# Two roles that GitHub Actions assumes by OIDC: one deploys and rolls back, the other only reads, for pull requests.

variable "repository" {
  type        = string
  description = "As the tokens of the repository name it: OWNER/REPOSITORY, or with ids OWNER@1234/REPOSITORY@5678"
}

variable "cluster" {
  type = string
}

variable "service" {
  type = string
}

variable "task_role_arn" {
  type        = string
  description = "The taskRoleArn of the task definition; without one, its executionRoleArn again"
}

variable "execution_role_arn" {
  type        = string
  description = "The executionRoleArn of the task definition"
}

variable "environment" {
  type    = string
  default = "production"
}

variable "branch" {
  type    = string
  default = "main"
}

variable "create_provider" {
  type        = bool
  default     = true
  description = "An account has one provider for GitHub: false if it is there already"
}

variable "features" {
  type        = set(string)
  default     = []
  description = "What else Safe Landing uses: ${AWS_OPTIONS.join(', ')}"

  validation {
    condition     = length(setsubtract(var.features, [${AWS_OPTIONS.map((option) => `"${option}"`).join(', ')}])) == 0
    error_message = "Features are ${AWS_OPTIONS.join(', ')}."
  }
}
${[
  ['family', 'Of the task definition. Default: the name of the service'],
  ['image_repository', 'In ECR. Default: the name of the service'],
  ['log_group', 'Default: /ecs/ and the name of the service'],
  ['application', 'Of CodeDeploy. Default: as the console of ECS names it'],
  ['deployment_group', 'Of CodeDeploy. Default: as the console of ECS names it'],
]
  .map(
    ([name, description]) => `
variable "${name}" {
  type        = string
  default     = null
  description = "${description}"
}
`,
  )
  .join('')}
data "aws_partition" "current" {}
data "aws_region" "current" {}
data "aws_caller_identity" "current" {}
`

function renderStatements({ key, statements, optional }: Role): string {
  const options = optional.map(
    ({ option, statements: own }) =>
      `    contains(var.features, "${option}") ? ${renderList(own, 4)} : [],\n`,
  )
  return `
  ${key}_statements = concat(
    ${renderList(statements, 4)},
${options.join('')}  )
`
}

/** As JSON, so that both sides of a condition have one type. */
function renderList(statements: readonly Statement[], indent: number): string {
  const items = statements.map((statement) => `jsonencode(${renderValue(statement, indent + 2)})`)
  const pad = ' '.repeat(indent)
  return `[\n${items.map((item) => `${pad}  ${item},\n`).join('')}${pad}]`
}

function renderValue(value: unknown, indent: number): string {
  const pad = ' '.repeat(indent)
  if (typeof value === 'string') return JSON.stringify(fill(value))
  if (Array.isArray(value)) {
    const items = value.map((item) => renderValue(item, indent + 2))
    if (items.length === 1) return `[${items[0]}]`
    return `[\n${items.map((item) => `${pad}  ${item},\n`).join('')}${pad}]`
  }
  return `{\n${renderFields(Object.entries(value as object), indent + 2)}${pad}}`
}

/** \`terraform fmt\` aligns the equal signs of neighbours that fit on one line. */
function renderFields(fields: readonly (readonly [string, unknown])[], indent: number): string {
  const rows = fields.map(([name, value]) => {
    const key = /^\w+$/.test(name) ? name : JSON.stringify(name)
    return { key, text: renderValue(value, indent) }
  })
  return rows
    .map(({ key, text }, index) => `${' '.repeat(indent)}${key.padEnd(widthAt(rows, index))} = ${text}\n`)
    .join('')
}

function widthAt(rows: readonly { readonly key: string; readonly text: string }[], index: number): number {
  if (rows[index]?.text.includes('\n')) return 0
  let [from, to] = [index, index]
  while (from > 0 && !rows[from - 1]?.text.includes('\n')) from -= 1
  while (to < rows.length - 1 && !rows[to + 1]?.text.includes('\n')) to += 1
  return Math.max(...rows.slice(from, to + 1).map(({ key }) => key.length))
}

function fill(text: string): string {
  return named(text, (word) => `\${${NAMES[word]}}`)
}

function renderRole({ key, subjects }: Role): string {
  const lines = subjects.map((subject) => `            ${JSON.stringify(fill(subject))},\n`)
  return `
resource "aws_iam_role" "${key}" {
  name                 = "\${var.service}-${key}"
  max_session_duration = 7200

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:\${data.aws_partition.current.partition}:iam::\${data.aws_caller_identity.current.account_id}:oidc-provider/${ISSUER}" }
      Condition = {
        StringEquals = {
          "${ISSUER}:aud" = "${AUDIENCE}"
          "${ISSUER}:sub" = [
${lines.join('')}          ]
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "${key}" {
  name = "safe-landing"
  role = aws_iam_role.${key}.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [for statement in local.${key}_statements : jsondecode(statement)]
  })
}

output "${key}_role" {
  value = aws_iam_role.${key}.arn
}
`
}

import type { Statement } from '../../scripts/aws-roles/policy.ts'

/** A call as IAM judges it. Every resource that it names has to be allowed. */
export interface Request {
  readonly action: string
  readonly resources: readonly string[]
  /** Keys of conditions, such as `ecs:cluster`. */
  readonly context?: Readonly<Record<string, string>> | undefined
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html, without Deny. */
export function isAllowed(
  statements: readonly Statement[],
  { action, resources, context }: Request,
): boolean {
  const own = statements.filter(
    (statement) => statement.Action.includes(action) && holds(statement.Condition, context),
  )
  return resources.every((arn) =>
    own.some(({ Resource }) => Resource.some((pattern) => matches(pattern, arn))),
  )
}

function holds(condition: Statement['Condition'] = {}, context: Request['context'] = {}): boolean {
  return Object.values(condition).every((keys) =>
    Object.entries(keys).every(([key, value]) => context[key] === value),
  )
}

function matches(pattern: string, arn: string): boolean {
  const literal = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`).test(arn)
}

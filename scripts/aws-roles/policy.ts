import {
  type AwsPermission,
  type Grant,
  RESOURCES,
  type ResourceKind,
} from '../../src/targets/ecs/model/aws-permissions.ts'

/** A statement of IAM. */
export interface Statement {
  readonly Sid: string
  readonly Effect: 'Allow'
  readonly Action: readonly string[]
  readonly Resource: readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** One statement for each kind of resource; `prefix` tells the statements of an option from the others. */
export function statementsOf(
  permissions: readonly Pick<AwsPermission, 'grants'>[],
  prefix = '',
): Statement[] {
  const byKind = new Map<ResourceKind, string[]>()
  for (const { actions, on } of permissions.flatMap<Grant>(({ grants }) => grants)) {
    const known = byKind.get(on) ?? []
    byKind.set(on, [...known, ...actions.filter((action) => !known.includes(action))])
  }
  return [...byKind].map(([kind, actions]) => {
    const { arns, ...resource } = RESOURCES[kind]
    return {
      Sid: pascalCase(`${prefix}-${kind}`),
      Effect: 'Allow',
      Action: actions,
      Resource: arns,
      ...('condition' in resource && { Condition: resource.condition }),
    }
  })
}

function pascalCase(text: string): string {
  return text.replaceAll(/(?:^|-)+([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** The same with names in place of the words in braces. */
export function named<T>(value: T, nameOf: (word: string) => string): T {
  const text = JSON.stringify(value).replaceAll(/\{([a-z-]+)\}/g, (_, word: string) => nameOf(word))
  return JSON.parse(text)
}

/** The actions of the steps in the examples that build and deploy: https://github.com/aws-actions */
export const DEPLOY_STEPS: readonly Statement[] = [
  { Sid: 'LogInToEcr', Effect: 'Allow', Action: ['ecr:GetAuthorizationToken'], Resource: ['*'] },
  {
    Sid: 'PushTheImage',
    Effect: 'Allow',
    Action: [
      'ecr:BatchCheckLayerAvailability',
      'ecr:CompleteLayerUpload',
      'ecr:InitiateLayerUpload',
      'ecr:PutImage',
      'ecr:UploadLayerPart',
    ],
    Resource: ['arn:{partition}:ecr:{region}:{account}:repository/{image-repository}'],
  },
]

/** Where the world's resources live: makes their ARNs. */
export interface Account {
  partition: 'aws' | 'aws-cn' | 'aws-us-gov'
  region: string
  id: string
  /** The caller that access-denied texts name. */
  callerArn: string
}

export function account(settings: Partial<Omit<Account, 'callerArn'>> = {}): Account {
  const { partition = 'aws', region = 'us-east-1', id = '123456789012' } = settings
  const callerArn = `arn:${partition}:sts::${id}:assumed-role/deploy/github-actions`
  return { partition, region, id, callerArn }
}

export function arn(owner: Account, resource: string, service = 'ecs'): string {
  return `arn:${owner.partition}:${service}:${owner.region}:${owner.id}:${resource}`
}

/** `web` of a name, a short ARN (`service/web`) or a long one (`service/prod/web`). */
export function nameOf(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1)
}

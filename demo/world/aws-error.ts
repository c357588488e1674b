import type { Account } from './ecs/account.ts'

/** An error answer, as AWS sends it: its name, its text, its HTTP status. */
export class AwsError extends Error {
  readonly status: number

  constructor(name: string, message: string, status = 400) {
    super(message)
    this.name = name
    this.status = status
  }
}

const TEXTS: Record<string, string> = {
  ClusterNotFoundException: 'Cluster not found.',
  ServiceNotFoundException: 'Service not found.',
  ServiceNotActiveException: 'Service was not ACTIVE.',
  ThrottlingException: 'Rate exceeded',
  ExpiredTokenException: 'The security token included in the request is expired',
  UnrecognizedClientException: 'The security token included in the request is invalid.',
  ServerException: 'Service Unavailable. Please try again later.',
  ConflictException: 'The service deployment is not in a state that can be changed.',
  ServiceDeploymentNotFoundException: 'Service deployment not found.',
  UnsupportedFeatureException: 'The feature is not supported for this service.',
}

export interface Denied {
  /** `ecs:UpdateService` */
  permission: string
  /** The ARN that it is about, or `*`. */
  resource: string
}

/** The error that AWS would send by this name. */
export function errorNamed(name: string, call: Denied, owner: Account): AwsError {
  if (name === 'AccessDeniedException') return accessDenied(call, owner)
  return new AwsError(name, TEXTS[name] ?? name, name === 'ServerException' ? 500 : 400)
}

const accessDenied = ({ permission, resource }: Denied, owner: Account): AwsError =>
  new AwsError(
    'AccessDeniedException',
    `User: ${owner.callerArn} is not authorized to perform: ${permission} on resource: ${resource} because no identity-based policy allows the ${permission} action`,
  )

import { type Account, arn, nameOf } from './account.ts'

/** An error answer, as AWS sends it: its name, its text, its HTTP status. */
export class EcsError extends Error {
  readonly status: number

  constructor(name: string, message: string, status = 400) {
    super(message)
    this.name = name
    this.status = status
  }
}

export const clusterNotFound = () => new EcsError('ClusterNotFoundException', 'Cluster not found.')
export const serviceNotFound = () => new EcsError('ServiceNotFoundException', 'Service not found.')
export const serviceNotActive = () => new EcsError('ServiceNotActiveException', 'Service was not ACTIVE.')
export const invalidParameter = (message: string) => new EcsError('InvalidParameterException', message)
export const clientError = (message: string) => new EcsError('ClientException', message)

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

/** The error that AWS would send by this name for this call. */
export function errorNamed(name: string, action: string, input: object, owner: Account): EcsError {
  if (name === 'AccessDeniedException') return accessDenied(action, input, owner)
  const status = name === 'ServerException' ? 500 : 400
  return new EcsError(name, TEXTS[name] ?? name, status)
}

function accessDenied(action: string, input: object, owner: Account): EcsError {
  const permission = `ecs:${action}`
  const resource = resourceOf(input, owner)
  return new EcsError(
    'AccessDeniedException',
    `User: ${owner.callerArn} is not authorized to perform: ${permission} on resource: ${resource} because no identity-based policy allows the ${permission} action`,
  )
}

interface NamesResource {
  cluster?: string
  service?: string
  services?: string[]
  serviceDeploymentArn?: string
  serviceDeploymentArns?: string[]
  serviceRevisionArns?: string[]
}

function resourceOf(input: NamesResource, owner: Account): string {
  const byArn =
    input.serviceDeploymentArn ?? input.serviceDeploymentArns?.[0] ?? input.serviceRevisionArns?.[0]
  if (byArn !== undefined) return byArn
  const service = input.service ?? input.services?.[0]
  if (service === undefined) return '*'
  return arn(owner, `service/${nameOf(input.cluster ?? 'default')}/${nameOf(service)}`)
}

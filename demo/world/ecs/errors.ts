import { AwsError } from '../aws-error.ts'
import { type Account, arn, nameOf } from './account.ts'

export const clusterNotFound = () => new AwsError('ClusterNotFoundException', 'Cluster not found.')
export const serviceNotFound = () => new AwsError('ServiceNotFoundException', 'Service not found.')
export const serviceNotActive = () => new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.')
export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message)
export const clientError = (message: string) => new AwsError('ClientException', message)
export const conflict = (message: string) => new AwsError('ConflictException', message)
export const unsupported = (message: string) => new AwsError('UnsupportedFeatureException', message)
export const serviceDeploymentNotFound = () =>
  new AwsError('ServiceDeploymentNotFoundException', 'Service deployment not found.')

interface NamesResource {
  cluster?: string
  service?: string
  services?: string[]
  family?: string
  tasks?: string[]
  serviceDeploymentArn?: string
  serviceDeploymentArns?: string[]
  serviceRevisionArns?: string[]
}

/** What a call is about, as access-denied texts name it. */
export function resourceOf(input: NamesResource, owner: Account): string {
  const byArn =
    input.serviceDeploymentArn ?? input.serviceDeploymentArns?.[0] ?? input.serviceRevisionArns?.[0]
  if (byArn !== undefined) return byArn
  const cluster = nameOf(input.cluster ?? 'default')
  if (input.family !== undefined) return arn(owner, `task-definition/${input.family}:*`)
  const [task] = input.tasks ?? []
  if (task !== undefined) return arn(owner, `task/${cluster}/${nameOf(task)}`)
  const service = input.service ?? input.services?.[0]
  if (service === undefined) return '*'
  return arn(owner, `service/${cluster}/${nameOf(service)}`)
}

import { fieldAt } from '../core/field-at.ts'
import { PlatformError, type PlatformErrorCode } from '../core/platform-error.ts'

/**
 * - `transient`: throttled, a server fault, a lost connection: no information this time
 * - the others do not go away by asking again
 */
export type AwsErrorKind = 'transient' | 'access-denied' | 'expired-credentials' | 'not-found' | 'refused'

/** A call to AWS that gave no answer, with words for the user. Never shows credentials. */
export class AwsError extends Error {
  override readonly name = 'AwsError'
  readonly kind: AwsErrorKind
  readonly hint: string | undefined

  constructor(kind: AwsErrorKind, message: string, details: { cause: unknown; hint?: string | undefined }) {
    super(message, { cause: details.cause })
    this.kind = kind
    this.hint = details.hint
  }
}

const EXPIRED = new Set(['ExpiredTokenException', 'ExpiredToken', 'RequestExpired'])
const NO_ACCESS = new Set([
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'IncompleteSignature',
  'MissingAuthenticationToken',
  'InvalidClientTokenId',
])
const NOT_FOUND = new Set([
  'ClusterNotFoundException',
  'ServiceNotFoundException',
  'ServiceDeploymentNotFoundException',
  'ResourceNotFoundException',
])
/** The names differ from service to service. */
const THROTTLED = /throttl|^TooManyRequests|^RequestLimitExceeded$|^SlowDown$|^PriorRequestNotComplete$/i
const TOO_MANY = 429
/** A client's fault by name only: the same call is taken a moment later. */
const PASSING_NAME = /^RequestTimeout/
const PASSING_MESSAGE = /too many concurrent attempts/i

/** Turns whatever an SDK call threw into an `AwsError`. `place`: what was read, and where. */
export function renderAwsError(action: string, cause: unknown, place = ''): AwsError {
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause))
  if (THROTTLED.test(name) || fieldAt(cause, '$metadata', 'httpStatusCode') === TOO_MANY) {
    return new AwsError('transient', `AWS throttles ${action} (${message})`, { cause })
  }
  if (name.startsWith('AccessDenied')) return denied(action, message, cause)
  if (EXPIRED.has(name)) {
    const hint =
      'The session ended while this step ran. Raise role-duration-seconds in aws-actions/configure-aws-credentials above rollout-timeout, bake-time and rollback-timeout together.'
    return new AwsError('expired-credentials', `the AWS credentials expired (${action}: ${message})`, {
      cause,
      hint,
    })
  }
  if (NO_ACCESS.has(name)) {
    const hint =
      'Check the credentials and the region that this job uses, for example role-to-assume and aws-region.'
    return new AwsError('access-denied', `AWS does not accept the credentials (${action}: ${message})`, {
      cause,
      hint,
    })
  }
  if (name === 'CredentialsProviderError') {
    const hint =
      'Run aws-actions/configure-aws-credentials before this step, with permissions: { id-token: write } on the job.'
    return new AwsError('access-denied', 'no AWS credentials were found', { cause, hint })
  }
  if (message.includes('Region is missing')) {
    const hint = 'Set aws-region, or run aws-actions/configure-aws-credentials before this step.'
    return new AwsError('refused', 'no AWS region is set', { cause, hint })
  }
  if (NOT_FOUND.has(name)) {
    const hint = 'Check cluster, service and aws-region: the names must be those of the deploy step.'
    const where = place === '' ? '' : `, asked for ${place}`
    return new AwsError('not-found', `${action}: ${message} (${name}${where})`, { cause, hint })
  }
  if (isClientFault(cause) && !PASSING_NAME.test(name) && !PASSING_MESSAGE.test(message)) {
    return new AwsError('refused', `AWS refused ${action}: ${message} (${name})`, { cause })
  }
  return new AwsError('transient', `${action} got no answer from AWS: ${message} (${name})`, { cause })
}

/** Reads an answer that may have another form than AWS documents: a proxy may have given it. */
export function readAnswer<T>(action: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (!(cause instanceof TypeError || cause instanceof RangeError)) throw cause
    throw new AwsError('transient', `${action} gave an answer of an unexpected form: ${cause.message}`, {
      cause,
    })
  }
}

/** A list that AWS always sends, be it empty: an answer without it is not of AWS, and no empty list. */
export function listOf<T>(list: readonly T[] | undefined): readonly T[] {
  if (list === undefined) throw new TypeError('it holds no list')
  return list
}

function denied(action: string, message: string, cause: unknown): AwsError {
  const named = /not authorized to perform: ([\w-]+:\w+)(?: on resource: (\S+))?/.exec(message)
  const permission = named?.[1] ?? action
  const resource = named?.[2] === undefined ? '' : ` on ${generalise(named[2])}`
  const hint = `Add ${permission}${resource} to the policy of the role that this job assumes.`
  return new AwsError('access-denied', describeRefusal(permission, message), { cause, hint })
}

/** The permission and its resource once, however often AWS says them. */
function describeRefusal(permission: string, message: string): string {
  const [, user, resource, why = ''] =
    /^User: (\S+) is not authorized to perform: \S+(?: on resource: (\S+))?(?: (?:because|with) (.*))?$/s.exec(
      message,
    ) ?? []
  if (user === undefined) return `AWS denied ${permission}: ${message}`
  const on = resource === undefined ? '' : ` on ${resource}`
  const because = why === '' ? '' : `: ${why.replace(`the ${permission} action`, 'it')}`
  return `AWS denied ${permission} to ${user}${on}${because}`
}

/**
 * What AWS names is one deployment, revision or task; a policy has to name all of the service's.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
function generalise(arn: string): string {
  return arn
    .replace(/(:service-(?:deployment|revision)\/[^/]+\/[^/]+)\/[^/]+$/, '$1/*')
    .replace(/(:task\/[^/]+)\/[^/]+$/, '$1/*')
    .replace(/(:task-definition\/[^/:]+):\d+$/, '$1:*')
}

function isClientFault(error: unknown): boolean {
  return typeof error === 'object' && error !== null && '$fault' in error && error.$fault === 'client'
}

const CODES: Record<AwsErrorKind, PlatformErrorCode> = {
  transient: 'unreachable',
  'access-denied': 'access-denied',
  'expired-credentials': 'expired-credentials',
  'not-found': 'not-found',
  refused: 'refused',
}

/** For planning and applying, where an error ends the rollback. */
export function toPlatformError(error: AwsError): PlatformError {
  return new PlatformError(CODES[error.kind], error.message, { cause: error, hint: error.hint })
}

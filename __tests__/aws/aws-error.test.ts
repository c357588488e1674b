import { renderAwsError, toPlatformError } from '../../src/aws/aws-error.ts'

const ARN = 'arn:aws:ecs:us-east-1:123456789012'

function denied(action: string, resource: string) {
  const message = `User: arn:aws:sts::123456789012:assumed-role/deploy/x is not authorized to perform: ${action} on resource: ${ARN}:${resource} because no identity-based policy allows the ${action} action`
  return renderAwsError(
    action,
    Object.assign(new Error(message), { name: 'AccessDeniedException', $fault: 'client' }),
  )
}

test.each([
  ['ecs:DescribeServices', 'service/prod/web', 'service/prod/web'],
  ['ecs:DescribeServiceDeployments', 'service-deployment/prod/web/abc', 'service-deployment/prod/web/*'],
  ['ecs:DescribeServiceRevisions', 'service-revision/prod/web/123', 'service-revision/prod/web/*'],
  ['ecs:DescribeTasks', 'task/prod/0123456789abcdef', 'task/prod/*'],
  ['ecs:TagResource', 'task-definition/web:4', 'task-definition/web:*'],
])(
  'a denied %s asks for what a policy has to name, not for the one that AWS names',
  (action, resource, asked) => {
    const { kind, hint } = denied(action, resource)
    expect({ kind, hint }).toEqual({
      kind: 'access-denied',
      hint: `Add ${action} on ${ARN}:${asked} to the policy of the role that this job assumes.`,
    })
  },
)

test.each([
  [
    ' because no identity-based policy allows the ecs:UpdateService action',
    ': no identity-based policy allows it',
  ],
  [' with an explicit deny in a service control policy', ': an explicit deny in a service control policy'],
  ['', ''],
])('a denial%s says the permission, the user and the resource once', (why, shown) => {
  const message = `User: ${ARN}:user/x is not authorized to perform: ecs:UpdateService on resource: ${ARN}:service/prod/web${why}`
  const error = Object.assign(new Error(message), { name: 'AccessDeniedException', $fault: 'client' })
  expect(renderAwsError('ecs:UpdateService', error).message).toBe(
    `AWS denied ecs:UpdateService to ${ARN}:user/x on ${ARN}:service/prod/web${shown}`,
  )
})

test.each([
  [{ name: 'ThrottlingException', message: 'Rate exceeded', $fault: 'client' }, 'transient', 'unreachable'],
  [{ name: 'Throttling', message: 'Rate exceeded', $fault: 'client' }, 'transient', 'unreachable'],
  [{ name: 'RequestThrottledException', message: 'slow down', $fault: 'client' }, 'transient', 'unreachable'],
  [
    { name: 'UnknownError', message: '429', $fault: 'client', $metadata: { httpStatusCode: 429 } },
    'transient',
    'unreachable',
  ],
  [{ name: 'RequestTimeoutException', message: 'late', $fault: 'client' }, 'transient', 'unreachable'],
  [
    {
      name: 'ClientException',
      message: 'Too many concurrent attempts to create a new revision of the specified family.',
      $fault: 'client',
    },
    'transient',
    'unreachable',
  ],
  [{ name: 'ServerException', message: 'oops', $fault: 'server' }, 'transient', 'unreachable'],
  [{ name: 'Error', message: 'socket hang up' }, 'transient', 'unreachable'],
  [
    { name: 'ExpiredTokenException', message: 'expired', $fault: 'client' },
    'expired-credentials',
    'expired-credentials',
  ],
  [
    { name: 'UnrecognizedClientException', message: 'no', $fault: 'client' },
    'access-denied',
    'access-denied',
  ],
  [{ name: 'CredentialsProviderError', message: 'none' }, 'access-denied', 'access-denied'],
  [{ name: 'ClusterNotFoundException', message: 'none', $fault: 'client' }, 'not-found', 'not-found'],
  [
    { name: 'ClientException', message: 'TaskDefinition is inactive', $fault: 'client' },
    'refused',
    'refused',
  ],
])('%j is %s, and for a rollback %s', (fields, kind, code) => {
  const trouble = renderAwsError('ecs:UpdateService', Object.assign(new Error(fields.message), fields))
  expect(trouble.kind).toBe(kind)
  expect(toPlatformError(trouble)).toMatchObject({ code, cause: trouble })
})

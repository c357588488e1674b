import type {
  EcsDeployment,
  EcsService,
  ServiceDeployment,
  ServiceHistory,
  ServiceRevision,
} from '../../src/targets/ecs/model/model.ts'

const ARN = 'arn:aws:ecs:us-east-1:123456789012'
const MINUTE_MS = 60_000

export const td = (name: string) => `${ARN}:task-definition/${name}`
export const revisionArn = (name: string) => `${ARN}:service-revision/prod/web/${name.replace(':', '')}`

/** `web:4 PRIMARY IN_PROGRESS 0/2`, created so many minutes after the world began. */
export function deployment(text: string, changes: Partial<EcsDeployment> = {}): EcsDeployment {
  const [name = '', status = '', rolloutState = '', counts = '2/2'] = text.split(' ')
  const [runningCount = 0, desiredCount = 0] = counts.split('/').map(Number)
  const number = Number(name.split(':')[1])
  return {
    id: `ecs-svc/${number}`,
    status,
    taskDefinition: td(name),
    ...(rolloutState === '-' ? {} : { rolloutState }),
    desiredCount,
    runningCount,
    pendingCount: 0,
    failedTasks: 0,
    createdAtMs: number * MINUTE_MS,
    ...changes,
  }
}

export function service(
  deployments: readonly (string | EcsDeployment)[],
  changes: Partial<EcsService> = {},
): EcsService {
  const listed = deployments.map((one) => (typeof one === 'string' ? deployment(one) : one))
  return {
    name: 'web',
    arn: `${ARN}:service/prod/web`,
    status: 'ACTIVE',
    controller: 'ECS',
    strategy: 'ROLLING',
    desiredCount: 2,
    runningCount: 2,
    pendingCount: 0,
    taskDefinition: listed[0]?.taskDefinition ?? td('web:1'),
    deployments: listed,
    targetGroups: [],
    isExpress: false,
    schedule: [],
    events: [],
    ...changes,
  }
}

/** `web:4 IN_PROGRESS`, from the revision before it. */
export function entry(text: string, changes: Partial<ServiceDeployment> = {}): ServiceDeployment {
  const [name = '', status = ''] = text.split(' ')
  const number = Number(name.split(':')[1])
  return {
    arn: `${ARN}:service-deployment/prod/web/${number}`,
    status,
    createdAtMs: number * MINUTE_MS,
    createdAt: `2026-01-05T10:${String(number).padStart(2, '0')}:00Z`,
    targetRevisionArn: revisionArn(name),
    sourceRevisionArns: [revisionArn(`web:${number - 1}`)],
    hooks: [],
    triggeredAlarms: [],
    ...changes,
  }
}

export function revision(name: string, changes: Partial<ServiceRevision> = {}): ServiceRevision {
  return {
    arn: revisionArn(name),
    taskDefinition: td(name),
    createdAtMs: Number(name.split(':')[1]) * MINUTE_MS,
    images: [{ container: 'web', image: `registry.example/${name}`, digest: `sha256:${name}` }],
    settings: {},
    ...changes,
  }
}

/** The entries, newest last, with a revision for each of `web:1` to `web:9` unless others are given. */
export function history(
  entries: readonly (string | ServiceDeployment)[],
  revisions: readonly ServiceRevision[] = [],
): ServiceHistory {
  const known = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => revision(`web:${number}`))
  return {
    deployments: entries.map((one) => (typeof one === 'string' ? entry(one) : one)),
    revisions: new Map([...known, ...revisions].map((one) => [one.arn, one])),
    isWhole: true,
  }
}

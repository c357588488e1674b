import { TaskStopCode } from '@aws-sdk/client-ecs'
import type { StoppedTask } from '../../../../src/targets/ecs/model/model.ts'
import {
  causeFirst,
  describePending,
  describeStop,
  type EcsCount,
  findBlockedTasks,
  findFailedTasks,
  findTakenAway,
  followCount,
  hasLackedRoom,
  isBesideApplication,
  listCounted,
} from '../../../../src/targets/ecs/model/stopped-task.ts'
import { deployment } from '../../../support/ecs-facts.ts'

const stopped = (changes: Partial<StoppedTask> = {}): StoppedTask => ({
  arn: 'arn:aws:ecs:us-east-1:123456789012:task/prod/1',
  startedBy: 'ecs-svc/4',
  containers: [],
  ...changes,
})
const countsAsFailed = (task: StoppedTask) => findFailedTasks([task], 'ecs-svc/4').length === 1

const GROUP = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef'
const CHECK_FAILED = `Task failed ELB health checks in (target-group ${GROUP})`
const CANNOT_PULL =
  'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref registry.example/web:4: not found'

/** What a version does under each code; the compiler asks for a row when the SDK knows a new code. */
const FAILURES: Readonly<Record<TaskStopCode, readonly string[]>> = {
  EssentialContainerExited: ['Essential container in task exited', 'Task failed container health checks'],
  TaskFailedToStart: [
    CANNOT_PULL,
    'CannotPullContainerError: Error response from daemon: manifest for registry.example/web:4 not found',
    'CannotPullECRContainerError: AccessDeniedException: not authorized to perform ecr:GetDownloadUrlForLayer',
    'CannotPullImageManifestError: Error response from daemon: manifest unknown',
    'CannotStartContainerError: Error response from daemon: OCI runtime create failed: exec: "serve": executable file not found in $PATH',
    'CannotCreateContainerError: API error (400): invalid mount path',
    'CannotCreateVolumeError: EFS utils is not installed',
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): AccessDeniedException',
    'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: The specified log group does not exist',
    'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: mount.nfs4: access denied',
    'OutOfMemoryError: Container killed due to memory usage',
    'Fetching secret data from SSM Parameter Store in us-east-1: invalid parameters: /web/key',
    "ECS was unable to assume the role 'arn:aws:iam::123456789012:role/web' that was provided for this task.",
  ],
  ServiceSchedulerInitiated: [
    CHECK_FAILED,
    'Task failed ELB health checks in (elb web)',
    'Task failed container health checks',
    'Task failed Cloud Map health checks',
    'Task failed VPC Lattice health checks in (target-group tg-1)',
  ],
  InfrastructureHealth: [],
  SpotInterruption: [],
  TerminationNotice: [],
  UserInitiated: [],
}

/** What stops tasks too. */
const NO_FAILURES: Readonly<Record<TaskStopCode, readonly string[]>> = {
  EssentialContainerExited: [],
  TaskFailedToStart: [
    'TaskFailedToStart: RESOURCE:MEMORY',
    'TaskFailedToStart: AGENT',
    'Capacity is unavailable at this time. Please try again later or in a different availability zone',
    'Unexpected EC2 error while attempting to Create Network Interface in subnet subnet-1',
    'Timeout waiting for network interface provisioning to complete.',
    'ResourceInitializationError: failed to configure ENI: failed to setup regional eni: netplugin failed with no error message',
    'CannotPullContainerError: failed to register layer: write /app: no space left on device',
    'CannotPullContainerError: toomanyrequests: You have reached your pull rate limit',
    'ResourceInitializationError: unable to pull secrets or registry auth: ThrottlingException: Rate exceeded',
    'ResourceInitializationError: unable to pull secrets or registry auth: InternalServiceError: status code: 500, request id: 1',
    'CannotPullContainerError: failed to resolve ref registry.example/web:4: unexpected status from HEAD request: 503 Service Unavailable',
    'CannotPullContainerError: Error response from daemon: received unexpected HTTP status: 500 Internal Server Error',
    'CannotPullContainerError: dial tcp: lookup registry.example on 10.0.0.2:53: server misbehaving',
    'CannotStartContainerError: driver failed programming external connectivity: Bind for 0.0.0.0:8080 failed: port is already allocated',
    'DockerTimeoutError: Could not transition to started; timed out after waiting 3m0s',
    'Task failed to start',
    'something that this version does not know',
  ],
  ServiceSchedulerInitiated: [
    'Scaling activity initiated by (deployment ecs-svc/4)',
    'Scaling activity initiated by (taskSet ecs-svc/4)',
    'Service web: container instance is in DRAINING state',
    'Service web: ECS is performing maintenance on the underlying infrastructure hosting the task',
    'Task stopped for Availability Zone rebalancing',
    'Host EC2 (instance i-0123456789abcdef0) stopped/terminated.',
    'something that this version does not know',
  ],
  InfrastructureHealth: ['Task stopped because the underlying infrastructure is impaired.'],
  SpotInterruption: ['Your Spot Task was interrupted.', 'Essential container in task exited'],
  TerminationNotice: [
    'Host EC2 (instance i-0123456789abcdef0) terminated.',
    'Your Spot Task was interrupted.',
    CHECK_FAILED,
  ],
  UserInitiated: ['Task stopped by user', 'Task failed container health checks', CANNOT_PULL],
}

describe.each(Object.values(TaskStopCode))('a task that stopped with the code %s', (stopCode) => {
  const rows = [
    ...FAILURES[stopCode].map((text) => [text, true] as const),
    ...NO_FAILURES[stopCode].map((text) => [text, false] as const),
  ]
  it.each(rows)('and the reason %s', (stoppedReason, isFailure) => {
    const killed = [{ name: 'web', exitCode: 137 }]
    expect(countsAsFailed(stopped({ stopCode, stoppedReason, containers: killed }))).toBe(isFailure)
  })
})

describe('a stopped task', () => {
  it.each([
    ['Essential container in task exited', true],
    [CHECK_FAILED, true],
    [CANNOT_PULL, true],
    ['Host EC2 (instance i-0123456789abcdef0) terminated.', false],
    [undefined, false],
  ])('without a code, with the reason %s', (stoppedReason, isFailure) => {
    expect(countsAsFailed(stopped({ stoppedReason }))).toBe(isFailure)
  })

  it('is no failure with a code that this version does not know', () => {
    expect(countsAsFailed(stopped({ stopCode: 'Vanished', stoppedReason: CHECK_FAILED }))).toBe(false)
  })

  it('counts for its own deployment only', () => {
    const exited = { stopCode: 'EssentialContainerExited' }
    expect(countsAsFailed(stopped(exited))).toBe(true)
    expect(countsAsFailed(stopped({ ...exited, startedBy: 'ecs-svc/3' }))).toBe(false)
  })

  it.each([
    [
      [
        { name: 'web', exitCode: 143 },
        { name: 'ecs-service-connect-x1y2z', exitCode: 1 },
      ],
      false,
    ],
    [
      [
        { name: 'web', exitCode: 0 },
        { name: 'ecs-service-connect-x1y2z', exitCode: 137, reason: 'OutOfMemoryError' },
      ],
      false,
    ],
    [
      [
        { name: 'web', exitCode: 1 },
        { name: 'ecs-service-connect-x1y2z', exitCode: 1 },
      ],
      true,
    ],
    [
      [
        { name: 'web', exitCode: 137, reason: 'OutOfMemoryError' },
        { name: 'ecs-service-connect-x1y2z', exitCode: 143 },
      ],
      true,
    ],
    [
      [
        { name: 'web', exitCode: 0 },
        { name: 'ecs-service-connect-x1y2z', exitCode: 143 },
      ],
      true,
    ],
    [
      [
        { name: 'web', exitCode: 0 },
        { name: 'aws-guardduty-agent-x1y2z', exitCode: 1 },
      ],
      true,
    ],
  ])('whose essential containers ended as %j', (containers, isFailure) => {
    expect(countsAsFailed(stopped({ stopCode: 'EssentialContainerExited', containers }))).toBe(isFailure)
  })

  it('may have the reason why it could not start at its containers only', () => {
    const failed = (name: string, reason: string) =>
      countsAsFailed(
        stopped({
          stopCode: 'TaskFailedToStart',
          stoppedReason: 'Task failed to start',
          containers: [{ name, reason }],
        }),
      )
    expect(failed('web', CANNOT_PULL)).toBe(true)
    expect(failed('aws-guardduty-agent-x1y2z', CANNOT_PULL)).toBe(false)
    expect(failed('ecs-service-connect-x1y2z', CANNOT_PULL)).toBe(false)
  })
})

describe('a pending task', () => {
  const blocked = (condition: string, exitCode: number | undefined) => {
    const containers = [{ name: 'web' }, { name: 'init', exitCode }]
    return findBlockedTasks([stopped({ containers })], [{ on: 'init', condition }]).map(describeStop)
  }

  it.each([
    ['SUCCESS', 1, true],
    ['SUCCESS', 0, false],
    ['SUCCESS', undefined, false],
    ['COMPLETE', 1, false],
    ['START', 1, false],
    ['HEALTHY', 0, true],
    ['HEALTHY', undefined, false],
  ])(
    'whose container waits for the %s of another one, which ended with %s',
    (condition, exitCode, isBlocked) => {
      expect(blocked(condition, exitCode)).toHaveLength(isBlocked ? 1 : 0)
    },
  )

  it.each([
    ['STOPPED', CANNOT_PULL, true],
    ['STOPPED', 'CannotPullContainerError: toomanyrequests', false],
    ['STOPPED', undefined, false],
    ['PENDING', CANNOT_PULL, false],
  ])('whose container waits for one that is %s and never started, with %s', (status, reason, isBlocked) => {
    const containers = [{ name: 'web' }, { name: 'init', status, reason }]
    const found = findBlockedTasks([stopped({ containers })], [{ on: 'init', condition: 'COMPLETE' }])
    expect(found).toHaveLength(isBlocked ? 1 : 0)
  })

  it('is described with the container that keeps it waiting', () => {
    expect(blocked('SUCCESS', 1)).toEqual([
      'Task cannot start: other containers wait for init (init: exit code 1)',
    ])
  })
})

describe('where no tasks can be listed', () => {
  const total = (...failedTasks: number[]) =>
    failedTasks.reduce<EcsCount | undefined>(
      (before, count) =>
        followCount(before, deployment('web:4 PRIMARY IN_PROGRESS 0/2', { failedTasks: count })),
      undefined,
    )

  it.each([
    [[0], 0],
    [[2], 2],
    [[1, 1, 2], 2],
    [[2, 0, 1], 3],
    [[2, 1], 3],
  ])('ECS, which begins again when a task runs, has counted by %j', (counts, expected) => {
    expect(total(...counts)?.total).toBe(expected)
  })

  it('another deployment is counted from the beginning', () => {
    const other = deployment('web:5 PRIMARY IN_PROGRESS 0/2', { failedTasks: 1 })
    expect(followCount(total(2), other)).toEqual({ deploymentId: 'ecs-svc/5', latest: 1, total: 1 })
  })

  it('each of them is one failed task, with why its reason is unknown', () => {
    const count = { deploymentId: 'ecs-svc/4', latest: 2, total: 2 }
    const reason = 'ECS counted it; the reason cannot be read: access denied'
    expect(listCounted(count, 'access denied')).toEqual([
      { id: 'ecs-svc/4#1', reason },
      { id: 'ecs-svc/4#2', reason },
    ])
  })
})

it.each([
  ['was unable to place a task. Reason: Capacity is unavailable at this time.', 5, true],
  ['was unable to place a task because no container instance met all of its requirements.', 5, true],
  [
    'is unable to place a task in us-east-1a because no container instance met all of its requirements.',
    5,
    true,
  ],
  ['was unable to place a task. Reason: Capacity is unavailable at this time.', 3, false],
  ['has started 1 tasks: (task 1).', 5, false],
])('an event that says it %s, of minute %i, is about missing room: %s', (text, createdAtMs, lacks) => {
  const event = { id: '1', createdAtMs, message: `(service web) ${text}` }
  expect(hasLackedRoom([event], 4)).toBe(lacks)
})

describe('why a task stopped', () => {
  const stopCode = 'TaskFailedToStart'
  it.each([
    [{ stopCode, stoppedReason: 'no space left' }, 'no space left'],
    [{ stopCode }, 'TaskFailedToStart'],
    [{}, 'stopped without a reason'],
    [
      { stoppedReason: 'it exited', containers: [{ name: 'web', exitCode: 137, reason: 'OutOfMemory' }] },
      'it exited (web: exit code 137, OutOfMemory)',
    ],
    [
      {
        stoppedReason: 'it exited',
        containers: [{ name: 'web', reason: 'CannotPullContainer' }, { name: 'log' }],
      },
      'it exited (web: CannotPullContainer)',
    ],
    [
      {
        stoppedReason: 'it exited',
        containers: [
          { name: 'web', exitCode: 0 },
          { name: 'worker', exitCode: 1 },
        ],
      },
      'it exited (worker: exit code 1; web: exit code 0)',
    ],
  ])('%j is said as %s', (task, text) => {
    expect(describeStop(stopped(task))).toBe(text)
  })

  it.each([
    [
      [
        { name: 'envoy', exitCode: 1 },
        { name: 'web', exitCode: 1 },
      ],
      ['web', 'envoy'],
    ],
    [
      [
        { name: 'ecs-service-connect-x1y2z', exitCode: 0 },
        { name: 'web', exitCode: 0 },
      ],
      ['web', 'ecs-service-connect-x1y2z'],
    ],
    [
      [
        { name: 'web', exitCode: 143 },
        { name: 'envoy', exitCode: 1 },
      ],
      ['envoy', 'web'],
    ],
    [
      [
        { name: 'web', exitCode: 143, reason: 'CannotStartContainerError: dependency' },
        { name: 'init', exitCode: 1 },
      ],
      ['init', 'web'],
    ],
    [
      [
        { name: 'aws-guardduty-agent-x1y2z', reason: 'CannotPullContainerError' },
        { name: 'web', exitCode: 137 },
      ],
      ['web', 'aws-guardduty-agent-x1y2z'],
    ],
  ])('of %j the cause comes first: %j', (containers, names) => {
    expect(causeFirst(containers).map(({ name }) => name)).toEqual(names)
  })
})

describe('what took the last task away', () => {
  const spot = stopped({ stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.' })
  const exited = stopped({ stopCode: 'EssentialContainerExited', stoppedReason: 'it ended' })
  const of = (...tasks: StoppedTask[]) => findTakenAway([deployment('web:4 PRIMARY COMPLETED 0/1')], tasks)

  it.each<[string, StoppedTask[], string | undefined]>([
    ['nothing has ended', [], undefined],
    ['the infrastructure', [spot], 'Your Spot Task was interrupted.'],
    ['its version', [exited], undefined],
    [
      'only the last end counts',
      [
        { ...exited, stoppedAtMs: 1 },
        { ...spot, stoppedAtMs: 2 },
      ],
      'Your Spot Task was interrupted.',
    ],
    [
      'only the last end counts, in whatever order',
      [
        { ...exited, stoppedAtMs: 2 },
        { ...spot, stoppedAtMs: 1 },
      ],
      undefined,
    ],
    [
      'an end without a time is the oldest',
      [exited, { ...spot, stoppedAtMs: 1 }],
      'Your Spot Task was interrupted.',
    ],
    ['the tasks of another deployment do not count', [{ ...spot, startedBy: 'ecs-svc/3' }], undefined],
  ])('%s', (_, tasks, why) => {
    expect(of(...tasks)).toBe(why)
  })

  it('is said of the first deployment that lost its tasks', () => {
    const deployments = ['web:4 PRIMARY IN_PROGRESS 0/1', 'web:3 ACTIVE COMPLETED 0/1'].map((text) =>
      deployment(text),
    )
    const others = stopped({
      startedBy: 'ecs-svc/3',
      stopCode: 'SpotInterruption',
      stoppedReason: 'another one',
    })
    expect(findTakenAway(deployments, [others, spot])).toBe('Your Spot Task was interrupted.')
    expect(findTakenAway(deployments, [others])).toBe('another one')
  })
})

describe('why tasks do not run yet', () => {
  type Container = StoppedTask['containers'][number]
  const pendingWith = (...containers: Partial<Container>[]) =>
    stopped({ containers: containers.map((each) => ({ name: 'web', status: 'PENDING', ...each })) })

  it.each<[string, Partial<Container>, string]>([
    ['it waits', {}, '1 task is PENDING (web is PENDING)'],
    ['it has no image', { lacksImage: true }, '1 task is PENDING (web is PENDING and has no image yet)'],
    [
      'it says why',
      { reason: 'no route to the registry' },
      '1 task is PENDING (web: no route to the registry)',
    ],
    ['it has ended', { exitCode: 0 }, '1 task is PENDING (web ended with exit code 0)'],
    [
      'it has ended and says why',
      { exitCode: 1, reason: 'x' },
      '1 task is PENDING (web ended with exit code 1)',
    ],
  ])('%s', (_, container, text) => {
    expect(describePending([pendingWith(container)])).toBe(text)
  })

  it('is said by the first of several', () => {
    expect(describePending([pendingWith({}), pendingWith({ exitCode: 1 })])).toBe(
      '2 tasks are PENDING (web is PENDING)',
    )
    expect(describePending([])).toBeUndefined()
  })
})

it.each([
  ...[
    'ecs-service-connect-abc',
    'aws-guardduty-agent-abc',
    'envoy',
    'xray-daemon',
    'aws-otel-collector',
    'otel',
  ],
  ...[
    'datadog-agent',
    'firelens',
    'fluentbit',
    'log-router',
    'log_router',
    'logrouter',
    'Envoy',
    'XRay',
    'LOG-ROUTER',
  ],
])('%s runs beside the application', (name) => {
  expect(isBesideApplication(name)).toBe(true)
})

it.each(['web', 'my-envoy', 'catalog-router', 'app-datadog'])('%s is the application', (name) => {
  expect(isBesideApplication(name)).toBe(false)
})

it.each([
  ['ecs-service-connect-abc', false],
  ['aws-guardduty-agent-abc', false],
  ['my-aws-guardduty-agent-abc', true],
  ['web', true],
])('a container %s that cannot start is the version’s doing: %s', (name, isFailed) => {
  const containers = [{ name, reason: CANNOT_PULL }]
  expect(
    countsAsFailed(
      stopped({ stopCode: 'TaskFailedToStart', stoppedReason: 'Task failed to start', containers }),
    ),
  ).toBe(isFailed)
})

describe('of the containers of a task, the cause comes first', () => {
  type Container = StoppedTask['containers'][number]
  const order = (...containers: Container[]) => causeFirst(containers).map(({ name }) => name)
  const guard = { name: 'aws-guardduty-agent-abc', exitCode: 1 }

  it.each<[string, Container[], string[]]>([
    [
      'what failed',
      [
        { name: 'db', exitCode: 0 },
        { name: 'web', exitCode: 1 },
      ],
      ['web', 'db'],
    ],
    [
      'not what was ended for it',
      [
        { name: 'db', exitCode: 137 },
        { name: 'web', exitCode: 1 },
      ],
      ['web', 'db'],
    ],
    [
      'not what was asked to end',
      [
        { name: 'db', exitCode: 143 },
        { name: 'web', exitCode: 1 },
      ],
      ['web', 'db'],
    ],
    [
      'what was killed and says why',
      [
        { name: 'db', exitCode: 0 },
        { name: 'web', exitCode: 137, reason: 'out of memory' },
      ],
      ['web', 'db'],
    ],
    ['not what never ended', [{ name: 'db' }, { name: 'web', exitCode: 1 }], ['web', 'db']],
    [
      'what never ended and says why',
      [
        { name: 'db', exitCode: 0 },
        { name: 'web', reason: 'no image' },
      ],
      ['web', 'db'],
    ],
    [
      'the application before what runs beside it',
      [
        { name: 'envoy', exitCode: 1 },
        { name: 'web', exitCode: 1 },
      ],
      ['web', 'envoy'],
    ],
    [
      'what runs beside it, if that alone failed',
      [
        { name: 'web', exitCode: 0 },
        { name: 'envoy', exitCode: 1 },
      ],
      ['envoy', 'web'],
    ],
    [
      'monitoring at last',
      [guard, { name: 'envoy', exitCode: 0 }, { name: 'web', exitCode: 0 }],
      ['web', 'envoy', guard.name],
    ],
  ])('%s', (_, containers, names) => {
    expect(order(...containers)).toEqual(names)
  })
})

it('room was lacking if one event since then says so, whatever the others say', () => {
  const event = (message: string, createdAtMs: number) => ({ id: message, message, createdAtMs })
  const lacking = event('(service web) was unable to place a task.', 1_000)
  const other = event('(service web) has started 1 tasks.', 1_000)
  expect(hasLackedRoom([other, lacking], 1_000)).toBe(true)
  expect(hasLackedRoom([other, lacking], 1_001)).toBe(false)
  expect(hasLackedRoom([other], 0)).toBe(false)
  expect(hasLackedRoom([], 0)).toBe(false)
})

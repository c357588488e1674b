import { findBlock } from '../../../../src/targets/ecs/model/deployment-progress.ts'

/** Newest first, as ECS lists them. */
const blockOf = (...messages: readonly string[]) =>
  findBlock(
    messages.map((message, index) => ({
      id: String(index),
      createdAtMs: 1_000,
      message: `(service web) ${message}`,
    })),
    500,
  )

const NO_ROOM = 'was unable to place a task. Reason: Capacity is unavailable at this time.'
const INCONSISTENT = 'is unable to consistently start tasks successfully.'
const ROLE = 'failed to launch a task with (error ECS was unable to assume the role arn:aws:iam::1:role/web)'

test.each([
  NO_ROOM,
  'was unable to place a task because no container instance met all of its requirements.',
  'was unable to place a task. Reason: No Container Instances were found in your capacity provider.',
  "was unable to place a task. Reason: You've reached the limit on the number of vCPUs.",
  "failed to launch a task with (error You've reached the limit on the number of tasks you can run concurrently.)",
  'operations are being throttled on elb. Will try again later.',
  'was unable to reach steady state because (taskSet ecs-svc/1) was unable to scale in due to (reason 2 tasks under protection)',
])('%s: no word about the version', (message) => {
  expect(blockOf(message)).toEqual({ text: `(service web) ${message}`, isRoom: true })
})

test.each([
  ROLE,
  'was unable to place a task. Reason: ECS was unable to assume the role web.',
  'was unable to stop or start tasks during a deployment because of the service deployment configuration.',
  '(task 1) failed container health checks.',
  '(task 1) (port 80) is unhealthy in (target-group web) due to (reason Health checks failed with these codes: [500])',
  'deployment failed: tasks failed to start.',
])('%s: says why', (message) => {
  expect(blockOf(message)?.isRoom).toBe(false)
})

test('that tasks do not start is no cause of its own: the cause beside it counts, room or not', () => {
  expect(blockOf(INCONSISTENT, NO_ROOM)).toMatchObject({
    isRoom: true,
    text: expect.stringContaining('place'),
  })
  expect(blockOf(INCONSISTENT, ROLE)).toMatchObject({ isRoom: false, text: expect.stringContaining('role') })
  expect(blockOf(INCONSISTENT)).toMatchObject({ isRoom: false })
})

test('a cause goes before missing room, whichever came last', () => {
  for (const events of [
    [NO_ROOM, ROLE],
    [ROLE, NO_ROOM],
  ])
    expect(blockOf(...events)?.text).toContain('role')
})

test.each(['(service failover-role)', 'service failover-role', '(service web) (deployment ecs-svc/secret)'])(
  'a name is none of the words of %s',
  (subject) => {
    const events = [
      `${subject} was unable to place a task.`,
      `${subject} registered 1 targets in (target-group fail).`,
    ]
    expect(
      findBlock(
        events.map((message, index) => ({ id: String(index), createdAtMs: 1_000, message })),
        500,
      ),
    ).toEqual({ text: events[0], isRoom: true })
  },
)

test('what happens all the time blocks nothing', () => {
  expect(blockOf('has started 2 tasks: (task 1) (task 2).', 'has reached a steady state.')).toBeUndefined()
})

test.each([
  'was unable to place a task. Reason: ECS was unable to assume the Role web.',
  'was unable to place a task. Reason: Secret web/key is gone.',
  'was unable to place a task. Reason: User is Not Authorized to do that.',
  'was unable to place a task. Reason: ResourceInitializationError: no route.',
  'was unable to place a task. Reason: CannotPullContainerError: not found.',
])('%s: it also names what the version itself names', (message) => {
  expect(blockOf(message)?.isRoom).toBe(false)
})

test.each([
  ['a name that begins the event', 'service failover was unable to place a task.', true],
  [
    'a name in the middle, which is a word of the event',
    '(service web) said that service failover-role was unable to place a task.',
    false,
  ],
])('%s: %s', (_, message, isRoom) => {
  expect(findBlock([{ id: '1', createdAtMs: 1_000, message }], 500)).toEqual({ text: message, isRoom })
})

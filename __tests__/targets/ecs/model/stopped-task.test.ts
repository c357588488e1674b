import { TaskStopCode } from '@aws-sdk/client-ecs'
import type { StoppedTask } from '../../../../src/targets/ecs/model/model.ts'
import { describeStop, findFailedTasks } from '../../../../src/targets/ecs/model/stopped-task.ts'

const stopped = (changes: Partial<StoppedTask> = {}): StoppedTask => ({
  arn: 'arn:aws:ecs:us-east-1:123456789012:task/prod/1',
  startedBy: 'ecs-svc/4',
  containers: [],
  ...changes,
})
const countsAsFailed = (task: StoppedTask) => findFailedTasks([task], 'ecs-svc/4').length === 1

/** The compiler asks for a row when the SDK knows a new code. */
const IS_FAILURE: Readonly<Record<TaskStopCode, boolean>> = {
  EssentialContainerExited: true,
  TaskFailedToStart: true,
  ServiceSchedulerInitiated: true,
  InfrastructureHealth: false,
  SpotInterruption: false,
  TerminationNotice: false,
  UserInitiated: false,
}

describe('a stopped task', () => {
  it.each(Object.values(TaskStopCode))('with the stop code %s', (stopCode) => {
    expect(countsAsFailed(stopped({ stopCode }))).toBe(IS_FAILURE[stopCode])
  })

  it('counts as failed where no code is given, or one that this version does not know', () => {
    expect(countsAsFailed(stopped())).toBe(true)
    expect(countsAsFailed(stopped({ stopCode: 'Vanished' }))).toBe(true)
  })

  it('counts for its own deployment only', () => {
    expect(countsAsFailed(stopped({ startedBy: 'ecs-svc/3' }))).toBe(false)
  })

  it('is no failure when the service scales in, which has the stop code of a failed health check', () => {
    const stopCode = 'ServiceSchedulerInitiated'
    const scaleIn = 'Scaling activity initiated by (deployment ecs-svc/4)'
    expect(countsAsFailed(stopped({ stopCode, stoppedReason: scaleIn }))).toBe(false)
    expect(countsAsFailed(stopped({ stopCode, stoppedReason: 'Task failed ELB health checks' }))).toBe(true)
  })
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
          { name: 'log', exitCode: 1 },
        ],
      },
      'it exited (web: exit code 0; log: exit code 1)',
    ],
  ])('%j is said as %s', (task, text) => {
    expect(describeStop(stopped(task))).toBe(text)
  })
})

import type * as sdk from '@aws-sdk/client-ecs'
import { nameOf } from '../account.ts'
import { describeTask } from '../describe-task.ts'
import { invalidParameter } from '../errors.ts'
import { stopByUser } from '../interruptions.ts'
import { findCluster, findService } from '../lookup.ts'
import { page } from '../pages.ts'
import type { Operation } from './operation.ts'

const MOST_TASKS = 100

export const ListTasks: Operation<sdk.ListTasksRequest, sdk.ListTasksResponse> = (ecs, input) => {
  const { desiredStatus = 'RUNNING', startedBy, family, serviceName } = input
  const cluster = findCluster(ecs, input.cluster)
  const services =
    serviceName === undefined ? [...cluster.services.values()] : [findService(ecs, cluster.name, serviceName)]
  const arns = services
    .flatMap((service) => service.tasks)
    .filter((task) => task.desiredStatus === desiredStatus)
    .filter((task) => startedBy === undefined || task.deployment.id === startedBy)
    .filter((task) => family === undefined || nameOf(task.taskDefinitionArn).startsWith(`${family}:`))
    .map((task) => task.arn)
  const { items, nextToken } = page(ecs, arns, input)
  return { taskArns: items, nextToken }
}

export const DescribeTasks: Operation<sdk.DescribeTasksRequest, sdk.DescribeTasksResponse> = (ecs, input) => {
  const wanted = input.tasks ?? []
  if (wanted.length === 0) throw invalidParameter('Tasks cannot be empty.')
  if (wanted.length > MOST_TASKS) throw invalidParameter('You cannot specify more than 100 tasks.')
  const services = [...findCluster(ecs, input.cluster).services.values()]
  const tasks: sdk.Task[] = []
  const failures: sdk.Failure[] = []
  for (const reference of wanted) {
    const id = nameOf(reference)
    const service = services.find((each) => each.tasks.some((task) => task.id === id))
    const task = service?.tasks.find((each) => each.id === id)
    if (service !== undefined && task !== undefined) tasks.push(describeTask(ecs, service, task))
    else failures.push({ arn: reference, reason: 'MISSING' })
  }
  return { tasks, failures }
}

export const StopTask: Operation<sdk.StopTaskRequest, sdk.StopTaskResponse> = (ecs, input) => {
  const id = nameOf(input.task ?? '')
  const services = [...findCluster(ecs, input.cluster).services.values()]
  const service = services.find((each) => each.tasks.some((task) => task.id === id))
  const task = service?.tasks.find((each) => each.id === id)
  if (service === undefined || task === undefined) {
    throw invalidParameter('The referenced task was not found.')
  }
  stopByUser(ecs, service, task, input.reason)
  return { task: describeTask(ecs, service, task) }
}

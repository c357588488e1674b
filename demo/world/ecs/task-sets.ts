import { newDeployment, newRevision, newServiceDeployment } from './deployments.ts'
import { launch, release, surplusOf } from './launching.ts'
import type { Scheduler } from './scheduler.ts'
import type { Deployment, EcsState, Service } from './state.ts'
import { stopLeaving } from './task-moves.ts'
import { isLive, isStaying, tasksOf } from './task-state.ts'
import { allTo } from './traffic.ts'

/** One look at task sets, which somebody else brings and takes away: each keeps its count. */
export function keepTaskSets(scheduler: Scheduler): void {
  const { ecs, service } = scheduler
  for (const deployment of service.deployments) {
    const own = tasksOf(service, deployment).filter(isLive)
    const staying = own.filter(isStaying)
    launch(scheduler, { deployment, count: service.desiredCount - staying.length })
    const surplus = surplusOf(ecs, staying, service.desiredCount)
    release(scheduler, { tasks: surplus, by: deployment })
    stopLeaving(scheduler, own)
  }
  const abandoned = service.tasks.filter(
    (task) => isLive(task) && !service.deployments.includes(task.deployment),
  )
  const [primary] = service.deployments
  if (primary !== undefined) release(scheduler, { tasks: abandoned, by: primary })
}

/** A task set beside the PRIMARY one. Under these controllers ECS keeps no service deployments. */
export function addTaskSet(ecs: EcsState, service: Service, taskDefinitionArn: string): Deployment {
  const [original] = service.deployments
  if (original !== undefined) service.traffic = allTo(original)
  const revision = newRevision(ecs, service, taskDefinitionArn)
  const serviceDeployment = newServiceDeployment(ecs, service, revision)
  const added = newDeployment(ecs, service, { revision, serviceDeployment })
  service.deployments = [...service.deployments.filter((each) => each !== added), added]
  return added
}

/** Gives a task set the production traffic. */
export function makePrimary(service: Service, taskSet: Deployment): void {
  service.deployments = [taskSet, ...service.deployments.filter((each) => each !== taskSet)]
  service.traffic = allTo(taskSet)
  service.taskDefinitionArn = taskSet.revision.taskDefinitionArn
}

export function removeTaskSet(service: Service, taskSet: Deployment): void {
  service.deployments = service.deployments.filter((each) => each !== taskSet)
}

export const isSteady = (service: Service, taskSet: Deployment): boolean =>
  tasksOf(service, taskSet).filter((task) => isLive(task) && task.healthy).length >= service.desiredCount

import type { Service, ServiceRevision } from '../../../../demo/world/ecs/state.ts'
import { isLive } from '../../../../demo/world/ecs/task-state.ts'
import { weightOf } from '../../../../demo/world/ecs/traffic.ts'

/** Who has how much of the production traffic, by the names of revisions. */
export function sharesOf(
  service: Service,
  nameOf: (revision: ServiceRevision) => string,
): ReadonlyMap<string, number> {
  const { traffic, tasks, deployments } = service
  const shares = new Map<string, number>()
  const add = (revision: ServiceRevision, share: number) => {
    const name = nameOf(revision)
    if (share > 0) shares.set(name, (shares.get(name) ?? 0) + share)
  }
  if (traffic !== undefined) {
    for (const each of deployments) add(each.revision, weightOf(traffic, 'production', each))
    return shares
  }
  const running = tasks.filter((task) => isLive(task) && task.lastStatus === 'RUNNING')
  const healthy = running.filter((task) => task.healthy)
  for (const task of healthy.length > 0 ? healthy : running) add(task.deployment.revision, 1)
  return shares
}

import type { Deployment, Service, Task } from './ecs/state.ts'
import { isLive } from './ecs/task-state.ts'
import { type Listener, weightOf } from './ecs/traffic.ts'

/**
 * A load balancer before the tasks of a service: it shares the requests of a listener out by the weights of the
 * target groups, as evenly as can be and always the same way, and goes round among the targets of each.
 */
export class Balancer {
  #service: Service
  #turns = new Map<Deployment | Listener, number>()
  #credits = new Map<Listener, Map<Deployment, number>>()

  constructor(service: Service) {
    this.#service = service
  }

  /** Whoever answers the next request; undefined: nobody is there. */
  next(listener: Listener): Task | undefined {
    const { tasks, traffic } = this.#service
    const registered = tasks.filter((task) => isLive(task) && task.lastStatus === 'RUNNING')
    if (traffic === undefined) return this.#goRound(listener, registered)
    const deployment = this.#share(listener, (each) => weightOf(traffic, listener, each))
    return this.#goRound(
      deployment,
      registered.filter((task) => task.deployment === deployment),
    )
  }

  /** Smooth weighted round robin: everybody saves up their weight, the richest pays for the request. */
  #share(listener: Listener, weight: (deployment: Deployment) => number): Deployment | undefined {
    const before = this.#credits.get(listener)
    const sharing = this.#service.deployments.filter((each) => weight(each) > 0)
    const credits = new Map(sharing.map((each) => [each, (before?.get(each) ?? 0) + weight(each)]))
    this.#credits.set(listener, credits)
    const [richest] = [...credits.keys()].sort(
      (one, other) => (credits.get(other) ?? 0) - (credits.get(one) ?? 0),
    )
    if (richest !== undefined) credits.set(richest, (credits.get(richest) ?? 0) - 100)
    return richest
  }

  /** Round robin over the healthy targets; when none is healthy, a load balancer fails open to all of them. */
  #goRound(group: Deployment | Listener | undefined, registered: Task[]): Task | undefined {
    if (group === undefined) return undefined
    const healthy = registered.filter((task) => task.healthy)
    const serving = healthy.length > 0 ? healthy : registered
    const turn = this.#turns.get(group) ?? 0
    this.#turns.set(group, turn + 1)
    return serving[turn % serving.length]
  }
}

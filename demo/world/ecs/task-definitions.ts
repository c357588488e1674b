import type * as sdk from '@aws-sdk/client-ecs'
import { type Account, arn } from './account.ts'
import { clientError } from './errors.ts'
import { initConditionOf } from './init-containers.ts'

export interface TaskDefinition extends sdk.TaskDefinition {
  taskDefinitionArn: string
  family: string
  revision: number
  status: sdk.TaskDefinitionStatus
  containerDefinitions: sdk.ContainerDefinition[]
}

/** Families of immutable, numbered revisions. */
export class TaskDefinitions {
  #owner: Account
  #families = new Map<string, TaskDefinition[]>()

  constructor(owner: Account) {
    this.#owner = owner
  }

  register(input: sdk.RegisterTaskDefinitionRequest, nowMs: number): TaskDefinition {
    const family = input.family ?? ''
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(family)) throw clientError('Invalid family name.')
    const containers = input.containerDefinitions ?? []
    if (containers.length === 0) throw clientError('Container list cannot be empty.')
    refuseEssentialInit(containers)
    const revisions = this.#families.get(family) ?? []
    const revision = revisions.length + 1
    const { tags: _tags, ...described } = input
    const registered: TaskDefinition = {
      ...described,
      family,
      revision,
      containerDefinitions: containers.map(withDefaults),
      taskDefinitionArn: arn(this.#owner, `task-definition/${family}:${revision}`),
      status: 'ACTIVE',
      registeredAt: new Date(nowMs),
      registeredBy: this.#owner.callerArn,
      volumes: input.volumes ?? [],
      placementConstraints: input.placementConstraints ?? [],
      compatibilities: ['EC2', 'FARGATE'],
    }
    this.#families.set(family, [...revisions, registered])
    return registered
  }

  deregister(definition: TaskDefinition, nowMs: number): void {
    definition.status = 'INACTIVE'
    definition.deregisteredAt = new Date(nowMs)
  }

  /** By ARN, `family:revision`, or `family` for its newest ACTIVE revision. */
  find(reference: string): TaskDefinition | undefined {
    const [family = '', revision] = reference.slice(reference.lastIndexOf('/') + 1).split(':')
    const revisions = this.#families.get(family) ?? []
    if (revision !== undefined) return revisions[Number(revision) - 1]
    return revisions.findLast((each) => each.status === 'ACTIVE')
  }

  get(taskDefinitionArn: string): TaskDefinition {
    const found = this.find(taskDefinitionArn)
    if (found === undefined) throw new Error(`the world has no task definition ${taskDefinitionArn}`)
    return found
  }

  all(): TaskDefinition[] {
    return [...this.#families.values()].flat()
  }
}

const withDefaults = (container: sdk.ContainerDefinition): sdk.ContainerDefinition => ({
  cpu: 0,
  portMappings: [],
  essential: true,
  environment: [],
  mountPoints: [],
  volumesFrom: [],
  systemControls: [],
  ...container,
})

/** https://github.com/boto/boto3/issues/2436 */
function refuseEssentialInit(containers: readonly sdk.ContainerDefinition[]): void {
  const isWrong = (container: sdk.ContainerDefinition) =>
    (container.essential ?? true) && initConditionOf(container, containers) !== undefined
  if (!containers.some(isWrong)) return
  throw clientError(
    'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container',
  )
}

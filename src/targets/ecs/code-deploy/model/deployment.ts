import { type ContainerImage, type ServiceHistory, shortTaskDefinition } from '../../model/model.ts'

/**
 * A deployment of CodeDeploy, in CodeDeploy's own words. Enumerations are open: an unknown value means
 * "keep waiting". Times are the server's, in epoch milliseconds.
 */
export interface CodeDeployment {
  /** Such as `d-ABCDEF123`. */
  readonly id: string
  readonly application: string
  readonly group: string
  /** `Created`, `Queued`, `InProgress`, `Baking`, `Ready`, `Succeeded`, `Failed`, `Stopped`. */
  readonly status: string
  readonly createdAtMs: number
  /** The same, for people. */
  readonly createdAt: string
  /** ARN, as its AppSpec names it. Absent: the AppSpec may not be read. */
  readonly taskDefinition?: string | undefined
  /** Of the revision before it, which CodeDeploy restores. Absent: there is none, or it may not be read. */
  readonly previousTaskDefinition?: string | undefined
  /** Of the task definition that {@link taskDefinition} was registered as a copy of, to bring it back: ARN. */
  readonly copyOf?: string | undefined
  /** All traffic goes to the new task set, and the original one is only kept for a while. */
  readonly hasTrafficMoved: boolean
  /** What it does once its replacement is ready. Absent: it is not shown. */
  readonly readyOption?: ReadyOption | undefined
  readonly error?: { readonly code: string; readonly message: string } | undefined
  /** The deployment by which CodeDeploy rolls this one back. */
  readonly rollbackId?: string | undefined
  /** The deployment that this one rolls back. */
  readonly rollbackOfId?: string | undefined
}

/** What a deployment group does once the replacement is ready: https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentReadyOption.html */
export interface ReadyOption {
  /** `CONTINUE_DEPLOYMENT`: nothing is waited for. `STOP_DEPLOYMENT`: it waits, and is stopped in the end. */
  readonly actionOnTimeout?: string | undefined
  readonly waitMinutes?: number | undefined
}

/** What CodeDeploy knows of the deployment that we watch. */
export interface CodeDeployView {
  readonly deployment?: CodeDeployment | undefined
  /** By which CodeDeploy rolls it back. */
  readonly rollback?: CodeDeployment | undefined
  /** The newest of its deployment group; absent when that was not asked. */
  readonly latest?: CodeDeployment | undefined
}

const UNDER_WAY = new Set(['Created', 'Queued', 'InProgress', 'Baking', 'Ready'])
const ENDED = new Set(['Succeeded', 'Failed', 'Stopped'])

export function isUnderWay({ status }: CodeDeployment): boolean {
  return UNDER_WAY.has(status)
}

export function hasEnded({ status }: CodeDeployment): boolean {
  return ENDED.has(status)
}

/** In place as far as users are concerned: what is left is the end of the task set before it. */
export function servesAll(deployment: CodeDeployment): boolean {
  return deployment.status === 'Succeeded' || (isUnderWay(deployment) && deployment.hasTrafficMoved)
}

/** `HOOK_EXECUTION_FAILURE: …`, in CodeDeploy's own (untrusted) words. */
export function describeEnd({ status, error }: CodeDeployment): string {
  if (error === undefined) return `CodeDeploy says ${status} and gives no reason`
  return [error.code, error.message].filter((text) => text !== '').join(': ')
}

/** The description of a rollback: CodeDeploy keeps it with the deployment, and nothing else links a copy to its original. */
export function describeRollback(from: string, to: string): string {
  return `Safe Landing: back from ${shortTaskDefinition(from)} to ${shortTaskDefinition(to)}`
}

/** To which task definition a deployment with this description brings the service back. */
export function readRollback(description: string | undefined): string | undefined {
  return /^Safe Landing: back from \S+ to ([\w-]+:\d+)$/.exec(description ?? '')?.[1]
}

/**
 * A deployment group's past as a service's history, so that a target is chosen from it in the same way.
 * CodeDeploy records no image digests: only those are known that the task definitions themselves name.
 *
 * @param imagesOf the images of a task definition that was read
 */
export function toHistory(
  deployments: readonly CodeDeployment[],
  imagesOf: (taskDefinition: string) => readonly ContainerImage[] = () => [],
): ServiceHistory {
  const named = deployments.flatMap(({ taskDefinition, ...deployment }) =>
    taskDefinition === undefined ? [] : [{ taskDefinition, ...deployment }],
  )
  const copies = new Map(
    named.flatMap(({ taskDefinition, copyOf }) => (copyOf ? [[taskDefinition, copyOf]] : [])),
  )
  const revisions = named.flatMap(({ taskDefinition, previousTaskDefinition, createdAtMs }) =>
    [previousTaskDefinition ?? [], taskDefinition].flat().map((arn) => ({ arn, createdAtMs })),
  )
  return {
    deployments: named.map(toEntry),
    revisions: new Map(
      revisions.map(({ arn, createdAtMs }) => [
        arn,
        {
          arn,
          taskDefinition: arn,
          // Of a copy that was copied again, the first.
          copyOf: copies.get(copies.get(arn) ?? '') ?? copies.get(arn),
          createdAtMs,
          images: imagesOf(arn),
          settings: {},
        },
      ]),
    ),
    isWhole: false,
  }
}

function toEntry(deployment: CodeDeployment): ServiceHistory['deployments'][number] {
  const { id, status, createdAtMs, createdAt, taskDefinition, previousTaskDefinition } = deployment
  const underWay = isUnderWay(deployment) ? 'IN_PROGRESS' : status
  return {
    arn: id,
    status: status === 'Succeeded' ? 'SUCCESSFUL' : underWay,
    createdAtMs,
    createdAt,
    targetRevisionArn: taskDefinition,
    sourceRevisionArns: previousTaskDefinition === undefined ? [] : [previousTaskDefinition],
    hooks: [],
    triggeredAlarms: [],
  }
}

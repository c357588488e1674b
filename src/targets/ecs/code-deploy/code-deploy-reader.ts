import type { RevisionLocation } from '@aws-sdk/client-codedeploy'
import { AwsError, readAnswer } from '../../../aws/aws-error.ts'
import type { SchedulePart } from '../../../run/landing-time.ts'
import type { EcsApi, Warn } from '../api/api.ts'
import { OptionalSource } from '../api/optional-source.ts'
import { type EcsService, newestFirst } from '../model/model.ts'
import { codeDeployScheduleOf } from '../model/schedule.ts'
import { completeArn, findTracked, type TrackedDeployment } from '../model/tracked-deployment.ts'
import {
  type DeploymentGroup,
  keyOf,
  listDeployments,
  readAppSpec,
  readDeploymentInfo,
  toCodeDeployment,
} from './code-deploy-reading.ts'
import { type AppSpec, taskDefinitionIn, withTaskDefinition } from './model/app-spec.ts'
import type { CodeDeployment, CodeDeployView } from './model/deployment.ts'

/** So far back is the watched deployment searched for when no task set names it. */
const SEARCHED = 5

/** What CodeDeploy knows of one service. Its names are found through the service's task sets. */
export class CodeDeployReader {
  readonly #api: EcsApi
  readonly #specs = new Map<string, AppSpec | undefined>()
  readonly #seen = new Map<string, CodeDeployment>()
  #group: DeploymentGroup | undefined
  #watchedId: string | undefined
  readonly #deployments: OptionalSource
  readonly #list: OptionalSource
  readonly #contents: OptionalSource

  constructor(api: EcsApi, label: string, warn: Warn) {
    this.#api = api
    this.#deployments = new OptionalSource(`how CodeDeploy deploys ${label} cannot be read`, warn)
    this.#list = new OptionalSource(`earlier deployments of ${label} by CodeDeploy cannot be read`, warn)
    const contents = `which task definitions CodeDeploy deployed to ${label} cannot be read`
    this.#contents = new OptionalSource(contents, warn)
  }

  /** Why CodeDeploy can never be asked, if that is so. */
  get accessDenied(): AwsError | undefined {
    return this.#deployments.accessDenied
  }

  /** Why its earlier deployments cannot be found, if that is so. */
  get listAccessDenied(): AwsError | undefined {
    return this.#list.accessDenied
  }

  /** The watched deployment and its rollback as they are now; empty where CodeDeploy may not be asked. Rejects with an AwsError. */
  async read(service: EcsService, tracked: TrackedDeployment, signal: AbortSignal): Promise<CodeDeployView> {
    const view = await this.#deployments.read(async () => {
      const deployment = await this.#readWatched(service, tracked, signal)
      if (deployment?.rollbackId === undefined) return { deployment }
      return { deployment, rollback: await this.#readDeployment(deployment.rollbackId, service, signal) }
    })
    return view ?? {}
  }

  /** The same, with the newest deployment of the group. */
  async readLatest(
    service: EcsService,
    tracked: TrackedDeployment,
    signal: AbortSignal,
  ): Promise<CodeDeployView> {
    const view = await this.read(service, tracked, signal)
    const [id] = view.deployment === undefined ? [] : await this.#listIds(service, signal)
    if (id === undefined) return view
    const known = [view.deployment, view.rollback].find((one) => one?.id === id)
    return { ...view, latest: known ?? (await this.#readDeployment(id, service, signal)) }
  }

  async readById(id: string, service: EcsService, signal: AbortSignal): Promise<CodeDeployment> {
    return await this.#readDeployment(id, service, signal)
  }

  /** The newest deployments of the group, newest first. */
  async readHistory(service: EcsService, count: number, signal: AbortSignal): Promise<CodeDeployment[]> {
    const read: CodeDeployment[] = []
    for (const id of (await this.#listIds(service, signal)).slice(0, count))
      read.push(this.#seen.get(id) ?? (await this.#readDeployment(id, service, signal)))
    return newestFirst(read)
  }

  /** What CodeDeploy does by a schedule of its own, as the newest deployment of the group shows it. */
  async readSchedule(service: EcsService, signal: AbortSignal): Promise<readonly SchedulePart[]> {
    const [id] = await this.#listIds(service, signal)
    if (id === undefined) return []
    const info = await this.#deployments.read(() => readDeploymentInfo(this.#api, id, signal))
    const ready = info?.blueGreenDeploymentConfiguration?.deploymentReadyOption
    return codeDeployScheduleOf(info?.deploymentConfigName ?? '', ready?.waitTimeInMinutes)
  }

  async groupOf(service: EcsService, signal: AbortSignal): Promise<DeploymentGroup> {
    const id =
      this.#watchedId ??
      service.deployments.find(({ taskSet }) => taskSet?.codeDeployId)?.taskSet?.codeDeployId
    if (this.#group === undefined && id !== undefined) await this.#readDeployment(id, service, signal)
    return this.#group ?? consoleNames(this.#api.cluster, service.name)
  }

  /** The AppSpec that deployed this task definition, or else the present one with the task definition replaced. */
  appSpecFor(taskDefinition: string, like: string): AppSpec | undefined {
    const known = [...this.#specs.values()].filter((spec) => taskDefinitionIn(spec) !== undefined)
    const own = known.find((spec) => completeArn(taskDefinitionIn(spec) ?? '', like) === taskDefinition)
    if (own !== undefined) return own
    return known[0] === undefined ? undefined : withTaskDefinition(known[0], taskDefinition)
  }

  async #readWatched(
    service: EcsService,
    tracked: TrackedDeployment,
    signal: AbortSignal,
  ): Promise<CodeDeployment | undefined> {
    this.#watchedId = findTracked(tracked, service)?.taskSet?.codeDeployId ?? this.#watchedId
    this.#watchedId ??= await this.#search(service, tracked, signal)
    return this.#watchedId === undefined
      ? undefined
      : await this.#readDeployment(this.#watchedId, service, signal)
  }

  /** Before its task set is there, and after it is gone, only the group's list names it. */
  async #search(
    service: EcsService,
    tracked: TrackedDeployment,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const recent = await this.readHistory(service, SEARCHED, signal)
    return recent.find(
      ({ taskDefinition, rollbackOfId }) =>
        taskDefinition === tracked.taskDefinition && rollbackOfId === undefined,
    )?.id
  }

  /** Newest first; empty where the list may not be read. */
  async #listIds(service: EcsService, signal: AbortSignal): Promise<readonly string[]> {
    const group = await this.groupOf(service, signal)
    const ask = () => listDeployments(this.#api, group, signal)
    if (this.#group === undefined) return await unlessRefused(ask)
    return (await this.#list.read(ask)) ?? []
  }

  async #readDeployment(id: string, service: EcsService, signal: AbortSignal): Promise<CodeDeployment> {
    const info = await readDeploymentInfo(this.#api, id, signal)
    const { applicationName = '', deploymentGroupName = '', revision, previousRevision } = info
    if (applicationName !== '') this.#group = { applicationName, deploymentGroupName }
    const own = await this.#readSpec(applicationName, revision, signal)
    const previous = await this.#readSpec(applicationName, previousRevision, signal)
    const deployment = readAnswer('codedeploy:GetDeployment', () =>
      toCodeDeployment(info, { own, previous }, service.taskDefinition),
    )
    this.#seen.set(id, deployment)
    return deployment
  }

  async #readSpec(
    applicationName: string,
    revision: RevisionLocation | undefined,
    signal: AbortSignal,
  ): Promise<AppSpec | undefined> {
    const key = revision === undefined ? undefined : keyOf(revision)
    if (revision === undefined || key === undefined) return undefined
    if (!this.#specs.has(key)) {
      const read = () => readAppSpec(this.#api, applicationName, revision, signal)
      this.#specs.set(key, await this.#contents.read(read))
    }
    return this.#specs.get(key)
  }
}

/** Under a guessed name, a refusal says nothing: a task set will show the right one. */
async function unlessRefused(ask: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof AwsError && (error.kind === 'refused' || error.kind === 'access-denied')) return []
    throw error
  }
}

/** As the ECS console names them, and as AWS's own deploy action takes for granted. */
function consoleNames(cluster: string, service: string): DeploymentGroup {
  const suffix = `${cluster.split('/').at(-1)}-${service}`
  return { applicationName: `AppECS-${suffix}`, deploymentGroupName: `DgpECS-${suffix}` }
}

import { AwsError } from '../../../../demo/world/aws-error.ts'
import type {
  EcsState,
  Service,
  ServiceDeployment,
  ServiceRevision,
} from '../../../../demo/world/ecs/state.ts'
import type { Act, Earlier, Heading, Live, Truth } from '../../oracle/history.ts'
import type { WorldRecord } from '../../platform.ts'
import { isBadQuality } from '../../quality.ts'
import type { EcsPlan } from './plan.ts'
import { sharesOf } from './shares.ts'

export const nameOfRevision = (taskDefinitionArn: string): string =>
  taskDefinitionArn.slice(taskDefinitionArn.lastIndexOf('/') + 1)

interface Asked {
  readonly service?: string | undefined
  readonly taskDefinition?: string | undefined
  readonly serviceDeploymentArn?: string | undefined
  readonly action?: string | undefined
}

interface Recorded {
  readonly act: Omit<Act, 'cameToNothing'>
  /** The one that was to be rolled back by it. */
  readonly deployment: ServiceDeployment | undefined
}

/** Of its one container. */
const digestOf = ({ images }: ServiceRevision): string => images[0]?.digest ?? 'unknown'

const ENDS: Readonly<Record<string, Earlier['ended']>> = {
  SUCCESSFUL: 'completed',
  ROLLBACK_SUCCESSFUL: 'rolled back',
  ROLLBACK_FAILED: 'rolled back',
}

/** Whoever asked for it: the platform has begun it, and not given it up. */
const isRolledBack = ({ rollback, status }: ServiceDeployment): boolean =>
  rollback !== undefined && status !== 'ROLLBACK_FAILED'

/** Writes down what happens to the service: the truth that the oracle judges by. */
export class Recorder implements WorldRecord {
  readonly site: string
  readonly live: Live[] = []
  readonly headings: Heading[] = []
  readonly outagesAtMs: number[] = []
  /** What the service had been given before, oldest first, when the new version came. */
  earlier: readonly Earlier[] = []
  readonly before: string
  readonly #revisionBefore: ServiceRevision
  #deployed: ServiceRevision
  /** By the name of a revision, which image it is. */
  readonly contents: Record<string, string> = {}
  #hasBegun = false
  metAtMs: number | undefined
  readonly #ecs: EcsState
  readonly #service: Service
  readonly #plan: EcsPlan
  readonly #epochMs: number
  /** By the digest of their image. */
  readonly #known = new Map<string, Truth>()
  shownAtMs: number | undefined
  readonly #acts: Recorded[] = []
  /** Deployments that somebody has turned back, and those whose turning back is written down. */
  readonly #turned = new Set<ServiceDeployment>()

  constructor(plan: EcsPlan, ecs: EcsState, service: Service, site: string) {
    this.site = site
    this.#plan = plan
    this.#ecs = ecs
    this.#service = service
    this.#epochMs = ecs.timeline.nowMs
    for (const deployment of service.serviceDeployments) {
      this.nameOf(deployment.target)
      const isBad = deployment.status === 'ROLLBACK_SUCCESSFUL'
      const fate = isBad ? 'rolled back' : 'good'
      this.#known.set(digestOf(deployment.target), { fate, kind: fate, ...(isBad && { badFromMs: 0 }) })
      this.#turned.add(deployment)
    }
    const [running] = service.deployments
    if (running === undefined) throw new Error('the service runs nothing')
    this.#revisionBefore = running.revision
    this.#deployed = running.revision
    this.before = this.nameOf(running.revision)
    // Until something is deployed: what runs is the last of them.
    this.earlier = this.#deploymentsBefore(undefined)
  }

  #deploymentsBefore(deployed: ServiceRevision | undefined): readonly Earlier[] {
    return this.#service.serviceDeployments
      .filter(({ target }) => target !== deployed)
      .map(({ target, status, rollback }) => ({
        revision: this.nameOf(target),
        ended: ENDS[status] ?? 'unfinished',
        restored: rollback?.revision && this.nameOf(rollback.revision),
      }))
  }

  /** A tag that was moved makes one task definition two versions. */
  nameOf(revision: ServiceRevision): string {
    const digest = digestOf(revision)
    const name = nameOfRevision(revision.taskDefinitionArn)
    this.contents[name] ??= digest
    if (this.contents[name] === digest) return name
    const moved = `${name} with a moved tag`
    this.contents[moved] = digest
    return moved
  }

  /** Its task definition. */
  get definitionBefore(): string {
    return this.#revisionBefore.taskDefinitionArn
  }

  get deployed(): string {
    return this.nameOf(this.#deployed)
  }

  get deployedDefinition(): string {
    return this.#deployed.taskDefinitionArn
  }

  get service(): string {
    return this.#service.name
  }

  get nowMs(): number {
    return this.#ecs.timeline.nowMs - this.#epochMs
  }

  get isShown(): boolean {
    return this.shownAtMs !== undefined
  }

  get staleMs(): number {
    return this.#plan.staleMs
  }

  get #isBad(): boolean {
    return isBadQuality(this.#plan.version)
  }

  begin(): void {
    const [primary] = this.#service.deployments
    if (primary === undefined) throw new Error('the service runs nothing')
    this.#deployed = primary.revision
    this.#hasBegun = true
    this.earlier = this.#deploymentsBefore(primary.revision)
    this.look()
  }

  isBadNow(revision: ServiceRevision): boolean {
    const { badFromMs } = this.truths[this.nameOf(revision)] ?? {}
    return badFromMs !== undefined && badFromMs <= this.nowMs
  }

  /** From now on the new version is what it is. */
  showsNow(): void {
    this.shownAtMs ??= this.nowMs
  }

  get truths(): Readonly<Record<string, Truth>> {
    const badFromMs = this.#isBad ? this.shownAtMs : undefined
    const own: Truth = { fate: 'new', kind: this.#plan.version, badFromMs }
    const known = new Map([...this.#known, [digestOf(this.#deployed), own]])
    return Object.fromEntries(
      Object.entries(this.contents).flatMap(([name, digest]) => {
        const truth = known.get(digest)
        return truth === undefined ? [] : [[name, truth]]
      }),
    )
  }

  /** What anybody did, as it turned out in the end. */
  get acts(): readonly Act[] {
    return this.#acts.map(({ act, deployment }) => ({
      ...act,
      cameToNothing: act.kind === 'roll back' && deployment !== undefined && !isRolledBack(deployment),
    }))
  }

  /** What the service was given last is somebody else's. */
  addOther(isGood: boolean): void {
    const [primary] = this.#service.deployments
    if (primary === undefined) return
    const truth = { fate: 'other', kind: 'other', ...(!isGood && { badFromMs: 0 }) } as const
    this.#known.set(digestOf(primary.revision), truth)
  }

  /** Something that somebody else asks the platform for, and gives up if it refuses. */
  other(action: string, input: Asked, act: () => unknown): void {
    try {
      this.record({ by: 'other' }, action, input, act)
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
    }
  }

  /** Asks the platform, and writes it down if it is about deployments. */
  record<T>(who: Pick<Act, 'by' | 'run'>, action: string, input: Asked, act: () => T): T {
    const before = this.#facts(action, input)
    let isAccepted = false
    try {
      const answer = act()
      isAccepted = true
      return answer
    } finally {
      if (before !== undefined) {
        const { deployment, ...facts } = before
        const [primary] = this.#service.deployments
        const given = input.taskDefinition && nameOfRevision(input.taskDefinition)
        const to = facts.to ?? (given && isAccepted && primary ? this.nameOf(primary.revision) : given)
        this.#acts.push({ act: { ...who, ...facts, to, isAccepted }, deployment })
        if (isAccepted && deployment !== undefined) this.#turned.add(deployment)
      }
      this.look()
    }
  }

  #facts(action: string, { service, serviceDeploymentArn, action: answer, taskDefinition }: Asked) {
    if (service !== undefined && service !== this.service) return undefined
    const [primary] = this.#service.deployments
    const newest = this.#service.serviceDeployments.findLast(({ target }) => target === primary?.revision)
    if (action === 'UpdateService') {
      if (taskDefinition === undefined || newest === undefined) return undefined
      const kind =
        taskDefinition !== '' && this.#isOld(taskDefinition) ? ('roll back' as const) : ('deploy' as const)
      return { ...this.#of(newest), kind, to: undefined, deployment: undefined }
    }
    const named = this.#service.serviceDeployments.find(({ arn }) => arn === serviceDeploymentArn)
    if (named === undefined || (action !== 'StopServiceDeployment' && action !== 'ContinueServiceDeployment'))
      return undefined
    const hookStage = action === 'ContinueServiceDeployment' ? named.stage : undefined
    const to = named.source && this.nameOf(named.source)
    return hookStage !== undefined && answer !== 'ROLLBACK'
      ? { ...this.#of(named), kind: 'let go on' as const, to: undefined, hookStage, deployment: undefined }
      : { ...this.#of(named), kind: 'roll back' as const, to, hookStage, deployment: named }
  }

  #isOld(taskDefinitionArn: string): boolean {
    return taskDefinitionArn !== this.#deployed.taskDefinitionArn
  }

  #of({ target, createdAtMs }: ServiceDeployment) {
    return {
      atMs: this.nowMs,
      of: this.nameOf(target),
      ofBegunAtMs: createdAtMs - this.#epochMs,
    }
  }

  /** Looks who has the traffic, and whether the platform has turned a deployment back by itself. */
  look(): void {
    for (const deployment of this.#service.serviceDeployments) {
      if (deployment.rollback === undefined || this.#turned.has(deployment)) continue
      this.#turned.add(deployment)
      const { revision } = deployment.rollback
      const to = revision && this.nameOf(revision)
      const facts = { ...this.#of(deployment), to, isAccepted: true }
      const act = { by: 'platform', kind: 'roll back', ...facts } as const
      this.#acts.push({ act, deployment })
    }
    const [primary] = this.#service.deployments
    const heading = primary ? this.nameOf(primary.revision) : ''
    if (this.headings.at(-1)?.revision !== heading)
      this.headings.push({ fromMs: this.nowMs, revision: heading })
    const shares = sharesOf(this.#service, (revision) => this.nameOf(revision))
    if (this.#hasBegun && shares.has(this.deployed)) this.metAtMs ??= this.nowMs
    const [most] = [...shares].sort(([, one], [, other]) => other - one)
    if (most === undefined) return
    const now = { fromMs: this.nowMs, revision: most[0], isAlone: shares.size === 1 }
    const last = this.live.at(-1)
    if (last?.revision !== now.revision || last.isAlone !== now.isAlone) this.live.push(now)
  }
}

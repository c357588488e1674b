import type { EcsState, Service, ServiceDeployment } from '../../../../demo/world/ecs/state.ts'
import { isLive } from '../../../../demo/world/ecs/task-state.ts'
import { weightOf } from '../../../../demo/world/ecs/traffic.ts'
import type { Act, Heading, Live, Truth } from '../../oracle/history.ts'
import type { WorldRecord } from '../../platform.ts'
import { isBadQuality } from './behaviour.ts'
import type { EcsPlan } from './plan.ts'

export const nameOfRevision = (taskDefinitionArn: string): string =>
  taskDefinitionArn.slice(taskDefinitionArn.lastIndexOf('/') + 1)

interface Asked {
  readonly taskDefinition?: string | undefined
  readonly serviceDeploymentArn?: string | undefined
  readonly action?: string | undefined
}

interface Recorded {
  readonly act: Omit<Act, 'cameToNothing'>
  /** The one that was to be rolled back by it. */
  readonly deployment: ServiceDeployment | undefined
}

/** Whoever asked for it: the platform has begun it, and not given it up. */
const isRolledBack = ({ rollback, status }: ServiceDeployment): boolean =>
  rollback !== undefined && status !== 'ROLLBACK_FAILED'

/** Writes down what happens to the service: the truth that the oracle judges by. */
export class Recorder implements WorldRecord {
  readonly live: Live[] = []
  readonly headings: Heading[] = []
  readonly outagesAtMs: number[] = []
  deployedArn = ''
  metAtMs: number | undefined
  readonly beforeArn: string
  readonly #ecs: EcsState
  readonly #service: Service
  readonly #plan: EcsPlan
  readonly #epochMs: number
  readonly #known: Record<string, Truth> = {}
  shownAtMs: number | undefined
  readonly #acts: Recorded[] = []
  /** Deployments that somebody has turned back, and those whose turning back is written down. */
  readonly #turned = new Set<ServiceDeployment>()

  constructor(plan: EcsPlan, ecs: EcsState, service: Service) {
    this.#plan = plan
    this.#ecs = ecs
    this.#service = service
    this.#epochMs = ecs.timeline.nowMs
    this.beforeArn = service.taskDefinitionArn
    for (const [index, deployment] of service.serviceDeployments.entries()) {
      const fate = plan.past[index] ?? 'good'
      this.#known[nameOfRevision(deployment.target.taskDefinitionArn)] = { fate, kind: fate }
      this.#turned.add(deployment)
    }
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

  get isBad(): boolean {
    return isBadQuality(this.#plan.version)
  }

  get deployed(): string {
    return nameOfRevision(this.deployedArn)
  }

  get before(): string {
    return nameOfRevision(this.beforeArn)
  }

  begin(taskDefinitionArn: string): void {
    this.deployedArn = taskDefinitionArn
  }

  /** From now on the new version is what it is. */
  showsNow(): void {
    this.shownAtMs ??= this.nowMs
  }

  get truths(): Readonly<Record<string, Truth>> {
    const badFromMs = this.isBad ? this.shownAtMs : undefined
    return {
      ...this.#known,
      [nameOfRevision(this.deployed)]: { fate: 'new', kind: this.#plan.version, badFromMs },
    }
  }

  /** What anybody did, as it turned out in the end. */
  get acts(): readonly Act[] {
    return this.#acts.map(({ act, deployment }) => ({
      ...act,
      cameToNothing: act.kind === 'roll back' && deployment !== undefined && !isRolledBack(deployment),
    }))
  }

  addOther(taskDefinitionArn: string, isGood: boolean): void {
    this.#known[nameOfRevision(taskDefinitionArn)] = {
      fate: 'other',
      kind: 'other',
      ...(!isGood && { badFromMs: 0 }),
    }
  }

  /** Something that somebody else asks the platform for. */
  other(action: string, input: Asked, act: () => unknown): void {
    this.record({ by: 'other' }, action, input, act)
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
        const to = facts.to ?? (input.taskDefinition && nameOfRevision(input.taskDefinition))
        this.#acts.push({ act: { ...who, ...facts, to, isAccepted }, deployment })
        if (isAccepted && deployment !== undefined) this.#turned.add(deployment)
      }
      this.look()
    }
  }

  #facts(action: string, { serviceDeploymentArn, action: answer, taskDefinition }: Asked) {
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
    const to = named.source && nameOfRevision(named.source.taskDefinitionArn)
    return hookStage !== undefined && answer !== 'ROLLBACK'
      ? { ...this.#of(named), kind: 'let go on' as const, to: undefined, hookStage, deployment: undefined }
      : { ...this.#of(named), kind: 'roll back' as const, to, hookStage, deployment: named }
  }

  #isOld(taskDefinitionArn: string): boolean {
    return nameOfRevision(taskDefinitionArn) !== nameOfRevision(this.deployed)
  }

  #of({ target, createdAtMs }: ServiceDeployment) {
    return {
      atMs: this.nowMs,
      of: nameOfRevision(target.taskDefinitionArn),
      ofBegunAtMs: createdAtMs - this.#epochMs,
    }
  }

  /** Looks who has the traffic, and whether the platform has turned a deployment back by itself. */
  look(): void {
    for (const deployment of this.#service.serviceDeployments) {
      if (deployment.rollback === undefined || this.#turned.has(deployment)) continue
      this.#turned.add(deployment)
      const { revision } = deployment.rollback
      const to = revision && nameOfRevision(revision.taskDefinitionArn)
      const facts = { ...this.#of(deployment), to, isAccepted: true }
      const act = { by: 'platform', kind: 'roll back', ...facts } as const
      this.#acts.push({ act, deployment })
    }
    const heading = nameOfRevision(this.#service.taskDefinitionArn)
    if (this.headings.at(-1)?.revision !== heading)
      this.headings.push({ fromMs: this.nowMs, revision: heading })
    const shares = this.#shares()
    if (shares.has(this.deployedArn)) this.metAtMs ??= this.nowMs
    const [most] = [...shares].sort(([, one], [, other]) => other - one)
    if (most === undefined) return
    const now = { fromMs: this.nowMs, revision: nameOfRevision(most[0]), isAlone: shares.size === 1 }
    const last = this.live.at(-1)
    if (last?.revision !== now.revision || last.isAlone !== now.isAlone) this.live.push(now)
  }

  #shares(): Map<string, number> {
    const { traffic, tasks, deployments } = this.#service
    const shares = new Map<string, number>()
    const add = (taskDefinitionArn: string, share: number) => {
      if (share > 0) shares.set(taskDefinitionArn, (shares.get(taskDefinitionArn) ?? 0) + share)
    }
    if (traffic !== undefined) {
      for (const each of deployments)
        add(each.revision.taskDefinitionArn, weightOf(traffic, 'production', each))
      return shares
    }
    const running = tasks.filter((task) => isLive(task) && task.lastStatus === 'RUNNING')
    const healthy = running.filter((task) => task.healthy)
    for (const task of healthy.length > 0 ? healthy : running) add(task.taskDefinitionArn, 1)
    return shares
  }
}

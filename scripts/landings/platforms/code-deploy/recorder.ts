import { type Deployment, type DeploymentGroup, ONGOING } from '../../../../demo/world/codedeploy/state.ts'
import type { EcsState, ServiceRevision } from '../../../../demo/world/ecs/state.ts'
import type { Act, Earlier, Heading, Live, Truth } from '../../oracle/history.ts'
import type { WorldRecord } from '../../platform.ts'
import { isBadQuality } from '../../quality.ts'
import type { ApiRecorder } from '../ecs/api.ts'
import { nameOfRevision } from '../ecs/recorder.ts'
import { sharesOf } from '../ecs/shares.ts'
import type { CodeDeployPlan } from './plan.ts'

interface Recorded {
  readonly act: Omit<Act, 'cameToNothing'>
  /** By which it is done. Undefined: it was refused, or is done at once. */
  readonly by: Deployment | undefined
}

interface Asked {
  readonly deploymentId?: string
  readonly autoRollbackEnabled?: boolean
}

const nameOf = ({ taskDefinitionArn }: Pick<ServiceRevision, 'taskDefinitionArn'>): string =>
  nameOfRevision(taskDefinitionArn)

/** Writes down what happens to a service under CodeDeploy. Each task definition is a version of its own. */
export class CodeDeployRecorder implements WorldRecord, ApiRecorder {
  readonly live: Live[] = []
  readonly headings: Heading[] = []
  readonly outagesAtMs: number[] = []
  readonly earlier: readonly Earlier[]
  readonly contents: Record<string, string> = {}
  readonly before: string
  deployed: string
  metAtMs: number | undefined
  shownAtMs: number | undefined
  readonly #ecs: EcsState
  readonly #group: DeploymentGroup
  readonly #plan: CodeDeployPlan
  readonly #epochMs: number
  readonly #known: Record<string, Truth> = {}
  readonly #acts: Recorded[] = []
  /** Deployments whose end is written down, or was before all this. */
  readonly #ended: Set<Deployment>
  #hasBegun = false

  constructor(plan: CodeDeployPlan, ecs: EcsState, group: DeploymentGroup) {
    this.#plan = plan
    this.#ecs = ecs
    this.#group = group
    this.#epochMs = ecs.timeline.nowMs
    this.before = nameOfRevision(group.service.taskDefinitionArn)
    this.deployed = this.before
    this.#ended = new Set(group.deployments)
    const past = group.deployments.filter(({ creator }) => creator === 'user')
    for (const [index, deployment] of past.entries()) {
      const fate = plan.past[index] ?? 'good'
      this.#know(deployment, { fate, kind: fate, ...(fate !== 'good' && { badFromMs: 0 }) })
    }
    this.earlier = past.map((deployment) => ({
      revision: nameOf(deployment),
      ...(deployment.rollbackDeploymentId === undefined
        ? { ended: 'completed' }
        : { ended: 'rolled back', restored: nameOfRevision(deployment.previousTaskDefinitionArn) }),
    }))
  }

  get nowMs(): number {
    return this.#sinceEpoch(this.#ecs.timeline.nowMs)
  }

  get isShown(): boolean {
    return this.shownAtMs !== undefined
  }

  get staleMs(): number {
    return this.#plan.staleMs
  }

  showsNow(): void {
    this.shownAtMs ??= this.nowMs
  }

  begin(deployment: Deployment): void {
    this.deployed = nameOf(deployment)
    this.#know(deployment, { fate: 'new', kind: this.#plan.version })
    this.#hasBegun = true
    this.look()
  }

  addOther(deployment: Pick<Deployment, 'taskDefinitionArn'>, isGood: boolean): void {
    this.#know(deployment, { fate: 'other', kind: 'other', ...(!isGood && { badFromMs: 0 }) })
  }

  #know(deployment: Pick<Deployment, 'taskDefinitionArn'>, truth: Truth): void {
    const name = nameOf(deployment)
    this.contents[name] = name
    this.#known[name] = truth
  }

  get truths(): Readonly<Record<string, Truth>> {
    const { [this.deployed]: own, ...others } = this.#known
    if (own?.fate !== 'new') return this.#known
    const badFromMs = isBadQuality(this.#plan.version) ? this.shownAtMs : undefined
    return { ...others, [this.deployed]: { ...own, badFromMs } }
  }

  get acts(): readonly Act[] {
    return this.#acts.map(({ act, by }) => ({
      ...act,
      cameToNothing: by?.status === 'Failed' || by?.status === 'Stopped',
    }))
  }

  record<T>(who: Pick<Act, 'by' | 'run'>, action: string, input: Asked, act: () => T): T {
    const { deployments } = this.#group
    const named = deployments.find(({ id }) => id === input.deploymentId)
    const newest = deployments.at(-1)
    let isAccepted = false
    try {
      const answer = act()
      isAccepted = true
      return answer
    } finally {
      const facts = { ...who, isAccepted }
      const made = isAccepted ? this.#group.deployments.at(-1) : undefined
      if (action === 'StopDeployment' && named !== undefined) {
        const to = nameOfRevision(named.previousTaskDefinitionArn)
        const restores = input.autoRollbackEnabled === true
        this.#acts.push({
          act: { ...facts, ...this.#of(named), kind: 'roll back', to, isRestoring: true },
          by: restores ? made : undefined,
        })
        if (isAccepted) this.#ended.add(named)
      }
      if (action === 'ContinueDeployment' && named !== undefined) {
        const act = { ...facts, ...this.#of(named), kind: 'let go on', hookStage: 'READY_WAIT' } as const
        this.#acts.push({ act, by: undefined })
      }
      if (action === 'CreateDeployment' && newest !== undefined) {
        const to = /task-definition\/([\w-]+:\d+)/.exec(JSON.stringify(input))?.[1]
        const kind = this.#known[to ?? '']?.fate === 'other' ? 'deploy' : 'roll back'
        this.#acts.push({ act: { ...facts, ...this.#of(newest), kind, to }, by: made })
      }
      this.look()
    }
  }

  #of(deployment: Deployment) {
    return {
      atMs: this.nowMs,
      of: nameOf(deployment),
      ofBegunAtMs: this.#sinceEpoch(deployment.createdAtMs),
    }
  }

  #sinceEpoch(ms: number): number {
    return ms - this.#epochMs
  }

  /** Looks who has the traffic, and whether CodeDeploy has turned a deployment back by itself. */
  look(): void {
    const { deployments, service } = this.#group
    const primary = nameOfRevision(service.taskDefinitionArn)
    for (const deployment of deployments) {
      if (this.#ended.has(deployment) || ONGOING.includes(deployment.status)) continue
      this.#ended.add(deployment)
      if (deployment.status === 'Succeeded') continue
      const atMs = this.#sinceEpoch(deployment.completedAtMs ?? this.#ecs.timeline.nowMs)
      const act = { ...this.#of(deployment), atMs, by: 'platform', isAccepted: true } as const
      const isRolledBack = deployment.rollbackDeploymentId !== undefined
      if (!isRolledBack && deployment.error !== undefined)
        this.#acts.push({ act: { ...act, kind: 'give up' }, by: undefined })
      if (!isRolledBack && primary === nameOf(deployment)) continue
      const to = nameOfRevision(deployment.previousTaskDefinitionArn)
      this.#acts.push({ act: { ...act, kind: 'roll back', to }, by: undefined })
    }
    const newest = deployments.at(-1)
    const isOn = newest?.status !== 'Stopped' && newest?.status !== 'Failed'
    const heading = newest !== undefined && isOn ? nameOf(newest) : primary
    if (this.headings.at(-1)?.revision !== heading)
      this.headings.push({ fromMs: this.nowMs, revision: heading })
    this.#lookAtTraffic()
  }

  #lookAtTraffic(): void {
    const shares = sharesOf(this.#group.service, nameOf)
    if (this.#hasBegun && shares.has(this.deployed)) this.metAtMs ??= this.nowMs
    const [most] = [...shares].sort(([, one], [, other]) => other - one)
    if (most === undefined) return
    const now = { fromMs: this.nowMs, revision: most[0], isAlone: shares.size === 1 }
    const last = this.live.at(-1)
    if (last?.revision !== now.revision || last.isAlone !== now.isAlone) this.live.push(now)
  }
}

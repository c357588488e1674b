import type { EcsState, Service } from '../../../../demo/world/ecs/state.ts'
import type { PastImage } from '../../../../demo/world/stories.ts'
import type { Dice } from '../../dice.ts'

/** A deployment of the past. */
export type PastFate =
  | 'good'
  | 'rolled back'
  /** Somebody stopped it, and nothing says how good it was. */
  | 'stopped'
  /** The image that runs, under a new revision. */
  | 'same image'
  /** Somebody went back to the version before. */
  | 'went back'
  /** What was last rolled back or gone back from, once more, and this time it is good. */
  | 'tried again'
  /** Good, and its revision is INACTIVE by now. */
  | 'deregistered'

export function drawPast(dice: Dice): readonly PastFate[] {
  const isPlain = dice.is(0.5)
  const fate = (): PastFate => {
    if (dice.is(0.35)) return 'rolled back'
    return isPlain
      ? 'good'
      : dice.of(['good', 'deregistered', 'stopped', 'same image', 'went back', 'tried again'])
  }
  return ['good', ...Array.from({ length: dice.between(1, 5) }, fate)]
}

/** Each image has a tag of its own, or one tag is moved by each deploy. */
export type Tagging = 'own' | 'one'

interface Version {
  readonly image: string
  readonly digest: string
  /** The deployment that registered it first. */
  readonly index: number
  /** Until it is tried again, and well. */
  isBad: boolean
}

interface Past {
  readonly past: readonly PastFate[]
  readonly tagging?: Tagging | undefined
}

/** The past as the local ECS takes it: which image each deployment was of, and how it ended. */
export function tellPast(ecs: EcsState, { past, tagging }: Past, repository: string): readonly PastImage[] {
  const images = new PastImages(ecs, repository, tagging)
  return past.map((fate, index) => images.tell(fate, index))
}

/** What a pipeline pushed and deployed, one after the other. */
class PastImages {
  readonly #ecs: EcsState
  readonly #repository: string
  readonly #tagging: Tagging
  /** What the service has come through, and not gone back from. */
  readonly #line: Version[] = []
  readonly #left: Version[] = []

  constructor(ecs: EcsState, repository: string, tagging: Tagging = 'own') {
    this.#ecs = ecs
    this.#repository = repository
    this.#tagging = tagging
  }

  tell(fate: PastFate, index: number): PastImage {
    const now = this.#line.at(-1)
    if (fate === 'same image' && now !== undefined) return { image: now.image, digest: now.digest }
    if (fate === 'went back' && this.#line.length > 1) {
      this.#left.push(...this.#line.splice(-1))
      return this.#again(this.#line.at(-1))
    }
    if (fate === 'tried again' && this.#left.length > 0) {
      this.#line.push(...this.#left.splice(-1).map((version) => Object.assign(version, { isBad: false })))
      return this.#again(this.#line.at(-1))
    }
    const version = this.#push(index, fate === 'rolled back')
    const { image, digest } = version
    if (fate === 'stopped') return { image, digest, status: 'STOPPED' }
    if (fate === 'rolled back') this.#left.push(version)
    else this.#line.push(version)
    return fate === 'rolled back' ? { image, digest, status: 'ROLLBACK_SUCCESSFUL' } : { image, digest }
  }

  #push(index: number, isBad: boolean): Version {
    const image = `${this.#repository}:${this.#tagging === 'own' ? index + 1 : MOVED_TAG}`
    const version = { image, index, isBad, digest: '' }
    const http = () => (version.isBad ? { status: 500 } : {})
    version.digest = this.#ecs.images.push(image, { http, version: String(index + 1) })
    return version
  }

  /** Where the tag means another image by now, whoever wants this one has to name its digest. */
  #again(version: Version | undefined): PastImage {
    if (version === undefined) throw new Error('there is nothing to deploy again')
    const { image, digest, index } = version
    return this.#tagging === 'own'
      ? { image, digest, again: index }
      : { image: `${this.#repository}@${digest}`, digest }
  }
}

/** The tag that each deploy moves, if there is only one. */
export const MOVED_TAG = 'live'

/** Somebody has cleared away since. */
export function deregisterPast(ecs: EcsState, service: Service, past: readonly PastFate[]): void {
  for (const [index, fate] of past.entries()) {
    const target = service.serviceDeployments[index]?.target
    if (fate === 'deregistered' && target !== undefined)
      ecs.taskDefinitions.deregister(ecs.taskDefinitions.get(target.taskDefinitionArn), ecs.timeline.nowMs)
  }
}

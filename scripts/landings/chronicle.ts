import type { Timeline } from '../../demo/world/timeline.ts'
import type { CommonPlan } from './common-plan.ts'
import type { Act, Heading, Live, Truth } from './oracle/history.ts'
import type { WorldRecord } from './platform.ts'
import { isBadQuality } from './quality.ts'

export const NEW = 'new'

/** Writes down what happens in a world that says itself what it gives to users: the truth that the oracle judges by. */
export class Chronicle implements WorldRecord {
  readonly deployed = NEW
  readonly before: string
  readonly acts: Act[] = []
  readonly live: Live[] = []
  readonly headings: Heading[] = []
  readonly outagesAtMs: number[] = []
  readonly #plan: CommonPlan
  readonly #timeline: Timeline
  readonly #epochMs: number
  readonly #known: Record<string, Truth>
  shownAtMs: number | undefined

  constructor(plan: CommonPlan, timeline: Timeline, before: string) {
    this.#plan = plan
    this.#timeline = timeline
    this.#epochMs = timeline.nowMs
    this.before = before
    this.#known = Object.fromEntries(
      plan.past.map((fate, index) => [pastVersion(index), { fate, kind: fate } as const]),
    )
    this.heads(before)
    this.serves(before)
  }

  get nowMs(): number {
    return this.#timeline.nowMs - this.#epochMs
  }

  get isShown(): boolean {
    return this.shownAtMs !== undefined
  }

  showsNow(): void {
    this.shownAtMs ??= this.nowMs
  }

  get truths(): Readonly<Record<string, Truth>> {
    const badFromMs = isBadQuality(this.#plan.version) ? this.shownAtMs : undefined
    return { ...this.#known, [NEW]: { fate: 'new', kind: this.#plan.version, badFromMs } }
  }

  addOther(revision: string, isGood: boolean): void {
    this.#known[revision] = { fate: 'other', kind: 'other', ...(!isGood && { badFromMs: this.nowMs }) }
  }

  /** What is given to users from now on, whether or not it is there yet. */
  heads(revision: string): void {
    if (this.headings.at(-1)?.revision !== revision) this.headings.push({ fromMs: this.nowMs, revision })
  }

  /** Who has all the traffic from now on. */
  serves(revision: string): void {
    if (this.live.at(-1)?.revision !== revision)
      this.live.push({ fromMs: this.nowMs, revision, isAlone: true })
  }

  /** Somebody asks for something, about what is given to users now. */
  acted(act: Omit<Act, 'atMs' | 'of' | 'ofBegunAtMs'>): void {
    const heading = this.headings.at(-1)
    const of = heading?.revision ?? ''
    // A name that nobody has had an answer from is not known to be that of a version.
    const served = this.live.at(-1)
    const ofBegunAtMs = served?.revision === of ? served.fromMs : this.nowMs
    const facts = { of, ofBegunAtMs }
    this.acts.push({ atMs: this.nowMs, ...facts, ...act })
  }

  /** It is told everything as it happens. */
  look(): void {}
}

export const pastVersion = (index: number): string => `v${index + 1}`

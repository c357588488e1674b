import type { HttpBehaviour } from '../../demo/world/images.ts'
import type { ConfiguredTarget } from '../../src/targets/target.ts'
import type { Act, Earlier, Heading, Live, Signals, Truth } from './oracle/history.ts'
import type { VirtualTime } from './virtual-time.ts'
import type { Caller, Wire } from './wire.ts'

/** Something to land on: how its worlds are made of a plan. */
export interface Platform<OwnPlan> {
  /** The world as it is a minute before the deployment. */
  prepare(plan: OwnPlan, time: VirtualTime): World
  /** The simplest of each part of a plan, for one that fails and is made smaller. */
  readonly simplest: Partial<OwnPlan>
  /** In a few words, for people. */
  describe(plan: OwnPlan): string
  /** The situation of the state table that it plays. Absent: it is in no such table. */
  cellOf?(plan: OwnPlan): string
}

/** What one landing happens in. */
export interface World {
  readonly record: WorldRecord
  /** Of the services that the same job lands beside it. Absent: it is the only one. */
  readonly others?: readonly WorldRecord[] | undefined
  /** What a job says of the target, whatever is deployed. */
  readonly inputs: Readonly<Record<string, string>>
  /** Brings everything up to now. */
  catchUp(): void
  /** Deploys the new version, and lets happen from now on what the plan says. Answers the inputs that name it. */
  deploy(): Readonly<Record<string, string>>
  /** What the world calls what the product names. Absent: the same. */
  named?(revision: string): string
  /** What metrics and alarms said, if there are any. */
  signals?(): Signals | undefined
  /** Puts the application on the net, for one run or several. */
  serve(): Site
  /** What a step of a run finds in its environment, besides the usual. */
  env(run: number): Readonly<Record<string, string>>
  /** The product's own target, with its requests handed over in memory. */
  open(config: unknown, link: Link): ConfiguredTarget['open']
  /** It can be told by name whether what runs is what was deployed. */
  readonly namesWhatRuns: boolean
  /** The only thing that the deployment waits for is an answer that `promote` gives. */
  readonly isPausedForUs: boolean
  /** So long does the platform's own schedule make a way back last. Absent: it waits for somebody. */
  readonly wayBackMs?: number | undefined
}

/** How a process of the product reaches the world. */
export interface Link {
  readonly wire: Wire
  readonly caller: Caller
}

export type Listener = 'production' | 'test'

/** The application behind its load balancer. */
export interface Site {
  /** Who answers the next request, and how. Undefined: nobody is there. */
  next(
    listener: Listener,
    site: string,
  ): { readonly version: string; readonly behaviour: HttpBehaviour } | undefined
}

/** What happened in a world: the truth that the oracle judges by. Times are from its beginning. */
export interface WorldRecord {
  /** Its name, if the job lands several. */
  readonly service?: string | undefined
  /** The first part of its address. */
  readonly site?: string | undefined
  readonly nowMs: number
  /** The names of revisions. */
  readonly deployed: string
  readonly before: string
  /** The deployment came as far as the version was to show what it is. */
  readonly isShown: boolean
  /** When it was. Absent: not yet, or it is not written down. */
  readonly shownAtMs?: number | undefined
  readonly truths: Readonly<Record<string, Truth>>
  /** Which content a revision is. Absent: each is one of its own. */
  readonly contents?: Readonly<Record<string, string>> | undefined
  /** What was deployed before, oldest first. Absent: the right way back is not judged. */
  readonly earlier?: readonly Earlier[] | undefined
  readonly acts: readonly Act[]
  readonly live: readonly Live[]
  readonly headings: readonly Heading[]
  /** When a request found nobody. */
  readonly outagesAtMs: number[]
  /** When the first user met the new version, of however many. */
  readonly metAtMs?: number | undefined
  /** For so long does the platform answer what was true before a write. Absent: not at all. */
  readonly staleMs?: number | undefined
  /** Looks what has changed by now. */
  look(): void
}

/** Long enough for the service to have come to rest. */
export const EARLIER_MS = 60_000
/** How often it is written down who has the traffic. */
export const LOOK_EVERY_MS = 5_000

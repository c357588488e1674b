import type { Result } from '../src/run/outcome.ts'
import type { StageGithub } from './pipeline.ts'
import type { LogLine } from './runner/step-log.ts'
import type { WorldClock } from './world/clock.ts'
import type { World } from './world/index.ts'
import type { Deployed } from './world/stories.ts'

/** How things stand before the job. */
export interface Setting {
  /** A step with `mode: capture` comes before the deploy step. */
  readonly captures?: true
  /** The deploy step. Absent: the job has none. */
  readonly deploy?: () => Deployed
  /** Inputs beyond, or instead of, the usual ones. An empty one counts as not given. */
  readonly with?: Readonly<Record<string, string>>
}

/** What happens around one run of the action. */
export interface Scene {
  /** So many world seconds pass in a real one. */
  readonly speed?: number
  /** Instead of a clock of that speed. */
  readonly clock?: WorldClock
  /** The action lives in the world's time too, so that its durations are those of a real deployment. */
  readonly livesInWorldTime?: true
  /** Of the job, beside or instead of the world's own. */
  readonly env?: Readonly<Record<string, string>>
  readonly begin: (world: World) => Setting
  /** Absent: a GitHub that answers, and knows nothing. */
  readonly github?: (world: World) => Promise<StageGithub>
  /** The job is cancelled at the first line of its log for which this holds. */
  readonly cancelAt?: (line: LogLine, world: World) => boolean
}

/** A deployment that goes one way or another, with the end that it must have. */
export interface Story extends Scene {
  readonly name: string
  /** One line for a list: what happens. */
  readonly title: string
  readonly ends: { readonly result: Result; readonly exitCode: number }
}

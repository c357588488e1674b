import type { Result } from '../src/domain/outcome.ts'
import type { LogLine } from './runner/step-log.ts'
import type { World } from './world/index.ts'
import type { Deployed } from './world/stories.ts'

/** What a story's deploy step leaves behind for the step that guards it. */
export interface Setting {
  readonly world: World
  /** Absent: nothing was deployed. */
  readonly deployed?: Deployed
  /** Inputs beyond, or instead of, {@link USUAL_INPUTS}. An empty one counts as not given. */
  readonly with?: Readonly<Record<string, string>>
}

/** What happens around one run of the action. */
export interface Scene {
  /** So many world seconds pass in a real one. */
  readonly speed?: number
  /** Sets the world up and deploys. */
  readonly begin: (world: World) => Omit<Setting, 'world'>
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
